//! What the readers have in common that follow documents and second-hand reports: strict YAML
//! between two lines `---`, and nothing of it seen.

use super::reading::text_of;
use super::{Input, Loss, LossKind, Outcome, Reading, Tools};
use crate::definition::{Attempt, Field, between_lines, strict_attempt};
use crate::text::{Span, trim_javascript};

/// The fields and the body of a file; or, where its frontmatter does not parse, why nothing is read.
pub(super) fn parts(input: &Input<'_>) -> Result<(Vec<Field>, Span), Loss> {
    let definition = input.definition;
    let source = &*definition.source;
    let Some((frontmatter, body)) = between_lines(source) else {
        return Ok((Vec::new(), Span::new(0, source.len())));
    };
    match strict_attempt(definition, frontmatter) {
        Attempt::Fields { fields, .. } => Ok((fields, body)),
        Attempt::NotAMapping => Err(dropped(
            frontmatter,
            "the frontmatter is not made of key: value lines",
        )),
        Attempt::Refused { error, .. } => Err(dropped(
            error.span,
            format!("line {}: {}", error.line, error.message),
        )),
    }
}

fn dropped(span: Span, why: impl Into<String>) -> Loss {
    Loss::seen(LossKind::File, span, why).unverified()
}

/// A file that does not load.
pub(super) fn unread(why: Loss) -> Reading {
    let mut reading = Reading::dropped(false, why.span, "");
    reading.losses = vec![why];
    reading
}

/// A reading of these fields; its losses count as not seen.
pub(super) fn reading(
    input: &Input<'_>,
    fields: &[Field],
    body: Span,
    losses: impl IntoIterator<Item = Loss>,
) -> Reading {
    let source = &*input.definition.source;
    let text = |key: &str| {
        fields
            .iter()
            .find(|field| field.key == key)
            .map(|field| text_of(&field.value, source))
    };
    let mut losses: Vec<Loss> = losses.into_iter().map(Loss::unverified).collect();
    Loss::sort(&mut losses);
    Reading {
        outcome: Outcome::of_loaded(&losses, false),
        name: text("name"),
        description: text("description"),
        model: text("model"),
        tools: Tools::Unsaid,
        fields: fields
            .iter()
            .map(|field| (field.key.clone(), text_of(&field.value, source)))
            .collect(),
        prompt: Some(trim_javascript(body.slice(source)).to_owned()),
        losses,
    }
}
