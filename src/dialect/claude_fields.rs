//! The fields that Claude Code knows in the frontmatter of a sub-agent: all twenty that 2.1.330
//! accepts without a warning, in the order in which people write them.

/// A field of a sub-agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownField {
    /// Its key.
    pub key: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// What it does, in one or two sentences.
    pub doc: &'static str,
    /// Whether an agent needs it.
    pub required: bool,
    /// Whether the agents of plugins may not set it.
    pub ignored_in_plugins: bool,
    /// Whether only second-hand reports speak of it.
    pub unverified: bool,
}

/// What the value of a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Line,
    /// A text of any length.
    Text,
    /// One of these and nothing else; the case counts.
    Choice(&'static [Choice]),
    /// One of these, or anything else.
    Suggestions(&'static [Choice]),
    /// A whole number from the first to the second, both included.
    Number(u32, u32),
    /// `true` or `false`.
    Truth,
    /// Names of tools.
    Tools,
    /// Names of other things.
    Names,
    /// Lists and maps with a structure of their own, written in the source.
    Structure,
}

/// A value that a field may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it is written.
    pub value: &'static str,
    /// What it means; empty where the word says it.
    pub doc: &'static str,
}

pub(super) const fn choice(value: &'static str, doc: &'static str) -> Choice {
    Choice { value, doc }
}

pub(super) const fn field(key: &'static str, kind: Kind, doc: &'static str) -> KnownField {
    KnownField {
        key,
        kind,
        doc,
        required: false,
        ignored_in_plugins: false,
        unverified: false,
    }
}

pub(super) const fn required(field: KnownField) -> KnownField {
    KnownField {
        required: true,
        ..field
    }
}

const fn not_in_plugins(field: KnownField) -> KnownField {
    KnownField {
        ignored_in_plugins: true,
        ..field
    }
}

pub(super) const fn unverified(field: KnownField) -> KnownField {
    KnownField {
        unverified: true,
        ..field
    }
}

/// Every known field, in the customary order.
pub const FIELDS: &[KnownField] = &[
    required(field(
        "name",
        Kind::Line,
        "What the agent is called by. Small letters and hyphens are usual; a colon, or a hyphen at \
         the start, keeps it from loading.",
    )),
    required(field(
        "description",
        Kind::Text,
        "When to call the agent. The model that delegates reads it in every session, so say it \
         briefly and name what triggers it.",
    )),
    field(
        "tools",
        Kind::Tools,
        "The only tools it may use. Without this field it may use all of them; an empty list leaves \
         it none.",
    ),
    field(
        "disallowedTools",
        Kind::Tools,
        "Tools it may not use, taken away before the others are counted.",
    ),
    field(
        "model",
        Kind::Suggestions(MODELS),
        "The model it runs on: an alias or a full identifier. Without it, that of the session.",
    ),
    field(
        "effort",
        Kind::Suggestions(EFFORTS),
        "How much the model thinks: a level or a whole number.",
    ),
    not_in_plugins(field(
        "permissionMode",
        Kind::Choice(PERMISSION_MODES),
        "What it must ask for before it acts.",
    )),
    field(
        "maxTurns",
        Kind::Number(1, u32::MAX),
        "After how many turns it has to stop.",
    ),
    field(
        "skills",
        Kind::Names,
        "Skills whose whole text it gets at its start. Only the first 32 count.",
    ),
    not_in_plugins(field(
        "mcpServers",
        Kind::Structure,
        "MCP servers it may reach: names of configured ones, or whole configurations.",
    )),
    not_in_plugins(field(
        "hooks",
        Kind::Structure,
        "Commands to run on events, as in the settings. A list or a text here keeps the agent from \
         loading.",
    )),
    field(
        "memory",
        Kind::Choice(MEMORIES),
        "Where it keeps notes that outlive a session.",
    ),
    field(
        "background",
        Kind::Truth,
        "Whether it always runs in the background, where fewer tools are at hand.",
    ),
    field(
        "isolation",
        Kind::Choice(ISOLATIONS),
        "Whether it works on a copy of the repository of its own.",
    ),
    field(
        "color",
        Kind::Choice(COLORS),
        "The colour it has in lists and on its output.",
    ),
    not_in_plugins(field(
        "initialPrompt",
        Kind::Text,
        "Said first where it runs as the main agent; a sub-agent never sees it.",
    )),
    unverified(field(
        "omitClaudeMd",
        Kind::Truth,
        "Whether it runs without the instructions in CLAUDE.md.",
    )),
    unverified(field(
        "autoCompactWindow",
        Kind::Number(100_000, 1_000_000),
        "At how many tokens its conversation is shortened.",
    )),
    unverified(field(
        "experimental",
        Kind::Structure,
        "Switches that may change, such as cacheTtl: 5m or 1h.",
    )),
    unverified(field(
        "observer",
        Kind::Line,
        "Accepted, but nobody has written down what it does.",
    )),
];

