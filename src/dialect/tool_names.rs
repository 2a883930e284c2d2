//! The names of tools, and what each is to a sub-agent of Claude Code: known, known by another name,
//! gone, kept from sub-agents, or another program's.
//!
//! That names count in this spelling only, and which old ones still work, was observed in 2.1.330;
//! which tools there are, and which a sub-agent never gets or loses in the background, is documented.
//! The names of other programs are those of their own documents and of files in the wild.

use super::claude_fields::{Choice, TOOLS};

/// What a name in a list of tools is to Claude Code. What stands in parentheses behind it does not
/// belong to the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// `*`: all of them.
    Everything,
    /// `mcp__*`: all tools of all MCP servers, which only `disallowedTools` may say.
    EveryServer,
    /// A tool of an MCP server, or all of a server's.
    Server,
    /// A tool that a sub-agent may have.
    Known {
        /// Whether it keeps the tool where it runs in the background.
        in_background: bool,
    },
    /// An old name that still works, and today's.
    Renamed(&'static str),
    /// The name of a tool but for the case of its letters or the signs around it: it is none.
    Miswritten(&'static str),
    /// A tool that is gone, and what does its work today.
    Retired(Option<&'static str>),
    /// A tool of the main conversation that no sub-agent gets.
    MainOnly,
    /// A tool of other programs.
    Foreign(&'static ForeignTool),
    /// `server/tool`, as GitHub Copilot and Kiro write the tools of MCP servers.
    ForeignServer,
    /// None of these.
    Unknown,
}

/// A tool of another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignTool {
    /// Its name there.
    pub name: &'static str,
    /// The programs that have it.
    pub of: &'static str,
    /// The tools of Claude Code that do its work; empty where none does.
    pub claude: &'static [&'static str],
}

const fn tool(value: &'static str, doc: &'static str) -> Choice {
    Choice { value, doc }
}

/// The tools that a sub-agent has in the foreground alone; those it always has are
/// [`TOOLS`].
pub const FOREGROUND: &[Choice] = &[
    tool("CronCreate", "plans a prompt for later"),
    tool("CronDelete", "takes a planned prompt away"),
    tool("CronList", "lists the planned prompts"),
    tool("DesignSync", "not documented"),
    tool("LSP", "asks a language server about code"),
    tool("ListAgents", "lists the agents that can be written to"),
    tool(
        "ListMcpResourcesTool",
        "lists what MCP servers offer to read",
    ),
    tool("PushNotification", "sends a notification"),
    tool("REPL", "not documented"),
    tool("ReadMcpResourceDirTool", "not documented"),
    tool("ReadMcpResourceTool", "reads what an MCP server offers"),
    tool("RemoteTrigger", "runs routines on claude.ai"),
    tool("ReportFindings", "reports findings of a review as a list"),
    tool("SendUserFile", "sends a file to the person"),
    tool("SendUserMessage", "not documented"),
    tool("ShareOnboardingGuide", "shares a guide for new people"),
    tool("TaskCreate", "adds a task to the list"),
    tool("TaskGet", "reads a task of the list"),
    tool("TaskList", "lists the tasks"),
    tool("TaskUpdate", "changes a task of the list"),
];

/// The tools that only the main conversation has.
pub const MAIN_ONLY: &[Choice] = &[
    tool("AskUserQuestion", "asks the person"),
    tool("EndConversation", "ends the session"),
    tool("EnterPlanMode", "begins to plan"),
    tool(
        "ExitPlanMode",
        "shows the plan; in permission mode plan a sub-agent has it too",
    ),
    tool("ScheduleWakeup", "plans the next round of a loop"),
    tool("TaskOutput", "reads the output of something that runs"),
    tool("WaitForMcpServers", "waits for MCP servers"),
    tool("Workflow", "runs a workflow of many agents"),
];

/// Old names that still work.
const RENAMED: &[(&str, &str)] = &[("Task", "Agent"), ("KillShell", "TaskStop")];

/// Tools that are gone, and what does their work today.
const RETIRED: &[(&str, Option<&str>)] = &[
    ("AgentOutputTool", None),
    ("BashOutput", None),
    ("GlobTool", Some("Glob")),
    ("GrepTool", Some("Grep")),
    ("KillBash", Some("TaskStop")),
    ("LS", Some("Glob")),
    ("LSTool", Some("Glob")),
    ("MultiEdit", Some("Edit")),
    ("NotebookRead", Some("Read")),
    ("SlashCommand", Some("Skill")),
    ("TeamCreate", None),
    ("TeamDelete", None),
    ("TodoRead", None),
    ("View", Some("Read")),
    ("exit_plan_mode", None),
];

const COPILOT: &str = "GitHub Copilot and VS Code";
const OPENCODE: &str = "OpenCode";
const KIRO: &str = "Kiro";
const GEMINI: &str = "Gemini CLI";
const QWEN: &str = "Qwen Code";
const FACTORY: &str = "Factory";
const CURSOR: &str = "Cursor";
const CLINE: &str = "Cline and Roo Code";
const CODEX: &str = "Codex";

const fn foreign(
    name: &'static str,
    of: &'static str,
    claude: &'static [&'static str],
) -> ForeignTool {
    ForeignTool { name, of, claude }
}

