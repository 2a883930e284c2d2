//! Changes of a value's decoded text as edits of the source, in the way the value is written.

use super::reads_back::{Wanted, check};
use super::{Refused, scalar};
use crate::definition::{Definition, Field, MappedText, Reading, Value};
use crate::text::{Span, TextEdit};

/// Replace a stretch of a decoded text.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// What is replaced, in bytes of the decoded text.
    pub span: Span,
    /// What stands there afterwards.
    pub with: Vec<Piece>,
}

/// Something that a change writes.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A text.
    Text(String),
    /// What stands in that stretch of the decoded text, written as it is written there.
    Copy(Span),
}

impl Change {
    /// Writes `text` in place of `span`.
    pub(super) fn text(span: Span, text: impl Into<String>) -> Self {
        Self {
            span,
            with: vec![Piece::Text(text.into())],
        }
    }

    /// Takes `span` away.
    pub(super) fn cut(span: Span) -> Self {
        Self {
            span,
            with: Vec::new(),
        }
    }

    /// From one text to another: only what differs between the two.
    pub(super) fn between(span: Span, old: &str, new: &str) -> Option<Self> {
        if old == new {
            return None;
        }
        let same = |(a, b): &(char, char)| a == b;
        let start: usize = old
            .chars()
            .zip(new.chars())
            .take_while(same)
            .map(|(a, _)| a.len_utf8())
            .sum();
        let (old_rest, new_rest) = (&old[start..], &new[start..]);
        let end: usize = old_rest
            .chars()
            .rev()
            .zip(new_rest.chars().rev())
            .take_while(same)
            .map(|(a, _)| a.len_utf8())
            .sum();
        let span = Span::new(span.start + start, span.start + old.len() - end);
        Some(Self::text(span, &new_rest[..new_rest.len() - end]))
    }
}

/// The decoded text after the changes, which must be in order and apart; `None` where they are not.
pub(super) fn changed(text: &str, changes: &[Change]) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 64);
    let mut copied = 0;
    for change in changes {
        out.push_str(text.get(copied..change.span.start)?);
        for piece in &change.with {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Copy(span) => out.push_str(text.get(span.start..span.end)?),
            }
        }
        copied = change.span.end;
    }
    out.push_str(text.get(copied..)?);
    Some(out)
}

/// Line ends as an editor has them.
pub(super) fn with_plain_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// How a value is written, as far as new text in it is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Double,
    Single,
    /// One line or several without quotes.
    Plain,
    /// A block, with the blanks its lines begin with.
    Block {
        folded: bool,
        indent: usize,
    },
    /// What no parser accepts: nothing in it is decoded.
    Bare {
        block: bool,
    },
}

/// How a line end is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineEnd {
    /// As the style writes it.
    Own,
    /// As the two characters `\n`, which Claude Code takes for one in descriptions.
    Written,
}

/// A value in which changes are made.
pub(super) struct Target<'a> {
    pub definition: &'a Definition,
    pub field: &'a Field,
    /// Its text, in which the changes count.
    pub text: &'a MappedText,
    /// Whether the two characters `\n` are line ends in it.
    pub description: bool,
}

