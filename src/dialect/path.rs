//! What a path says of the file that lies there.

use super::kind::{Found, Kind};

/// Where a file lies.
pub(super) enum Place {
    /// Where only files of this kind lie.
    Is(Found),
    /// In a folder of agents that may be any tool's, but most often is this one's.
    Agents(Found),
    /// Somewhere.
    Silent,
}

/// Folders of agents that belong to one tool: the tool's folder, the folder in it, the kind.
const FOLDERS: &[(&str, &[&str], Kind)] = &[
    (".claude", &["agents"], Kind::ClaudeAgent),
    (".github", &["agents"], Kind::CopilotAgent),
    (".github", &["chatmodes"], Kind::CopilotChatMode),
    (".opencode", &["agent", "agents"], Kind::OpenCodeAgent),
    (".kiro", &["agents"], Kind::KiroAgent),
    (".gemini", &["agents"], Kind::GeminiAgent),
    (".cursor", &["agents"], Kind::CursorAgent),
];

/// Ends of file names that say what a file is.
const ENDS: &[(&str, Kind)] = &[
    (".agent.md", Kind::CopilotAgent),
    (".chatmode.md", Kind::CopilotChatMode),
    (".prompt.md", Kind::NotADefinition),
    (".instructions.md", Kind::NotADefinition),
];

/// What the path says.
pub(super) fn place(path: &str) -> Place {
    let parts: Vec<&str> = path
        .split(['/', '\\'])
        .filter(|part| !part.is_empty())
        .collect();
    let Some((name, folders)) = parts.split_last() else {
        return Place::Silent;
    };
    if *name == "SKILL.md" {
        return Place::Is(Found::new(Kind::Skill, "the file is called SKILL.md"));
    }
    for (end, kind) in ENDS {
        if name.ends_with(end) {
            let why = format!("the file's name ends in {end}");
            return Place::Is(Found::new(*kind, why));
        }
    }
    // The innermost folder that says something counts.
    for at in (0..folders.len()).rev() {
        if let Some(place) = of_folder(folders, at) {
            return place;
        }
    }
    Place::Silent
}

/// The folder of agents or skills that some tool knows, as far as the path alone says that a definition lies in
/// one; `None` for every other path. It is a beginning of the path, empty for a file without folders whose name
/// says what it is.
pub fn known_folder(path: &str) -> Option<&str> {
    match place(path) {
        Place::Is(found) | Place::Agents(found)
            if found.kind != Kind::NotADefinition && !is_about_others(path) => {}
        _ => return None,
    }
    let folder = above(path);
    if path.ends_with("SKILL.md") {
        // Each skill has a folder of its own.
        return Some(above(folder));
    }
    let mut known = folder;
    while !known.is_empty() {
        let parts: Vec<&str> = known
            .split(['/', '\\'])
            .filter(|part| !part.is_empty())
            .collect();
        let last = parts.len().checked_sub(1);
        if last.is_some_and(|last| of_folder(&parts, last).is_some()) {
            return Some(known);
        }
        known = above(known);
    }
    Some(folder)
}

/// The folder that a path lies in.
fn above(path: &str) -> &str {
    path.rsplit_once(['/', '\\'])
        .map_or("", |(folder, _)| folder)
}

fn of_folder(folders: &[&str], at: usize) -> Option<Place> {
    let folder = folders[at];
    let above = at.checked_sub(1).map(|at| folders[at]);
    let lies = |what: &str| format!("it lies in {what}/");
    for (tool, inside, kind) in FOLDERS {
        if above == Some(*tool) && inside.contains(&folder) {
            let found = Found::new(*kind, lies(&format!("{tool}/{folder}")));
            return Some(match kind {
                Kind::ClaudeAgent => Place::Agents(found),
                _ => Place::Is(found),
            });
        }
    }
    let config = at.checked_sub(2).map(|at| folders[at]) == Some(".config");
    if config && above == Some("opencode") && matches!(folder, "agent" | "agents") {
        let why = lies(&format!(".config/opencode/{folder}"));
        return Some(Place::Is(Found::new(Kind::OpenCodeAgent, why)));
    }
    if above == Some(".claude") && folder == "commands" {
        let why = format!("{}, so it is a command", lies(".claude/commands"));
        return Some(Place::Is(Found::new(Kind::NotADefinition, why)));
    }
    if folder == "chatmodes" {
        return Some(Place::Is(Found::new(Kind::CopilotChatMode, lies(folder))));
    }
    if folder != "agents" {
        return None;
    }
    let in_plugin = folders[..at]
        .iter()
        .rposition(|folder| *folder == "plugins")
        .is_some_and(|plugins| plugins + 1 < at);
    Some(Place::Agents(if in_plugin {
        Found::new(Kind::PluginAgent, "it lies in agents/ of a plugin")
    } else {
        Found::new(Kind::ClaudeAgent, lies(folder))
    }))
}

/// Whether a path is that of a command of some program or of a template for issues: such files have names and
/// descriptions as agents have.
pub(super) fn is_of_others(path: &str) -> bool {
    let folders: Vec<&str> = above(path)
        .split(['/', '\\'])
        .filter(|part| !part.is_empty())
        .collect();
    (1..folders.len()).any(|at| match (folders[at - 1], folders[at]) {
        (".github", "ISSUE_TEMPLATE" | "PULL_REQUEST_TEMPLATE" | "DISCUSSION_TEMPLATE")
        | (".opencode" | "opencode", "command" | "commands")
        | (".claude" | ".cursor", "commands") => true,
        (_, "commands") => folders[..at - 1].contains(&"plugins"),
        _ => false,
    })
}

/// Whether a file's name is one of those that speak about the files beside them.
pub(super) fn is_about_others(path: &str) -> bool {
    const NAMES: &[&str] = &[
        "AGENTS",
        "CHANGELOG",
        "CLAUDE",
        "CONTRIBUTING",
        "GEMINI",
        "INDEX",
        "LICENSE",
        "README",
    ];
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    NAMES.iter().any(|known| stem.eq_ignore_ascii_case(known))
}
