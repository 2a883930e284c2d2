//! What Claude Code asks of the fields before it takes a file for an agent; observed in 2.1.330.

use crate::definition::{Field, ScalarKind, Value};
use crate::dialect::hook_events::HOOK_EVENTS;
use crate::text::Span;

/// Why the file is no agent, and where; `None` where the fields are in order. `opening` is the
/// opening fence, to point at where a field is missing.
pub(super) fn unmet(fields: &[Field], opening: Option<Span>) -> Option<Unmet> {
    let field = |key: &str| fields.iter().rev().find(|field| field.key == key);
    of_name(field("name"), opening)
        .or_else(|| of_description(field("description"), opening))
        .or_else(|| of_hooks(field("hooks")))
}

/// The reason, and where it stands.
pub(super) type Unmet = (&'static str, Option<Span>);

fn of_name(field: Option<&Field>, fence: Option<Span>) -> Option<Unmet> {
    const LONGEST: usize = 256;
    let Some(field) = field else {
        return Some(("it has no name, so it counts as a document", fence));
    };
    let text = match &field.value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => scalar.text.as_str(),
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => {
            return Some(("its name is empty", Some(field.span)));
        }
        _ => return Some(("its name is not a text: put it in quotes", Some(field.span))),
    };
    let why = if text.is_empty() {
        "its name is empty"
    } else if text.starts_with('-') {
        "its name begins with -"
    } else if text.contains(':') {
        "its name holds a colon"
    } else if text.encode_utf16().count() > LONGEST {
        "its name is longer than 256 characters"
    } else {
        return None;
    };
    Some((why, Some(field.span)))
}

fn of_description(field: Option<&Field>, fence: Option<Span>) -> Option<Unmet> {
    let Some(field) = field else {
        return Some(("it has no description", fence));
    };
    match &field.value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => scalar
            .text
            .as_str()
            .is_empty()
            .then_some(("its description is empty", Some(field.span))),
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => {
            Some(("its description is empty", Some(field.span)))
        }
        _ => Some(("its description is not a text", Some(field.span))),
    }
}

/// A map from events to lists loads; a list, a text, or a known event without a list drops the whole
/// agent. What an unknown event holds does no harm.
fn of_hooks(field: Option<&Field>) -> Option<Unmet> {
    let field = field?;
    let fits = match &field.value {
        Value::Map { entries, .. } => {
            let known = |key: &str| HOOK_EVENTS.contains(&key);
            entries
                .iter()
                .filter(|entry| known(entry.key.text.as_str()))
                .all(|entry| matches!(entry.value, Value::List { .. }))
        }
        Value::Scalar(scalar) => scalar.kind == ScalarKind::Null,
        Value::List { .. } => false,
    };
    (!fits).then_some((
        "its hooks are not a map from events to lists",
        Some(field.span),
    ))
}
