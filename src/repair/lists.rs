//! Lists of tools with items that YAML reads as something else, and values inside other lists and
//! maps that it does not read at all.

use super::draft::Mend;
use super::entries::{Entries, Entry};
use super::evident;
use super::lines::lines;
use crate::definition::{Attempt, Rules, ScalarKind, Value, attempt};
use crate::edit::scalar;
use crate::text::{Span, TextEdit, apply};

/// Quotes such items and values; an entry that is not read even then stays as it is.
pub(super) fn mends(entries: &Entries<'_>) -> Vec<Mend> {
    entries
        .all
        .iter()
        .filter(|entry| entry.alone.is_none() && !entry.is_text())
        .flat_map(|entry| {
            let mends = if entry.raw.slice(entries.text).starts_with('[') {
                in_brackets(entries.text, entry)
            } else {
                line_by_line(entries.text, entry)
            };
            if !mends.is_empty() && reads_afterwards(entries.text, entry, &mends) {
                mends
            } else {
                Vec::new()
            }
        })
        .chain(
            entries
                .all
                .iter()
                .flat_map(|entry| fences(entries.text, entry)),
        )
        .collect()
}

fn reads_afterwards(text: &str, entry: &Entry, mends: &[Mend]) -> bool {
    let edits: Vec<TextEdit> = mends
        .iter()
        .map(|mend| TextEdit {
            span: Span::new(
                mend.span.start.saturating_sub(entry.extent.start),
                mend.span.end.saturating_sub(entry.extent.start),
            ),
            replacement: mend.replacement.clone(),
        })
        .collect();
    let Ok(after) = apply(entry.extent.slice(text), &edits) else {
        return false;
    };
    let frontmatter = Span::new(0, after.len());
    matches!(
        attempt(&after, frontmatter, Rules::STRICT),
        Attempt::Fields { .. }
    )
}

const WHAT: &str = "without quotes YAML does not read it as a text";

/// `[Read, Bash(git: *)]`, with or without its last bracket.
fn in_brackets(text: &str, entry: &Entry) -> Vec<Mend> {
    let raw = entry.raw.slice(text);
    let mut mends = Vec::new();
    let without_comment = raw.split(" #").next().unwrap_or(raw).trim_end();
    let (inner, closed) = match without_comment[1..].strip_suffix(']') {
        Some(inner) => (inner, true),
        None => (&without_comment[1..], false),
    };
    let mut at = entry.raw.start + 1;
    for item in items(inner) {
        let indent = item.len() - item.trim_start().len();
        let span = Span::new(at + indent, at + item.trim_end().len().max(indent));
        let written = span.slice(text);
        if !written.is_empty() && !is_item(written) {
            let what = format!("{written}: {WHAT}");
            mends.push(Mend::new(span, quoted(written), what));
        }
        at += item.len() + 1;
    }
    if !closed {
        let end = entry.raw.start + without_comment.len();
        mends.push(Mend::new(Span::at(end), "]", "the list is never closed"));
    }
    mends
}

/// Parts between commas that stand in no parentheses and no quotes.
fn items(inner: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0_usize, None);
    for (at, character) in inner.char_indices() {
        match (character, quote) {
            (_, Some(open)) if character == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) if inner[start..at].trim().is_empty() => quote = Some(character),
            ('(' | '[' | '{', None) => depth += 1,
            (')' | ']' | '}', None) => depth = depth.saturating_sub(1),
            (',', None) if depth == 0 => {
                items.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(&inner[start..]);
    items
}

/// Whether YAML reads it as one item of a list in brackets.
fn is_item(item: &str) -> bool {
    let list = format!("a: [{item}]");
    match attempt(&list, Span::new(0, list.len()), Rules::STRICT) {
        Attempt::Fields { fields, .. } => matches!(
            fields.as_slice(),
            [field] if matches!(&field.value, Value::List { items, .. } if items.len() == 1
                && matches!(items[0], Value::Scalar(_)))
        ),
        Attempt::NotAMapping | Attempt::Refused { .. } => false,
    }
}

/// Items and values that begin and end in one line.
fn line_by_line(text: &str, entry: &Entry) -> Vec<Mend> {
    lines(text, entry.extent.start)
        .skip(1)
        .take_while(|line| line.span.start < entry.raw.end)
        .filter_map(|line| {
            let content = line.text.trim_end();
            let mut start = content.len() - content.trim_start().len();
            while let Some(rest) = content[start..].strip_prefix("- ") {
                start = content.len() - rest.trim_start().len();
            }
            let is_item = content.trim_start().starts_with("- ");
            if !(is_item && entry.lists_tools()) {
                start += value_start(&content[start..]).unwrap_or(0);
            }
            let span = Span::new(line.span.start + start, line.span.start + content.len());
            let written = span.slice(text);
            let key = if is_item || start > 0 { "a: " } else { "" };
            let broken = !written.is_empty()
                && !written.starts_with('#')
                && !reads_as_one(&format!("{key}{written}"), entry.lists_tools());
            broken.then(|| Mend::new(span, quoted(written), format!("{written}: {WHAT}")))
        })
        .collect()
}

/// Where the value begins in `key: value`.
fn value_start(line: &str) -> Option<usize> {
    let (key, rest) = line.split_once(": ")?;
    let is_key = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\''));
    is_key.then(|| line.len() - rest.trim_start().len())
}

