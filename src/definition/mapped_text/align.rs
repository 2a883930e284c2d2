//! Finds, for a scalar that a YAML parser decoded, where each part of it stands in the source.
//!
//! The parser says what the text is; this only walks both texts side by side by the rules of the
//! scalar's style. Where they part against expectation the map gets coarse, the text stays right.

use super::MappedText;
use crate::text::Span;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::definition) enum Style {
    /// Without quotes.
    Plain,
    /// In single quotes.
    Single,
    /// In double quotes, with escapes.
    Double,
    /// A `|` or `>` block.
    Block,
}

pub(super) fn align(decoded: &str, raw: &str, start: usize, style: Style) -> MappedText {
    if decoded == raw {
        return MappedText::verbatim(decoded, start);
    }
    let mut walk = Walk {
        decoded,
        raw,
        start,
        at: 0,
        out: MappedText::default(),
    };
    if style == Style::Block {
        walk.block();
    } else {
        walk.flow(style);
    }
    walk.out
}

struct Walk<'text> {
    /// What is still to be placed.
    decoded: &'text str,
    raw: &'text str,
    start: usize,
    /// How far `raw` has been read.
    at: usize,
    out: MappedText,
}

impl<'text> Walk<'text> {
    fn rest(&self) -> &'text str {
        &self.raw[self.at..]
    }

    /// Places `decoded_len` bytes of the decoded text on the next `raw_len` bytes of the source.
    fn place(&mut self, decoded_len: usize, raw_len: usize) {
        let (text, rest) = self.decoded.split_at(decoded_len);
        let source = Span::new(self.start + self.at, self.start + self.at + raw_len);
        if self.raw.get(self.at..self.at + raw_len) == Some(text) {
            self.out.push_verbatim(text, source.start);
        } else {
            self.out.push_decoded(text, source);
        }
        self.decoded = rest;
        self.at += raw_len;
    }

    fn flow(&mut self, style: Style) {
        while let Some(next) = self.decoded.chars().next() {
            let Some(written) = self.rest().chars().next() else {
                break;
            };
            if style == Style::Double && written == '\\' {
                self.escape(next);
            } else if style == Style::Single && self.rest().starts_with("''") {
                self.place(next.len_utf8(), 2);
            } else if let Some((raw_len, breaks)) = fold(self.rest()) {
                // One line end folds to a blank; of several, the first disappears.
                let produced = if breaks == 1 { 1 } else { breaks - 1 };
                let fits = self
                    .decoded
                    .get(..produced)
                    .is_some_and(|text| text.trim().is_empty());
                if fits {
                    self.place(produced, raw_len);
                } else {
                    self.at += raw_len;
                }
            } else if written == next {
                let same = common_prefix(self.decoded, self.rest(), style);
                self.place(same, same);
            } else {
                self.at += written.len_utf8();
            }
        }
        self.place_remainder();
    }

    /// An escape of a double-quoted scalar: one character, or an escaped line end, which is nothing.
    fn escape(&mut self, next: char) {
        let rest = self.rest();
        let mut characters = rest.chars().skip(1);
        let len = match characters.next() {
            Some('x') => 4,
            Some('u') => 6,
            Some('U') => 10,
            Some('\n' | '\r') => {
                let skipped = rest.len() - rest[1..].trim_start().len();
                self.at += skipped;
                return;
            }
            Some(other) => 1 + other.len_utf8(),
            None => 1,
        };
        let len = rest.floor_char_boundary(len.min(rest.len())).max(1);
        // A pair of surrogates is two escapes for one character.
        let pair = next.len_utf16() == 2 && len == 6 && rest.get(6..8) == Some("\\u");
        let len = if pair {
            rest.floor_char_boundary(12.min(rest.len()))
        } else {
            len
        };
        self.place(next.len_utf8(), len);
    }

    /// Line by line: the indentation is skipped, line ends are folded or not as the parser decided.
    fn block(&mut self) {
        let indent = self.block_indent();
        while !self.decoded.is_empty() && !self.rest().is_empty() {
            let line = self.rest();
            let content_end = line.find(['\n', '\r']).unwrap_or(line.len());
            let content = &line[..content_end];
            let leading = content.len() - content.trim_start_matches(' ').len();
            self.at += leading.min(indent);
            let content = &content[leading.min(indent)..];
            let same = common_prefix(self.decoded, content, Style::Block);
            self.place(same, same);
            if same < content.len() {
                self.at += content.len() - same;
            }
            let line_end = line_end_len(self.rest());
            if line_end == 0 {
                break;
            }
            // A folded line end became a blank, a line end, or nothing.
            if self.decoded.starts_with(['\n', ' ']) {
                self.place(1, line_end);
            } else {
                self.at += line_end;
            }
        }
        self.place_remainder();
    }

    /// How far the block is indented: told by its first line that is not empty.
    fn block_indent(&self) -> usize {
        let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let written = self
            .raw
            .split(['\n', '\r'])
            .find(|line| !line.trim().is_empty())
            .map_or(0, spaces);
        let kept = self
            .decoded
            .lines()
            .find(|line| !line.trim().is_empty())
            .map_or(0, spaces);
        written.saturating_sub(kept)
    }

    /// What could not be placed belongs to the end of the value.
    fn place_remainder(&mut self) {
        if !self.decoded.is_empty() {
            let end = self.start + self.raw.len();
            let text = self.decoded;
            self.out.push_decoded(text, Span::at(end));
        }
    }
}

