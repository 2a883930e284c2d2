//! YAML 1.2 wants the keys of a mapping to differ; some programs mind, others take the last.

use super::YamlError;
use crate::definition::{Field, Value};
use crate::text::{LineIndex, Span};

/// # Errors
/// The second of two equal keys of one mapping, at the top or further in.
pub(super) fn check(source: &str, fields: &[Field]) -> Result<(), YamlError> {
    among(
        source,
        fields
            .iter()
            .map(|field| (field.key.as_str(), field.key_span)),
    )?;
    fields
        .iter()
        .try_for_each(|field| inside(source, &field.value))
}

fn inside(source: &str, value: &Value) -> Result<(), YamlError> {
    match value {
        Value::Scalar(_) => Ok(()),
        Value::List { items, .. } => items.iter().try_for_each(|item| inside(source, item)),
        Value::Map { entries, .. } => {
            among(
                source,
                entries
                    .iter()
                    .map(|entry| (entry.key.text.as_str(), entry.key.span)),
            )?;
            entries
                .iter()
                .try_for_each(|entry| inside(source, &entry.value))
        }
    }
}

fn among<'a>(source: &str, keys: impl Iterator<Item = (&'a str, Span)>) -> Result<(), YamlError> {
    let mut seen = std::collections::BTreeSet::new();
    for (key, span) in keys {
        if !seen.insert(key) {
            return Err(YamlError {
                span,
                line: LineIndex::new(source).line(span.start),
                message: format!("the key \"{key}\" stands twice"),
            });
        }
    }
    Ok(())
}
