//! What can be made out of a frontmatter that no parser accepts, line by line.
//!
//! Nothing here claims that a program reads it so. It gathers what the author evidently meant: a
//! description whose examples are not indented belongs together, up to the next key of a definition.

use crate::definition::{Field, MappedText, Scalar, ScalarKind, Value};
use crate::text::Span;

/// Keys that end a description even where its lines are not indented: what Claude Code 2.1.330
/// knows, and the wrong ones that are common.
const KEYS: &[&str] = &[
    "allowed-tools",
    "allowedTools",
    "argument-hint",
    "autoCompactWindow",
    "background",
    "category",
    "color",
    "description",
    "disallowedTools",
    "effort",
    "emoji",
    "experimental",
    "hooks",
    "initialPrompt",
    "isolation",
    "license",
    "maxTurns",
    "mcpServers",
    "memory",
    "metadata",
    "mode",
    "model",
    "name",
    "observer",
    "omitClaudeMd",
    "permission",
    "permissionMode",
    "skills",
    "tags",
    "temperature",
    "tools",
    "type",
    "version",
    "vibe",
];

/// Whether definitions have a key of that name, in this spelling.
pub(crate) fn is_known_key(key: &str) -> bool {
    KEYS.contains(&key)
}

/// Labels of examples that look like keys of a lower-case name.
const LABELS: &[&str] = &[
    "agent",
    "assistant",
    "commentary",
    "context",
    "example",
    "examples",
    "human",
    "note",
    "user",
];

/// Reads the frontmatter at `frontmatter`.
pub(super) fn read(source: &str, frontmatter: Span) -> Vec<Field> {
    cut(source, frontmatter)
        .iter()
        .map(|raw| raw.field(source))
        .collect()
}

/// A key, and what is written behind it up to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawField {
    /// The key. It may be indented, and its colon may lack the blank behind it.
    pub key: Span,
    /// The value as it is written, without white space and comments behind it. One that begins on a
    /// line of its own begins with that line's indentation.
    pub value: Span,
}

/// What YAML takes for white space in a line: a no-break space is part of a text.
const BLANKS: [char; 2] = [' ', '\t'];

/// Cuts a frontmatter into fields by what its lines look like.
pub(crate) fn cut(source: &str, frontmatter: Span) -> Vec<RawField> {
    let mut fields: Vec<RawField> = Vec::new();
    let mut open_examples = 0_usize;
    let mut at = frontmatter.start;
    for line in lines(frontmatter.slice(source)) {
        let content = line.trim_end_matches(['\n', '\r']);
        let rest = Span::new(at, frontmatter.end);
        let in_example = open_examples > 0 && rest.slice(source).contains("</example>");
        match key_in(source, content, fields.last(), in_example) {
            Some(key) => {
                let after = &content[key.end + 1..];
                let indent = after.len() - after.trim_start_matches(BLANKS).len();
                let start = at + key.end + 1 + indent;
                open_examples = 0;
                fields.push(RawField {
                    key: key.shift(at),
                    value: Span::new(start, start + after.trim_matches(BLANKS).len()),
                });
            }
            // A comment belongs to a value only when more of the value follows.
            None if content.trim().is_empty() || content.starts_with('#') => {}
            None => {
                if let Some(last) = fields.last_mut() {
                    // A value that begins on its own lines begins there.
                    let start = if last.value.is_empty() {
                        at
                    } else {
                        last.value.start
                    };
                    last.value = Span::new(start, at + content.trim_end_matches(BLANKS).len());
                }
            }
        }
        // A single sign is found faster than a word, and most lines have none.
        if content.contains('<') {
            open_examples = (open_examples + content.matches("<example>").count())
                .saturating_sub(content.matches("</example>").count());
        }
        at += line.len();
    }
    fields
}

/// Lines with their ends: LF, CRLF, or a lone CR.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(['\n', '\r']).map_or(rest.len(), |at| {
            at + if rest[at..].starts_with("\r\n") { 2 } else { 1 }
        });
        let (line, after) = rest.split_at(end);
        rest = after;
        Some(line)
    })
}

/// The key that a line begins a field with, after the field before it.
fn key_in(source: &str, line: &str, before: Option<&RawField>, in_example: bool) -> Option<Span> {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let (word, rest) = line[indent..].split_once(':')?;
    let looks_like_one = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if !looks_like_one {
        return None;
    }
    let known = KEYS.contains(&word);
    let in_description =
        before.is_some_and(|field| field.key.slice(source).eq_ignore_ascii_case("description"));
    let begins = if indent > 0 {
        // Only where nothing else can be meant: below a word that has no further lines.
        UNMISTAKABLE.contains(&word)
            && !in_description
            && before.is_some_and(|field| is_one_word(source, field))
    } else if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        UNMISTAKABLE.contains(&word) && !in_example && !rest.starts_with(['/', ':'])
    } else if in_description {
        // Inside a description, `user:` and `Context:` are speakers.
        let setting = word.starts_with(|c: char| c.is_ascii_lowercase()) && !LABELS.contains(&word);
        !in_example && (known || setting)
    } else {
        true
    };
    begins.then(|| Span::new(indent, indent + word.len()))
}

