//! The tools that an agent's model is offered in a run, and what each of them leads to.

use serde_json::json;

use super::folder::{Folder, FolderTool};
use super::{Agent, Limits};
use crate::dialect::tool_names;
use crate::endpoint::Tool;
use crate::mcp::{self, normalised};

/// Claude Code's name for the tool of hand-offs.
pub(super) const AGENT: &str = "Agent";

/// What a model may call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offer {
    /// As the model is told, and what each leads to.
    pub tools: Vec<(Tool, Target)>,
    /// Tools of servers that are connected, which the definition does not allow.
    pub withheld: Vec<String>,
    /// Tools of Claude Code that the definition allows by name, and that there are none of here.
    pub unavailable: Vec<String>,
}

/// What a call leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A tool of a server.
    Server {
        /// The server's name, as the person has it.
        server: String,
        /// The tool, as the server calls it.
        tool: String,
    },
    /// The folder that the person has opened.
    Folder(FolderTool),
    /// Another agent.
    Agent,
}

impl Offer {
    /// What an agent is offered: the tools of servers that its lists allow, those over the folder where one is
    /// open, and the others of the workspace where it may hand over to them.
    pub(super) fn of(
        agent: &Agent,
        servers: &[mcp::Tool],
        folder: Option<&Folder>,
        others: &[&Agent],
    ) -> Self {
        let known: Vec<String> = servers
            .iter()
            .map(|tool| normalised(&tool.server))
            .collect();
        let mut offer = Self::default();
        for tool in servers {
            let name = tool.qualified_name();
            if !agent.limits.allow(&name, &known) {
                offer.withheld.push(name);
                continue;
            }
            // Where two names become one, the first counts.
            if offer.find(&name).is_some() {
                continue;
            }
            let target = Target::Server {
                server: tool.server.clone(),
                tool: tool.name.clone(),
            };
            let description = tool.description.clone();
            let schema = tool.input_schema.clone();
            offer.tools.push((
                Tool {
                    name,
                    description,
                    schema,
                },
                target,
            ));
        }
        for tool in FolderTool::ALL {
            let folder = folder.filter(|_| agent.limits.allow(tool.name(), &known));
            if let Some(folder) = folder {
                let target = Target::Folder(tool);
                offer.tools.push((tool.described(folder), target));
            }
        }
        if !others.is_empty() && agent.limits.allow(AGENT, &known) {
            offer.tools.push((hand_off(others), Target::Agent));
        }
        offer.unavailable = unavailable(&agent.limits, &offer);
        offer
    }

    /// What a name leads to.
    pub fn find(&self, name: &str) -> Option<&Target> {
        let found = self.tools.iter().find(|(tool, _)| tool.name == name)?;
        Some(&found.1)
    }
}

fn hand_off(others: &[&Agent]) -> Tool {
    let lines: Vec<&str> = others
        .iter()
        .map(|agent| agent.roster_line.as_str())
        .collect();
    let names: Vec<&str> = others.iter().map(|agent| agent.name.as_str()).collect();
    Tool {
        name: AGENT.to_owned(),
        description: format!(
            "Hands a task to another agent, which works on it alone and answers once. The agents:\n{}",
            lines.join("\n")
        ),
        schema: json!({
            "type": "object",
            "properties": {
                "description": { "type": "string", "description": "The task in a few words" },
                "prompt": { "type": "string", "description": "All that the agent has to know" },
                "subagent_type": { "type": "string", "enum": names, "description": "Which agent" },
            },
            "required": ["description", "prompt", "subagent_type"],
        }),
    }
}

fn unavailable(limits: &Limits, offer: &Offer) -> Vec<String> {
    let mut missing: Vec<String> = Vec::new();
    for name in limits.named().unwrap_or_default() {
        let base = name.split('(').next().unwrap_or_default();
        let is_there = offer.find(tool_names::today(base)).is_some();
        let known = tool_names::known().any(|known| known == tool_names::today(base));
        if known && !is_there && !missing.iter().any(|one| one == base) {
            missing.push(base.to_owned());
        }
    }
    missing
}
