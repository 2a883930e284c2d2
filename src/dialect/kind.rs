use super::{content, path};
use crate::definition::{Definition, LayoutProblem};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A sub-agent of Claude Code, of a project or a person.
    ClaudeAgent,
    /// A sub-agent in a plugin of Claude Code.
    PluginAgent,
    /// A skill: `SKILL.md`.
    Skill,
    /// A custom agent of GitHub Copilot or VS Code.
    CopilotAgent,
    /// A chat mode of VS Code, as agents were called before.
    CopilotChatMode,
    /// An agent of OpenCode.
    OpenCodeAgent,
    /// An agent of Kiro.
    KiroAgent,
    /// An agent of Gemini CLI.
    GeminiAgent,
    /// An agent of Cursor.
    CursorAgent,
    /// Something else.
    NotADefinition,
}

/// A kind, and from what it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The kind.
    pub kind: Kind,
    /// One sentence without a full stop that names the evidence in path or content.
    pub why: String,
}

impl Kind {
    /// All of them, in the order to choose from.
    pub const ALL: [Self; 10] = [
        Self::ClaudeAgent,
        Self::PluginAgent,
        Self::Skill,
        Self::CopilotAgent,
        Self::CopilotChatMode,
        Self::OpenCodeAgent,
        Self::KiroAgent,
        Self::GeminiAgent,
        Self::CursorAgent,
        Self::NotADefinition,
    ];

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::ClaudeAgent => "Claude Code agent",
            Self::PluginAgent => "Plugin agent",
            Self::Skill => "Skill",
            Self::CopilotAgent => "Copilot agent",
            Self::CopilotChatMode => "Copilot chat mode",
            Self::OpenCodeAgent => "OpenCode agent",
            Self::KiroAgent => "Kiro agent",
            Self::GeminiAgent => "Gemini agent",
            Self::CursorAgent => "Cursor agent",
            Self::NotADefinition => "Not a definition",
        }
    }

    /// The folder of a project in which its program looks for such files, without a slash at its end; for
    /// what is no definition, that of Claude Code's agents.
    pub fn home(self) -> &'static str {
        match self {
            Self::ClaudeAgent | Self::PluginAgent | Self::NotADefinition => ".claude/agents",
            Self::Skill => ".claude/skills",
            Self::CopilotAgent => ".github/agents",
            Self::CopilotChatMode => ".github/chatmodes",
            Self::OpenCodeAgent => ".opencode/agents",
            Self::KiroAgent => ".kiro/agents",
            Self::GeminiAgent => ".gemini/agents",
            Self::CursorAgent => ".cursor/agents",
        }
    }

    /// The ids of the readers that such a file is written for or that take it as it lies, the most
    /// important first; see [`crate::reader::by_id`]. There is no reader of Kiro's files.
    pub fn readers(self) -> &'static [&'static str] {
        match self {
            Self::ClaudeAgent => &["claude-code", "strict-yaml", "copilot", "cursor"],
            Self::PluginAgent => &["claude-code-plugin", "strict-yaml"],
            Self::Skill => &["skill", "strict-yaml"],
            Self::CopilotAgent | Self::CopilotChatMode => &["copilot", "strict-yaml"],
            Self::OpenCodeAgent => &["opencode", "strict-yaml"],
            Self::KiroAgent => &["strict-yaml"],
            Self::GeminiAgent => &["gemini", "strict-yaml"],
            Self::CursorAgent => &["cursor", "strict-yaml"],
            Self::NotADefinition => &[],
        }
    }

    /// Whether Claude Code loads it as a sub-agent.
    pub fn is_of_claude_code(self) -> bool {
        matches!(self, Self::ClaudeAgent | Self::PluginAgent)
    }

    /// Whether the rules for agents speak of it: not those for skills, and not of anything else.
    pub fn is_agent(self) -> bool {
        !matches!(self, Self::Skill | Self::NotADefinition)
    }
}

impl Found {
    pub(super) fn new(kind: Kind, why: impl Into<String>) -> Self {
        Self {
            kind,
            why: why.into(),
        }
    }
}