/// The tools of other programs. Names that differ from Claude Code's in the case of a letter alone
/// (`read`, `webfetch`) are not here: they are miswritten.
const FOREIGN: &[ForeignTool] = &[
    foreign("activePullRequest", COPILOT, &[]),
    foreign("changes", COPILOT, &[]),
    foreign("codebase", COPILOT, &["Grep", "Glob"]),
    foreign("copilotCodingAgent", COPILOT, &[]),
    foreign("createDirectory", COPILOT, &["Bash"]),
    foreign("createFile", COPILOT, &["Write"]),
    foreign("createAndRunTask", COPILOT, &["Bash"]),
    foreign("create_file", COPILOT, &["Write"]),
    foreign("editFiles", COPILOT, &["Edit", "Write"]),
    foreign("execute", COPILOT, &["Bash"]),
    foreign("extensions", COPILOT, &[]),
    foreign("fetch", COPILOT, &["WebFetch"]),
    foreign("fetch_webpage", COPILOT, &["WebFetch"]),
    foreign("fileSearch", COPILOT, &["Glob"]),
    foreign("findTestFiles", COPILOT, &["Glob"]),
    foreign("getTerminalOutput", COPILOT, &[]),
    foreign("githubRepo", COPILOT, &[]),
    foreign("insert_edit_into_file", COPILOT, &["Edit"]),
    foreign("listDirectory", COPILOT, &["Glob"]),
    foreign("new", COPILOT, &[]),
    foreign("openSimpleBrowser", COPILOT, &[]),
    foreign("problems", COPILOT, &[]),
    foreign("readCellOutput", COPILOT, &[]),
    foreign("readFile", COPILOT, &["Read"]),
    foreign("replace_string_in_file", COPILOT, &["Edit"]),
    foreign("runCommand", COPILOT, &["Bash"]),
    foreign("runCommands", COPILOT, &["Bash"]),
    foreign("runInTerminal", COPILOT, &["Bash"]),
    foreign("runNotebooks", COPILOT, &[]),
    foreign("runSubagent", COPILOT, &["Agent"]),
    foreign("runTask", COPILOT, &["Bash"]),
    foreign("runTaskGetOutput", COPILOT, &[]),
    foreign("runTasks", COPILOT, &["Bash"]),
    foreign("runTests", COPILOT, &["Bash"]),
    foreign("run_in_terminal", COPILOT, &["Bash"]),
    foreign("search", COPILOT, &["Grep", "Glob"]),
    foreign("searchResults", COPILOT, &[]),
    foreign("semantic_search", COPILOT, &["Grep", "Glob"]),
    foreign("terminalCommand", COPILOT, &["Bash"]),
    foreign("terminalLastCommand", COPILOT, &[]),
    foreign("terminalSelection", COPILOT, &[]),
    foreign("testFailure", COPILOT, &[]),
    foreign("textSearch", COPILOT, &["Grep"]),
    foreign("think", COPILOT, &[]),
    foreign("todo", COPILOT, &["TodoWrite"]),
    foreign("todos", COPILOT, &["TodoWrite"]),
    foreign("updateUserPreferences", COPILOT, &[]),
    foreign("usages", COPILOT, &[]),
    foreign("vscode", COPILOT, &[]),
    foreign("vscodeAPI", COPILOT, &[]),
    foreign("web", COPILOT, &["WebFetch", "WebSearch"]),
    foreign("codesearch", OPENCODE, &["Grep"]),
    foreign("list", OPENCODE, &["Glob"]),
    foreign("patch", OPENCODE, &["Edit"]),
    foreign("question", OPENCODE, &[]),
    foreign("task", OPENCODE, &["Agent"]),
    foreign("execute_bash", KIRO, &["Bash"]),
    foreign("fs_read", KIRO, &["Read"]),
    foreign("fs_write", KIRO, &["Write", "Edit"]),
    foreign("shell", KIRO, &["Bash"]),
    foreign("subagent", KIRO, &["Agent"]),
    foreign("use_aws", KIRO, &[]),
    foreign("@builtin", KIRO, &[]),
    foreign("google_web_search", GEMINI, &["WebSearch"]),
    foreign("grep_search", GEMINI, &["Grep"]),
    foreign("list_directory", GEMINI, &["Glob"]),
    foreign("read_file", GEMINI, &["Read"]),
    foreign("read_many_files", GEMINI, &["Read"]),
    foreign("replace", GEMINI, &["Edit"]),
    foreign("run_shell_command", GEMINI, &["Bash"]),
    foreign("save_memory", GEMINI, &[]),
    foreign("search_file_content", GEMINI, &["Grep"]),
    foreign("web_fetch", GEMINI, &["WebFetch"]),
    foreign("write_file", GEMINI, &["Write"]),
    foreign("write_todos", GEMINI, &["TodoWrite"]),
    foreign("todo_write", QWEN, &["TodoWrite"]),
    foreign("web_search", QWEN, &["WebSearch"]),
    foreign("ApplyPatch", FACTORY, &["Edit"]),
    foreign("Create", FACTORY, &["Write"]),
    foreign("Execute", FACTORY, &["Bash"]),
    foreign("FetchUrl", FACTORY, &["WebFetch"]),
    foreign("codebase_search", CURSOR, &["Grep", "Glob"]),
    foreign("delete_file", CURSOR, &[]),
    foreign("edit_file", CURSOR, &["Edit"]),
    foreign("file_search", CURSOR, &["Glob"]),
    foreign("list_dir", CURSOR, &["Glob"]),
    foreign("run_terminal_cmd", CURSOR, &["Bash"]),
    foreign("ask_followup_question", CLINE, &[]),
    foreign("execute_command", CLINE, &["Bash"]),
    foreign("list_files", CLINE, &["Glob"]),
    foreign("replace_in_file", CLINE, &["Edit"]),
    foreign("search_files", CLINE, &["Grep"]),
    foreign("write_to_file", CLINE, &["Write"]),
    foreign("apply_patch", CODEX, &["Edit", "Write"]),
    foreign("update_plan", CODEX, &["TodoWrite"]),
];

