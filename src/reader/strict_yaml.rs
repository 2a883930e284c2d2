//! A parser that takes YAML 1.2 and nothing else: what GitHub's view of a file and most tools use.

use super::reading::{last, text_of};
use super::{Input, Loss, Outcome, Reader, Reading, Tools, yaml_losses};
use crate::definition::{Attempt, Field, between_lines, strict_attempt};
use crate::text::Span;

/// Strict YAML 1.2 between two lines `---`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StrictYaml;

impl Reader for StrictYaml {
    fn id(&self) -> String {
        "strict-yaml".to_owned()
    }

    fn title(&self) -> String {
        "Strict YAML 1.2 (GitHub's view, most tools)".to_owned()
    }

    fn name(&self) -> &'static str {
        "strict YAML"
    }

    fn read(&self, input: &Input<'_>) -> Reading {
        let definition = input.definition;
        let source = &*definition.source;
        let Some((frontmatter, body)) = between_lines(source) else {
            return Reading::dropped(
                true,
                definition.layout.opening.unwrap_or(Span::at(0)),
                "there is no frontmatter between two lines ---",
            );
        };
        match strict_attempt(definition, frontmatter) {
            Attempt::Fields { fields, .. } => reading(source, &fields, body),
            Attempt::NotAMapping => Reading::dropped(
                true,
                frontmatter,
                "the frontmatter is not made of key: value lines",
            ),
            Attempt::Refused { error, .. } => Reading::dropped(
                true,
                error.span,
                format!("line {}: {}", error.line, error.message),
            ),
        }
    }
}

fn reading(source: &str, fields: &[Field], body: Span) -> Reading {
    let text = |key: &str| last(fields, key).map(|field| text_of(&field.value, source));
    let losses: Vec<Loss> = ["name", "description"]
        .into_iter()
        .filter_map(|key| last(fields, key))
        .flat_map(|field| yaml_losses::of(source, field))
        .collect();
    let outcome = if losses.is_empty() {
        Outcome::Loads
    } else {
        Outcome::LosesText
    };
    Reading {
        outcome,
        name: text("name"),
        description: text("description"),
        model: text("model"),
        tools: text("tools").map_or(Tools::Unsaid, Tools::Listed),
        fields: fields
            .iter()
            .map(|field| (field.key.clone(), text_of(&field.value, source)))
            .collect(),
        prompt: Some(body.slice(source).trim().to_owned()),
        losses,
    }
}
