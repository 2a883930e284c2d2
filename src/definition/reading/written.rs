//! How a scalar is written: its quotes, its block header, its anchor and tag.

use saphyr_parser::ScalarStyle;

use crate::definition::mapped_text::Style;
use crate::text::Span;

/// White space to YAML: a no-break space is part of a text.
const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];

/// How a scalar stands in the text: with quotes or header, and without; both without an anchor,
/// a tag, a comment behind it, and trailing white space.
pub(super) fn written(
    text: &str,
    style: ScalarStyle,
    start: usize,
    end: usize,
) -> (Span, Span, Style) {
    // The parser's span of a block begins at its content, where these signs mean nothing.
    let start = match style {
        ScalarStyle::Literal | ScalarStyle::Folded => start,
        _ => start + properties_len(text.get(start..end).unwrap_or_default()),
    };
    let raw = text.get(start..end).unwrap_or_default();
    match style {
        ScalarStyle::Plain => {
            let span = Span::new(start, start + raw.trim_end_matches(WHITE).len());
            (span, span, Style::Plain)
        }
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let (quote, style) = match style {
                ScalarStyle::SingleQuoted => ('\'', Style::Single),
                _ => ('"', Style::Double),
            };
            let len = quoted_len(raw, quote);
            let outer = Span::new(start, start + len);
            (
                outer,
                Span::new(start + 1.min(len), (start + len).saturating_sub(1)),
                style,
            )
        }
        ScalarStyle::Literal | ScalarStyle::Folded => {
            // The parser's span begins behind the first line's indentation, past the header and
            // blank lines; that of an empty block anywhere behind the header.
            let before = &text[..start];
            let header = block_header(before);
            let first_line = match before[header..].find(['\n', '\r']) {
                Some(at) if before[header + at..].starts_with("\r\n") => header + at + 2,
                Some(at) => header + at + 1,
                None => start,
            };
            let content = raw.trim_end_matches(WHITE).len();
            let outer_end = if content == 0 {
                before.trim_end().len().max(header)
            } else {
                start + content
            };
            (
                Span::new(header, outer_end),
                Span::new(first_line, end.max(first_line)),
                Style::Block,
            )
        }
    }
}

/// Where the `|` or `>` stands that begins the block whose content begins where `before` ends: in
/// the last line that is neither blank nor a comment.
fn block_header(before: &str) -> usize {
    let mut end = before.len();
    while end > 0 {
        let start = before[..end].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let line = &before[start..end];
        let text = line.trim_start();
        if !text.is_empty() && !text.starts_with('#') {
            let found = line.match_indices(['|', '>']).find(|(at, _)| {
                let rest = line[at + 1..]
                    .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
                let ends = rest.trim().is_empty()
                    || rest.trim_start().starts_with('#') && rest.starts_with([' ', '\t']);
                ends && line[..*at]
                    .chars()
                    .next_back()
                    .is_none_or(|c| matches!(c, ' ' | '\t'))
            });
            return start + found.map_or(line.len(), |(at, _)| at);
        }
        end = start.saturating_sub(1);
    }
    before.len()
}

/// The length of the anchor and the tag before a scalar, with the blanks after them.
fn properties_len(raw: &str) -> usize {
    let mut at = 0;
    while raw[at..].starts_with(['&', '!']) {
        let word = raw[at..]
            .find([' ', '\t', '\n', '\r'])
            .unwrap_or(raw.len() - at);
        at += word;
        at = raw.len() - raw[at..].trim_start().len();
    }
    at
}

/// The length of a quoted scalar, up to its closing quote: comments may follow in the parser's span.
pub(super) fn quoted_len(raw: &str, quote: char) -> usize {
    // Quotes and backslashes are bytes that no other character holds.
    let quote = if quote == '\'' { b'\'' } else { b'"' };
    let bytes = raw.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        let escapes = *byte == b'\\' && quote == b'"'
            || *byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote);
        if escapes {
            at += 2;
        } else if *byte == quote {
            return at + 1;
        } else {
            at += 1;
        }
    }
    raw.trim_end_matches(WHITE).len()
}

#[cfg(test)]
mod tests {
    use crate::definition::Definition;

    #[test]
    fn a_block_may_begin_with_a_sign() {
        for value in ["|-\n  &a b", "|\n  !a b", ">-\n  &amp; b"] {
            let source = format!("---\nname: a\ndescription: {value}\n---\n");
            let definition = Definition::parse(source.as_str());
            let field = definition.field("description").expect("it is there");
            assert_eq!(field.value.span().slice(&source), value);
        }
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line_to_yaml() {
        for value in ["|\r  b\r  c", "|\r# d\n  b", "|\r\n  b", "| # d\r\n  b"] {
            let source = format!("---\nname: a # >\n# n\rdescription: {value}\r---\n");
            let definition = Definition::parse(source.as_str());
            let field = definition.field("description").expect("it is there");
            assert_eq!(field.value.span().slice(&source), value, "{source:?}");
        }
    }
}
