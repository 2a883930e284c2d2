//! Claude Code reading a skill, `SKILL.md`.
//!
//! Its fields are read as an agent's are, by the same repair; what differs is what happens to a file
//! whose frontmatter cannot be read: it loses its fields, and is called by its folder. Which keys there
//! are and what stands in for a missing description is documented, not seen, and marked so.

use super::reading::{last, text_of};
use super::{Input, Loss, LossKind, Outcome, Reader, Reading, Tools, yaml_losses};
use crate::definition::{Definition, Field, LayoutProblem, Reading as Frontmatter};
use crate::text::{Span, trim_javascript};

/// Skills of Claude Code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skill;

/// The keys of the open format, and those that Claude Code adds.
const KNOWN: &[&str] = &[
    "name",
    "description",
    "license",
    "compatibility",
    "metadata",
    "allowed-tools",
    "when_to_use",
    "argument-hint",
    "arguments",
    "disable-model-invocation",
    "user-invocable",
    "model",
    "effort",
    "context",
    "agent",
    "hooks",
    "paths",
    "shell",
    "version",
];

impl Reader for Skill {
    fn id(&self) -> String {
        "skill".to_owned()
    }

    fn title(&self) -> String {
        "Claude Code, skill".to_owned()
    }

    fn name(&self) -> &'static str {
        "Claude Code"
    }

    fn read(&self, input: &Input<'_>) -> Reading {
        let definition = input.definition;
        match unread(definition) {
            Some(loss) => reading(input, &[], vec![loss], false),
            None => {
                let mended = matches!(definition.reading, Frontmatter::Repaired { .. });
                reading(input, &definition.fields, Vec::new(), mended)
            }
        }
    }
}

/// Why no field is read.
fn unread(definition: &Definition) -> Option<Loss> {
    let loss = |span: Span, why: String| {
        let why = format!("{why}; the skill loses every field and is called by its folder");
        Some(Loss::seen(LossKind::Text, span, why))
    };
    let opening = definition.layout.opening.unwrap_or(Span::at(0));
    match &definition.layout.problem {
        Some(LayoutProblem::Empty) => return loss(opening, "the file is empty".to_owned()),
        Some(LayoutProblem::NoFrontmatter) => {
            return loss(
                opening,
                "the file does not begin with a --- line".to_owned(),
            );
        }
        Some(LayoutProblem::TextBefore(span)) => {
            return loss(*span, "something stands before the opening ---".to_owned());
        }
        Some(LayoutProblem::NeverClosed) => {
            return loss(
                opening,
                "the frontmatter is never closed by a second ---".to_owned(),
            );
        }
        Some(LayoutProblem::ClosedInsideLine(_)) | None => {}
    }
    match &definition.reading {
        Frontmatter::LineByLine { after_repair, .. } => loss(
            after_repair.span,
            format!("line {}: {}", after_repair.line, after_repair.message),
        ),
        Frontmatter::NotAMapping { span } => loss(
            *span,
            "the frontmatter is not made of key: value lines".to_owned(),
        ),
        Frontmatter::None | Frontmatter::Yaml | Frontmatter::Repaired { .. } => None,
    }
}

fn reading(input: &Input<'_>, fields: &[Field], mut losses: Vec<Loss>, mended: bool) -> Reading {
    let definition = input.definition;
    let source = &*definition.source;
    let text = |key: &str| {
        last(fields, key)
            .map(|field| text_of(&field.value, source))
            .filter(|text| !text.is_empty())
    };
    let prompt = trim_javascript(definition.layout.body.slice(source)).to_owned();
    for field in fields {
        losses.extend(losses_of(source, field));
    }
    if let Some(LayoutProblem::ClosedInsideLine(fence)) = definition.layout.problem {
        losses.push(Loss::seen(
            LossKind::Text,
            Span::new(fence.start, yaml_losses::line_end(source, fence.end)),
            "a --- ends the frontmatter wherever it stands: what follows goes into the instructions",
        ));
    }
    Loss::sort(&mut losses);
    let description = text("description").or_else(|| first_paragraph(&prompt));
    Reading {
        outcome: Outcome::of_loaded(&losses, mended),
        name: text("name").or_else(|| folder(input)),
        description,
        model: text("model"),
        tools: Tools::Unsaid,
        fields: fields
            .iter()
            .map(|field| (field.key.clone(), text_of(&field.value, source)))
            .collect(),
        prompt: Some(prompt),
        losses,
    }
}

fn losses_of(source: &str, field: &Field) -> Vec<Loss> {
    match field.key.as_str() {
        "name" | "description" | "when_to_use" => yaml_losses::of(source, field),
        key if !KNOWN.contains(&key) => vec![
            Loss::seen(
                LossKind::Setting,
                field.span,
                format!("skills have no key {key}, so it does nothing"),
            )
            .unverified(),
        ],
        _ => Vec::new(),
    }
}

/// The folder that the file lies in, which is what a skill is called by.
fn folder(input: &Input<'_>) -> Option<String> {
    let mut parts = input.path?.rsplit(['/', '\\']);
    parts.next()?;
    parts
        .next()
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}

/// What stands in for a description that is not there.
fn first_paragraph(body: &str) -> Option<String> {
    let lines: Vec<&str> = body
        .lines()
        .map(str::trim)
        .skip_while(|line| line.is_empty() || line.starts_with('#'))
        .take_while(|line| !line.is_empty())
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Reading {
        let definition = Definition::parse(source);
        Skill.read(&Input {
            definition: &definition,
            path: Some("skills/baking/SKILL.md"),
        })
    }

    #[test]
    fn a_good_skill() {
        let reading = read("---\nname: bake\ndescription: b\nallowed-tools: Read\n---\n# Bake\n");
        assert_eq!(reading.outcome, Outcome::Loads);
        assert_eq!(reading.losses, []);
        assert_eq!(reading.name.as_deref(), Some("bake"));
    }

    #[test]
    fn without_fields_the_folder_and_the_body_speak() {
        let reading = read("---\nlicense: MIT\n---\n# Bake\n\nBakes bread\nand cake.\n\nMore\n");
        assert_eq!(reading.outcome, Outcome::Loads);
        assert_eq!(reading.name.as_deref(), Some("baking"));
        assert_eq!(
            reading.description.as_deref(),
            Some("Bakes bread\nand cake.")
        );
    }

    #[test]
    fn a_broken_frontmatter_loses_the_fields_and_not_the_file() {
        for source in [
            "---\nname: a\ndescription: \"b\nc: d\n---\nBody\n",
            "name: a\n",
            "\n---\nname: a\n---\nBody\n",
            "---\nname: a\n",
            "---\nname:a\n---\nBody\n",
        ] {
            let reading = read(source);
            assert_eq!(reading.outcome, Outcome::LosesText, "{source:?}");
            assert_eq!(reading.name.as_deref(), Some("baking"), "{source:?}");
            assert!(reading.fields.is_empty(), "{source:?}");
        }
    }

    #[test]
    fn an_unknown_key_is_said_to_be_second_hand() {
        let reading = read("---\nname: a\ndescription: b: c\ncolor: red\n---\nBody\n");
        assert_eq!(reading.outcome, Outcome::LoadsAfterRepair);
        assert_eq!(reading.unverified().count(), 1);
    }
}