/// Finds what kind of file this is: by its path, with `/` or `\` between the folders, where that
/// says it; else by its content.
pub fn find(path: Option<&str>, definition: &Definition) -> Found {
    let place = path.map_or(path::Place::Silent, path::place);
    match place {
        path::Place::Is(found) => found,
        // Folders called agents/ serve every tool; only what no other would write speaks against
        // Claude Code.
        path::Place::Agents(found) => match content::unmistakable(definition) {
            Some(found) => found,
            None if has_frontmatter(definition) || !path.is_some_and(path::is_about_others) => {
                found
            }
            None => Found::new(
                Kind::NotADefinition,
                "it has no frontmatter, and its name is one of files about a folder",
            ),
        },
        path::Place::Silent => content::find(definition),
    }
}

/// The same for a file that was come across, as in a walk through a repository: where the path does not say
/// that it is a definition, its content must say more than ordinary Markdown does, if only to a person.
pub fn find_among_others(path: &str, definition: &Definition) -> Found {
    match path::place(path) {
        path::Place::Is(_) | path::Place::Agents(_) => find(Some(path), definition),
        path::Place::Silent if path::is_of_others(path) => Found::new(
            Kind::NotADefinition,
            "it lies where commands or templates for issues lie",
        ),
        path::Place::Silent => content::find_among_others(definition),
    }
}

