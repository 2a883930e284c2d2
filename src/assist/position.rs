//! Where in a file a byte stands, as far as writing there is concerned.

use crate::definition::{Definition, split_tools};
use crate::dialect::FieldTable;
use crate::dialect::claude_fields::Kind;
use crate::text::Span;

/// Where a byte stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// In a key of the frontmatter, or where one may begin. The span is what stands there of it.
    Key(Span),
    /// In the value of a top-level field that holds one word. The span is what stands there of it.
    Word { key: String, word: Span },
    /// In a name of a list of names, in whatever form.
    Name { key: String, name: Span },
    /// Inside the parentheses behind a name: `Agent(re|)`. The span is the item.
    Inside { base: String, item: Span },
    /// In the text of the description, outside of all examples.
    Description { word: Span },
    /// In a line of the body. The span is the line up to the byte.
    Body { line: Span },
    /// Somewhere else.
    Elsewhere,
}

impl Position {
    /// Where `byte` stands, in a file with these fields.
    pub fn of(definition: &Definition, table: &FieldTable, byte: usize) -> Self {
        let source: &str = &definition.source;
        let byte = floor(source, byte);
        let line_start = source[..byte].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let layout = &definition.layout;
        let in_frontmatter = layout
            .frontmatter
            .is_some_and(|frontmatter| frontmatter.start <= byte && byte <= frontmatter.end);
        let behind_opening = layout
            .opening
            .is_some_and(|opening| line_start > opening.start);
        if in_frontmatter && behind_opening {
            let start = layout
                .frontmatter
                .map_or(0, |frontmatter| frontmatter.start);
            Self::in_frontmatter(source, table, line_start, byte, start)
        } else if layout.frontmatter.is_some() && layout.body.start <= byte {
            let line = Span::new(line_start.max(layout.body.start), byte);
            Self::Body { line }
        } else {
            Self::Elsewhere
        }
    }

    fn in_frontmatter(
        source: &str,
        table: &FieldTable,
        line_start: usize,
        byte: usize,
        start: usize,
    ) -> Self {
        let before = &source[line_start..byte];
        if before.trim_start().starts_with('#') {
            return Self::Elsewhere;
        }
        if !before.starts_with([' ', '\t', '-']) && !before.contains(':') {
            let end = word_end(source, byte, |character| {
                character.is_alphanumeric() || matches!(character, '-' | '_')
            });
            return Self::Key(Span::new(line_start, end));
        }
        // The field that the line belongs to begins at the last line that is not indented.
        let field_start = if before.starts_with([' ', '\t', '-']) {
            match field_before(source, start, line_start) {
                Some(at) => at,
                None => return Self::Elsewhere,
            }
        } else {
            line_start
        };
        let Some((key, rest)) = source[field_start..byte].split_once(':') else {
            return Self::Elsewhere;
        };
        let value_start = byte - rest.len();
        let key = key.trim().to_owned();
        let is_list = match table.known(&key).map(|field| field.kind) {
            Some(Kind::Tools | Kind::Names) => true,
            Some(Kind::Text) if key == "description" => {
                return Self::in_description(source, value_start, byte);
            }
            Some(Kind::Choice(_) | Kind::Suggestions(_) | Kind::Truth | Kind::Line) => false,
            _ => return Self::Elsewhere,
        };
        if is_list {
            return Self::in_names(source, key, value_start, byte);
        }
        if field_start != line_start {
            return Self::Elsewhere;
        }
        let written = rest.trim_start().trim_start_matches(['"', '\'']);
        let word_start = byte - written.len();
        let word = Span::new(word_start, word_end(source, byte, is_of_word));
        Self::Word { key, word }
    }

    fn in_names(source: &str, key: String, value_start: usize, byte: usize) -> Self {
        let line_start = source[..byte].rfind('\n').map_or(0, |at| at + 1);
        let from = value_start.max(line_start);
        let ahead = &source[from..byte];
        // What begins a list or an item of one is no part of a name.
        let signs = ahead.len()
            - ahead
                .trim_start_matches([' ', '\t', '-', '[', '"', '\''])
                .len();
        let from = from + signs;
        let written = &source[from..byte];
        let last = match split_tools(written).pop() {
            Some(item) if item.end == written.len() => item,
            _ => Span::at(written.len()),
        };
        let item = last.slice(written).trim_start_matches(['"', '\'', '[']);
        let start = byte - item.len();
        if let Some((base, inside)) = item.split_once('(')
            && !inside.contains(')')
        {
            let inner = inside.rsplit([',', ' ']).next().unwrap_or(inside);
            let item = Span::new(byte - inner.len(), word_end(source, byte, is_of_word));
            return Self::Inside {
                base: base.to_owned(),
                item,
            };
        }
        let name = Span::new(start, word_end(source, byte, is_of_word));
        Self::Name { key, name }
    }

    fn in_description(source: &str, value_start: usize, byte: usize) -> Self {
        let written = &source[value_start..byte];
        // Inside an example its own tags are at work.
        let opened = written.matches("<example>").count();
        if opened > written.matches("</example>").count() {
            return Self::Elsewhere;
        }
        let word = written
            .rsplit([' ', '\t', '\n', '\r', '"', '\''])
            .next()
            .unwrap_or("");
        Self::Description {
            word: Span::new(byte - word.len(), byte),
        }
    }
}

