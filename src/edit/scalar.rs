//! How a text is written as a value of YAML, so that every program reads the same text back.
//!
//! A fence `---` anywhere in a frontmatter ends it for Claude Code, in quotes and blocks too; so no
//! style here ever writes one.

use crate::definition::{Attempt, Rules, ScalarKind, Value, attempt};
use crate::text::Span;

/// One line in double quotes: the form that every program reads. Takes every text.
pub fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    out.push('"');
    let mut dashes = 0;
    for character in text.chars() {
        dashes = if character == '-' { dashes + 1 } else { 0 };
        match character {
            '-' if dashes == FENCE => {
                out.push_str("\\x2D");
                dashes = 0;
            }
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if needs_escape(character) => push_escape(&mut out, character),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

/// One line in single quotes; `None` for a text that needs escapes.
pub fn single_quoted(text: &str) -> Option<String> {
    is_plain_line(text).then(|| format!("'{}'", text.replace('\'', "''")))
}

/// One line without quotes; `None` where YAML would read anything but that very text.
pub fn plain(text: &str) -> Option<String> {
    if !is_plain_line(text) {
        return None;
    }
    let source = format!("key: {text}\n");
    let Attempt::Fields { fields, .. } =
        attempt(&source, Span::new(0, source.len()), Rules::STRICT)
    else {
        return None;
    };
    let reads_back = match &*fields {
        [field] => matches!(
            &field.value,
            Value::Scalar(scalar)
                if scalar.kind == ScalarKind::String && scalar.text.as_str() == text
                    && scalar.span.slice(&source) == text
        ),
        _ => false,
    };
    reads_back.then(|| text.to_owned())
}

/// A block `|` whose lines are indented by `indent` blanks and end in `line_end`: the form that
/// people read best. The last line has no line end; after a text that ends in several line ends the
/// empty lines belong to it. `None` for a text that such a block cannot hold: one with control
/// characters, a fence, or white space at its start.
pub fn block(text: &str, indent: usize, line_end: &str) -> Option<String> {
    let holds = !text.starts_with([' ', '\t', '\n'])
        && !text.is_empty()
        && !has_fence(text)
        && !text
            .chars()
            .any(|c| needs_escape(c) && !matches!(c, '\n' | '\t'));
    if !holds {
        return None;
    }
    let content = text.trim_end_matches('\n');
    let after = text.len() - content.len();
    // Blanks at the very end would be content only because of what follows them.
    if content.ends_with([' ', '\t']) {
        return None;
    }
    let mut out = String::from(match after {
        0 => "|-",
        1 => "|",
        _ => "|+",
    });
    for line in content.split('\n') {
        out.push_str(line_end);
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
    }
    for _ in 1..after {
        out.push_str(line_end);
    }
    Some(out)
}

/// How many dashes make a fence.
const FENCE: usize = 3;

/// Whether the text holds a fence.
pub fn has_fence(text: &str) -> bool {
    text.contains("---")
}

/// Whether the text is one line that needs no escape.
fn is_plain_line(text: &str) -> bool {
    !has_fence(text) && !text.chars().any(needs_escape)
}

/// Control characters, what some programs take for a line end, and what no YAML text may hold.
fn needs_escape(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

fn push_escape(out: &mut String, character: char) {
    let code = u32::from(character);
    out.push_str(&if code <= 0xff {
        format!("\\x{code:02X}")
    } else {
        format!("\\u{code:04X}")
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::definition::{Definition, Reading};

    /// What is read from a frontmatter in which the value stands between two others.
    fn read_back(value: &str) -> Option<String> {
        let source = format!("---\nname: a\ndescription: {value}\nmodel: b\n---\nBody");
        let definition = Definition::parse(source);
        assert_eq!(definition.reading, Reading::Yaml, "{value}");
        assert_eq!(definition.text("model"), Some("b"), "{value}");
        assert_eq!(definition.body.blocks.len(), 1, "{value}");
        definition.text("description").map(str::to_owned)
    }

    #[test]
    fn quotes_and_escapes() {
        assert_eq!(double_quoted("a: \"b\" \\n"), r#""a: \"b\" \\n""#);
        assert_eq!(double_quoted("a\nb\tc\u{7f}"), r#""a\nb\tc\x7F""#);
        assert_eq!(double_quoted("-- --- -----"), r#""-- --\x2D --\x2D--""#);
        assert_eq!(single_quoted("it's"), Some("'it''s'".to_owned()));
        assert_eq!(single_quoted("a\nb"), None);
        assert_eq!(single_quoted("a --- b"), None);
    }

    #[test]
    fn plain_is_for_what_means_itself() {
        for text in ["Use it when", "a, b", "it's", "a#b", "Bash(git push *)"] {
            assert_eq!(plain(text).as_deref(), Some(text));
        }
        for text in [
            "", " a", "a ", "a: b", "a:", "a #b", "true", "12", "~", "- a", "[a]", "'a'", "@a",
            "!a", "&a", "*a", "%a", "a\nb", "a --- b", "# a", "|", "> a", "? a",
        ] {
            assert_eq!(plain(text), None, "{text:?}");
        }
    }

    #[test]
    fn blocks_keep_lines_and_what_ends_them() {
        assert_eq!(
            block("a\n\n  b", 2, "\n").as_deref(),
            Some("|-\n  a\n\n    b")
        );
        assert_eq!(block("a\n", 2, "\r\n").as_deref(), Some("|\r\n  a"));
        assert_eq!(block("a\n\n\n", 2, "\n").as_deref(), Some("|+\n  a\n\n"));
        for text in ["", " a", "\na", "a --- b", "a\u{1}", "a\r\nb", "a "] {
            assert_eq!(block(text, 2, "\n"), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_style_says_the_same(text in "(?s)[ -~\n\t\r\u{85}é✓\u{2028}]{0,40}|[-#: \n\"'ab]{1,24}") {
            prop_assert_eq!(read_back(&double_quoted(&text)), Some(text.clone()));
            let others = [plain(&text), single_quoted(&text), block(&text, 2, "\n"), block(&text, 4, "\r\n")];
            for value in others.into_iter().flatten() {
                prop_assert_eq!(read_back(&value), Some(text.clone()));
            }
        }
    }
}
