//! What Claude Code was seen to make of a file, and how our reader of it differs.

use agent_playground::definition::Definition;
use agent_playground::reader::{ClaudeCode, Home, Input, Reader, Version};
use serde_json::Value;

/// What was seen. What a record does not tell is `None`.
#[derive(Default)]
pub struct Recorded<'record> {
    loaded: bool,
    name: Option<Option<&'record str>>,
    description: Option<&'record str>,
    model: Option<Option<&'record str>>,
    tools: Option<&'record str>,
}

impl<'record> Recorded<'record> {
    /// Takes the JSON of a record of the newest version.
    pub fn newest(record: &'record Value) -> Self {
        Self {
            loaded: record["loaded"]
                .as_bool()
                .expect("a record tells whether it loaded"),
            name: record.get("name").map(Value::as_str),
            description: record["description"].as_str(),
            model: record.get("model").map(Value::as_str),
            tools: record
                .get("tools_listing")
                .or_else(|| record.get("tools"))
                .and_then(Value::as_str),
        }
    }

    /// Takes the JSON of a record of an older version: `null` for a file that did not load.
    #[allow(dead_code, reason = "only some tests have such records")]
    pub fn older(record: &'record Value) -> Self {
        Self {
            loaded: record.is_object(),
            description: record["description"].as_str(),
            tools: record["tools"].as_str(),
            ..Self::default()
        }
    }
}

/// Where our reading of a project's file differs from what was seen, a line each.
pub fn differences(version: Version, path: &str, source: &str, seen: &Recorded<'_>) -> Vec<String> {
    let definition = Definition::parse(source);
    let reader = ClaudeCode {
        version,
        home: Home::Project,
    };
    let reading = reader.read(&Input {
        definition: &definition,
        path: Some(path),
    });
    let mut found = Vec::new();
    let loads = reading.outcome.loads();
    if loads != seen.loaded {
        found.push(format!(
            "{path}, {version}: loaded: seen {}, ours {loads}: {:?}",
            seen.loaded, reading.losses
        ));
        return found;
    }
    if !seen.loaded {
        return found;
    }
    let mut compare = |what, seen: Option<&str>, ours: Option<&str>| {
        if seen != ours {
            found.push(format!(
                "{path}, {version}: {what}: seen {seen:?}, ours {ours:?}"
            ));
        }
    };
    if let Some(name) = seen.name {
        compare("name", name, reading.name.as_deref());
    }
    compare(
        "description",
        seen.description,
        reading.description.as_deref(),
    );
    if let Some(model) = seen.model {
        compare("model", model, reading.model.as_deref());
    }
    compare("tools", seen.tools, reading.tools.listing());
    found
}
