//! Finds what the grammar of examples stops at.

use super::label::{Inside, Label, label_at};
use super::scan::{Tag, TagKind, bullet_before, is_code, note_at, tag_at};
use crate::text::Span;

/// What the grammar stops at.
pub(super) enum Marker {
    /// A tag; a bullet may stand before it.
    Tag(Tag),
    Note(Span),
    Label(Label),
    /// The end of the description.
    End,
}

/// Looks ahead in a description.
#[derive(Clone, Copy)]
pub(super) struct Markers<'a> {
    pub(super) text: &'a str,
}

impl Markers<'_> {
    /// The next `<example>` from `from` on.
    pub(super) fn opening_tag(self, from: usize) -> Option<Tag> {
        let mut at = from;
        loop {
            at += find(self.text.as_bytes().get(at..)?, |byte| byte == b'<')?;
            match tag_at(self.text, at) {
                Some(tag)
                    if tag.kind == TagKind::Example
                        && !tag.closes
                        && !is_code(self.text, tag.span) =>
                {
                    return Some(tag);
                }
                _ => at += 1,
            }
        }
    }

    /// The tag that closes `open`, if it comes before an example's tag and another of its kind.
    pub(super) fn closing_tag(self, open: Tag) -> Option<Span> {
        let mut at = open.span.end;
        loop {
            at += find(self.text.as_bytes().get(at..)?, |byte| byte == b'<')?;
            match tag_at(self.text, at) {
                Some(tag) if is_code(self.text, tag.span) => {}
                Some(tag) if tag.kind == open.kind => return tag.closes.then_some(tag.span),
                Some(tag) if tag.kind == TagKind::Example => return None,
                _ => {}
            }
            at += 1;
        }
    }

    /// The next marker from `from` on and where it begins, a bullet before an example included.
    pub(super) fn next(self, from: usize, inside: Inside) -> (usize, Marker) {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(found) = bytes
            .get(at..)
            .and_then(|rest| find(rest, |byte| matches!(byte, b'<' | b':' | 0xEF)))
        {
            at += found;
            match bytes.get(at) {
                Some(b'<') => {
                    if let Some(tag) =
                        tag_at(self.text, at).filter(|tag| self.tag_fits(*tag, from, inside))
                    {
                        let bullet = match tag.kind == TagKind::Example && !tag.closes {
                            true => bullet_before(self.text, from, at),
                            false => None,
                        };
                        return (bullet.unwrap_or(at), Marker::Tag(tag));
                    }
                    if let Some(end) =
                        note_at(self.text, at).filter(|_| self.note_fits(from, at, inside))
                    {
                        return (at, Marker::Note(Span::new(at, end)));
                    }
                }
                Some(b':') => {
                    if let Some(label) = label_at(self.text, from, at, inside) {
                        return (label.span.start, Marker::Label(label));
                    }
                }
                // A full-width colon.
                _ if self
                    .text
                    .get(at..)
                    .is_some_and(|rest| rest.starts_with('：')) =>
                {
                    if let Some(label) = label_at(self.text, from, at, inside) {
                        return (label.span.start, Marker::Label(label));
                    }
                }
                _ => {}
            }
            at += 1;
        }
        (self.text.len(), Marker::End)
    }

    /// Whether a tag is one, and not a word of the text: `<user>` may be a placeholder.
    fn tag_fits(self, tag: Tag, from: usize, inside: Inside) -> bool {
        match tag.kind {
            TagKind::Example | TagKind::Commentary => !is_code(self.text, tag.span),
            TagKind::Context | TagKind::User | TagKind::Assistant => {
                !tag.closes && self.note_fits(from, tag.span.start, inside)
            }
        }
    }

    /// Whether a note may begin at `at`: first on its line, or after something that ended.
    fn note_fits(self, from: usize, at: usize, inside: Inside) -> bool {
        let before = self.text.get(from..at).unwrap_or_default();
        let on_line = before.trim_end_matches([' ', '\t']);
        if on_line.ends_with(['\n', '\r']) {
            return true;
        }
        match (inside, before.trim_end().chars().next_back()) {
            (Inside::Quoted(quote), Some(last)) => quote.closes_with(last),
            (Inside::Quoted(_) | Inside::Plain, None) => false,
            (Inside::Nothing, last) => last.is_none_or(|last| last == '>'),
            (Inside::Plain, Some(last)) => last == '>',
        }
    }
}

fn find(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Option<usize> {
    bytes.iter().position(|byte| wanted(*byte))
}
