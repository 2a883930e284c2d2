//! What Gemini CLI asks of the fields of an agent; observed in 0.61.0.

use crate::definition::{Field, ScalarKind, Value};
use crate::reader::reading::last;
use crate::text::Span;

/// The keys of an agent that runs here.
const LOCAL: &[&str] = &[
    "kind",
    "name",
    "description",
    "display_name",
    "tools",
    "model",
    "temperature",
    "max_turns",
    "timeout_mins",
    "mcp_servers",
];

/// The keys of one that runs elsewhere.
const REMOTE: &[&str] = &[
    "kind",
    "name",
    "description",
    "display_name",
    "agent_card_url",
    "agent_card_json",
    "auth",
];

/// The built-in tools, one old name included.
pub(super) const TOOLS: &[&str] = &[
    "activate_skill",
    "ask_user",
    "complete_task",
    "enter_plan_mode",
    "exit_plan_mode",
    "get_internal_docs",
    "glob",
    "google_web_search",
    "grep_search",
    "invoke_agent",
    "list_directory",
    "list_mcp_resources",
    "read_file",
    "read_many_files",
    "read_mcp_resource",
    "replace",
    "run_shell_command",
    "search_file_content",
    "tracker_add_dependency",
    "tracker_create_task",
    "tracker_get_task",
    "tracker_list_tasks",
    "tracker_update_task",
    "tracker_visualize",
    "update_topic",
    "web_fetch",
    "write_file",
    "write_todos",
];

/// Why a file is refused.
pub(super) struct Problem {
    /// The key, value or item that is wrong; `None` where something is missing.
    pub span: Option<Span>,
    pub why: String,
}

/// Whether the agent runs elsewhere.
pub(super) fn is_remote(fields: &[Field]) -> bool {
    match last(fields, "kind").and_then(|field| field.value.text()) {
        Some(kind) => kind.as_str() == "remote",
        None => {
            last(fields, "agent_card_url").is_some() || last(fields, "agent_card_json").is_some()
        }
    }
}

/// The keys that such an agent may have.
pub(super) fn known(fields: &[Field]) -> &'static [&'static str] {
    if is_remote(fields) { REMOTE } else { LOCAL }
}

/// All that the schema refuses: in the order of the file, and last what is missing.
pub(super) fn problems(fields: &[Field]) -> Vec<Problem> {
    let (remote, known) = (is_remote(fields), known(fields));
    fields
        .iter()
        .flat_map(|field| of_field(field, known, remote))
        .chain(missing(fields, remote))
        .collect()
}

fn missing(fields: &[Field], remote: bool) -> Option<Problem> {
    let has = |key| last(fields, key).is_some();
    let card = [has("agent_card_url"), has("agent_card_json")];
    let why = if !has("name") {
        "there is no name: the whole file is refused"
    } else if !remote && !has("description") {
        "there is no description: the whole file is refused"
    } else if remote && card == [false, false] {
        "an agent of the kind remote needs an agent_card_url or agent_card_json"
    } else if remote && card == [true, true] {
        "agent_card_url and agent_card_json exclude each other"
    } else {
        return None;
    };
    Some(Problem {
        span: None,
        why: why.to_owned(),
    })
}

fn of_field(field: &Field, known: &[&str], remote: bool) -> Vec<Problem> {
    let key = field.key.as_str();
    let problem = |span, why| Problem {
        span: Some(span),
        why,
    };
    if !known.contains(&key) {
        let why = if key == "mcpServers" {
            "Gemini CLI knows no key mcpServers, it is called mcp_servers: the whole file is refused"
                .to_owned()
        } else {
            format!("Gemini CLI knows no key {key}: the whole file is refused")
        };
        return vec![problem(field.key_span, why)];
    }
    let value = &field.value;
    let string = string(value);
    let (fits, wanted) = match key {
        "kind" => (
            string.is_some_and(|kind| matches!(kind, "local" | "remote")),
            "local or remote",
        ),
        "name" => (
            string.is_some_and(is_slug),
            "a name of small letters, digits, - and _",
        ),
        "description" => (
            string.is_some_and(|text| remote || !text.is_empty()),
            "a text that says something",
        ),
        "display_name" | "model" | "agent_card_url" | "agent_card_json" => {
            (string.is_some(), "a text")
        }
        "tools" => match value {
            Value::List { items, .. } => {
                let unknown = items
                    .iter()
                    .filter(|item| !self::string(item).is_some_and(is_tool));
                let of_item = |item: &Value| {
                    let name = item.text().map_or("", |text| text.as_str());
                    let why = format!("Gemini CLI has no tool {name}: the whole file is refused");
                    problem(item.span(), why)
                };
                return unknown.map(of_item).collect();
            }
            _ => (false, "a list of names, as [read_file, glob]"),
        },
        "temperature" => (number(value).is_some(), "a number"),
        "max_turns" | "timeout_mins" => (
            number(value).is_some_and(|number| number > 0.0 && number.fract() == 0.0),
            "a whole number above zero",
        ),
        "mcp_servers" | "auth" => (matches!(value, Value::Map { .. }), "a map"),
        _ => return Vec::new(),
    };
    if fits {
        return Vec::new();
    }
    let why = format!("{key} is not {wanted}: the whole file is refused");
    vec![problem(field.value_span(), why)]
}

fn string(value: &Value) -> Option<&str> {
    match value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => Some(scalar.text.as_str()),
        _ => None,
    }
}

/// The number, where it is one; those that are not decimal count as one.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Scalar(scalar) if matches!(scalar.kind, ScalarKind::Integer | ScalarKind::Float) => {
            let digits = scalar.text.as_str().replace('_', "");
            Some(digits.parse().unwrap_or(1.0))
        }
        _ => None,
    }
}

fn is_slug(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}

/// A built-in tool, `*`, or one of a server: `mcp_server_tool`, `mcp_server_*`, `mcp_*`.
fn is_tool(name: &str) -> bool {
    if name == "*" || name == "mcp_*" || TOOLS.contains(&name) {
        return true;
    }
    if name.starts_with("discovered_tool_") {
        return true;
    }
    let Some((server, tool)) = name
        .strip_prefix("mcp_")
        .and_then(|rest| rest.split_once('_'))
    else {
        return false;
    };
    let is_word = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '-'))
    };
    is_word(server) && (tool == "*" || is_word(tool) && !tool.bytes().all(|byte| byte == b'_'))
}

#[cfg(test)]
mod tests {
    use super::is_tool;

    #[test]
    fn names_of_tools() {
        for name in [
            "glob",
            "*",
            "mcp_*",
            "mcp_a_*",
            "mcp_A-b_c.d",
            "discovered_tool_x",
        ] {
            assert!(is_tool(name), "{name}");
        }
        for name in [
            "Read",
            "ls",
            "mcp_a",
            "mcp__a__b",
            "mcp_a b",
            "mcp_*_x",
            "mcp_a__",
            "*a",
            "",
        ] {
            assert!(!is_tool(name), "{name}");
        }
    }
}
