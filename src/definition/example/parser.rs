//! The pass over a decoded description that finds its examples and their parts.

use super::label::{Inside, Label};
use super::marker::{Marker, Markers};
use super::scan::{Tag, TagKind, bullet_before, note_at, opening_quote, tag_at};
use super::{Example, Examples, MappedText, Part, PartKind, Speaker};
use crate::text::Span;

/// Reads a description from front to back; `at` only ever grows.
pub(super) struct Parser<'a> {
    description: &'a MappedText,
    text: &'a str,
    markers: Markers<'a>,
    at: usize,
    out: Examples,
}

/// An example under construction.
struct Open {
    start: usize,
    opening: Span,
    parts: Vec<Part>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(description: &'a MappedText) -> Self {
        Self {
            description,
            text: description.as_str(),
            markers: Markers {
                text: description.as_str(),
            },
            at: 0,
            out: Examples::default(),
        }
    }

    pub(super) fn parse(mut self) -> Examples {
        let mut prose_start = 0;
        while let Some(tag) = self.markers.opening_tag(self.at) {
            let start =
                bullet_before(self.text, prose_start, tag.span.start).unwrap_or(tag.span.start);
            self.prose(Span::new(prose_start, start));
            self.at = tag.span.end;
            self.example(Open {
                start,
                opening: tag.span,
                parts: Vec::new(),
            });
            prose_start = self.at;
        }
        self.prose(Span::new(prose_start, self.text.len()));
        self.out
    }

    fn prose(&mut self, stretch: Span) {
        let text = trim(self.text, stretch);
        if !text.is_empty() {
            let part = self.part(PartKind::Prose, Span::at(text.start), text, text);
            self.out.prose.push(part);
        }
    }

    /// Reads an example up to its closing tag, the next opening one, or the end.
    fn example(&mut self, mut open: Open) {
        let mut closing = None;
        loop {
            let (start, marker) = self.markers.next(self.at, Inside::Nothing);
            self.loose(Span::new(self.at, start), &mut open.parts);
            match marker {
                Marker::End => {
                    self.at = start;
                    break;
                }
                Marker::Tag(tag) if tag.kind == TagKind::Example => {
                    self.at = start;
                    if tag.closes {
                        self.at = tag.span.end;
                        closing = Some(tag.span);
                        self.trailing_commentary(&mut open.parts);
                    }
                    break;
                }
                Marker::Tag(tag) if tag.closes => {
                    // It closes nothing; it is shown as it stands.
                    self.at = tag.span.end;
                    self.loose(tag.span, &mut open.parts);
                }
                Marker::Tag(tag) => self.tagged(tag, &mut open.parts),
                Marker::Note(note) => {
                    let inner = trim(self.text, Span::new(note.start + 1, note.end - 1));
                    open.parts
                        .push(self.part(PartKind::Note, Span::at(note.start), inner, note));
                    self.at = note.end;
                }
                Marker::Label(label) => self.labelled(label, &mut open.parts),
            }
        }
        let end = trim(self.text, Span::new(open.start, self.at)).end;
        self.out.examples.push(Example {
            span: self.description.to_source(Span::new(open.start, end)),
            opening: self.description.to_source(open.opening),
            closing: closing.map(|tag| self.description.to_source(tag)),
            closed: closing.is_some(),
            parts: open.parts,
        });
    }

