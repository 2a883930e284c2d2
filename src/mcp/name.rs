//! The names under which Claude Code offers the tools of servers: `mcp__server__tool`.

/// What stands before every such name.
const PREFIX: &str = "mcp__";

/// A server's or a tool's name as it stands in such a name: every sign but letters and digits of
/// ASCII, `-` and `_` is a `_`, so `my docs.v2` is `my_docs_v2`.
pub fn normalised(name: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    name.chars()
        .map(|sign| if plain(sign) { sign } else { '_' })
        .collect()
}

/// The name of a server's tool: `mcp__context7__query-docs`.
pub fn qualified(server: &str, tool: &str) -> String {
    format!("{PREFIX}{}__{}", normalised(server), normalised(tool))
}

/// What a name in a list of tools says about the tools of servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named<'name> {
    /// `mcp__*`: every tool of every server.
    Everything,
    /// `mcp__server` or `mcp__server__*`: every tool of one.
    Server(&'name str),
    /// `mcp__server__tool`.
    Tool {
        /// The server, [normalised].
        server: &'name str,
        /// The tool, [normalised].
        tool: &'name str,
    },
}

impl<'name> Named<'name> {
    /// What the name says; `None` where it does not speak of servers. A server's name may have two
    /// lines in it itself, so the longest of the known ones (normalised) that fits is taken, and else the
    /// name ends at the first two lines.
    pub fn of(name: &'name str, known: &[String]) -> Option<Self> {
        let rest = name.strip_prefix(PREFIX).filter(|rest| !rest.is_empty())?;
        if rest == "*" {
            return Some(Self::Everything);
        }
        let behind = |server: &str| match rest.strip_prefix(server)? {
            "" => Some(""),
            tool => tool.strip_prefix("__"),
        };
        let fits = known
            .iter()
            .filter(|server| !server.is_empty() && behind(server).is_some())
            .max_by_key(|server| server.len());
        let (server, tool) = match fits {
            Some(server) => {
                let (server, tool) = rest.split_at_checked(server.len())?;
                (server, tool.strip_prefix("__").unwrap_or(tool))
            }
            None => rest.split_once("__").unwrap_or((rest, "")),
        };
        Some(match tool {
            "" | "*" => Self::Server(server),
            tool => Self::Tool { server, tool },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_signs_become_lines() {
        assert_eq!(normalised("my docs.v2"), "my_docs_v2");
        assert_eq!(normalised("café/é"), "caf___");
        assert_eq!(
            qualified("context7", "query-docs"),
            "mcp__context7__query-docs"
        );
        assert_eq!(qualified("my docs", "find.one"), "mcp__my_docs__find_one");
    }

    #[test]
    fn a_name_says_what_it_is_about() {
        let known = ["my".to_owned(), "my__docs".to_owned()];
        let tool = |server, tool| Some(Named::Tool { server, tool });
        for (name, expected) in [
            ("Read", None),
            ("mcp__", None),
            ("mcp_x_y", None),
            ("mcp__*", Some(Named::Everything)),
            ("mcp__github", Some(Named::Server("github"))),
            ("mcp__github__*", Some(Named::Server("github"))),
            ("mcp__github__", Some(Named::Server("github"))),
            ("mcp__github__find__all", tool("github", "find__all")),
            ("mcp__my__find", tool("my", "find")),
            ("mcp__my__docs", Some(Named::Server("my__docs"))),
            ("mcp__my__docs__find", tool("my__docs", "find")),
            ("mcp__my__docsfind", tool("my", "docsfind")),
        ] {
            assert_eq!(Named::of(name, &known), expected, "{name}");
        }
    }
}
