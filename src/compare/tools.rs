//! Which tools an agent of Claude Code may use, and what of that changes.

use crate::definition::{Definition, ScalarKind, Value};
use crate::dialect::tool_names::{Standing, standing, today};
use crate::lint::names_in;

/// The tools that an agent gets: names that are no tool give it none and are not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tools {
    /// All tools of the session, those of MCP servers too, but for these.
    AllBut(Vec<String>),
    /// These and no others.
    Only(Vec<String>),
}

/// What of an agent's tools changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolsChange {
    /// Before.
    pub before: Tools,
    /// After.
    pub after: Tools,
    /// The tools by name that it may use after and might not before.
    pub gained: Vec<String>,
    /// The tools by name that it might use before and may not after.
    pub lost: Vec<String>,
}

impl Tools {
    /// The tools that `tools` and `disallowedTools` give, as Claude Code reads them. In parentheses
    /// behind a name nothing is said that counts: the whole tool is granted, or taken away.
    pub(super) fn of(definition: &Definition) -> Self {
        let value = |key| definition.field(key).map(|field| &field.value);
        let denied = value("disallowedTools").map(named).unwrap_or_default();
        let allowed = match value("tools") {
            Some(tools) if !is_all(tools) => named(tools),
            _ => return Self::AllBut(denied),
        };
        if allowed.iter().any(|name| name == "*") {
            return Self::AllBut(denied);
        }
        let denied = Self::Only(denied);
        let kept = |name: &String| is_tool(name) && !denied.has(name);
        Self::Only(allowed.into_iter().filter(kept).collect())
    }

    /// Whether a tool is among them, or all of its server's are.
    fn has(&self, name: &str) -> bool {
        let covers = |other: &String| {
            let server = name.strip_prefix(other.as_str());
            server.is_some_and(|rest| {
                rest.is_empty() || (other.starts_with("mcp__") && rest.starts_with("__"))
            }) || (other == "mcp__*" && name.starts_with("mcp__"))
        };
        match self {
            Self::AllBut(names) => !names.iter().any(covers),
            Self::Only(names) => names.iter().any(covers),
        }
    }

    /// In words: `all tools but Bash`, `Read, Grep`, `no tools`.
    pub fn words(&self) -> String {
        match self {
            Self::AllBut(names) if names.is_empty() => "all tools".to_owned(),
            Self::AllBut(names) => format!("all tools but {}", names.join(", ")),
            Self::Only(names) if names.is_empty() => "no tools".to_owned(),
            Self::Only(names) => names.join(", "),
        }
    }

    fn names(&self) -> &[String] {
        let (Self::AllBut(names) | Self::Only(names)) = self;
        names
    }
}

impl ToolsChange {
    /// What changes; `None` where nothing does.
    pub(super) fn between(before: Tools, after: Tools) -> Option<Self> {
        let mut all: Vec<&String> = before.names().iter().chain(after.names()).collect();
        all.sort_unstable();
        all.dedup();
        let only = |one: &Tools, other: &Tools| {
            let names = all.iter().filter(|name| one.has(name) && !other.has(name));
            names.map(|name| (*name).clone()).collect()
        };
        let change = Self {
            gained: only(&after, &before),
            lost: only(&before, &after),
            before,
            after,
        };
        let differs = !change.gained.is_empty()
            || !change.lost.is_empty()
            || change.loses_limits()
            || change.gains_limits();
        differs.then_some(change)
    }

    /// Whether a list limited it before, and none does after.
    pub fn loses_limits(&self) -> bool {
        matches!(
            (&self.before, &self.after),
            (Tools::Only(_), Tools::AllBut(_))
        )
    }

    /// Whether a list limits it after, and none did before.
    pub fn gains_limits(&self) -> bool {
        matches!(
            (&self.before, &self.after),
            (Tools::AllBut(_), Tools::Only(_))
        )
    }
}