/// The groups before the slash in Copilot's names, for tools in them that are not named above.
const COPILOT_GROUPS: &[ForeignTool] = &[
    foreign("agent", COPILOT, &["Agent"]),
    foreign("browser", COPILOT, &[]),
    foreign("edit", COPILOT, &["Edit", "Write"]),
    foreign("execute", COPILOT, &["Bash"]),
    foreign("read", COPILOT, &["Read"]),
    foreign("search", COPILOT, &["Grep", "Glob"]),
    foreign("todo", COPILOT, &["TodoWrite"]),
    foreign("vscode", COPILOT, &[]),
    foreign("web", COPILOT, &["WebFetch", "WebSearch"]),
];

/// Signs that stand around a name by mistake.
const AROUND: &[char] = &['`', '"', '\'', '[', ']'];

/// What a name is to Claude Code.
pub fn standing(name: &str) -> Standing {
    if let Some(standing) = exact(name) {
        return standing;
    }
    let bare = name.trim_matches(AROUND);
    let miswritten = known().find(|known| known.eq_ignore_ascii_case(bare));
    if let Some(tool) = miswritten {
        return Standing::Miswritten(tool);
    }
    let alike = |(old, _): &&(&str, Option<&'static str>)| old.eq_ignore_ascii_case(bare);
    if let Some((_, instead)) = RETIRED.iter().find(alike) {
        return Standing::Retired(*instead);
    }
    let of_others = |name| FOREIGN.iter().find(|tool| tool.name == name);
    if let Some(tool) = of_others(bare) {
        return Standing::Foreign(tool);
    }
    if let Some((group, tool)) = bare.split_once('/') {
        let known_group = COPILOT_GROUPS.iter().find(|known| known.name == group);
        if let Some(group) = known_group.or_else(|| of_others(group)) {
            return Standing::Foreign(of_others(tool).unwrap_or(group));
        }
        // `Read/Write` are two tools of Claude Code, and no server.
        let of_server = !tool.is_empty() && known().all(|known| known != group);
        if of_server && !group.is_empty() {
            return Standing::ForeignServer;
        }
    }
    Standing::Unknown
}

/// What a name is that Claude Code knows, as it stands.
fn exact(name: &str) -> Option<Standing> {
    let among = |tools: &[Choice]| tools.iter().any(|tool| tool.value == name);
    Some(match name {
        "*" => Standing::Everything,
        "mcp__*" => Standing::EveryServer,
        _ if name
            .strip_prefix("mcp__")
            .is_some_and(|rest| !rest.is_empty()) =>
        {
            Standing::Server
        }
        _ if among(TOOLS) => Standing::Known {
            in_background: true,
        },
        _ if among(FOREGROUND) => Standing::Known {
            in_background: false,
        },
        _ if among(MAIN_ONLY) => Standing::MainOnly,
        _ => Standing::Renamed(RENAMED.iter().find(|(old, _)| *old == name)?.1),
    })
}

/// The names of all tools that Claude Code has, those that a sub-agent never gets included.
pub fn known() -> impl Iterator<Item = &'static str> {
    [TOOLS, FOREGROUND, MAIN_ONLY]
        .into_iter()
        .flatten()
        .map(|tool| tool.value)
}