/// A stretch of white space with a line end in it: its length, and how many line ends it has.
fn fold(text: &str) -> Option<(usize, usize)> {
    let end = text.len() - text.trim_start_matches([' ', '\t', '\n', '\r']).len();
    let mut breaks = 0;
    let mut at = 0;
    while at < end {
        match line_end_len(&text[at..]) {
            0 => at += 1,
            len => {
                breaks += 1;
                at += len;
            }
        }
    }
    (breaks > 0).then_some((end, breaks))
}

fn line_end_len(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

/// How many bytes both texts share, up to where the style has its own rules; at least one character.
fn common_prefix(decoded: &str, raw: &str, style: Style) -> usize {
    let special = |byte: u8| match style {
        Style::Double => matches!(byte, b'\\' | b'\n' | b'\r'),
        Style::Single => matches!(byte, b'\'' | b'\n' | b'\r'),
        Style::Plain | Style::Block => matches!(byte, b'\n' | b'\r'),
    };
    let (decoded_bytes, raw_bytes) = (decoded.as_bytes(), raw.as_bytes());
    let behind_first = raw_bytes.iter().skip(1).position(|byte| special(*byte));
    let end = behind_first.map_or(raw.len(), |at| at + 1);
    let longest = end.min(decoded.len());
    // Nearly always they are the same up to there, and compared as a whole.
    let same = if decoded_bytes.get(..longest) == raw_bytes.get(..longest) {
        longest
    } else {
        let pairs = decoded_bytes.iter().zip(raw_bytes).take(longest);
        pairs.take_while(|(a, b)| a == b).count()
    };
    let same = decoded.floor_char_boundary(same);
    // Blanks before a line end are folded with it.
    match decoded[..same].trim_end_matches([' ', '\t']).len() {
        words if words > 0 && style != Style::Block && fold(&raw[words..]).is_some() => words,
        _ => same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The source of a decoded stretch.
    fn source_of<'raw>(decoded: &str, raw: &'raw str, style: Style, part: &str) -> &'raw str {
        let mapped = align(decoded, raw, 0, style);
        assert_eq!(mapped.as_str(), decoded);
        let start = decoded.find(part).expect("the part");
        mapped
            .to_source(Span::new(start, start + part.len()))
            .slice(raw)
    }

    #[test]
    fn plain_lines_are_folded() {
        let raw = "one\n  two\r\n\r\n  three";
        assert_eq!(source_of("one two\nthree", raw, Style::Plain, "two"), "two");
        assert_eq!(
            source_of("one two\nthree", raw, Style::Plain, "three"),
            "three"
        );
    }

    #[test]
    fn escapes_are_one_character() {
        let raw = r#"a \"b\" \u00e9 \\n c\n\tend"#;
        let decoded = "a \"b\" é \\n c\n\tend";
        assert_eq!(source_of(decoded, raw, Style::Double, "\"b\""), r#"\"b\""#);
        assert_eq!(source_of(decoded, raw, Style::Double, "é"), r"\u00e9");
        assert_eq!(source_of(decoded, raw, Style::Double, "end"), "end");
    }

    #[test]
    fn an_escaped_line_end_is_nothing() {
        assert_eq!(source_of("ab c", "a\\\n   b\n c", Style::Double, "b"), "b");
    }

    #[test]
    fn doubled_quotes_are_one() {
        assert_eq!(
            source_of("it's here", "it''s here", Style::Single, "'s"),
            "''s"
        );
        assert_eq!(
            source_of("it's here", "it''s here", Style::Single, "here"),
            "here"
        );
    }

    #[test]
    fn blocks_lose_their_indentation_only() {
        let raw = "  one\n    two\n\n  three\n";
        let decoded = "one\n  two\n\nthree\n";
        assert_eq!(source_of(decoded, raw, Style::Block, "  two"), "  two");
        assert_eq!(source_of(decoded, raw, Style::Block, "three"), "three");
    }

    #[test]
    fn folded_blocks_keep_their_words_in_place() {
        let raw = "  one\n  two\n\n  three\n";
        let decoded = "one two\nthree\n";
        assert_eq!(source_of(decoded, raw, Style::Block, "two"), "two");
        assert_eq!(source_of(decoded, raw, Style::Block, "three"), "three");
    }
}
