use std::cell::OnceCell;

use crate::definition::{Definition, Field};
use crate::dialect::{Kind, find};
use crate::reader::{ClaudeCode, Home, Input, Reader, Reading};

/// A file as the rules see it: read once, and by the programs only as far as a rule asks.
#[derive(Debug)]
pub struct File<'file> {
    /// The file as its author sees it.
    pub definition: &'file Definition,
    /// Its path, with `/` or `\` between the folders; `None` where it has none yet.
    pub path: Option<&'file str>,
    /// What kind of file it is.
    pub kind: Kind,
    claude: OnceCell<Reading>,
}

impl<'file> File<'file> {
    /// A file whose kind is found from its path and content.
    pub fn new(definition: &'file Definition, path: Option<&'file str>) -> Self {
        Self::of_kind(definition, path, find(path, definition).kind)
    }

    /// A file whose kind is known.
    pub fn of_kind(definition: &'file Definition, path: Option<&'file str>, kind: Kind) -> Self {
        Self {
            definition,
            path,
            kind,
            claude: OnceCell::new(),
        }
    }

    /// The text, byte for byte.
    pub fn source(&self) -> &'file str {
        &self.definition.source
    }

    /// What the latest Claude Code makes of it: as a plugin's agent where it is one, else as a
    /// project's.
    pub fn claude(&self) -> &Reading {
        self.claude.get_or_init(|| {
            let home = if self.kind == Kind::PluginAgent {
                Home::Plugin
            } else {
                Home::Project
            };
            let program = ClaudeCode {
                home,
                ..ClaudeCode::default()
            };
            program.read(&self.input())
        })
    }

    /// What a reader gets of it.
    pub fn input(&self) -> Input<'file> {
        Input {
            definition: self.definition,
            path: self.path,
        }
    }

    /// The field of that name which counts: of duplicates, the last.
    pub fn field(&self, key: &str) -> Option<&'file Field> {
        self.definition.field(key)
    }
}