/// The tool that a name stands for today: an old name that still works is today's.
pub fn today(name: &str) -> &str {
    RENAMED
        .iter()
        .find(|(old, _)| *old == name)
        .map_or(name, |(_, today)| today)
}

/// Claude Code's name for a `server/tool` or `server/*` of another program; `None` where the server's
/// name has other signs than letters, digits, `-` and `_`, which Claude Code would change.
pub fn server_name(foreign: &str) -> Option<String> {
    let (server, tool) = foreign.trim_start_matches('@').split_once('/')?;
    let plain = |name: &str| {
        !name.is_empty()
            && name
                .chars()
                .all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_'))
    };
    match tool {
        "*" if plain(server) => Some(format!("mcp__{server}")),
        _ if plain(server) && plain(tool) => Some(format!("mcp__{server}__{tool}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_once() {
        let mut names: Vec<&str> = known().collect();
        names.extend(RENAMED.iter().map(|(name, _)| name));
        names.extend(RETIRED.iter().map(|(name, _)| name));
        names.extend(FOREIGN.iter().map(|tool| tool.name));
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn what_is_said_to_do_the_work_is_a_tool() {
        let instead = RETIRED.iter().filter_map(|(_, instead)| *instead);
        let renamed = RENAMED.iter().map(|(_, today)| *today);
        let foreign = FOREIGN.iter().chain(COPILOT_GROUPS);
        let foreign = foreign.flat_map(|tool| tool.claude.iter().copied());
        for tool in instead.chain(renamed).chain(foreign) {
            let works = Standing::Known {
                in_background: true,
            };
            assert_eq!(standing(tool), works, "{tool}");
        }
    }

    #[test]
    fn names_of_other_programs_are_no_names_of_claude_code_in_another_case() {
        for tool in FOREIGN {
            assert_eq!(standing(tool.name), Standing::Foreign(tool), "{tool:?}");
        }
    }

    #[test]
    fn a_name_counts_in_its_spelling_alone() {
        for (name, expected) in [
            ("*", Standing::Everything),
            ("mcp__*", Standing::EveryServer),
            ("mcp__github", Standing::Server),
            ("mcp__github__*", Standing::Server),
            ("mcp__", Standing::Unknown),
            ("Task", Standing::Renamed("Agent")),
            ("read", Standing::Miswritten("Read")),
            ("webfetch", Standing::Miswritten("WebFetch")),
            ("`Read`", Standing::Miswritten("Read")),
            ("MultiEdit", Standing::Retired(Some("Edit"))),
            ("ls", Standing::Retired(Some("Glob"))),
            ("BashOutput", Standing::Retired(None)),
            ("AskUserQuestion", Standing::MainOnly),
            ("github/search_code", Standing::ForeignServer),
            ("Read/Write", Standing::Unknown),
            ("Git", Standing::Unknown),
            ("", Standing::Unknown),
        ] {
            assert_eq!(standing(name), expected, "{name}");
        }
        let claude = |name| match standing(name) {
            Standing::Foreign(tool) => tool.claude,
            other => panic!("{name} is {other:?}"),
        };
        assert_eq!(claude("edit/editFiles"), ["Edit", "Write"]);
        assert_eq!(claude("`codebase`"), ["Grep", "Glob"]);
        assert!(claude("vscode/openSimpleBrowser").is_empty());
        assert!(claude("runCommands/terminalSelection").is_empty());
        assert_eq!(claude("execute/somethingNew"), ["Bash"]);
    }

    #[test]
    fn tools_of_servers_are_written_with_two_lines() {
        assert_eq!(server_name("serena/*").as_deref(), Some("mcp__serena"));
        let tool = Some("mcp__github__search_code");
        assert_eq!(server_name("github/search_code").as_deref(), tool);
        assert_eq!(server_name("@github/search_code").as_deref(), tool);
        assert_eq!(server_name("microsoft.docs.mcp/*"), None);
        assert_eq!(server_name("cognitionai/deepwiki/*"), None);
    }

    #[test]
    fn old_names_are_todays() {
        assert_eq!(today("Task"), "Agent");
        assert_eq!(today("Read"), "Read");
        assert_eq!(today("MultiEdit"), "MultiEdit");
    }
}
