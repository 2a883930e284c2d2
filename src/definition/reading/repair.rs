//! Claude Code's repair of a frontmatter that is not valid YAML: one pass over single lines.
//!
//! Observed in 2.1.330: a line `key: value` at the left margin is put into double quotes when its
//! value is not already in quotes and holds a sign that YAML might take for its own. Indented lines
//! and list items are never repaired.

use super::schema::Schema;
use super::source_map::SourceMap;
use super::yaml::{Root, read};
use crate::text::Span;

/// The text after the repair, and where it came from.
pub(super) struct Repaired {
    pub text: String,
    pub map: SourceMap,
    /// The values that were quoted, or made a block, as they stand in the source.
    pub quoted: Vec<Span>,
}

/// Repairs the lines of a frontmatter that begins at byte `start` of the source. Whether a colon
/// with a blank after it is such a sign changed with the versions.
pub(super) fn repair(text: &str, start: usize, colons: bool) -> Repaired {
    let mut out = Repaired {
        text: String::with_capacity(text.len() + 16),
        map: SourceMap::whole(start),
        quoted: Vec::new(),
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match value_to_quote(line, colons) {
            Some(value) => {
                let source = value.shift(start + at);
                out.text.push_str(&line[..value.start]);
                out.map.quote(out.text.len(), source);
                push_quoted(&mut out.text, value.slice(line));
                out.map.continue_at(out.text.len(), source.end);
                out.text.push_str(&line[value.end..]);
                out.quoted.push(source);
            }
            None => out.text.push_str(line),
        }
        at += line.len();
    }
    out
}

fn push_quoted(out: &mut String, value: &str) {
    out.push('"');
    for character in value.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
}

/// The value of a line that the repair quotes.
fn value_to_quote(line: &str, colons: bool) -> Option<Span> {
    let key = line.find(|c: char| !(c.is_ascii_alphabetic() || c == '_' || c == '-'))?;
    if key == 0 || !line[key..].starts_with(':') {
        return None;
    }
    let after = &line[key + 1..];
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    let start = key + 1 + blanks;
    // Blanks at the end stay part of the value.
    let value = line[start..].trim_end_matches(['\n', '\r']);
    let needs = blanks > 0
        && !value.trim().is_empty()
        && !in_quotes(value.trim_end())
        && (has_sign(value) || (colons && value.contains(": ")));
    (needs && !is_list(value.trim_end())).then(|| Span::new(start, start + value.len()))
}

fn in_quotes(value: &str) -> bool {
    value.len() > 1
        && ['"', '\'']
            .iter()
            .any(|quote| value.starts_with(*quote) && value.ends_with(*quote))
}

fn has_sign(value: &str) -> bool {
    value.contains([
        '{', '}', '[', ']', '*', '&', '#', '!', '|', '>', '%', '@', '`',
    ])
}

/// Whether the value is a `[...]` list that YAML reads.
fn is_list(value: &str) -> bool {
    value.starts_with('[')
        && value.ends_with(']')
        && matches!(
            read(value, &SourceMap::whole(0), Schema::Core),
            Ok(Root::Other)
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        repair(text, 0, true).text
    }

    #[test]
    fn values_with_signs_are_quoted() {
        assert_eq!(repaired("a: b: c\n"), "a: \"b: c\"\n");
        assert_eq!(
            repaired("a: @b \\ \"c\"\r\n"),
            "a: \"@b \\\\ \\\"c\\\"\"\r\n"
        );
    }

    #[test]
    fn a_colon_alone_is_a_sign_for_newer_versions_only() {
        assert_eq!(repair("a: b: c\n", 0, false).text, "a: b: c\n");
        assert_eq!(repair("a: @b: c\n", 0, false).text, "a: \"@b: c\"\n");
    }

    #[test]
    fn others_are_left_alone() {
        for text in [
            "a: b\n",
            "a: \"b: c\"\n",
            "  a: b: c\n",
            "- a: b: c\n",
            "a: [b, c]\n",
            "key2: a: b\n",
            "a:b: c\n",
        ] {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn a_list_that_is_none_is_quoted() {
        assert_eq!(
            repaired("tools: [Read, Bash(git: *)]\n"),
            "tools: \"[Read, Bash(git: *)]\"\n"
        );
    }
}
