//! What a file's keys and values say of the tool it is written for.

use super::kind::{Found, Kind};
use crate::definition::{Definition, Reading, ScalarKind, Value, split_tools};

/// Keys that one tool's files have and no other's, where a file says enough to be one.
const KEYS: &[(&str, Kind)] = &[
    ("handoffs", Kind::CopilotAgent),
    ("mcp-servers", Kind::CopilotAgent),
    ("reasoning-effort", Kind::CopilotAgent),
    ("max_turns", Kind::GeminiAgent),
    ("timeout_mins", Kind::GeminiAgent),
    ("mcp_servers", Kind::GeminiAgent),
    ("agent_card_url", Kind::GeminiAgent),
    ("agent_card_json", Kind::GeminiAgent),
    ("readonly", Kind::CursorAgent),
    ("is_background", Kind::CursorAgent),
    ("includeMcpJson", Kind::KiroAgent),
    ("toolsSettings", Kind::KiroAgent),
    ("toolAliases", Kind::KiroAgent),
    ("when_to_use", Kind::Skill),
];

/// Keys of the open standard for skills. Other files have keys of these names too; but none of skills is called
/// `tools`.
const SKILL_KEYS: &[&str] = &["compatibility", "license"];

/// Keys of agents that ordinary Markdown has no use for. Commands have `model` and `allowed-tools` as well.
const AGENT_KEYS: &[&str] = &[
    "disallowedTools",
    "maxTurns",
    "mcpServers",
    "permissionMode",
    "tools",
];

/// Names of tools that Copilot has and Claude Code has not.
const COPILOT_TOOLS: &[&str] = &[
    "changes",
    "codebase",
    "edit",
    "editFiles",
    "execute",
    "extensions",
    "fetch",
    "findTestFiles",
    "githubRepo",
    "openSimpleBrowser",
    "problems",
    "read",
    "runCommands",
    "runTasks",
    "runTests",
    "search",
    "searchResults",
    "terminalLastCommand",
    "terminalSelection",
    "testFailure",
    "todo",
    "usages",
    "vscodeAPI",
    "web",
];

/// Names of tools as only Claude Code spells them: those that its files name most. The whole table
/// stands in `tool_names`, which the first view of the page does not need.
const CLAUDE_TOOLS: &[&str] = &[
    "Bash",
    "Edit",
    "Glob",
    "Grep",
    "LS",
    "MultiEdit",
    "Read",
    "Task",
    "TodoWrite",
    "WebFetch",
    "WebSearch",
    "Write",
];

/// Names of tools that Gemini CLI has and no other.
const GEMINI_TOOLS: &[&str] = &[
    "google_web_search",
    "grep_search",
    "list_directory",
    "read_file",
    "read_many_files",
    "run_shell_command",
    "web_fetch",
    "write_file",
    "write_todos",
];

/// The kind where the path does not tell.
pub(super) fn find(definition: &Definition) -> Found {
    if definition.layout.frontmatter.is_none() {
        return Found::new(Kind::NotADefinition, "it has no frontmatter");
    }
    if let Some(found) = unmistakable(definition) {
        return found;
    }
    for (key, kind) in KEYS {
        if definition.field(key).is_some() {
            return Found::new(*kind, format!("it has the key {key}"));
        }
    }
    if let Some(found) = by_skill_keys(definition) {
        return found;
    }
    if let Some(kind @ ("local" | "remote")) = definition.text("kind") {
        return Found::new(Kind::GeminiAgent, format!("its kind is {kind}"));
    }
    if let Some(target @ ("vscode" | "github-copilot")) = definition.text("target") {
        return Found::new(Kind::CopilotAgent, format!("its target is {target}"));
    }
    if let Some(found) = by_tools(definition) {
        return found;
    }
    let has = |key| definition.field(key).is_some();
    match (has("name"), has("description")) {
        (true, true) => Found::new(Kind::ClaudeAgent, "it has a name and a description"),
        (true, false) => Found::new(Kind::ClaudeAgent, "it has a name"),
        (false, true) => Found::new(Kind::ClaudeAgent, "it has a description"),
        (false, false) => Found::new(
            Kind::NotADefinition,
            "its frontmatter has neither a name nor a description",
        ),
    }
}