/// Whether there is one, however broken.
fn has_frontmatter(definition: &Definition) -> bool {
    !matches!(
        definition.layout.problem,
        Some(LayoutProblem::Empty | LayoutProblem::NoFrontmatter)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader;

    fn kind(path: Option<&str>, source: &str) -> Kind {
        let found = find(path, &Definition::parse(source));
        assert!(!found.why.is_empty() && !found.why.ends_with('.'));
        found.kind
    }

    #[test]
    fn a_path_says_more_than_the_content() {
        let agent = "---\nname: a\ndescription: b\n---\n";
        for (path, expected) in [
            (".claude/agents/a.md", Kind::ClaudeAgent),
            ("C:\\x\\.claude\\agents\\team\\a.md", Kind::ClaudeAgent),
            ("plugins/x/agents/a.md", Kind::PluginAgent),
            ("agents/a.md", Kind::ClaudeAgent),
            ("skills/a/SKILL.md", Kind::Skill),
            (".cursor/skills/a/SKILL.md", Kind::Skill),
            (".github/agents/a.agent.md", Kind::CopilotAgent),
            (".github/agents/a.md", Kind::CopilotAgent),
            ("agents/a.agent.md", Kind::CopilotAgent),
            ("chatmodes/a.chatmode.md", Kind::CopilotChatMode),
            (".opencode/agent/a.md", Kind::OpenCodeAgent),
            ("opencode/agents/a.md", Kind::ClaudeAgent),
            (".config/opencode/agents/a.md", Kind::OpenCodeAgent),
            (".kiro/agents/a.md", Kind::KiroAgent),
            (".gemini/agents/a.md", Kind::GeminiAgent),
            (".cursor/agents/a.md", Kind::CursorAgent),
            (".claude/commands/a.md", Kind::NotADefinition),
            ("prompts/a.prompt.md", Kind::NotADefinition),
            ("a.md", Kind::ClaudeAgent),
        ] {
            assert_eq!(kind(Some(path), agent), expected, "{path}");
        }
    }

    #[test]
    fn a_broken_file_is_what_its_path_says() {
        assert_eq!(kind(Some(".claude/agents/a.md"), "Body"), Kind::ClaudeAgent);
        assert_eq!(
            kind(Some("agents/README.md"), "# Agents"),
            Kind::NotADefinition
        );
        assert_eq!(
            kind(Some("agents/README.md"), "---\nname: a\n"),
            Kind::ClaudeAgent
        );
        assert_eq!(kind(Some("docs/a.md"), "# Title"), Kind::NotADefinition);
    }

    #[test]
    fn what_was_come_across_needs_a_path_or_more_than_a_description() {
        let among_others =
            |path: &str, source: &str| find_among_others(path, &Definition::parse(source)).kind;
        let agent = "---\nname: a\ndescription: b\n---\n";
        let page = "---\ndescription: b\n---\n";
        for (path, of_agent, of_page) in [
            ("a.md", Kind::ClaudeAgent, Kind::NotADefinition),
            ("docs/a.md", Kind::ClaudeAgent, Kind::NotADefinition),
            ("agents/a.md", Kind::ClaudeAgent, Kind::ClaudeAgent),
            (
                ".claude/agents/x/a.md",
                Kind::ClaudeAgent,
                Kind::ClaudeAgent,
            ),
            (
                "plugins/x/agents/a.md",
                Kind::PluginAgent,
                Kind::PluginAgent,
            ),
            (
                ".opencode/agent/a.md",
                Kind::OpenCodeAgent,
                Kind::OpenCodeAgent,
            ),
            ("skills/a/SKILL.md", Kind::Skill, Kind::Skill),
            ("x/a.agent.md", Kind::CopilotAgent, Kind::CopilotAgent),
            (
                "plugins/x/commands/a.md",
                Kind::NotADefinition,
                Kind::NotADefinition,
            ),
            (
                ".opencode/command/a.md",
                Kind::NotADefinition,
                Kind::NotADefinition,
            ),
            (
                "x/.opencode/commands/y/a.md",
                Kind::NotADefinition,
                Kind::NotADefinition,
            ),
            (
                ".claude/commands/a.md",
                Kind::NotADefinition,
                Kind::NotADefinition,
            ),
            (
                ".github/ISSUE_TEMPLATE/a.md",
                Kind::NotADefinition,
                Kind::NotADefinition,
            ),
        ] {
            assert_eq!(among_others(path, agent), of_agent, "{path}");
            assert_eq!(among_others(path, page), of_page, "{path}");
        }
    }

    #[test]
    fn a_paste_is_known_by_its_keys() {
        for (frontmatter, expected) in [
            ("name: a\ndescription: b", Kind::ClaudeAgent),
            (
                "name: a\ndescription: Use: it. \"b\nc: d",
                Kind::ClaudeAgent,
            ),
            ("description: b\nmode: subagent", Kind::OpenCodeAgent),
            (
                "description: b\npermission:\n  bash: ask",
                Kind::OpenCodeAgent,
            ),
            ("description: b\ntools:\n  bash: false", Kind::OpenCodeAgent),
            (
                "description: b\ntools: ['codebase', 'search']",
                Kind::CopilotAgent,
            ),
            (
                "name: a\ndescription: b\ntools: read, MultiEdit, codebase",
                Kind::ClaudeAgent,
            ),
            ("name: a\ndescription: b\nhandoffs: []", Kind::CopilotAgent),
            ("name: a\ndescription: b\nkind: local", Kind::GeminiAgent),
            (
                "name: a\ndescription: b\ntools: [read_file]",
                Kind::GeminiAgent,
            ),
            ("name: a\ndescription: b\nreadonly: true", Kind::CursorAgent),
            ("name: a\ndescription: b\nlicense: MIT", Kind::Skill),
            (
                "name: a\ndescription: b\nincludeMcpJson: true",
                Kind::KiroAgent,
            ),
            ("name: a\ndescription: b\nmode: dark", Kind::ClaudeAgent),
            ("title: A post\ndate: 2026-11-24", Kind::NotADefinition),
        ] {
            let source = format!("---\n{frontmatter}\n---\nBody\n");
            assert_eq!(kind(None, &source), expected, "{frontmatter}");
        }
        assert_eq!(kind(None, "# Title\n"), Kind::NotADefinition);
        assert_eq!(kind(None, ""), Kind::NotADefinition);
    }

    #[test]
    fn every_apt_reader_is_there() {
        for kind in Kind::ALL {
            for id in kind.readers() {
                assert!(reader::by_id(id).is_some(), "{id}");
            }
            assert_eq!(
                kind.is_agent(),
                !matches!(kind, Kind::Skill | Kind::NotADefinition)
            );
        }
    }
}
