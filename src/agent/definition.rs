//! An agent, as Claude Code makes it of a file.

use thiserror::Error;

use super::Limits;
use crate::definition::Definition;
use crate::lint::File;
use crate::reader::{ClaudeCode, Input, Reader};
use crate::roster::Granted;
use crate::text::SourceFile;

/// An agent that can run.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// Its name.
    pub name: String,
    /// The line by which a delegating model knows it.
    pub roster_line: String,
    /// Its system prompt, to the letter.
    pub prompt: String,
    /// The model that the file asks for.
    pub model: Option<String>,
    /// The tools that it gets.
    pub limits: Limits,
    /// How often it may ask its model, where the file says it.
    pub max_turns: Option<u32>,
    /// The fields of the file that Claude Code takes.
    pub(super) fields: Vec<String>,
}

/// Why a file is no agent that can run.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("Claude Code does not load this file, so there is nothing to run: {0}.")]
pub struct NoAgent(pub String);

impl Agent {
    /// The agent of a file.
    ///
    /// # Errors
    /// Claude Code does not load it.
    pub fn of(file: &SourceFile) -> Result<Self, NoAgent> {
        let definition = Definition::parse(file.text.clone());
        let reading = ClaudeCode::default().read(&Input {
            definition: &definition,
            path: Some(&file.path),
        });
        let (Some(name), Some(line)) = (reading.name.clone(), reading.roster_line()) else {
            let why = reading.losses.first().map(|loss| loss.reason.clone());
            return Err(NoAgent(why.unwrap_or_else(|| "it has no name".to_owned())));
        };
        let read = File::new(&definition, Some(&file.path));
        let field = |key: &str| reading.fields.iter().find(|(known, _)| known == key);
        Ok(Self {
            max_turns: field("maxTurns").and_then(|(_, text)| text.trim().parse().ok()),
            limits: Limits::of(&definition, Granted::of(&read, Some(&reading))),
            prompt: reading.prompt.unwrap_or_default(),
            model: reading.model,
            fields: reading.fields.into_iter().map(|(key, _)| key).collect(),
            roster_line: line,
            name,
        })
    }
}