/// Whether a value of `tools` limits nothing: nothing stands there, or something that is no list.
fn is_all(value: &Value) -> bool {
    match value {
        Value::Scalar(scalar) => scalar.kind != ScalarKind::String || named(value).is_empty(),
        Value::Map { .. } => true,
        // An empty list is a list.
        Value::List { .. } => false,
    }
}

/// The names in a value without their parentheses, by the names of today, each once.
fn named(value: &Value) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in names_in(value) {
        let base = today(name.base().trim());
        // `mcp__*` is all servers, and no server without a name.
        let server = base.strip_suffix("__*").filter(|_| base != "mcp__*");
        let base = server.unwrap_or(base);
        if !base.is_empty() && !names.iter().any(|known| known == base) {
            names.push(base.to_owned());
        }
    }
    names
}

/// Whether an agent gets a tool by that name.
fn is_tool(name: &str) -> bool {
    matches!(
        standing(name),
        Standing::Known { .. } | Standing::Renamed(_) | Standing::Server
    )
}

/// What somebody can do with a tool that goes beyond looking; `None` for one that only looks.
pub(super) fn power(name: &str) -> Option<&'static str> {
    Some(match name {
        "Bash" | "PowerShell" | "REPL" | "Monitor" => "runs commands",
        "Write" | "Edit" | "NotebookEdit" => "changes files",
        "Agent" => "calls other agents with tools of their own",
        _ if name.starts_with("mcp__") => "does whatever its MCP server offers",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tools(fields: &str) -> Tools {
        Tools::of(&Definition::parse(format!(
            "---\nname: a\ndescription: b\n{fields}\n---\n"
        )))
    }

    #[test]
    fn what_an_agent_may_use() {
        for (fields, words) in [
            ("", "all tools"),
            ("tools:", "all tools"),
            ("tools: ''", "all tools"),
            ("tools: '*'", "all tools"),
            ("tools: 3", "all tools"),
            ("tools: {Read: true}", "all tools"),
            ("tools: []", "no tools"),
            ("tools: read, codebase", "no tools"),
            ("tools: Read, Bash(git *), Task", "Read, Bash, Agent"),
            ("tools: [Read, MultiEdit]", "Read"),
            (
                "disallowedTools: Bash(git push *), Edit",
                "all tools but Bash, Edit",
            ),
            ("tools: Read, Bash\ndisallowedTools: Bash", "Read"),
            ("tools: mcp__x__*, Read", "mcp__x, Read"),
            ("tools: mcp__x__y\ndisallowedTools: mcp__x", "no tools"),
            ("tools: mcp__x__y, Read\ndisallowedTools: mcp__*", "Read"),
        ] {
            assert_eq!(tools(fields).words(), words, "{fields}");
        }
    }

    #[test]
    fn what_is_gained_and_lost() {
        let change = |before, after| ToolsChange::between(tools(before), tools(after));
        assert_eq!(change("tools: Read, Grep", "tools: [Grep, Read]"), None);
        assert_eq!(change("tools: Task", "tools: Agent"), None);
        assert_eq!(change("tools: Read, read", "tools: Read"), None);
        let found = change("tools: Read, Grep", "tools: Read, Bash").expect("it differs");
        assert_eq!(
            (found.gained, found.lost),
            (vec!["Bash".into()], vec!["Grep".into()])
        );
        let found = change("tools: Read", "").expect("it differs");
        assert!(found.loses_limits() && found.gained.is_empty() && found.lost.is_empty());
        let found = change("disallowedTools: Bash", "").expect("it differs");
        assert_eq!(found.gained, ["Bash"]);
        let found = change("tools: Read", "disallowedTools: Read").expect("it differs");
        assert!(found.loses_limits());
        assert_eq!(found.lost, ["Read"]);
        assert_eq!(change("tools: mcp__x, mcp__x__y", "tools: mcp__x"), None);
        let found = change("", "tools: Read").expect("it differs");
        assert!(found.gains_limits());
    }
}
