//! OpenCode, observed in 1.18.34 (`opencode debug config`).
//!
//! It reads by `gray-matter` and js-yaml 3. What its schema refuses stops the whole program with a
//! message. A frontmatter that does not parse does harm without one: the file is passed over, or,
//! where the repair finds nothing to mend, the whole of it becomes the prompt of an agent named
//! after the file, because `gray-matter` remembers a text that it failed at as one without
//! frontmatter.

mod schema;

use super::gray_matter::{Language, Split, is_empty, split};
use super::reading::{last, text_of};
use super::{Input, Loss, LossKind, Outcome, Reader, Reading, Tools, yaml_losses};
use crate::definition::{
    Attempt, Field, Repair, Rules, ScalarKind, Schema, Value, YamlError, attempt,
};
use crate::text::{Span, trim_javascript};

/// OpenCode 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenCode;

impl Reader for OpenCode {
    fn id(&self) -> String {
        "opencode".to_owned()
    }

    fn title(&self) -> String {
        "OpenCode 1.18".to_owned()
    }

    fn read(&self, input: &Input<'_>) -> Reading {
        let source = &*input.definition.source;
        let (language, frontmatter, body) = match split(source) {
            Split::Body(body) => {
                let why = "there is no frontmatter, so the agent has no description";
                return without_fields(input, body, Loss::seen(LossKind::Text, Span::at(0), why));
            }
            Split::Parts {
                language,
                frontmatter,
                body,
            } => (language, frontmatter, body),
        };
        if is_empty(frontmatter.slice(source)) {
            return by_fields(input, &[], body, false);
        }
        match language {
            Language::Yaml | Language::Json(_) => {}
            Language::JavaScript(word) => {
                let why = "this word makes OpenCode run the frontmatter as a program";
                let loss = Loss::seen(LossKind::Text, word, why);
                return without_fields(input, body, loss);
            }
            Language::Unknown(word) => {
                let why = "no language is called so: the whole file becomes the prompt";
                return whole_file(input, Loss::seen(LossKind::Text, word, why));
            }
        }
        match attempt(source, frontmatter, rules(source)) {
            Attempt::Fields { fields, mended } => by_fields(input, &fields, body, mended.is_some()),
            Attempt::NotAMapping => {
                let why = "the frontmatter is not made of key: value lines: none is read";
                without_fields(input, body, Loss::seen(LossKind::Text, frontmatter, why))
            }
            Attempt::Refused {
                after_repair,
                changed: true,
                ..
            } => Reading::dropped(false, after_repair.span, sentence(&after_repair)),
            Attempt::Refused { error, .. } => {
                let why = format!(
                    "{}; the whole file, frontmatter and all, becomes the prompt",
                    sentence(&error)
                );
                whole_file(input, Loss::seen(LossKind::Text, error.span, why))
            }
        }
    }
}

/// The repair looks for bare fences, and finds none behind a byte order mark.
fn rules(source: &str) -> Rules {
    let bare = source.starts_with("---\n") || source.starts_with("---\r\n");
    let closed = source.contains("\n---");
    Rules {
        repair: if bare && closed {
            Repair::Blocks
        } else {
            Repair::None
        },
        schema: Schema::JsYaml3,
        ..Rules::STRICT
    }
}

fn sentence(error: &YamlError) -> String {
    format!("line {}: {}", error.line, error.message)
}

fn whole_file(input: &Input<'_>, why: Loss) -> Reading {
    without_fields(input, Span::new(0, input.definition.source.len()), why)
}

/// An agent without fields: it is named after the file.
fn without_fields(input: &Input<'_>, prompt: Span, why: Loss) -> Reading {
    Reading {
        outcome: Outcome::LosesText,
        name: input.file_stem().map(str::to_owned),
        description: None,
        model: None,
        tools: Tools::Unsaid,
        fields: Vec::new(),
        prompt: Some(trim_javascript(prompt.slice(&input.definition.source)).to_owned()),
        losses: vec![why],
    }
}

fn by_fields(input: &Input<'_>, fields: &[Field], body: Span, mended: bool) -> Reading {
    let source = &*input.definition.source;
    for field in fields {
        if let Some(wanted) = schema::refused(field) {
            let why = format!(
                "{} is not {wanted}: OpenCode does not start until it is",
                field.key
            );
            return Reading::dropped(true, field.span, why);
        }
    }
    let text = |key: &str| last(fields, key).map(|field| text_of(&field.value, source));
    let mut losses: Vec<Loss> = fields
        .iter()
        .flat_map(|field| losses_of(source, field))
        .collect();
    Loss::sort(&mut losses);
    Reading {
        outcome: Outcome::of_loaded(&losses, mended),
        name: last(fields, "name")
            .map(|field| as_key(&field.value, source))
            .or_else(|| input.file_stem().map(str::to_owned)),
        description: text("description"),
        model: text("model"),
        tools: Tools::Unsaid,
        fields: fields
            .iter()
            .filter(|field| field.key != "prompt")
            .map(|field| (field.key.clone(), text_of(&field.value, source)))
            .collect(),
        prompt: Some(trim_javascript(body.slice(source)).to_owned()),
        losses,
    }
}

fn losses_of(source: &str, field: &Field) -> Vec<Loss> {
    match field.key.as_str() {
        "prompt" => vec![Loss::seen(
            LossKind::Text,
            field.span,
            "the text below the frontmatter is the prompt, and this one is dropped",
        )],
        "name" | "description" => yaml_losses::of(source, field),
        key if schema::KNOWN.contains(&key) => Vec::new(),
        key => vec![Loss::seen(
            LossKind::Setting,
            field.span,
            format!("OpenCode knows no key {key}: it is passed on to the model's provider"),
        )],
    }
}

/// A value as the name of a member, which JavaScript makes of anything.
fn as_key(value: &Value, source: &str) -> String {
    match value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => "null".to_owned(),
        Value::List { items, .. } => items
            .iter()
            .map(|item| match item {
                Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => String::new(),
                item => as_key(item, source),
            })
            .collect::<Vec<_>>()
            .join(","),
        Value::Map { .. } => "[object Object]".to_owned(),
        Value::Scalar(_) => text_of(value, source),
    }
}
