//! Which tools a definition allows its agent.

use crate::definition::Definition;
use crate::dialect::tool_names::today;
use crate::lint::names_in;
use crate::mcp::Named;
use crate::roster::Granted;

/// The lists `tools` and `disallowedTools` of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    allowed: Granted,
    denied: Vec<String>,
}

impl Limits {
    /// Those of a definition; `allowed` is what its reader makes of both lists.
    pub(super) fn of(definition: &Definition, allowed: Granted) -> Self {
        let denied = definition.field("disallowedTools").map(|field| {
            let names = names_in(&field.value).into_iter();
            names.map(|name| name.base().to_owned()).collect()
        });
        Self {
            allowed,
            denied: denied.unwrap_or_default(),
        }
    }

    /// Whether the agent gets a tool, by its name in Claude Code. `servers` are the connected ones,
    /// normalised.
    pub fn allow(&self, tool: &str, servers: &[String]) -> bool {
        // What stands in parentheses limits how a tool is used, and takes all of it away where it is denied.
        let base = |name: &str| name.split('(').next().unwrap_or_default().to_owned();
        let named = |names: &[String], denies| {
            let mut names = names.iter().map(|name| base(name));
            names.any(|name| names_it(&name, tool, servers, denies))
        };
        if named(&self.denied, true) {
            return false;
        }
        match &self.allowed {
            Granted::Unsaid | Granted::All => true,
            Granted::AllBut(denied) => !named(denied, true),
            Granted::These(names) => named(names, false),
        }
    }

    /// The names of the list `tools`; `None` where it allows all.
    pub fn named(&self) -> Option<&[String]> {
        match &self.allowed {
            Granted::These(names) => Some(names),
            _ => None,
        }
    }
}

fn names_it(name: &str, tool: &str, servers: &[String], denies: bool) -> bool {
    match (Named::of(name, servers), Named::of(tool, servers)) {
        // Claude Code takes mcp__* in the list of what is denied alone.
        (Some(Named::Everything), Some(_)) => denies,
        (Some(Named::Server(named)), Some(Named::Tool { server, .. })) => named == server,
        (Some(named), Some(tool)) => named == tool,
        (None, None) => today(name) == today(tool) || name == "*",
        _ => false,
    }
}
