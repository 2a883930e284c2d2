//! The fields of every kind of file: Claude Code's own, and what other programs document of theirs.

use super::Kind;
use super::claude_fields::{Choice, EFFORTS, FIELDS, KnownField, MODELS, TOOLS, choice};
use super::claude_fields::{Kind as Holds, field, required, unverified};

/// What is known of the fields of a kind of file.
#[derive(Clone, Copy, Debug)]
pub struct FieldTable {
    /// The fields, in the customary order.
    pub fields: &'static [KnownField],
    /// The tools that a list of them may name; empty where its names are not known.
    pub tools: &'static [Choice],
    /// Where the fields are described; empty where nobody has.
    pub documentation: &'static str,
}

impl FieldTable {
    /// Those of a kind. A file that is no definition yet is taken for one of Claude Code that is just
    /// being begun.
    pub fn of(kind: Kind) -> &'static Self {
        match kind {
            Kind::ClaudeAgent | Kind::PluginAgent | Kind::NotADefinition => &CLAUDE_CODE,
            Kind::Skill => &SKILL,
            Kind::CopilotAgent | Kind::CopilotChatMode => &COPILOT,
            Kind::OpenCodeAgent => &OPENCODE,
            Kind::KiroAgent => &KIRO,
            Kind::GeminiAgent => &GEMINI,
            Kind::CursorAgent => &CURSOR,
        }
    }

    /// What is known of a key.
    pub fn known(&self, key: &str) -> Option<&'static KnownField> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// Whether it is the table of Claude Code's agents, about which more is known than their fields.
    pub fn is_of_claude_code(&self) -> bool {
        std::ptr::eq(self.fields, FIELDS)
    }
}

static CLAUDE_CODE: FieldTable = FieldTable {
    fields: FIELDS,
    tools: TOOLS,
    documentation: "https://code.claude.com/docs/en/sub-agents",
};

static SKILL: FieldTable = FieldTable {
    fields: &[
        required(field(
            "name",
            Holds::Line,
            "What the skill is called by: 1 to 64 small letters, digits and hyphens, the same as its folder.",
        )),
        required(field(
            "description",
            Holds::Text,
            "What the skill does and when to use it, in at most 1,024 characters.",
        )),
        field(
            "license",
            Holds::Line,
            "Under which licence it may be used.",
        ),
        field(
            "compatibility",
            Holds::Line,
            "What it needs of its surroundings, in at most 500 characters.",
        ),
        field(
            "metadata",
            Holds::Structure,
            "A map of texts for purposes of your own.",
        ),
        field(
            "allowed-tools",
            Holds::Tools,
            "Tools that need no permission while the skill is at work. It takes no other tool away.",
        ),
        field(
            "when_to_use",
            Holds::Text,
            "More about when to use it. Claude Code alone knows this key.",
        ),
        field(
            "argument-hint",
            Holds::Line,
            "Which arguments it takes, as a hint where it is called. Claude Code alone knows this key.",
        ),
        field(
            "arguments",
            Holds::Names,
            "The names of its arguments. Claude Code alone knows this key.",
        ),
        field(
            "disable-model-invocation",
            Holds::Truth,
            "Whether only a person may call it, and the model may not. Claude Code alone knows this key.",
        ),
        field(
            "user-invocable",
            Holds::Truth,
            "Whether it is among the commands that a person can choose. Claude Code alone knows this key.",
        ),
        field(
            "model",
            Holds::Suggestions(MODELS),
            "The model while the skill is at work. Claude Code alone knows this key.",
        ),
        field(
            "effort",
            Holds::Suggestions(EFFORTS),
            "How much the model thinks meanwhile. Claude Code alone knows this key.",
        ),
        field(
            "context",
            Holds::Choice(&[choice("fork", "in a sub-agent of its own")]),
            "Where it runs. Claude Code alone knows this key.",
        ),
        field(
            "agent",
            Holds::Line,
            "With context: fork, the sub-agent that it runs in. Claude Code alone knows this key.",
        ),
        field(
            "hooks",
            Holds::Structure,
            "Commands to run on events while the skill is at work. Claude Code alone knows this key.",
        ),
        field(
            "paths",
            Holds::Names,
            "Patterns of the files that it is about. Claude Code alone knows this key.",
        ),
        field(
            "shell",
            Holds::Choice(&[choice("bash", ""), choice("powershell", "")]),
            "What runs the commands in its text. Claude Code alone knows this key.",
        ),
    ],
    tools: TOOLS,
    documentation: "https://agentskills.io/specification",
};

