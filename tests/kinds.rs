//! Every file of the corpus, given its path, is of the kind that the corpus says it is.

use std::fs;
use std::path::Path;

use agent_playground::definition::Definition;
use agent_playground::dialect::{self, Kind};
use serde_json::Value;

/// The corpus, in the folder beside the project's; it is not part of the repository.
const CORPUS: &str = "../shared/corpus";

/// Paths whose dialect in the corpus is another, and why we differ.
const EXCEPTIONS: &[(&str, &str)] = &[(
    "/.cursor/agents/",
    "the corpus counts these with Claude Code's agents, but they are written for Cursor",
)];

fn fits(dialect: &str, kind: Kind) -> bool {
    match dialect.strip_prefix("fixture/").unwrap_or(dialect) {
        "claude-agent" | "broken-no-open" => matches!(kind, Kind::ClaudeAgent | Kind::PluginAgent),
        "skill" => kind == Kind::Skill,
        "copilot-agent" => kind == Kind::CopilotAgent,
        "copilot-chatmode" => kind == Kind::CopilotChatMode,
        "opencode" => kind == Kind::OpenCodeAgent,
        "kiro" => kind == Kind::KiroAgent,
        _ => false,
    }
}

#[test]
fn files_are_of_the_kind_of_their_dialect() {
    let Ok(index) = fs::read_to_string(Path::new(CORPUS).join("index.json")) else {
        println!("skipped: {CORPUS} is not there");
        return;
    };
    let index: Value = serde_json::from_str(&index).expect("the index is JSON");
    let rows = index.as_array().expect("the index is a list");
    let mut found = Vec::new();
    let mut excepted = 0;
    for row in rows {
        let text = |key: &str| row[key].as_str().expect("a row has it");
        let path = text("path");
        let source =
            fs::read_to_string(Path::new(CORPUS).join(text("file"))).expect("the corpus is UTF-8");
        let kind = dialect::find(Some(path), &Definition::parse(source));
        let fits = fits(text("dialect"), kind.kind);
        if EXCEPTIONS.iter().any(|(part, _)| path.contains(part)) {
            excepted += 1;
            assert!(!fits, "{path}: is no exception");
        } else if !fits {
            found.push(format!("{path}: {}: {kind:?}", text("dialect")));
        }
    }
    assert_eq!(excepted, 3);
    assert!(
        found.is_empty(),
        "{} of {}:\n{}",
        found.len(),
        rows.len(),
        found.join("\n")
    );
}