/// The kind where neither the path nor a person says that it is a definition. A page of documentation has a
/// description, a template for issues has a name, and neither is an agent.
pub(super) fn find_among_others(definition: &Definition) -> Found {
    if let Some(found) = unmistakable(definition) {
        return found;
    }
    let begins_with = begins_with(definition);
    let has = |key: &str| definition.field(key).is_some() || begins_with.contains(&key);
    let (name, description) = (has("name"), has("description"));
    let found = find(definition);
    let is_of_one_tool = !matches!(
        found.kind,
        Kind::ClaudeAgent | Kind::Skill | Kind::NotADefinition
    );
    let is_an_agents = || is_of_one_tool || AGENT_KEYS.iter().any(|key| has(key));
    let is_meant =
        (name && (description || has("model"))) || ((name || description) && is_an_agents());
    match (is_meant, found.kind) {
        (true, Kind::NotADefinition) => Found::new(Kind::ClaudeAgent, "it begins as an agent does"),
        (true, _) | (false, Kind::NotADefinition) => found,
        (false, _) => Found::new(
            Kind::NotADefinition,
            "nothing in its frontmatter is of an agent alone",
        ),
    }
}

/// The keys that the lines at the beginning of a file show to a person where no program reads any: the
/// frontmatter is broken, or its first fence is missing.
fn begins_with(definition: &Definition) -> Vec<&str> {
    const LINES: usize = 50;
    fn key(line: &str) -> Option<&str> {
        line.split_once(':').map(|(key, _)| key.trim())
    }
    let source = &definition.source;
    match (&definition.reading, definition.layout.frontmatter) {
        (Reading::Yaml | Reading::Repaired { .. }, _) => Vec::new(),
        (_, Some(frontmatter)) => {
            let lines = frontmatter.slice(source).lines().take(LINES);
            lines.filter_map(key).collect()
        }
        (_, None) => {
            let text = definition.layout.body.slice(source).trim_start();
            let is_of_it = |line: &&str| !line.trim().is_empty() && line.trim_end() != "---";
            let lines = text.lines().take(LINES).take_while(is_of_it);
            let keys: Vec<&str> = lines.filter_map(key).collect();
            // Any text may say such a thing further down.
            match text.lines().next().and_then(key) {
                Some("name" | "description") => keys,
                _ => Vec::new(),
            }
        }
    }
}

fn by_skill_keys(definition: &Definition) -> Option<Found> {
    if definition.field("tools").is_some() {
        return None;
    }
    if definition.text("context") == Some("fork") {
        return Some(Found::new(Kind::Skill, "its context is fork"));
    }
    let has = |key: &&&str| definition.field(key).is_some();
    let key = SKILL_KEYS.iter().find(has)?;
    Some(Found::new(Kind::Skill, format!("it has the key {key}")))
}

/// What only OpenCode's files have.
pub(super) fn unmistakable(definition: &Definition) -> Option<Found> {
    if let Some(mode @ ("subagent" | "primary" | "all")) = definition.text("mode") {
        return Some(Found::new(
            Kind::OpenCodeAgent,
            format!("its mode is {mode}"),
        ));
    }
    let map = |key| {
        definition
            .field(key)
            .is_some_and(|field| matches!(field.value, Value::Map { .. }))
    };
    if map("permission") {
        return Some(Found::new(Kind::OpenCodeAgent, "it has the key permission"));
    }
    let is_truth =
        |value: &Value| matches!(value, Value::Scalar(scalar) if scalar.kind == ScalarKind::Bool);
    match definition.field("tools").map(|field| &field.value) {
        Some(Value::Map { entries, .. })
            if !entries.is_empty() && entries.iter().all(|entry| is_truth(&entry.value)) =>
        {
            let why = "its tools are a map to true and false";
            Some(Found::new(Kind::OpenCodeAgent, why))
        }
        _ => None,
    }
}

