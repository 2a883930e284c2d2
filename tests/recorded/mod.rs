//! What Claude Code 2.1.330 was seen to make of a file, and how our reading differs.

use agent_playground::definition::{Definition, ScalarKind, Tone, Value};

/// What was seen.
pub struct Recorded<'record> {
    loaded: bool,
    name: Option<&'record str>,
    description: Option<&'record str>,
    /// `None` where the record does not tell; else the model, if there is one.
    model: Option<Option<&'record str>>,
}

impl<'record> Recorded<'record> {
    /// Takes the JSON of one record.
    pub fn new(record: &'record serde_json::Value) -> Self {
        Self {
            loaded: record["loaded"]
                .as_bool()
                .expect("a record tells whether it loaded"),
            name: record["name"].as_str(),
            description: record["description"].as_str(),
            model: record.get("model").map(serde_json::Value::as_str),
        }
    }
}

/// Where our reading differs from what was seen, a line each.
pub fn differences(id: &str, source: &str, seen: &Recorded<'_>) -> Vec<String> {
    let definition = Definition::parse(source);
    let verdict = definition.verdict();
    let loads = verdict.tone != Tone::Bad;
    let mut found = Vec::new();
    if loads != seen.loaded {
        found.push(format!(
            "{id}: loaded: seen {}, ours {loads}: {}",
            seen.loaded, verdict.sentence
        ));
        return found;
    }
    if !seen.loaded {
        return found;
    }
    let mut compare = |what, seen: Option<&str>, ours: Option<&str>| {
        if seen != ours {
            found.push(format!("{id}: {what}: seen {seen:?}, ours {ours:?}"));
        }
    };
    compare("name", seen.name, definition.text("name"));
    // Claude Code makes line ends of `\n` in a project's agents.
    let description = definition
        .text("description")
        .map(|text| text.replace("\\n", "\n"));
    compare("description", seen.description, description.as_deref());
    if let Some(model) = seen.model {
        compare("model", model, model_of(&definition));
    }
    found
}

/// The model as the file sets it: a text that is not empty.
fn model_of(definition: &Definition) -> Option<&str> {
    match &definition.field("model")?.value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => {
            Some(scalar.text.as_str()).filter(|text| !text.is_empty())
        }
        _ => None,
    }
}