/// Keys that begin a field even where their line is not quite written as one.
const UNMISTAKABLE: &[&str] = &["color", "description", "model", "name", "tools"];

/// Whether the field says one word on its own line, as names and models do.
fn is_one_word(source: &str, field: &RawField) -> bool {
    let value = field.value.slice(source);
    !value.is_empty()
        && !value.contains(char::is_whitespace)
        && !value.starts_with(['|', '>', '{', '[', '&', '*', '!'])
}

impl RawField {
    fn field(&self, source: &str) -> Field {
        let value = value(source, self.value);
        Field {
            key: self.key.slice(source).to_owned(),
            key_span: self.key,
            span: self.key.cover(if self.value.is_empty() {
                self.key
            } else {
                self.value
            }),
            value,
        }
    }
}

fn value(source: &str, span: Span) -> Value {
    let text = span.slice(source);
    if let Some(items) = list_items(text) {
        let items = items
            .into_iter()
            .map(|item| scalar(source, item.shift(span.start)))
            .collect();
        return Value::List { items, span };
    }
    scalar(source, span)
}

/// The items of a list: `- item` lines, or `[a, b]`.
fn list_items(text: &str) -> Option<Vec<Span>> {
    if let Some(inner) = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let mut items = Vec::new();
        let mut at = 1;
        for item in inner.split(',') {
            let indent = item.len() - item.trim_start().len();
            let len = item.trim().len();
            if len > 0 {
                items.push(Span::new(at + indent, at + indent + len));
            }
            at += item.len() + 1;
        }
        return Some(items);
    }
    let mut items = Vec::new();
    let mut at = 0;
    for line in lines(text) {
        let content = line.trim();
        if !content.is_empty() {
            let item = content.strip_prefix("- ")?;
            let end = at + line.trim_end().len();
            items.push(Span::new(end - item.trim_start().len(), end));
        }
        at += line.len();
    }
    (!items.is_empty()).then_some(items)
}

/// A text without the quotes or the block header around it; what stands inside stays as written.
fn scalar(source: &str, span: Span) -> Value {
    let raw = span.slice(source);
    let quoted = ['"', '\'']
        .into_iter()
        .find(|quote| raw.len() > 1 && raw.starts_with(*quote) && raw.ends_with(*quote));
    let inner = if quoted.is_some() {
        Span::new(span.start + 1, span.end - 1)
    } else if raw.starts_with(['|', '>']) && raw.contains(['\n', '\r']) {
        let header = raw.find(['\n', '\r']).unwrap_or(0);
        let content = raw[header..].trim_start();
        Span::new(span.end - content.len(), span.end)
    } else {
        span
    };
    Value::Scalar(Scalar {
        kind: if raw.is_empty() {
            ScalarKind::Null
        } else {
            ScalarKind::String
        },
        text: MappedText::verbatim(inner.slice(source), inner.start),
        span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys and their values as they are written.
    fn parts(text: &str) -> Vec<(&str, &str)> {
        cut(text, Span::new(0, text.len()))
            .iter()
            .map(|field| (field.key.slice(text), field.value.slice(text)))
            .collect()
    }

    #[test]
    fn a_description_goes_on_to_the_next_setting() {
        assert_eq!(
            parts(
                "description: a. Examples:\n\n<example>\nuser: x\nmodel: y\n</example>\nContext: z\nuser: q\n\nauthor: b\n"
            ),
            [
                (
                    "description",
                    "a. Examples:\n\n<example>\nuser: x\nmodel: y\n</example>\nContext: z\nuser: q"
                ),
                ("author", "b")
            ]
        );
    }

    #[test]
    fn an_example_that_is_never_closed_swallows_no_settings() {
        assert_eq!(
            parts("description: a <example>\nuser: x\nmodel: y\n"),
            [("description", "a <example>\nuser: x"), ("model", "y")]
        );
    }

    #[test]
    fn comments_behind_a_value_are_none_of_it() {
        assert_eq!(
            parts("description: a\n# b\nc\n# d\nmodel: e\n# f\n"),
            [("description", "a\n# b\nc"), ("model", "e")]
        );
    }

    #[test]
    fn keys_that_are_not_quite_written_as_such() {
        assert_eq!(
            parts("name:a\n  description: b\nmodel:c\n"),
            [("name", "a"), ("description", "b"), ("model", "c")]
        );
        assert_eq!(
            parts("description: a\n  model: b\nhttp://c\n"),
            [("description", "a\n  model: b\nhttp://c")]
        );
    }
}