static COPILOT: FieldTable = FieldTable {
    fields: &[
        field(
            "name",
            Holds::Line,
            "What people see. The agent itself is called by its file.",
        ),
        required(field(
            "description",
            Holds::Text,
            "What the agent is for. GitHub wants one, and VS Code shows it.",
        )),
        field(
            "target",
            Holds::Choice(&[
                choice("vscode", "in VS Code only"),
                choice("github-copilot", "on GitHub only"),
            ]),
            "Where it can be used. Without it, in both places.",
        ),
        field(
            "tools",
            Holds::Tools,
            "The only tools it may use: a list of names, groups such as edit, or server/tool. Without it, all of them.",
        ),
        field("model", Holds::Line, "The model it runs on."),
        field(
            "disable-model-invocation",
            Holds::Truth,
            "Whether it is kept from being called without a person choosing it.",
        ),
        field(
            "user-invocable",
            Holds::Truth,
            "Whether a person can choose it.",
        ),
        field(
            "mcp-servers",
            Holds::Structure,
            "MCP servers of its own; what tools names of them counts.",
        ),
        field(
            "metadata",
            Holds::Structure,
            "A map of texts for purposes of your own.",
        ),
        field(
            "argument-hint",
            Holds::Line,
            "A hint in the box where people write to it. VS Code alone knows this key.",
        ),
        field(
            "agents",
            Holds::Names,
            "The agents that it may call. VS Code alone knows this key.",
        ),
        field(
            "handoffs",
            Holds::Structure,
            "What to go on with: a list of label, agent and prompt. VS Code alone knows this key.",
        ),
        unverified(field(
            "reasoning-effort",
            Holds::Line,
            "How much the model thinks. VS Code alone knows this key.",
        )),
        field(
            "hooks",
            Holds::Structure,
            "Commands to run on events. VS Code alone knows this key, as a preview.",
        ),
    ],
    tools: &[
        choice("read", "reads files"),
        choice("edit", "changes files"),
        choice("search", "searches files"),
        choice("execute", "runs commands in a shell"),
        choice("agent", "calls other agents"),
        choice("web", "reads and searches the web"),
        choice("todo", "keeps a list of tasks"),
    ],
    documentation: "https://docs.github.com/copilot/reference/custom-agents-configuration",
};

static OPENCODE: FieldTable = FieldTable {
    fields: &[
        required(field(
            "description",
            Holds::Text,
            "What the agent does and when to use it.",
        )),
        field(
            "mode",
            Holds::Choice(&[
                choice("primary", "a person talks to it"),
                choice("subagent", "other agents call it"),
                choice("all", "both, which it is without this key"),
            ]),
            "How it is used.",
        ),
        field(
            "model",
            Holds::Line,
            "The model it runs on, as provider/model. Without it, that of whoever calls it.",
        ),
        field(
            "variant",
            Holds::Line,
            "Which variant of the model, as the provider names them.",
        ),
        field(
            "temperature",
            Holds::Line,
            "How freely the model answers, from 0 to 1.",
        ),
        field(
            "top_p",
            Holds::Line,
            "How many of the likely words the model chooses among, from 0 to 1.",
        ),
        field(
            "steps",
            Holds::Number(1, u32::MAX),
            "After how many steps it has to answer.",
        ),
        field(
            "permission",
            Holds::Structure,
            "For each tool allow, ask or deny, or a map of patterns of which the last that fits counts.",
        ),
        field(
            "prompt",
            Holds::Text,
            "The system prompt, in the place of the text below the frontmatter.",
        ),
        field(
            "color",
            Holds::Suggestions(&[
                choice("primary", ""),
                choice("secondary", ""),
                choice("accent", ""),
                choice("success", ""),
                choice("warning", ""),
                choice("error", ""),
                choice("info", ""),
            ]),
            "The colour it is shown in: of the theme, or such as \"#3366ff\".",
        ),
        field(
            "hidden",
            Holds::Truth,
            "Whether it is left out of the list behind @.",
        ),
        field("disable", Holds::Truth, "Whether it is turned off."),
        field(
            "options",
            Holds::Structure,
            "What is passed on to the model's provider.",
        ),
        field(
            "name",
            Holds::Line,
            "What it is called by; without it, its file and folders.",
        ),
    ],
    tools: &[],
    documentation: "https://opencode.ai/docs/agents/",
};

static KIRO: FieldTable = FieldTable {
    fields: &[
        field(
            "name",
            Holds::Line,
            "What it is called by; without it, its path.",
        ),
        field(
            "description",
            Holds::Text,
            "What the agent does and when to use it.",
        ),
        field("model", Holds::Line, "The model it runs on."),
        field(
            "tools",
            Holds::Tools,
            "The tools it has: names, tags of several, @server/tool, or * for all.",
        ),
        field(
            "excludedTools",
            Holds::Tools,
            "Tools that are taken away again.",
        ),
        field(
            "permissions",
            Holds::Structure,
            "What needs asking: a list of capability, effect and match.",
        ),
        field("mcpServers", Holds::Structure, "MCP servers of its own."),
        field(
            "includeMcpJson",
            Holds::Truth,
            "Whether it has the MCP servers of the settings too.",
        ),
        field(
            "resources",
            Holds::Names,
            "Files and skills that it has at hand.",
        ),
        field("hooks", Holds::Structure, "Commands to run on events."),
        unverified(field(
            "includePowers",
            Holds::Truth,
            "Whether it has the installed powers too.",
        )),
        unverified(field(
            "effortLevel",
            Holds::Line,
            "How much the model thinks.",
        )),
        unverified(field(
            "dispatchKind",
            Holds::Line,
            "How it is run where another agent calls it.",
        )),
        field(
            "welcomeMessage",
            Holds::Line,
            "Shown to the person where the agent is chosen; no model sees it.",
        ),
    ],
    tools: &[
        choice("read", "reads files"),
        choice("write", "writes and changes files"),
        choice("shell", "runs commands in a shell"),
        choice("web", "reads and searches the web"),
        choice("subagent", "calls other agents"),
        choice("context", ""),
        choice("spec", ""),
        choice("glob", "finds files by name"),
        choice("grep", "finds text in files"),
        choice("web_fetch", "reads a page of the web"),
        choice("web_search", "searches the web"),
        choice("todo", "keeps a list of tasks"),
        choice("@builtin", "all tools of Kiro's own"),
        choice("*", "all of them"),
    ],
    documentation: "https://kiro.dev/docs/custom-agents/configuration-reference",
};

