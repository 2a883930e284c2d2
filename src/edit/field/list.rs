//! Setting a field to a list, in the form that the file uses for it.

use super::place::{add, indent_of, replace_value};
use super::text::{is_nothing, set_text};
use crate::definition::{Definition, Field, ScalarKind, Value, split_tools};
use crate::dialect::claude_fields;
use crate::edit::reads_back::{Wanted, check};
use crate::edit::splice::line_end;
use crate::edit::{Refused, scalar};
use crate::text::{Span, TextEdit};

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `Read, Grep`
    Commas,
    /// `Read Grep`
    Blanks,
    /// `[Read, Grep]`
    Flow,
    /// One item a line.
    Block,
}

/// Sets a field to a list of texts, in the form that the file uses; a missing field is added in the
/// customary one. Of a list only the items that change are written anew. No item at all is `[]`:
/// nothing behind the key would mean that the field is not set.
///
/// # Errors
/// When an item is empty, when the field holds something else than texts, or when no way of writing
/// reads back.
pub fn set_list(
    definition: &Definition,
    key: &str,
    items: &[String],
) -> Result<Vec<TextEdit>, Refused> {
    let items: Vec<&str> = items.iter().map(|item| item.trim()).collect();
    if items.contains(&"") {
        return Err(Refused::EmptyItem);
    }
    let field = definition.field(key);
    if let Some(Value::Map { .. }) = field.map(|field| &field.value) {
        return Err(Refused::Structured);
    }
    let reads = |after: &Definition| {
        after
            .field(key)
            .and_then(|field| items_of(&field.value))
            .is_some_and(|found| found == items)
    };
    if field.is_some_and(|field| !is_empty(&field.value)) && reads(definition) {
        return Ok(Vec::new());
    }
    let wanted = Wanted {
        key,
        removed: false,
        strict: false,
        body: None,
        reads: &reads,
    };
    let form = field.map_or_else(|| customary(key), |field| form_of(definition, field, key));
    if let Some(field) = field {
        let small = match form {
            Form::Commas | Form::Blanks => None,
            Form::Flow => flow_change(definition, field, &items),
            Form::Block => block_change(definition, field, &items),
        };
        if let Some(edits) = small.filter(|edits| check(definition, edits, &wanted)) {
            return Ok(edits);
        }
    }
    let forms = [form, Form::Commas, Form::Flow, Form::Block];
    let mut refused = Refused::Unwritable;
    for form in forms {
        let made = match (form, field) {
            _ if items.is_empty() => whole(definition, field, key, "[]", &wanted),
            (Form::Commas | Form::Blanks, _) => {
                let separator = if form == Form::Commas { ", " } else { " " };
                set_text(definition, key, &items.join(separator)).and_then(|edits| {
                    if check(definition, &edits, &wanted) {
                        Ok(edits)
                    } else {
                        Err(Refused::Unwritable)
                    }
                })
            }
            (Form::Flow, _) => {
                let written: Vec<String> = items.iter().map(|item| flow_item(item)).collect();
                whole(
                    definition,
                    field,
                    key,
                    &format!("[{}]", written.join(", ")),
                    &wanted,
                )
            }
            (Form::Block, _) => {
                let indent = field.map_or(0, |field| indent_of(definition, field)) + 2;
                let line_end = line_end(&definition.source);
                let written: String = items
                    .iter()
                    .map(|item| format!("{line_end}{:indent$}- {}", "", block_item(item)))
                    .collect();
                whole(definition, field, key, &written, &wanted)
            }
        };
        match made {
            Ok(edits) => return Ok(edits),
            Err(because) => refused = because,
        }
    }
    Err(refused)
}

/// The texts of a list, in whichever form; of one text, its items as programs split it. `None` where
/// it holds something else.
pub fn items_of(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => Some(Vec::new()),
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => {
            let text = scalar.text.as_str();
            Some(
                split_tools(text)
                    .into_iter()
                    .map(|item| item.slice(text).trim())
                    .collect(),
            )
        }
        Value::List { items, .. } => items
            .iter()
            .map(|item| match item {
                Value::Scalar(scalar) => Some(scalar.text.as_str()),
                Value::List { .. } | Value::Map { .. } => None,
            })
            .collect(),
        Value::Scalar(_) | Value::Map { .. } => None,
    }
}

fn is_empty(value: &Value) -> bool {
    matches!(value, Value::Scalar(scalar) if is_nothing(scalar))
}

fn customary(key: &str) -> Form {
    match claude_fields::known(key).map(|field| field.kind) {
        Some(claude_fields::Kind::Tools) => Form::Commas,
        _ => Form::Block,
    }
}

fn form_of(definition: &Definition, field: &Field, key: &str) -> Form {
    match &field.value {
        value if is_empty(value) => customary(key),
        Value::Scalar(scalar) => {
            let text = scalar.text.as_str();
            let items = split_tools(text);
            let blanks = items.windows(2).any(|pair| {
                !Span::new(pair[0].end, pair[1].start)
                    .slice(text)
                    .contains(',')
            });
            if blanks { Form::Blanks } else { Form::Commas }
        }
        value if value.span().slice(&definition.source).starts_with('[') => Form::Flow,
        _ => Form::Block,
    }
}

