//! The tools of an agent, as the line says by which the delegating model knows it.

use super::Version;
use crate::definition::{Field, ScalarKind, Value, split_tools};
use crate::reader::Tools;

/// The listing that a version makes of `tools` and `disallowedTools`.
pub(super) fn listing(version: Version, tools: Option<&Field>, denied: Option<&Field>) -> Tools {
    let allowed = tools.map(|field| items(&field.value));
    let denied = denied.map(|field| items(&field.value));
    let all = if version.lists_all_as_star() {
        "*"
    } else {
        "All tools"
    };
    let words = match (allowed, denied) {
        (Some(Items::Named(allowed)), Some(Items::Named(denied))) if !allowed.is_empty() => {
            // Not observed: no recorded file has both.
            let left: Vec<_> = allowed
                .into_iter()
                .filter(|tool| !denied.contains(tool))
                .collect();
            if left.is_empty() {
                "None".to_owned()
            } else {
                left.join(", ")
            }
        }
        (Some(Items::Named(allowed)), _) if !allowed.is_empty() => allowed.join(", "),
        (Some(Items::Named(_) | Items::Nothing), _) if version.lists_empty_as_nothing() => {
            String::new()
        }
        (_, Some(Items::Named(denied))) if !denied.is_empty() => {
            format!("{all} except {}", denied.join(", "))
        }
        _ => all.to_owned(),
    };
    Tools::Listed(words)
}

/// What a value names.
enum Items {
    /// These tools.
    Named(Vec<String>),
    /// The value is there, but empty.
    Nothing,
    /// All of them: `*`, or something that is no list of tools.
    All,
}

fn items(value: &Value) -> Items {
    let named: Vec<String> = match value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => split(scalar.text.as_str()),
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => return Items::Nothing,
        Value::List { items, .. } => items.iter().filter_map(text).flat_map(split).collect(),
        Value::Scalar(_) | Value::Map { .. } => return Items::All,
    };
    if named.iter().any(|tool| tool == "*") {
        Items::All
    } else {
        Items::Named(named)
    }
}

/// Items of a list that are no texts are dropped.
fn text(item: &Value) -> Option<&str> {
    match item {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => Some(scalar.text.as_str()),
        _ => None,
    }
}

fn split(text: &str) -> Vec<String> {
    split_tools(text)
        .into_iter()
        .map(|span| span.slice(text).to_owned())
        .collect()
}

/// The listing up to 2.0.75, from the text of a line; an indented list is not seen.
pub(super) fn listing_of_line(version: Version, tools: Option<&str>) -> Tools {
    let words = match tools {
        None | Some("*") if version.lists_all_as_star() => "*".to_owned(),
        None | Some("*") => "All tools".to_owned(),
        Some(text) => split(text).join(", "),
    };
    Tools::Listed(words)
}
