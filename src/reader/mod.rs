//! A file as each program reads it: whether it loads, what every field says to that program, and
//! what is lost on the way without a word.
//!
//! One file a program. A reader follows what the program was seen to do; where only its
//! documentation or second-hand reports speak, the loss says that it is unverified. Nothing here
//! changes a text.

mod claude_code;
mod copilot;
mod cursor;
mod documented;
mod gemini;
mod gray_matter;
mod opencode;
mod reading;
mod skill;
mod strict_yaml;
mod tokens;
mod verdict;
mod yaml_losses;

pub use claude_code::{ClaudeCode, Home, Version};
pub(crate) use claude_code::{ignored, lines_of_example, swallowed};
pub use copilot::Copilot;
pub use cursor::Cursor;
pub use gemini::Gemini;
pub use opencode::OpenCode;
pub use reading::{Loss, LossKind, Outcome, Reading, Tools};
pub use skill::Skill;
pub use strict_yaml::StrictYaml;
pub use tokens::estimated_tokens;
pub use verdict::{Tone, Verdict, of_reading as verdict_of_reading, verdict, why_not};
pub(crate) use yaml_losses::{comment_behind, property_before};

use crate::definition::Definition;

/// What a reader gets: the file as its author sees it, and where it lies.
#[derive(Clone, Copy, Debug)]
pub struct Input<'file> {
    /// The file, read once for all readers.
    pub definition: &'file Definition,
    /// Its path, with `/` or `\` between the folders; `None` where it has none yet.
    pub path: Option<&'file str>,
}

/// A program that reads definition files.
pub trait Reader {
    /// What names it on the command line: `claude-code`, `claude-code@2.0.60`, `strict-yaml`.
    fn id(&self) -> String;
    /// What people call it.
    fn title(&self) -> String;
    /// The same without a version, as it stands in a sentence.
    fn name(&self) -> &'static str;
    /// Whether the program itself was watched; else its documents or others speak for it.
    fn observed(&self) -> bool {
        true
    }
    /// What it makes of a file. Never fails and never panics.
    fn read(&self, input: &Input<'_>) -> Reading;
}

/// One reader of agents for each program, the one that most people use first.
pub fn all() -> Vec<Box<dyn Reader>> {
    vec![
        Box::new(ClaudeCode::default()),
        Box::new(ClaudeCode {
            home: Home::Plugin,
            ..ClaudeCode::default()
        }),
        Box::new(StrictYaml),
        Box::new(OpenCode),
        Box::new(Copilot),
        Box::new(Gemini),
        Box::new(Cursor),
    ]
}

/// The reader of that id, older versions of Claude Code and the reader of skills included; `None`
/// where there is none.
pub fn by_id(id: &str) -> Option<Box<dyn Reader>> {
    if let Some(version) = id.strip_prefix("claude-code@") {
        return Some(Box::new(ClaudeCode {
            version: version.parse().ok()?,
            home: Home::Project,
        }));
    }
    let skill: Box<dyn Reader> = Box::new(Skill);
    all()
        .into_iter()
        .chain([skill])
        .find(|reader| reader.id() == id)
}

impl<'file> Input<'file> {
    /// A file without a path.
    pub fn new(definition: &'file Definition) -> Self {
        Self {
            definition,
            path: None,
        }
    }

    /// The name of the file without folders and without its last extension.
    pub fn file_stem(&self) -> Option<&'file str> {
        let name = self.file_name()?;
        Some(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
    }

    /// The name of the file without folders.
    pub fn file_name(&self) -> Option<&'file str> {
        self.path?
            .rsplit(['/', '\\'])
            .next()
            .filter(|name| !name.is_empty())
    }
}