/// Whether `a: value` is read, and for an item of a list of tools, as a text.
fn reads_as_one(line: &str, as_text: bool) -> bool {
    match attempt(line, Span::new(0, line.len()), Rules::STRICT) {
        Attempt::Fields { fields, .. } => {
            !as_text
                || fields.iter().all(|field| {
                    matches!(&field.value, Value::Scalar(scalar) if scalar.kind == ScalarKind::String)
                })
        }
        // The header of a block, or a key whose value stands in the next lines.
        Attempt::NotAMapping | Attempt::Refused { .. } => {
            line.ends_with(':') || line.trim_start_matches("a: ").starts_with(['|', '>'])
        }
    }
}

/// The text in double quotes; backticks around all of it, as chats set names, are none of it.
fn quoted(written: &str) -> String {
    let text = evident::text(written, true);
    let in_backticks = text
        .strip_prefix('`')
        .and_then(|rest| rest.strip_suffix('`'))
        .filter(|inner| !inner.is_empty() && !inner.contains('`'));
    scalar::double_quoted(in_backticks.unwrap_or(&text))
}

/// Texts inside lists and maps that hold a fence.
fn fences(text: &str, entry: &Entry) -> Vec<Mend> {
    let mut mends = Vec::new();
    if let Some(value) = entry.alone.as_ref().filter(|_| !entry.is_text()) {
        in_value(text, value, &mut mends);
    }
    mends
}

fn in_value(text: &str, value: &Value, mends: &mut Vec<Mend>) {
    match value {
        Value::Scalar(read) => {
            if scalar::has_fence(read.span.slice(text)) && scalar::has_fence(read.text.as_str()) {
                mends.push(Mend::new(
                    read.span,
                    scalar::double_quoted(read.text.as_str()),
                    "a --- closes the frontmatter to Claude Code wherever it stands",
                ));
            }
        }
        Value::List { items, .. } => items.iter().for_each(|item| in_value(text, item, mends)),
        Value::Map { entries, .. } => entries
            .iter()
            .for_each(|entry| in_value(text, &entry.value, mends)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::mended;

    fn tools(tools: &str) -> String {
        let whole = mended(&format!(
            "---\nname: n\ndescription: b\ntools: {tools}\n---\n"
        ));
        whole
            .strip_prefix("---\nname: n\ndescription: b\ntools: ")
            .and_then(|rest| rest.strip_suffix("\n---\n"))
            .map(str::to_owned)
            .unwrap_or(whole)
    }

    #[test]
    fn items_of_tools_are_texts() {
        assert_eq!(tools("[Read, Bash(git: *)]"), r#"[Read, "Bash(git: *)"]"#);
        assert_eq!(tools("[Read, *, `Grep`]"), r#"[Read, "*", "Grep"]"#);
        assert_eq!(
            tools("\n  - Read\n  - Bash(npm run: *)"),
            "\n  - Read\n  - \"Bash(npm run: *)\""
        );
        assert_eq!(
            tools("[Read, Agent(x, y), \"Grep\"]"),
            "[Read, Agent(x, y), \"Grep\"]"
        );
    }

    #[test]
    fn values_inside_other_settings() {
        assert_eq!(
            mended(
                "---\nname: n\ndescription: b\nhooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: echo x: y\n---\n"
            ),
            "---\nname: n\ndescription: b\nhooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: \"echo x: y\"\n---\n"
        );
        assert_eq!(
            mended("---\nname: n\ndescription: b\nskills:\n  - foo: bar: baz\n---\n"),
            "---\nname: n\ndescription: b\nskills:\n  - \"foo: bar: baz\"\n---\n"
        );
    }

    #[test]
    fn fences_inside_lists() {
        assert_eq!(
            mended("---\nname: n\ndescription: b\nx:\n  - a --- b\nmodel: m\n---\n"),
            "---\nname: n\ndescription: b\nx:\n  - \"a --\\x2D b\"\nmodel: m\n---\n"
        );
    }
}
