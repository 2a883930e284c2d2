//! What Claude Code drops of a file that it loads.

use std::ops::Range;

use super::Home;
use super::settings::{KNOWN, NOT_IN_PLUGINS, ignored};
use super::swallowed::lines_of_example;
use crate::definition::{Field, LayoutProblem, Value};
use crate::reader::yaml_losses::{self, line_end};
use crate::reader::{Input, Loss, LossKind};
use crate::text::Span;

/// All losses, in the order of the file.
pub(super) fn losses(input: &Input<'_>, fields: &[Field], home: Home) -> Vec<Loss> {
    let source = &*input.definition.source;
    let mut found = Vec::new();
    if let Some(LayoutProblem::ClosedInsideLine(fence)) = input.definition.layout.problem {
        found.push(Loss::seen(
            LossKind::Text,
            Span::new(fence.start, line_end(source, fence.end)),
            "a --- ends the frontmatter wherever it stands: what follows goes into the system prompt",
        ));
    }
    let lost = swallowed(source, fields);
    for (index, field) in fields.iter().enumerate() {
        if lost.contains(&index) {
            continue;
        }
        let repeated = fields[index + 1..]
            .iter()
            .any(|later| later.key == field.key);
        if repeated {
            found.push(Loss::seen(
                kind_of(field),
                field.span,
                format!("{} stands twice, and the last one counts", field.key),
            ));
        } else {
            found.extend(of_field(source, field, home));
        }
    }
    let lost = fields.get(lost).unwrap_or_default();
    if let (Some(first), Some(last)) = (lost.first(), lost.last()) {
        found.push(Loss::seen(
            LossKind::Text,
            first.span.cover(last.span),
            "lines at the left margin are keys of their own: the description ends before them",
        ));
    }
    Loss::sort(&mut found);
    found
}

fn of_field(source: &str, field: &Field, home: Home) -> Vec<Loss> {
    let mut found = Vec::new();
    let setting = |reason: String| Loss::seen(LossKind::Setting, field.span, reason);
    if is_prose(field) {
        found.extend(yaml_losses::of(source, field));
    } else if home == Home::Plugin && NOT_IN_PLUGINS.contains(&field.key.as_str()) {
        found.push(setting(format!(
            "{} is ignored in an agent of a plugin",
            field.key
        )));
    } else if let Some(why) = ignored(field) {
        found.push(setting(format!("the value is ignored: {why}")));
    }
    if !KNOWN.contains(&field.key.as_str()) {
        found.push(setting(format!(
            "Claude Code knows no key {}, so it does nothing",
            field.key
        )));
    }
    found
}

/// Whether the field's text is written for a model.
fn is_prose(field: &Field) -> bool {
    matches!(field.key.as_str(), "name" | "description" | "initialPrompt")
}

fn kind_of(field: &Field) -> LossKind {
    if is_prose(field) {
        LossKind::Text
    } else {
        LossKind::Setting
    }
}

/// Which fields were meant as lines of an example of the description before them.
pub(crate) fn swallowed(source: &str, fields: &[Field]) -> Range<usize> {
    let description = fields.iter().rposition(|field| field.key == "description");
    let start = description.map_or(fields.len(), |at| at + 1);
    let behind = fields.get(start..).unwrap_or_default();
    let lines = behind
        .iter()
        .map(|field| (field.key.as_str(), &field.value));
    start..start + lines_of_example(source, lines)
}

/// Items of a list of tools that are no texts.
pub(super) fn dropped_items(field: Option<&Field>) -> Vec<Loss> {
    let Some(Value::List { items, .. }) = field.map(|field| &field.value) else {
        return Vec::new();
    };
    items
        .iter()
        .filter(|item| {
            !matches!(item, Value::Scalar(scalar) if scalar.kind == crate::definition::ScalarKind::String)
        })
        .map(|item| {
            Loss::seen(
                LossKind::Setting,
                item.span(),
                "an item of a list of tools that is no text is dropped",
            )
        })
        .collect()
}
