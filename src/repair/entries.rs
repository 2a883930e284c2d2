//! The frontmatter cut into its entries, and how each can be read.

use crate::definition::{Attempt, Definition, Field, Rules, Value, attempt, cut, newest_fields};
use crate::text::Span;

/// A frontmatter and its entries.
pub(super) struct Entries<'text> {
    pub text: &'text str,
    pub state: State,
    /// Whether blanks instead of tabs are all that it needs.
    pub only_tabs: bool,
    /// In source order.
    pub all: Vec<Entry>,
}

/// How Claude Code gets at a frontmatter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It is YAML, duplicate keys aside.
    Valid,
    /// It becomes YAML by the program's own repair.
    Mended,
    /// Not at all.
    Broken,
}

/// A key with its value.
pub(super) struct Entry {
    pub name: String,
    pub key: Span,
    /// The value as it is written, anchors, tags and comments aside; may be empty.
    pub raw: Span,
    /// From the start of the key's line to the start of the next entry's.
    pub extent: Span,
    /// As Claude Code reads it today, or as it would if only this entry stood there.
    pub value: Option<Value>,
    /// As strict YAML reads it if only this entry stands there.
    pub alone: Option<Value>,
    /// Whether it stands at the left margin of a line: else the whole frontmatter is in braces.
    pub begins_line: bool,
}

impl Entry {
    /// Whether its text is written for a model.
    pub(super) fn is_prose(&self) -> bool {
        matches!(self.name.as_str(), "description" | "initialPrompt")
    }

    /// Whether it must be a text.
    pub(super) fn is_text(&self) -> bool {
        self.is_prose() || self.name == "name"
    }

    /// Whether it lists tools.
    pub(super) fn lists_tools(&self) -> bool {
        matches!(
            self.name.as_str(),
            "tools" | "disallowedTools" | "allowed-tools" | "allowedTools" | "skills"
        )
    }

    /// The byte behind its colon.
    pub(super) fn behind_colon(&self, text: &str) -> usize {
        let colon = text.get(self.key.end..).and_then(|rest| rest.find(':'));
        self.key.end + colon.map_or(0, |at| at + 1)
    }

    /// Whether its value begins in the line of the key.
    pub(super) fn on_key_line(&self, text: &str) -> bool {
        let before = text.get(self.key.end..self.raw.start).unwrap_or_default();
        !before.contains(['\n', '\r'])
    }
}

/// The entries of the frontmatter that stands there in a file whose fences are in order.
pub(super) fn entries(definition: &Definition, frontmatter: Span) -> Entries<'_> {
    let text = &*definition.source;
    let mut only_tabs = false;
    let (state, all) = match newest_fields(definition, frontmatter) {
        Some((fields, mended)) => {
            let state = match mended {
                None => State::Valid,
                Some(mended) => {
                    only_tabs = mended.quoted.is_empty();
                    State::Mended
                }
            };
            (state, by_fields(text, frontmatter, fields))
        }
        None => (State::Broken, by_lines(text, frontmatter)),
    };
    let mut entries = Entries {
        text,
        state,
        only_tabs,
        all,
    };
    for entry in &mut entries.all {
        entry.alone = match state {
            State::Valid => entry.value.clone(),
            State::Mended | State::Broken => alone(text, entry, Rules::STRICT),
        };
        if state == State::Broken {
            entry.value = entry.alone.clone();
        }
    }
    entries
}

fn by_fields(text: &str, frontmatter: Span, fields: Vec<Field>) -> Vec<Entry> {
    let starts: Vec<usize> = fields
        .iter()
        .map(|field| line_start(text, frontmatter.start, field.key_span.start))
        .collect();
    fields
        .into_iter()
        .enumerate()
        .map(|(index, field)| {
            let start = starts[index];
            let end = starts.get(index + 1).map_or(frontmatter.end, |next| *next);
            Entry {
                name: field.key,
                key: field.key_span,
                raw: field.value.span(),
                extent: Span::new(start, end),
                value: Some(field.value),
                alone: None,
                begins_line: start == field.key_span.start,
            }
        })
        .collect()
}

fn by_lines(text: &str, frontmatter: Span) -> Vec<Entry> {
    let raw = cut(text, frontmatter);
    let starts: Vec<usize> = raw
        .iter()
        .map(|raw| line_start(text, frontmatter.start, raw.key.start))
        .collect();
    raw.iter()
        .enumerate()
        .map(|(index, raw)| Entry {
            name: raw.key.slice(text).to_owned(),
            key: raw.key,
            raw: raw.value,
            extent: Span::new(
                starts[index],
                starts.get(index + 1).map_or(frontmatter.end, |next| *next),
            ),
            value: None,
            alone: None,
            begins_line: true,
        })
        .collect()
}

/// The value of an entry to a parser that sees nothing else.
pub(super) fn alone(text: &str, entry: &Entry, rules: Rules) -> Option<Value> {
    match attempt(text, entry.extent, rules) {
        Attempt::Fields { mut fields, .. } => {
            let field = fields.pop().filter(|field| field.key == entry.name)?;
            fields.is_empty().then_some(field.value)
        }
        Attempt::NotAMapping | Attempt::Refused { .. } => None,
    }
}

fn line_start(text: &str, from: usize, at: usize) -> usize {
    text.get(from..at)
        .and_then(|before| before.rfind(['\n', '\r']))
        .map_or(from, |end| from + end + 1)
}

/// Whether two values say the same, wherever they stand.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Scalar(one), Value::Scalar(other)) => {
            one.kind == other.kind && one.text.as_str() == other.text.as_str()
        }
        (Value::List { items: one, .. }, Value::List { items: other, .. }) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Map { entries: one, .. }, Value::Map { entries: other, .. }) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| {
                    one.key.text.as_str() == other.key.text.as_str()
                        && same(&one.value, &other.value)
                })
        }
        _ => false,
    }
}
