//! What Claude Code drops of a file that it loads.

use super::Home;
use super::settings::{KNOWN, NOT_IN_PLUGINS, ignored};
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
    for (index, field) in fields.iter().enumerate() {
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
    found.extend(swallowed(fields));
    found.sort_by_key(|loss| loss.span.start);
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
    if !KNOWN.contains(&field.key.as_str()) && !is_label(&field.key) {
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

/// Lines of an example that stand at the left margin read as keys of their own.
fn swallowed(fields: &[Field]) -> Option<Loss> {
    let description = fields
        .iter()
        .rposition(|field| field.key == "description")?;
    let rest = fields.get(description + 1..)?;
    let count = rest.iter().take_while(|field| is_label(&field.key)).count();
    let lost = rest.get(..count)?;
    let span = Span::new(lost.first()?.span.start, lost.last()?.span.end);
    Some(Loss::seen(
        LossKind::Text,
        span,
        "lines at the left margin are keys of their own: the description ends before them",
    ))
}

/// Whether a key is a label of examples rather than a setting somebody meant.
fn is_label(key: &str) -> bool {
    [
        "context",
        "user",
        "assistant",
        "commentary",
        "example",
        "examples",
        "human",
        "agent",
    ]
    .iter()
    .any(|label| key.eq_ignore_ascii_case(label))
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