fn by_tools(definition: &Definition) -> Option<Found> {
    let tools = match &definition.field("tools")?.value {
        Value::List { items, .. } => items
            .iter()
            .filter_map(|item| item.text().map(|text| text.as_str()))
            .collect(),
        Value::Scalar(scalar) => {
            let text = scalar.text.as_str();
            split_tools(text)
                .into_iter()
                .map(|span| span.slice(text))
                .collect::<Vec<_>>()
        }
        Value::Map { .. } => return None,
    };
    // A list that names tools of Claude Code too is one of its own: the others are mistakes in it.
    let is_its_own = |tool: &&str| CLAUDE_TOOLS.contains(&tool.split('(').next().unwrap_or(tool));
    if tools.iter().any(is_its_own) {
        return None;
    }
    let first_of = |known: &[&str]| {
        tools.iter().find(|tool| {
            let group = tool.split('/').next().unwrap_or(tool);
            known.contains(&group)
        })
    };
    let found = |kind, tool: &str| Found::new(kind, format!("its tools name {tool}"));
    if let Some(tool) = first_of(GEMINI_TOOLS) {
        return Some(found(Kind::GeminiAgent, tool));
    }
    first_of(COPILOT_TOOLS).map(|tool| found(Kind::CopilotAgent, tool))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(fields: &str) -> Kind {
        let text = format!("---\nname: a\ndescription: b\n{fields}---\nBody\n");
        find(&Definition::parse(text)).kind
    }

    #[test]
    fn keys_of_the_standard_for_skills_make_a_skill() {
        assert_eq!(kind("license: MIT\n"), Kind::Skill);
        assert_eq!(kind("compatibility: git\n"), Kind::Skill);
        assert_eq!(kind("context: fork\n"), Kind::Skill);
    }

    #[test]
    fn whoever_lists_tools_is_no_skill() {
        assert_eq!(
            kind("compatibility: 1.0\ntools: Read, Grep\n"),
            Kind::ClaudeAgent
        );
        assert_eq!(kind("context: fork\ntools: Read\n"), Kind::ClaudeAgent);
    }

    fn kind_among_others(source: &str) -> Kind {
        find_among_others(&Definition::parse(source)).kind
    }

    #[test]
    fn ordinary_markdown_is_no_agent() {
        for frontmatter in [
            "title: A page\ndescription: About us",
            "description: Runs the tests",
            "description: Runs the tests\nmodel: opus\nallowed-tools: Bash, Read\nargument-hint: \"[path]\"",
            "description: Runs the tests\ncontext: fork",
            "name: Bug report\nabout: Something does not work\ntitle: ''\nlabels: bug",
            "name: Jane Doe",
            "title: A page\nlicense: MIT",
            "title: A page\nreadonly: true",
            "title: A page\ndescription: \"b\nc: d",
        ] {
            let source = format!("---\n{frontmatter}\n---\nBody\n");
            assert_eq!(
                kind_among_others(&source),
                Kind::NotADefinition,
                "{frontmatter}"
            );
        }
        let text = "# name: and\n\ndescription: of a thing\n\n---\n";
        assert_eq!(kind_among_others(text), Kind::NotADefinition);
        let text = "A text.\nname: and\ndescription: of a thing\n---\n";
        assert_eq!(kind_among_others(text), Kind::NotADefinition);
        let text = "name: and\n\nmuch else\n\ndescription: of a thing\n";
        assert_eq!(kind_among_others(text), Kind::NotADefinition);
    }

    #[test]
    fn an_agent_is_one_wherever_it_lies() {
        for (frontmatter, expected) in [
            ("name: a\ndescription: b", Kind::ClaudeAgent),
            ("name: a\ntools: Read", Kind::ClaudeAgent),
            ("name: a\nmodel: opus", Kind::ClaudeAgent),
            ("description: b\ntools: Read", Kind::ClaudeAgent),
            ("description: b\ntools: [codebase]", Kind::CopilotAgent),
            ("description: b\nmode: subagent", Kind::OpenCodeAgent),
            ("description: b\nhandoffs: []", Kind::CopilotAgent),
            ("name: a\ndescription: b\nlicense: MIT", Kind::Skill),
            // Not as YAML has it.
            ("name: a\ndescription: \"b\nc: d", Kind::ClaudeAgent),
            ("name:a\ndescription:b", Kind::ClaudeAgent),
            (
                "name: a\n  description: b\n tools: [Read",
                Kind::ClaudeAgent,
            ),
        ] {
            let source = format!("---\n{frontmatter}\n---\nBody\n");
            assert_eq!(kind_among_others(&source), expected, "{frontmatter}");
        }
        for source in [
            "---\nname: a\ndescription: b\n\nBody\n",
            "name: a\ndescription: b\n---\n\nBody\n",
            "name: a\ndescription: b\ntools: Read\n\ninstructions: |\n  Body\n",
            "\n```\n---\nname: a\ndescription: b\n---\nBody\n",
        ] {
            assert_eq!(kind_among_others(source), Kind::ClaudeAgent, "{source}");
        }
    }
}