    /// Commentary directly after `</example>` belongs to the example before it.
    fn trailing_commentary(&mut self, parts: &mut Vec<Part>) {
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let start = self.at + rest.len() - rest.trim_start().len();
            match tag_at(self.text, start) {
                Some(tag) if tag.kind == TagKind::Commentary && !tag.closes => {
                    self.tagged(tag, parts)
                }
                _ => return,
            }
        }
    }

    /// Text that belongs to no label.
    fn loose(&self, stretch: Span, parts: &mut Vec<Part>) {
        let text = trim(self.text, stretch);
        if !text.is_empty() {
            parts.push(self.part(PartKind::Text, Span::at(text.start), text, text));
        }
    }

    /// `<commentary>…</commentary>` and its kin; unclosed, up to the next marker.
    fn tagged(&mut self, tag: Tag, parts: &mut Vec<Part>) {
        let kind = match tag.kind {
            TagKind::Context => PartKind::Context,
            TagKind::User => PartKind::Turn(Speaker::User),
            TagKind::Assistant => PartKind::Turn(Speaker::Assistant),
            TagKind::Commentary | TagKind::Example => PartKind::Commentary,
        };
        let inner_start = tag.span.end;
        let (inner, end) = match self.markers.closing_tag(tag) {
            Some(closing) => (
                trim(self.text, Span::new(inner_start, closing.start)),
                closing.end,
            ),
            None => {
                let (end, _) = self.markers.next(inner_start, Inside::Plain);
                let inner = trim(self.text, Span::new(inner_start, end));
                (inner, inner.end)
            }
        };
        let text = self.without_quotes(inner);
        parts.push(self.part(kind, tag.span, text, Span::new(tag.span.start, end)));
        self.at = end;
    }

    /// A label and what it introduces.
    fn labelled(&mut self, label: Label, parts: &mut Vec<Part>) {
        let after = label.span.end;
        let rest = self.text.get(after..).unwrap_or_default();
        let start = after + rest.len() - rest.trim_start().len();
        let rest = self.text.get(start..).unwrap_or_default();
        let (text, end) = match (&label.kind, opening_quote(rest)) {
            (PartKind::Turn(_), Some(quote)) => {
                let said_start = start + quote.len;
                let (stop, _) = self.markers.next(said_start, Inside::Quoted(quote));
                let said = self.text.get(said_start..stop).unwrap_or_default();
                match quote.last_closing(said) {
                    Some((close, after)) => {
                        let text = trim(self.text, Span::new(said_start, said_start + close));
                        (text, self.after_punctuation(said_start + after, stop))
                    }
                    None => {
                        let text = trim(self.text, Span::new(start, stop));
                        (text, text.end)
                    }
                }
            }
            (PartKind::Turn(_), None)
                if tag_at(self.text, start).is_none() && note_at(self.text, start).is_some() =>
            {
                let end = note_at(self.text, start).unwrap_or(start);
                (Span::new(start, end), end)
            }
            _ => {
                let (stop, _) = self.markers.next(after, Inside::Plain);
                let text = trim(self.text, Span::new(after, stop));
                (self.without_quotes(text), text.end)
            }
        };
        let whole = Span::new(label.span.start, end);
        parts.push(self.part(label.kind, label.span, text, whole));
        self.at = end;
    }

    /// Past a full stop or comma that directly follows a closing quote.
    fn after_punctuation(&self, from: usize, stop: usize) -> usize {
        let rest = self.text.get(from..stop).unwrap_or_default();
        let signs = rest
            .bytes()
            .take(3)
            .take_while(|byte| matches!(byte, b'.' | b',' | b';'))
            .count();
        let alone = rest
            .get(signs..)
            .is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace));
        if alone { from + signs } else { from }
    }

    /// What stands in the quotes, if one pair of quotes stands around all of it.
    fn without_quotes(&self, inner: Span) -> Span {
        let text = inner.slice(self.text);
        let Some(quote) = opening_quote(text) else {
            return inner;
        };
        let Some(said) = text.get(quote.len..) else {
            return inner;
        };
        match quote.last_closing(said) {
            Some((close, after)) if after == said.len() => {
                let pair = said
                    .get(..close)
                    .is_some_and(|said| quote.last_closing(said).is_none());
                let start = inner.start + quote.len;
                if pair {
                    trim(self.text, Span::new(start, start + close))
                } else {
                    inner
                }
            }
            _ => inner,
        }
    }

    /// A part, with its spans taken to the source.
    fn part(&self, kind: PartKind, label: Span, text: Span, whole: Span) -> Part {
        Part {
            kind,
            text: text.slice(self.text).to_owned(),
            span: self.description.to_source(text),
            whole: self.description.to_source(whole),
            label: self.description.to_source(label),
        }
    }
}

/// `stretch` without the white space at its ends; empty at its start where there is nothing else.
fn trim(text: &str, stretch: Span) -> Span {
    let inner = stretch.slice(text);
    let start = stretch.start + inner.len() - inner.trim_start().len();
    match inner.trim() {
        "" => Span::at(stretch.start),
        trimmed => Span::new(start, start + trimmed.len()),
    }
}