/// The start of the last line before `line_start` that begins a field.
fn field_before(source: &str, start: usize, line_start: usize) -> Option<usize> {
    let mut end = line_start;
    while end > start {
        let line = source[start..end - 1]
            .rfind('\n')
            .map_or(start, |at| start + at + 1);
        let begins_field = source[line..end].starts_with(|character: char| {
            !character.is_whitespace() && !matches!(character, '-' | '#')
        });
        if begins_field {
            return Some(line);
        }
        end = line;
    }
    None
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '*' | '.' | ':')
}

fn word_end(source: &str, byte: usize, is_of_word: impl Fn(char) -> bool) -> usize {
    let rest = &source[byte..];
    byte + rest
        .find(|character| !is_of_word(character))
        .unwrap_or(rest.len())
}

/// The border of a character at or before a byte.
fn floor(source: &str, byte: usize) -> usize {
    let mut byte = byte.min(source.len());
    while !source.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Kind::ClaudeAgent as AGENT;

    /// The position of the `|` in a frontmatter, and what stands in its span.
    fn at(text: &str) -> (Position, String) {
        let byte = text.find('|').expect("a caret");
        let source = text.replacen('|', "", 1);
        let definition = Definition::parse(source.as_str());
        let position = Position::of(&definition, FieldTable::of(AGENT), byte);
        let span = match &position {
            Position::Key(span)
            | Position::Word { word: span, .. }
            | Position::Name { name: span, .. }
            | Position::Inside { item: span, .. }
            | Position::Description { word: span }
            | Position::Body { line: span } => *span,
            Position::Elsewhere => Span::at(0),
        };
        (position, span.slice(&source).to_owned())
    }

    fn name_at(tools: &str) -> Option<String> {
        match at(&format!("---\nname: a\ntools:{tools}\n---\n\nYou.\n")) {
            (Position::Name { .. }, name) => Some(name),
            _ => None,
        }
    }

    #[test]
    fn a_key_is_a_word_at_the_margin() {
        let (position, word) = at("---\nname: a\nmod|\n---\n");
        assert!(matches!(position, Position::Key(_)));
        assert_eq!(word, "mod");
        assert!(matches!(at("---\nname: a\n|\n---\n").0, Position::Key(_)));
        assert_eq!(at("---\n# mod|\nname: a\n---\n").0, Position::Elsewhere);
    }

    #[test]
    fn a_value_is_a_word_behind_its_key() {
        let (position, word) = at("---\nname: a\nmodel: so|nn\n---\n");
        assert!(matches!(position, Position::Word { key, .. } if key == "model"));
        assert_eq!(word, "sonn");
        assert_eq!(at("---\nmodel:|\n---\n").1, "");
        assert_eq!(at("---\nmodel: \"op|\"\n---\n").1, "op");
    }

    #[test]
    fn a_name_is_found_in_every_form_of_list() {
        for (tools, name) in [
            (" Re|", "Re"),
            (" Read, Gr|", "Gr"),
            (" Read Gr|", "Gr"),
            (" [Read, Gr|]", "Gr"),
            (" [Read, \"Gr|\"]", "Gr"),
            ("\n  - Read\n  - Gr|", "Gr"),
            ("\n- Read\n- Gr|", "Gr"),
            (" Read, |", ""),
            (" Bash(npm run *), Gr|", "Gr"),
            (" mcp__x|", "mcp__x"),
        ] {
            assert_eq!(name_at(tools).as_deref(), Some(name), "{tools}");
        }
    }

    #[test]
    fn inside_parentheses_is_another_place() {
        let (position, item) = at("---\nname: a\ntools: Read, Agent(one, tw|\n---\n");
        assert!(matches!(position, Position::Inside { base, .. } if base == "Agent"));
        assert_eq!(item, "tw");
    }

    #[test]
    fn a_description_is_prose_outside_of_examples() {
        let (position, word) = at("---\nname: a\ndescription: Use it. <ex|\n---\n");
        assert!(matches!(position, Position::Description { .. }));
        assert_eq!(word, "<ex");
        assert_eq!(
            at("---\ndescription: Use it. <example>Context: a|\n---\n").0,
            Position::Elsewhere
        );
        assert!(matches!(
            at("---\ndescription: |-\n  Use it\n---\n").0,
            Position::Description { .. }
        ));
    }

    #[test]
    fn the_body_is_lines() {
        let (position, line) = at("---\nname: a\n---\n\n## Wh|\n");
        assert!(matches!(position, Position::Body { .. }));
        assert_eq!(line, "## Wh");
        assert_eq!(at("no front|matter").0, Position::Elsewhere);
    }

    #[test]
    fn no_place_panics() {
        let source = "---\r\nname: é\r\ntools: [Réad, \"Agent(é\r\n - x\ndescription: <exämple>\n---\n\n## é";
        let definition = Definition::parse(source);
        for byte in 0..source.len() + 3 {
            let _ = Position::of(&definition, FieldTable::of(AGENT), byte);
        }
    }
}
