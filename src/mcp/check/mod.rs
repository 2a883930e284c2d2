//! The tools of servers that a definition names, beside those that the servers really have.
//!
//! Two places name tools: the lists in the frontmatter, which limit what the model gets, and the prompt,
//! which orders what it shall use. A name in either that the server lacks does nothing, and nobody says
//! so; here it is told, with the name that was probably meant.

mod body;
mod likeness;

use super::Tool;
use super::name::{Named, normalised, qualified};
use crate::definition::Definition;
use crate::lint::{names_in, nearest};
use crate::text::Span;

/// A server, and the tools that it has.
#[derive(Clone, Copy, Debug)]
pub struct Live<'live> {
    /// Its name, as the user or the file has it.
    pub server: &'live str,
    /// All its tools.
    pub tools: &'live [Tool],
}

/// A name of a definition that speaks of servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The name as it is written, without what stands in parentheses behind it.
    pub name: String,
    /// Where it stands in the source.
    pub span: Span,
    /// What names it.
    pub place: Place,
    /// What it is to the servers.
    pub standing: Standing,
}

/// What names a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The field `tools`.
    Tools,
    /// The field `disallowedTools`.
    DisallowedTools,
    /// The prompt.
    Body,
}

/// What a name is to the servers that are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A tool that its server has.
    There {
        /// The server.
        server: String,
        /// The tool, as the server calls it.
        tool: String,
    },
    /// All tools of a server.
    Whole {
        /// The server.
        server: String,
        /// How many it has.
        tools: usize,
    },
    /// All tools of all servers.
    Everything,
    /// The server is there, and has no such tool.
    Missing {
        /// The server.
        server: String,
        /// The one that was probably meant, written as it would stand in the place of the name.
        nearest: Option<String>,
    },
    /// No such server is connected: whether it has the tool, nobody knows.
    NoServer {
        /// The server that the name speaks of.
        server: String,
        /// A connected one whose name is near.
        nearest: Option<String>,
    },
}

/// More names than this are not looked at: what has them is no definition.
const MOST_NAMES: usize = 1_000;

/// The names in a definition that speak of servers, first those of its lists, then those of its prompt
/// in their order.
pub fn check(definition: &Definition, live: &[Live<'_>]) -> Vec<Checked> {
    let known: Vec<String> = live.iter().map(|live| normalised(live.server)).collect();
    let mut checked = Vec::new();
    for (key, place) in [
        ("tools", Place::Tools),
        ("disallowedTools", Place::DisallowedTools),
    ] {
        let Some(field) = definition.field(key) else {
            continue;
        };
        for name in names_in(&field.value).into_iter().take(MOST_NAMES) {
            let base = plain_start(name.base());
            if let Some(standing) = standing(base, live, &known) {
                let mut span = name.base_span();
                // Unless it was written with escapes.
                if span.len() == name.base().len() {
                    span.end = span.start + base.len();
                }
                checked.push(Checked {
                    name: base.to_owned(),
                    span,
                    place,
                    standing,
                });
            }
        }
    }
    checked.extend(body::names(definition, live, &known).take(MOST_NAMES));
    checked
}

/// The beginning of a name that names of tools can have: where nobody could read the frontmatter, the last
/// name of a list takes in what stands behind it.
fn plain_start(name: &str) -> &str {
    let belongs = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '*');
    let end = name.find(|sign| !belongs(sign)).unwrap_or(name.len());
    name.get(..end).unwrap_or(name)
}

/// What a name that is written in full is; `None` where it does not speak of servers.
fn standing(name: &str, live: &[Live<'_>], known: &[String]) -> Option<Standing> {
    let (server, tool) = match Named::of(name, known)? {
        Named::Everything => return Some(Standing::Everything),
        Named::Server(server) => (server, None),
        Named::Tool { server, tool } => (server, Some(tool)),
    };
    let Some(at) = known.iter().position(|one| one == server) else {
        let near = nearest(server, known.iter().map(String::as_str));
        let near = near.map(|near| match tool {
            Some(tool) => format!("mcp__{near}__{tool}"),
            None => format!("mcp__{near}"),
        });
        return Some(Standing::NoServer {
            server: server.to_owned(),
            nearest: near,
        });
    };
    let live = live.get(at)?;
    Some(match tool {
        None => Standing::Whole {
            server: live.server.to_owned(),
            tools: live.tools.len(),
        },
        Some(tool) => match live.tools.iter().find(|one| normalised(&one.name) == tool) {
            Some(found) => Standing::There {
                server: live.server.to_owned(),
                tool: found.name.clone(),
            },
            None => Standing::Missing {
                server: live.server.to_owned(),
                nearest: likeness::nearest_tool(tool, live.tools)
                    .map(|tool| qualified(live.server, &tool.name)),
            },
        },
    })
}

impl Checked {
    /// Whether it names something that is not there.
    pub fn is_amiss(&self) -> bool {
        matches!(
            self.standing,
            Standing::Missing { .. } | Standing::NoServer { .. }
        )
    }

    /// What is to be said about it, in a sentence.
    pub fn words(&self) -> String {
        let meant = |nearest: &Option<String>| match nearest {
            Some(near) => format!(" Did you mean {near}?"),
            None => String::new(),
        };
        match &self.standing {
            Standing::There { server, tool } => format!("{server} has the tool {tool}."),
            Standing::Whole { server, tools } => {
                let tools = match tools {
                    1 => "its one tool".to_owned(),
                    tools => format!("all its {tools} tools"),
                };
                format!("{server} is connected, and this names {tools}.")
            }
            Standing::Everything => "This names every tool of every server.".to_owned(),
            Standing::Missing { server, nearest } => {
                format!("{server} has no tool {}.{}", self.name, meant(nearest))
            }
            Standing::NoServer { server, nearest } => format!(
                "No server {server} is connected, so nobody knows whether it has this.{}",
                meant(nearest)
            ),
        }
    }
}

#[cfg(test)]
mod tests;
