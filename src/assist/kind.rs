use crate::definition::{Definition, Reading};
use crate::dialect::{Kind, find};

/// The kind of a file in which somebody writes at a byte. A line that is only begun makes the whole
/// frontmatter invalid; then what the other lines say counts.
pub fn kind_while_typing(definition: &Definition, byte: usize) -> Kind {
    let source: &str = &definition.source;
    if matches!(definition.reading, Reading::LineByLine { .. })
        && let (Some(before), Some(behind)) = (source.get(..byte), source.get(byte..))
    {
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = behind.find('\n').map_or(source.len(), |at| byte + at);
        let others = Definition::parse(format!("{}{}", &source[..start], &source[end..]));
        return find(None, &others).kind;
    }
    find(None, definition).kind
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Kind {
        let byte = text.find('|').expect("a caret");
        kind_while_typing(&Definition::parse(text.replacen('|', "", 1)), byte)
    }

    #[test]
    fn a_line_that_is_begun_does_not_change_the_kind() {
        for (frontmatter, expected) in [
            ("description: b\nmode: subagent\npe|", Kind::OpenCodeAgent),
            (
                "description: b\npermission:\n  bash: ask\nst|",
                Kind::OpenCodeAgent,
            ),
            (
                "name: a\ndescription: b\nkind: local\n|mo",
                Kind::GeminiAgent,
            ),
            ("name: a\ndescription: b\nmo|", Kind::ClaudeAgent),
            ("mode: sub|agent\ndescription: b", Kind::OpenCodeAgent),
        ] {
            for line_end in ["\n", "\r\n"] {
                let text = format!("---\n{frontmatter}\n---\n\nText.\n").replace('\n', line_end);
                assert_eq!(kind(&text), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn no_place_panics() {
        let definition = Definition::parse("---\nnäme: \"a\né\n---\n");
        for byte in 0..definition.source.len() + 2 {
            let _ = kind_while_typing(&definition, byte);
        }
    }
}
