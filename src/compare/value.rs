//! When two values say the same, and how a value is shown.

use std::collections::BTreeMap;

use crate::definition::{Scalar, ScalarKind, Value};

/// Whether two values say the same, however they are written: quotes, flow or block, the order of a
/// map's keys and white space at the ends of a text make no difference, and nothing at all is as good as
/// an empty text.
pub(super) fn same(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Scalar(before), Value::Scalar(after)) => text(before) == text(after),
        (Value::List { items: before, .. }, Value::List { items: after, .. }) => {
            before.len() == after.len() && before.iter().zip(after).all(|(a, b)| same(a, b))
        }
        (Value::Map { .. }, Value::Map { .. }) => {
            let (before, after) = (entries(before), entries(after));
            before.len() == after.len()
                && before
                    .iter()
                    .zip(&after)
                    .all(|((key, a), (other, b))| key == other && same(a, b))
        }
        _ => false,
    }
}

/// Whether a value says nothing.
pub(super) fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Scalar(scalar) if text(scalar).is_empty())
}

/// A value in words: a list with commas, what is nested in brackets and braces.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::Scalar(scalar) => text(scalar).to_owned(),
        Value::List { items, .. } => {
            let items: Vec<String> = items.iter().map(nested).collect();
            items.join(", ")
        }
        Value::Map { .. } => {
            let entries = entries(value);
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{key}: {}", nested(value)))
                .collect();
            entries.join(", ")
        }
    }
}

/// The items of a list of texts, in words each; `None` where the value is no list.
pub(super) fn items(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::List { items, .. } => Some(items.iter().map(nested).collect()),
        // What a map names is its keys, with what each is set to.
        Value::Map { .. } => Some(
            entries(value)
                .iter()
                .map(|(key, value)| format!("{key}: {}", nested(value)))
                .collect(),
        ),
        Value::Scalar(_) => None,
    }
}

/// Values nest a few levels only: reading keeps no more.
fn nested(value: &Value) -> String {
    match value {
        Value::Scalar(_) => words(value),
        Value::List { .. } => format!("[{}]", words(value)),
        Value::Map { .. } => format!("{{{}}}", words(value)),
    }
}

fn text(scalar: &Scalar) -> &str {
    match scalar.kind {
        ScalarKind::Null => "",
        _ => scalar.text.as_str().trim_end(),
    }
}

/// The entries of a map by their keys; of duplicates, the last.
fn entries(map: &Value) -> BTreeMap<&str, &Value> {
    match map {
        Value::Map { entries, .. } => entries
            .iter()
            .map(|entry| (entry.key.text.as_str(), &entry.value))
            .collect(),
        Value::Scalar(_) | Value::List { .. } => BTreeMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;

    fn value(written: &str) -> Value {
        let definition = Definition::parse(format!("---\nname: a\nx: {written}\n---\n"));
        let field = definition.field("x").expect("there is one");
        field.value.clone()
    }

    #[test]
    fn how_a_value_is_written_makes_no_difference() {
        for (before, after) in [
            ("b c", "\"b c\""),
            ("'b'", "|\n  b"),
            ("[a, b]", "\n  - a\n  - \"b\""),
            ("{a: 1, b: 2}", "\n  b: 2\n  a: 1"),
            ("", "''"),
            ("~", ""),
            ("5", "\"5\""),
        ] {
            assert!(same(&value(before), &value(after)), "{before} {after}");
        }
    }

    #[test]
    fn what_it_says_does() {
        for (before, after) in [
            ("b", "B"),
            ("[a, b]", "[b, a]"),
            ("[a]", "a"),
            ("{a: 1}", "{a: 2}"),
            ("{a: 1}", "{a: 1, b: 1}"),
            ("b c", "b  c"),
        ] {
            assert!(!same(&value(before), &value(after)), "{before} {after}");
        }
    }

    #[test]
    fn a_value_in_words() {
        assert_eq!(words(&value("[a, {b: [c, d]}]")), "a, {b: [c, d]}");
        assert_eq!(words(&value("{a: 1, b: {c: d}}")), "a: 1, b: {c: d}");
        assert_eq!(
            items(&value("{a: 1}")).as_deref(),
            Some(&["a: 1".to_owned()][..])
        );
        assert_eq!(items(&value("a, b")), None);
    }
}
