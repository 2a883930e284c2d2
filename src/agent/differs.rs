//! How a run here differs from one in Claude Code.

use super::{Agent, Offer, Target};

/// What a run lacks that Claude Code has, and the other way round: one sentence each, to be shown beside it.
pub fn differs(agent: &Agent, offer: &Offer) -> Vec<String> {
    let mut list = vec![
        "Claude Code adds a text about the environment (folder, system, date) behind the prompt; here the prompt is all.".to_owned(),
        "The project's CLAUDE.md is not sent along.".to_owned(),
        "The prompt comes straight from you; in Claude Code another model writes it, and decides whether this agent is called at all.".to_owned(),
    ];
    let has_folder = offer
        .tools
        .iter()
        .any(|(_, target)| matches!(target, Target::Folder(_)));
    if has_folder {
        list.push(
            "Read, Grep and Glob see the folder that you opened and nothing else: paths begin there, only text is read, files that may hold secrets are not, and .gitignore does not count."
                .to_owned(),
        );
    }
    match agent.limits.named() {
        None => list.push(
            "The agent may use every tool of Claude Code there; here it has those of the servers, the other agents, and Read, Grep and Glob where you open a folder."
                .to_owned(),
        ),
        Some(_) if !offer.unavailable.is_empty() => list.push(format!(
            "Of its tools, these are not there: {}.",
            offer.unavailable.join(", ")
        )),
        Some(_) => {}
    }
    if agent.prompt.trim().is_empty() {
        list.push(
            "The prompt is empty: Claude Code takes its own instead, and here there is none."
                .to_owned(),
        );
    }
    for (field, sentence) in [
        ("hooks", "Its hooks do not run."),
        ("skills", "Its skills are not loaded."),
        ("memory", "It has no memory."),
        ("initialPrompt", "Its initial prompt is not sent by itself."),
        (
            "permissionMode",
            "Its permission mode does not count: every call of a server's tool is asked for.",
        ),
        ("effort", "Its effort is left to the endpoint."),
        ("isolation", "It has no working copy of its own."),
        ("background", "It does not run in the background."),
    ] {
        if agent.fields.iter().any(|key| key == field) {
            list.push(sentence.to_owned());
        }
    }
    list
}
