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

    fn name(&self) -> &'static str {
        "OpenCode"
    }

    fn read(&self, input: &Input<'_>) -> Reading {
        match parts(input) {
            Ok(parts) => by_fields(input, &parts),
            Err(reading) => *reading,
        }
    }
}

impl OpenCode {
    /// Everything for which it does not start, or does not read the fields; a reading tells the first.
    pub(crate) fn refusals(self, input: &Input<'_>) -> Vec<Loss> {
        match parts(input) {
            Ok(parts) => refusals(&parts.fields).collect(),
            Err(reading) => reading.losses,
        }
    }

    /// The keys that it knows; others are passed on to the model's provider.
    pub(crate) const KNOWN: &'static [&'static str] = schema::KNOWN;
}

/// What it gets out of a file.
struct Parts {
    fields: Vec<Field>,
    body: Span,
    mended: bool,
}

/// The parts; or what becomes of a file whose fields it does not get at.
fn parts(input: &Input<'_>) -> Result<Parts, Box<Reading>> {
    let source = &*input.definition.source;
    let (language, frontmatter, body) = match split(source) {
        Split::Body(body) => {
            let why = "there is no frontmatter, so the agent has no description";
            let loss = Loss::seen(LossKind::Text, Span::at(0), why);
            return Err(Box::new(without_fields(input, body, loss)));
        }
        Split::Parts {
            language,
            frontmatter,
            body,
        } => (language, frontmatter, body),
    };
    let fields = |fields, mended| {
        Ok(Parts {
            fields,
            body,
            mended,
        })
    };
    if is_empty(frontmatter.slice(source)) {
        return fields(Vec::new(), false);
    }
    match language {
        Language::Yaml | Language::Json(_) => {}
        Language::JavaScript(word) => {
            let why = "this word makes OpenCode run the frontmatter as a program";
            let loss = Loss::seen(LossKind::Text, word, why);
            return Err(Box::new(without_fields(input, body, loss)));
        }
        Language::Unknown(word) => {
            let why = "no language is called so: the whole file becomes the prompt";
            let loss = Loss::seen(LossKind::Text, word, why);
            return Err(Box::new(whole_file(input, loss)));
        }
    }
    match attempt(source, frontmatter, rules(source)) {
        Attempt::Fields {
            fields: found,
            mended,
        } => fields(found, mended.is_some()),
        Attempt::NotAMapping => {
            let why = "the frontmatter is not made of key: value lines: none is read";
            let loss = Loss::seen(LossKind::Text, frontmatter, why);
            Err(Box::new(without_fields(input, body, loss)))
        }
        Attempt::Refused {
            after_repair,
            changed: true,
            ..
        } => Err(Box::new(Reading::dropped(
            false,
            after_repair.span,
            sentence(&after_repair),
        ))),
        Attempt::Refused { error, .. } => {
            let why = format!(
                "{}; the whole file, frontmatter and all, becomes the prompt",
                sentence(&error)
            );
            let loss = Loss::seen(LossKind::Text, error.span, why);
            Err(Box::new(whole_file(input, loss)))
        }
    }
}

/// The values that keep it from starting.
fn refusals(fields: &[Field]) -> impl Iterator<Item = Loss> {
    fields.iter().filter_map(|field| {
        let wanted = schema::refused(field)?;
        let why = format!(
            "{} is not {wanted}: OpenCode does not start until it is",
            field.key
        );
        Some(Loss::seen(LossKind::File, field.value_span(), why))
    })
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

fn by_fields(input: &Input<'_>, parts: &Parts) -> Reading {
    let source = &*input.definition.source;
    let fields = &parts.fields;
    if let Some(first) = refusals(fields).next() {
        return Reading::dropped(true, first.span, first.reason);
    }
    let text = |key: &str| last(fields, key).map(|field| text_of(&field.value, source));
    let mut losses: Vec<Loss> = fields
        .iter()
        .flat_map(|field| losses_of(source, field))
        .collect();
    Loss::sort(&mut losses);
    Reading {
        outcome: Outcome::of_loaded(&losses, parts.mended),
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
        prompt: Some(trim_javascript(parts.body.slice(source)).to_owned()),
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
            field.key_span,
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