static GEMINI: FieldTable = FieldTable {
    fields: &[
        required(field(
            "name",
            Holds::Line,
            "What it is called by: small letters, digits, hyphens and underscores.",
        )),
        required(field(
            "description",
            Holds::Text,
            "What the agent does and when to use it.",
        )),
        field(
            "kind",
            Holds::Choice(&[
                choice("local", "here, with the text below as its prompt"),
                choice("remote", "elsewhere, as its agent card says"),
            ]),
            "Where it runs. Without it, here.",
        ),
        field("display_name", Holds::Line, "What people see."),
        field(
            "tools",
            Holds::Tools,
            "The only tools it may use, as a list of Gemini CLI's own names. One that is not known, and the file is refused.",
        ),
        field("model", Holds::Line, "The model it runs on."),
        field(
            "temperature",
            Holds::Line,
            "How freely the model answers, from 0 to 2; 1 without it.",
        ),
        field(
            "max_turns",
            Holds::Number(1, u32::MAX),
            "After how many turns it has to stop; 30 without it.",
        ),
        field(
            "timeout_mins",
            Holds::Number(1, u32::MAX),
            "After how many minutes it has to stop; 10 without it.",
        ),
        field("mcp_servers", Holds::Structure, "MCP servers of its own."),
        field(
            "agent_card_url",
            Holds::Line,
            "Where the card of a remote agent lies.",
        ),
        field(
            "agent_card_json",
            Holds::Text,
            "The card of a remote agent itself.",
        ),
        field(
            "auth",
            Holds::Structure,
            "How to sign in to a remote agent.",
        ),
    ],
    tools: &[
        choice("read_file", "reads a file"),
        choice("read_many_files", "reads several files"),
        choice("write_file", "writes whole files"),
        choice("replace", "changes parts of files"),
        choice("glob", "finds files by name"),
        choice("grep_search", "finds text in files"),
        choice("list_directory", "lists a folder"),
        choice("run_shell_command", "runs commands in a shell"),
        choice("web_fetch", "reads a page of the web"),
        choice("google_web_search", "searches the web"),
        choice("activate_skill", "uses a skill"),
        choice("ask_user", "asks the person"),
        choice("*", "all of them"),
        choice("mcp_*", "all tools of all MCP servers"),
    ],
    documentation: "https://github.com/google-gemini/gemini-cli/blob/main/docs/core/subagents.md",
};

static CURSOR: FieldTable = FieldTable {
    fields: &[
        field(
            "name",
            Holds::Line,
            "What it is called by: small letters, digits and hyphens; without it, its file.",
        ),
        field(
            "description",
            Holds::Text,
            "When to call the agent, on one line.",
        ),
        field(
            "model",
            Holds::Suggestions(&[choice("inherit", "that of whoever calls it")]),
            "The model it runs on.",
        ),
        field(
            "readonly",
            Holds::Truth,
            "Whether it may only read, and change nothing.",
        ),
        field(
            "is_background",
            Holds::Truth,
            "Whether nobody waits for it to end.",
        ),
    ],
    tools: &[],
    documentation: "",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_whole() {
        for kind in Kind::ALL {
            let table = FieldTable::of(kind);
            assert_eq!(
                table.is_of_claude_code(),
                kind.is_of_claude_code() || kind == Kind::NotADefinition
            );
            assert!(table.known("description").is_some(), "{kind:?}");
            for (index, field) in table.fields.iter().enumerate() {
                assert!(field.doc.ends_with('.'), "{kind:?} {}", field.key);
                let first = table.fields.iter().position(|one| one.key == field.key);
                assert_eq!(first, Some(index), "{kind:?} {}", field.key);
                if field.kind == Holds::Tools {
                    assert!(!table.tools.is_empty(), "{kind:?} {}", field.key);
                }
            }
        }
    }

    #[test]
    fn only_claude_codes_own_keys_are_offered_to_it_alone() {
        for kind in Kind::ALL {
            let table = FieldTable::of(kind);
            if !table.is_of_claude_code() {
                for own in ["permissionMode", "maxTurns", "disallowedTools", "memory"] {
                    assert!(table.known(own).is_none(), "{kind:?} {own}");
                }
            }
        }
    }
}