impl Target<'_> {
    /// The edits that make these changes where the value stands, without touching the rest of it;
    /// with them go edits of other places.
    ///
    /// # Errors
    /// When no way of writing reads back.
    pub(super) fn edits(
        &self,
        changes: &[Change],
        elsewhere: &[TextEdit],
        wanted: &Wanted<'_>,
    ) -> Result<Vec<TextEdit>, Refused> {
        let ways = match (self.description, self.writes_line_ends()) {
            (false, _) => &[LineEnd::Own][..],
            (true, false) => &[LineEnd::Own, LineEnd::Written],
            (true, true) => &[LineEnd::Written, LineEnd::Own],
        };
        for way in ways {
            let edits = changes
                .iter()
                .map(|change| self.edit(change, *way))
                .collect::<Option<Vec<_>>>();
            if let Some(mut edits) = edits {
                edits.extend_from_slice(elsewhere);
                if check(self.definition, &edits, wanted) {
                    return Ok(edits);
                }
            }
        }
        let typed = |sign: &str| {
            changes
                .iter()
                .flat_map(|change| &change.with)
                .any(|piece| matches!(piece, Piece::Text(text) if text.contains(sign)))
        };
        let after = changed(self.text.as_str(), changes);
        Err(if after.is_some_and(|text| scalar::has_fence(&text)) {
            Refused::Fence
        } else if self.style() == Style::Plain && (typed(": ") || typed(" #")) {
            Refused::Unquoted
        } else {
            Refused::Unwritable
        })
    }

    fn edit(&self, change: &Change, way: LineEnd) -> Option<TextEdit> {
        let text = self.text.as_str();
        let whole = self.text.whole_stretches(change.span);
        let span = self.text.to_replace(whole);
        if !self.field.value.span().contains(span) || text.is_empty() {
            return None;
        }
        let mut replacement = self.encode(text.get(whole.start..change.span.start)?, way);
        for piece in &change.with {
            match piece {
                Piece::Text(text) => replacement.push_str(&self.encode(text, way)),
                Piece::Copy(span) => {
                    let copied = self.text.to_replace(*span);
                    replacement.push_str(copied.slice(&self.definition.source));
                }
            }
        }
        replacement.push_str(&self.encode(text.get(change.span.end..whole.end)?, way));
        Some(TextEdit { span, replacement })
    }

    fn encode(&self, text: &str, way: LineEnd) -> String {
        let text = with_plain_line_ends(text);
        let style = self.style();
        let mut out = String::with_capacity(text.len());
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                match (way, style) {
                    (LineEnd::Written, Style::Double) => out.push_str("\\\\n"),
                    (LineEnd::Written, _) => out.push_str("\\n"),
                    (LineEnd::Own, Style::Double) => out.push_str("\\n"),
                    (LineEnd::Own, Style::Block { folded, indent }) => {
                        let line_end = line_end(&self.definition.source);
                        out.push_str(line_end);
                        if folded {
                            out.push_str(line_end);
                        }
                        if !line.is_empty() {
                            out.extend(std::iter::repeat_n(' ', indent));
                        }
                    }
                    // Reads back as something else where it must be a line end; then it is refused.
                    (LineEnd::Own, Style::Bare { block: false }) => {
                        out.push_str(line_end(&self.definition.source));
                    }
                    (LineEnd::Own, _) => out.push_str("\\n"),
                }
            }
            match style {
                Style::Double => {
                    let quoted = scalar::double_quoted(line);
                    out.push_str(&quoted[1..quoted.len() - 1]);
                }
                Style::Single => out.push_str(&line.replace('\'', "''")),
                Style::Plain | Style::Block { .. } | Style::Bare { .. } => out.push_str(line),
            }
        }
        out
    }

    fn style(&self) -> Style {
        let raw = self.field.value.span().slice(&self.definition.source);
        if matches!(self.definition.reading, Reading::LineByLine { .. }) {
            return Style::Bare {
                block: raw.starts_with(['|', '>']),
            };
        }
        let repaired = match &self.definition.reading {
            Reading::Repaired { quoted, .. } => quoted.contains(&self.field.value.span()),
            _ => false,
        };
        match raw.chars().next() {
            _ if repaired => Style::Plain,
            Some('"') => Style::Double,
            Some('\'') => Style::Single,
            Some(sign @ ('|' | '>')) => Style::Block {
                folded: sign == '>',
                indent: self.indent(),
            },
            _ => Style::Plain,
        }
    }

    /// The blanks before the first character of a block.
    fn indent(&self) -> usize {
        let source = &self.definition.source;
        let text = self.text.as_str();
        let first = text.len() - text.trim_start_matches('\n').len();
        let start = self.text.to_source(Span::at(first)).start;
        let line = source[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        start - line
    }

    /// Whether the value writes its line ends as the two characters `\n`.
    fn writes_line_ends(&self) -> bool {
        match &self.field.value {
            Value::Scalar(scalar) => scalar.text.as_str().contains("\\n"),
            Value::List { .. } | Value::Map { .. } => false,
        }
    }
}

/// The line end of a file: that of its first line.
pub(super) fn line_end(source: &str) -> &'static str {
    match source.find('\n') {
        Some(at) if source[..at].ends_with('\r') => "\r\n",
        None if source.contains('\r') => "\r",
        _ => "\n",
    }
}
