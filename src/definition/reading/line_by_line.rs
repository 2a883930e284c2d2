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

/// Reads the frontmatter at `frontmatter`.
pub(super) fn read(source: &str, frontmatter: Span) -> Vec<Field> {
    let mut entries: Vec<Raw> = Vec::new();
    let mut open_examples = 0_usize;
    let mut at = frontmatter.start;
    for line in lines(frontmatter.slice(source)) {
        let content = line.trim_end_matches(['\n', '\r']);
        match key_of(content).filter(|key| begins_field(key, entries.last(), open_examples)) {
            Some(key) => {
                let after = &content[key.len() + 1..];
                let indent = after.len() - after.trim_start().len();
                let start = at + key.len() + 1 + indent;
                open_examples = 0;
                entries.push(Raw {
                    key: Span::new(at, at + key.len()),
                    is_description: key == "description",
                    value: Span::new(start, start + after.trim().len()),
                });
            }
            None => {
                if let Some(last) = entries.last_mut()
                    && !content.trim().is_empty()
                {
                    // A value that begins on its own lines begins there.
                    let start = if last.value.is_empty() {
                        at
                    } else {
                        last.value.start
                    };
                    last.value = Span::new(start, at + content.trim_end().len());
                }
            }
        }
        open_examples = (open_examples + content.matches("<example>").count())
            .saturating_sub(content.matches("</example>").count());
        at += line.len();
    }
    entries.iter().map(|raw| raw.field(source)).collect()
}

/// A key, and everything up to the next one.
struct Raw {
    key: Span,
    is_description: bool,
    value: Span,
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

/// The key that a line at the left margin begins with.
fn key_of(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let fits = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        && (rest.is_empty() || rest.starts_with([' ', '\t']));
    fits.then_some(key)
}

fn begins_field(key: &str, current: Option<&Raw>, open_examples: usize) -> bool {
    match current {
        // Inside a description, `user:` and `Context:` are speakers.
        Some(raw) if raw.is_description => open_examples == 0 && KEYS.contains(&key),
        _ => true,
    }
}

impl Raw {
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