fn whole(
    definition: &Definition,
    field: Option<&Field>,
    key: &str,
    value: &str,
    wanted: &Wanted<'_>,
) -> Result<Vec<TextEdit>, Refused> {
    let Some(field) = field else {
        return add(definition, key, value, wanted.reads);
    };
    let edits = vec![replace_value(definition, field, value)];
    if check(definition, &edits, wanted) {
        Ok(edits)
    } else {
        Err(Refused::Unwritable)
    }
}

/// Which items of the old list stay at its start and at its end.
fn kept(old: &[&str], new: &[&str]) -> (usize, usize) {
    let start = old
        .iter()
        .zip(new)
        .take_while(|(old, new)| old == new)
        .count();
    let end = old[start..]
        .iter()
        .rev()
        .zip(new[start..].iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    (start, end)
}

/// The old items with their spans, which of them are replaced, and by which new ones.
type Difference<'a> = (Vec<Span>, std::ops::Range<usize>, &'a [&'a str]);

fn difference<'a>(field: &Field, new: &'a [&'a str]) -> Option<Difference<'a>> {
    let Value::List { items, .. } = &field.value else {
        return None;
    };
    let old = items_of(&field.value)?;
    if old.is_empty() || new.is_empty() {
        return None;
    }
    let (start, end) = kept(&old, new);
    let spans = items.iter().map(Value::span).collect();
    Some((spans, start..old.len() - end, &new[start..new.len() - end]))
}

/// `[a, b]`: the items that differ, with the commas between them.
fn flow_change(definition: &Definition, field: &Field, new: &[&str]) -> Option<Vec<TextEdit>> {
    let source = &*definition.source;
    let (spans, old, new) = difference(field, new)?;
    let written: Vec<String> = new.iter().map(|item| flow_item(item)).collect();
    let written = written.join(", ");
    let (span, replacement) = match (old.is_empty(), new.is_empty()) {
        // Added at the front, or behind another.
        (true, _) if old.start == 0 => (Span::at(spans.first()?.start), format!("{written}, ")),
        (true, _) => (
            Span::at(spans.get(old.start - 1)?.end),
            format!(", {written}"),
        ),
        // Taken away, with the comma after it or before it.
        (false, true) if old.end < spans.len() => (
            Span::new(spans.get(old.start)?.start, spans.get(old.end)?.start),
            written,
        ),
        (false, true) => (
            Span::new(
                spans.get(old.start.checked_sub(1)?)?.end,
                spans.get(old.end - 1)?.end,
            ),
            written,
        ),
        (false, false) => (
            Span::new(spans.get(old.start)?.start, spans.get(old.end - 1)?.end),
            written,
        ),
    };
    source.get(span.start..span.end)?;
    Some(vec![TextEdit { span, replacement }])
}

/// One item a line: the lines that differ.
fn block_change(definition: &Definition, field: &Field, new: &[&str]) -> Option<Vec<TextEdit>> {
    let source = &*definition.source;
    let (spans, old, new) = difference(field, new)?;
    let line_start = |at: usize| source[..at].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let lead = |item: Span| Span::new(line_start(item.start), item.start).slice(source);
    if !spans.iter().all(|item| lead(*item).trim() == "-") {
        return None;
    }
    let line_end = line_end(source);
    let lines = |lead: &str| -> String {
        new.iter()
            .map(|item| format!("{line_end}{lead}{}", block_item(item)))
            .collect()
    };
    // Items that are replaced one by one keep their lines, and the comments behind them.
    if old.len() == new.len() {
        return Some(
            spans[old]
                .iter()
                .zip(new)
                .map(|(span, item)| TextEdit {
                    span: *span,
                    replacement: block_item(item),
                })
                .collect(),
        );
    }
    let lead = lead(*spans.first()?);
    let end_of_line = |at: usize| {
        source[at..]
            .find(['\n', '\r'])
            .map_or(source.len(), |end| at + end)
    };
    if let Some(before) = old.start.checked_sub(1).and_then(|index| spans.get(index)) {
        let start = end_of_line(before.end);
        let end = match old.is_empty() {
            true => start,
            false => end_of_line(spans.get(old.end - 1)?.end),
        };
        return Some(vec![TextEdit {
            span: Span::new(start, end),
            replacement: lines(lead),
        }]);
    }
    let start = line_start(spans.first()?.start);
    let end = line_start(spans.get(old.end).map_or(start, |next| next.start));
    let text: String = new
        .iter()
        .map(|item| format!("{lead}{}{line_end}", block_item(item)))
        .collect();
    Some(vec![TextEdit {
        span: Span::new(start, end.max(start)),
        replacement: text,
    }])
}

fn block_item(item: &str) -> String {
    scalar::plain(item).unwrap_or_else(|| scalar::double_quoted(item))
}

fn flow_item(item: &str) -> String {
    scalar::plain(item)
        .filter(|item| !item.contains(['[', ']', '{', '}', ',', '"', '\'']))
        .unwrap_or_else(|| scalar::double_quoted(item))
}
