//! The keys of Claude Code's agents and the values it takes; observed in 2.1.330, where about two
//! hundred candidates were tried one by one.

use crate::definition::{Field, ScalarKind, Value};

/// The keys that do something.
pub(super) const KNOWN: &[&str] = &[
    "name",
    "description",
    "tools",
    "disallowedTools",
    "model",
    "permissionMode",
    "maxTurns",
    "effort",
    "skills",
    "mcpServers",
    "hooks",
    "memory",
    "background",
    "isolation",
    "color",
    "initialPrompt",
    "omitClaudeMd",
    "autoCompactWindow",
    "experimental",
    "observer",
];

/// The keys that an agent of a plugin may not set.
pub(super) const NOT_IN_PLUGINS: &[&str] =
    &["hooks", "mcpServers", "permissionMode", "initialPrompt"];

/// Why the value of a known key is ignored; `None` where it counts.
pub(crate) fn ignored(field: &Field) -> Option<&'static str> {
    let value = &field.value;
    let one_of = |words: &[&str]| string(value).is_some_and(|text| words.contains(&text));
    let (fits, why) = match field.key.as_str() {
        "permissionMode" => (
            one_of(&[
                "default",
                "manual",
                "acceptEdits",
                "auto",
                "dontAsk",
                "bypassPermissions",
                "plan",
            ]),
            "permissionMode is one of default, acceptEdits, auto, dontAsk, bypassPermissions and plan, in this spelling",
        ),
        "maxTurns" => (
            whole(value).is_some_and(|number| number > 0),
            "maxTurns is a whole number above zero",
        ),
        "effort" => (
            is_effort(value),
            "effort is one of low, medium, high, xhigh and max, or a whole number",
        ),
        "memory" => (
            one_of(&["user", "project", "local"]),
            "memory is one of user, project and local",
        ),
        "background" => (
            truth(value),
            "background is true or false; yes and 1 are not",
        ),
        "isolation" => (one_of(&["worktree", "remote"]), "isolation is worktree"),
        "autoCompactWindow" => (
            whole(value).is_some_and(|number| number >= 100_000),
            "autoCompactWindow is a whole number of tokens, at least 100000",
        ),
        "model" => (
            string(value).is_some_and(|text| !text.is_empty()),
            "model is a name such as sonnet, opus or inherit",
        ),
        "tools" | "disallowedTools" => (
            !matches!(
                value,
                Value::Map { .. }
                    | Value::Scalar(crate::definition::Scalar {
                        kind: ScalarKind::Bool | ScalarKind::Integer | ScalarKind::Float,
                        ..
                    })
            ),
            "a list of tools is a text or a list: this is neither, so it counts as not there",
        ),
        _ => return None,
    };
    // Nothing at all stands for the default.
    let is_empty = matches!(value, Value::Scalar(scalar) if scalar.kind == ScalarKind::Null);
    (!fits && !is_empty).then_some(why)
}

fn string(value: &Value) -> Option<&str> {
    match value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => Some(scalar.text.as_str()),
        _ => None,
    }
}

/// Of all words, only these count in any case; nothing was said of a number with a fraction.
fn is_effort(value: &Value) -> bool {
    const LEVELS: [&str; 5] = ["low", "medium", "high", "xhigh", "max"];
    let is_level = |text: &str| LEVELS.iter().any(|level| level.eq_ignore_ascii_case(text));
    let is_float = matches!(value, Value::Scalar(scalar) if scalar.kind == ScalarKind::Float);
    string(value).is_some_and(is_level) || whole(value).is_some() || is_float
}

/// A whole number, in quotes too.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Scalar(scalar)
            if matches!(scalar.kind, ScalarKind::Integer | ScalarKind::String) =>
        {
            scalar.text.as_str().parse().ok()
        }
        _ => None,
    }
}

/// `true` and `false`, in quotes too.
fn truth(value: &Value) -> bool {
    match value {
        Value::Scalar(scalar) => {
            scalar.kind == ScalarKind::Bool || matches!(scalar.text.as_str(), "true" | "false")
        }
        _ => false,
    }
}
