//! OpenCode's repair of a frontmatter that is not valid YAML: values with a colon become blocks.
//!
//! Observed in OpenCode 1.18.34: a line `key: value` at the left margin whose value holds a colon and
//! begins with no quote becomes `key: |-` and the value, indented by two blanks, in a line below.
//! Other lines stay. Between the fences all lines end in LF afterwards.

use super::repair::Repaired;
use super::source_map::SourceMap;
use crate::text::{Span, is_javascript_space, trim_javascript};

/// Repairs the lines of a frontmatter that begins at byte `start` of the source, behind the opening
/// fence, and ends before the closing one: the line ends next to the fences are theirs.
pub(super) fn repair(text: &str, start: usize) -> Repaired {
    let mut out = Repaired {
        text: String::with_capacity(text.len() + 16),
        map: SourceMap::whole(start),
        quoted: Vec::new(),
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let of_fence = at + line.len() == text.len() || line.trim_end().is_empty() && at == 0;
        let content = line
            .strip_suffix("\r\n")
            .or_else(|| line.strip_suffix('\n'))
            .unwrap_or(line);
        match value_with_colon(content) {
            Some(found) => {
                let source = found.value.shift(start + at);
                out.text.push_str(&content[..found.key_len]);
                out.text.push_str(": |-\n  ");
                out.map.continue_at(out.text.len(), source.start);
                out.map.quote(out.text.len(), source);
                out.text.push_str(found.value.slice(content));
                out.quoted.push(source);
            }
            None => out.text.push_str(content),
        }
        let line_end = &line[content.len()..];
        let line_end = match line_end {
            "\r\n" if !of_fence => "\n",
            line_end => line_end,
        };
        at += line.len();
        out.map
            .continue_at(out.text.len(), start + at - line_end.len());
        out.text.push_str(line_end);
    }
    out
}

struct Found {
    key_len: usize,
    value: Span,
}

/// The value of a line that becomes a block. The white space is JavaScript's, and so are the line
/// ends that a value may not hold.
fn value_with_colon(line: &str) -> Option<Found> {
    let key_len = line
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|len| *len > 0)?;
    if line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let after = line[key_len..]
        .trim_start_matches(is_javascript_space)
        .strip_prefix(':')?
        .trim_start_matches(is_javascript_space);
    let value = trim_javascript(after);
    let begins = line.len() - after.len();
    (value.contains(':')
        && !value.starts_with(['"', '\''])
        && !after.contains(['\r', '\u{2028}', '\u{2029}']))
    .then(|| Found {
        key_len,
        value: Span::new(begins, begins + value.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        repair(text, 0).text
    }

    #[test]
    fn a_value_with_any_colon_becomes_a_block() {
        assert_eq!(repaired("key2 : a:b # c \n"), "key2: |-\n  a:b # c\n");
        assert_eq!(
            repaired("\r\na: b: c \r\n  d\r\n\r\ne: f\r\n"),
            "\r\na: |-\n  b: c\n  d\n\ne: f\r\n"
        );
    }

    #[test]
    fn others_are_left_alone() {
        for text in [
            "a: @b\n",
            "a: \"b: c\n",
            "a: 'b: c\n",
            "a-b: c: d\n",
            "1a: b: c\n",
            "é: a: b\n",
            " a: b: c\n",
            "# a: b: c\n",
            "a: |\n",
            "a:\n",
            "a: b: c\rd\n",
            "a: b\u{2028}: c\n",
        ] {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let text = "a: b: c\r\nd: e: f";
        let repaired = repair(text, 100);
        let at = |needle: &str| {
            let at = repaired.text.find(needle).expect("it is there");
            repaired.map.to_source(at) - 100
        };
        assert_eq!(at("b: c"), text.find("b: c").unwrap());
        assert_eq!(at("d: |"), text.find("d: e").unwrap());
        assert_eq!(at("e: f"), text.find("e: f").unwrap());
    }
}
