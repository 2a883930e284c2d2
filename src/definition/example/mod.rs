//! The `<example>` blocks of a description, taken apart by a tolerant grammar.
//!
//! Authors write them on one line or on many, with labels or with tags, in any quotes, closed or
//! not. This module names what each piece is and where it stands; it changes no character of it and
//! judges nothing.

mod label;
mod marker;
mod parser;
mod scan;
#[cfg(test)]
mod tests;
mod words;

use super::MappedText;
use crate::text::Span;

/// A description taken apart. Every character of the decoded description that is not blank belongs
/// to the prose or to an example, so nothing an author wrote is ever hidden.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examples {
    /// What stands outside the examples, in order: before, between and after.
    pub prose: Vec<Part>,
    /// The examples in order.
    pub examples: Vec<Example>,
}

/// One `<example>` block.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// From its opening tag (or the bullet before it) to its closing tag, in bytes of the source; a
    /// commentary that directly follows the closing tag belongs to it as well.
    pub span: Span,
    /// The opening tag.
    pub opening: Span,
    /// The closing tag, if it is there.
    pub closing: Option<Span>,
    /// Whether `</example>` is there.
    pub closed: bool,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

impl Example {
    /// What its person asks for: the first turn of a user.
    pub fn request(&self) -> Option<&str> {
        let mut parts = self.parts.iter();
        let said = parts.find(|part| part.kind == PartKind::Turn(Speaker::User))?;
        Some(&said.text)
    }
}

/// A piece of a description: prose, a context, one turn of the conversation, a commentary.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its text exactly as decoded, without label, tags, surrounding quotes and outer white space.
    pub text: String,
    /// Where `text` stands in the source.
    pub span: Span,
    /// The whole part in the source: label, quotes and tags included.
    pub whole: Span,
    /// Its label or its opening tag in the source; empty at the start where it has none.
    pub label: Span,
}

/// What a piece of a description is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// Prose outside the examples.
    Prose,
    /// `Context:` or `<context>`: the situation.
    Context,
    /// Somebody says something, as `user: "…"` or `<user>…</user>`.
    Turn(Speaker),
    /// `<commentary>`: why the agent is called.
    Commentary,
    /// A note in angle brackets that stands for an action, as `<function call omitted>`.
    Note,
    /// Text inside an example that belongs to no label.
    Text,
}

/// Who speaks in a turn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// `user` or `human`.
    User,
    /// `assistant`.
    Assistant,
    /// Somebody else, by the name as written (`Daisy`, `system`, `agent`).
    Other(String),
}

/// Takes a description apart by the tolerant grammar, in time linear in its length.
pub(super) fn parse(description: &MappedText) -> Examples {
    parser::Parser::new(description).parse()
}

/// The examples of a decoded text; every span counts bytes of that text.
pub(crate) fn examples_in(text: &str) -> Examples {
    parse(&MappedText::verbatim(text, 0))
}