/// The aliases of models.
pub const MODELS: &[Choice] = &[
    choice("inherit", "the session's model"),
    choice("sonnet", "for most work"),
    choice("opus", "for hard work"),
    choice("haiku", "fast, for small work"),
    choice("fable", ""),
];

/// The levels of effort.
pub const EFFORTS: &[Choice] = &[
    choice("low", ""),
    choice("medium", ""),
    choice("high", ""),
    choice("xhigh", ""),
    choice("max", ""),
];

/// The permission modes.
pub const PERMISSION_MODES: &[Choice] = &[
    choice("default", "asks as usual"),
    choice("acceptEdits", "edits files without asking"),
    choice("auto", "decides by itself what needs asking"),
    choice("dontAsk", "refuses what would need asking"),
    choice("bypassPermissions", "asks for nothing"),
    choice("plan", "only reads and plans"),
    choice("manual", "another name of default"),
];

const MEMORIES: &[Choice] = &[
    choice("user", "for all projects"),
    choice("project", "with the project, shared"),
    choice("local", "with the project, not shared"),
];

const ISOLATIONS: &[Choice] = &[
    choice("worktree", "in a git worktree of its own"),
    choice("remote", "known to the validator only"),
];

/// The colours.
pub const COLORS: &[Choice] = &[
    choice("red", ""),
    choice("blue", ""),
    choice("green", ""),
    choice("yellow", ""),
    choice("purple", ""),
    choice("orange", ""),
    choice("pink", ""),
    choice("cyan", ""),
];

/// The tools that a sub-agent may name, and what each does.
pub const TOOLS: &[Choice] = &[
    choice("Read", "reads files"),
    choice("Write", "writes whole files"),
    choice("Edit", "changes parts of files"),
    choice("NotebookEdit", "changes cells of notebooks"),
    choice("Glob", "finds files by name"),
    choice("Grep", "finds text in files"),
    choice("Bash", "runs commands in a shell"),
    choice("PowerShell", "runs commands in PowerShell"),
    choice("WebFetch", "reads a page of the web"),
    choice("WebSearch", "searches the web"),
    choice("TodoWrite", "keeps a list of tasks"),
    choice("Agent", "calls other agents"),
    choice("Skill", "uses a skill"),
    choice("ToolSearch", "finds tools that are not loaded yet"),
    choice("SendMessage", "writes to another agent"),
    choice("Monitor", "watches something that runs"),
    choice("TaskStop", "stops something that runs"),
    choice("EnterWorktree", "goes to a git worktree"),
    choice("ExitWorktree", "comes back from one"),
    choice("Artifact", "shows something it has made"),
];

/// What is known of a key; `None` where Claude Code does not know it.
pub fn known(key: &str) -> Option<&'static KnownField> {
    FIELDS.iter().find(|field| field.key == key)
}

/// Where a key stands in the customary order; unknown ones come last.
pub fn rank(key: &str) -> usize {
    FIELDS
        .iter()
        .position(|field| field.key == key)
        .unwrap_or(FIELDS.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_stands_once_and_says_what_it_does() {
        assert_eq!(FIELDS.len(), 20);
        for (index, field) in FIELDS.iter().enumerate() {
            assert_eq!(rank(field.key), index);
            assert!(field.doc.ends_with('.'), "{}", field.key);
        }
        assert_eq!(rank("emoji"), FIELDS.len());
    }

    #[test]
    fn only_these_are_required() {
        let required: Vec<_> = FIELDS
            .iter()
            .filter(|field| field.required)
            .map(|field| field.key)
            .collect();
        assert_eq!(required, ["name", "description"]);
    }
}
