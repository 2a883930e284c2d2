use super::position::Position;
use crate::definition::Definition;
use crate::dialect::claude_fields::{self, Kind, KnownField, TOOLS};
use crate::text::Span;

/// What a word of the frontmatter means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The word, in bytes of the source.
    pub span: Span,
    /// The word as its table has it.
    pub title: String,
    /// What it means, in a sentence or two.
    pub text: String,
    /// Where that is written down; empty where it was only seen.
    pub source: &'static str,
}

/// Where Claude Code's fields and tools are described.
const DOCUMENTATION: &str = "https://code.claude.com/docs/en/sub-agents";

/// What the word at a byte of the source means: a key, a value of a choice, a tool. `None` where that is
/// not known.
pub fn hover(definition: &Definition, byte: usize) -> Option<Hover> {
    match Position::of(definition, byte) {
        Position::Key(span) => key(definition, span),
        Position::Word { key: field, word } => {
            value(definition, &field, word).or_else(|| key_before(definition, &field, byte))
        }
        Position::Name { name, .. } => tool(definition, name),
        Position::Inside { .. }
        | Position::Description { .. }
        | Position::Body { .. }
        | Position::Elsewhere => None,
    }
}

fn key(definition: &Definition, span: Span) -> Option<Hover> {
    let known = claude_fields::known(span.slice(&definition.source))?;
    Some(of_key(known, span))
}

/// A pointer between key and value means the key.
fn key_before(definition: &Definition, name: &str, byte: usize) -> Option<Hover> {
    let field = definition.field(name)?;
    if !field.key_span.touches(byte) {
        return None;
    }
    Some(of_key(claude_fields::known(name)?, field.key_span))
}

fn of_key(known: &KnownField, span: Span) -> Hover {
    let mut text = known.doc.to_owned();
    if known.required {
        text.push_str(" Required.");
    }
    if known.ignored_in_plugins {
        text.push_str(" Ignored in the agents of plugins.");
    }
    if known.unverified {
        text.push_str(" Not verified.");
    }
    Hover {
        span,
        title: known.key.to_owned(),
        text,
        source: if known.unverified { "" } else { DOCUMENTATION },
    }
}

fn value(definition: &Definition, key: &str, word: Span) -> Option<Hover> {
    let (Kind::Choice(choices) | Kind::Suggestions(choices)) = claude_fields::known(key)?.kind
    else {
        return None;
    };
    let written = word.slice(&definition.source);
    let choice = choices
        .iter()
        .find(|choice| choice.value == written && !choice.doc.is_empty())?;
    Some(Hover {
        span: word,
        title: choice.value.to_owned(),
        text: sentence(choice.doc),
        source: DOCUMENTATION,
    })
}

fn tool(definition: &Definition, name: Span) -> Option<Hover> {
    let written = name.slice(&definition.source);
    let (title, text) = match TOOLS.iter().find(|tool| tool.value == written) {
        Some(tool) => (tool.value.to_owned(), sentence(tool.doc)),
        None => {
            let server = written.strip_prefix("mcp__")?.split("__").next()?;
            let text = format!("Of the MCP server {server}, if the session has it.");
            (written.to_owned(), text)
        }
    };
    Some(Hover {
        span: name,
        title,
        text,
        source: DOCUMENTATION,
    })
}

/// The words of a table as a sentence.
fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), characters.as_str()),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<(String, String)> {
        let byte = text.find('|').expect("a pointer");
        let source = text.replacen('|', "", 1);
        let found = hover(&Definition::parse(source.as_str()), byte)?;
        Some((found.span.slice(&source).to_owned(), found.text))
    }

    #[test]
    fn keys_values_and_tools_are_explained() {
        let (word, text) = at("---\nna|me: a\n---\n").expect("a key");
        assert_eq!(word, "name");
        assert!(text.ends_with("Required."));
        let (word, text) = at("---\nmodel: ha|iku\n---\n").expect("a value");
        assert_eq!(
            (word.as_str(), text.as_str()),
            ("haiku", "Fast, for small work.")
        );
        let (word, text) = at("---\ntools: Read, Gr|ep\n---\n").expect("a tool");
        assert_eq!(
            (word.as_str(), text.as_str()),
            ("Grep", "Finds text in files.")
        );
        let (_, text) = at("---\ntools: mcp__context7__get|\n---\n").expect("a server");
        assert!(text.contains("context7"));
    }

    #[test]
    fn what_nobody_knows_is_not_explained() {
        assert_eq!(at("---\nvi|be: calm\n---\n"), None);
        assert_eq!(at("---\nmodel: gpt|-5\n---\n"), None);
        assert_eq!(at("---\nname: a\n---\n\nRe|ad\n"), None);
    }
}
