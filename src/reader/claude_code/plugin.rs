//! Agents of a plugin: a file that cannot be read still becomes an agent, a poor one.

use super::{ClaudeCode, Home};
use crate::reader::{Input, Loss, LossKind, Outcome, Reading, Tools};

/// What a plugin makes of a file that is no agent by itself, for the reasons in `why`.
pub(super) fn placeholder(input: &Input<'_>, why: Vec<Loss>) -> Reading {
    let source = &input.definition.source;
    let name = input.file_stem().unwrap_or("agent").to_owned();
    let description = format!("Agent from {} plugin", plugin_name(input).unwrap_or("the"));
    Reading {
        outcome: Outcome::LosesText,
        fields: vec![
            ("name".to_owned(), name.clone()),
            ("description".to_owned(), description.clone()),
        ],
        name: Some(name),
        description: Some(description),
        model: None,
        tools: Tools::Listed("All tools".to_owned()),
        prompt: Some(input.definition.layout.body.slice(source).trim().to_owned()),
        losses: why
            .into_iter()
            .map(|loss| Loss {
                kind: LossKind::Text,
                reason: format!(
                    "{}; the plugin's agent is named after the file and loses every field",
                    loss.reason
                ),
                ..loss
            })
            .collect(),
    }
}

/// The folder above `agents/`, which is how a plugin is usually called; its own manifest may say
/// otherwise.
fn plugin_name<'file>(input: &Input<'file>) -> Option<&'file str> {
    let mut folders = input.path?.rsplit(['/', '\\']);
    folders.find(|folder| *folder == "agents")?;
    folders.next().filter(|name| !name.is_empty())
}

impl ClaudeCode {
    /// A plugin of the newest version.
    pub const PLUGIN: Self = Self {
        version: super::Version::NEWEST,
        home: Home::Plugin,
    };
}
