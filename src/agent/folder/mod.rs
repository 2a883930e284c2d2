//! Read, Grep and Glob over a folder that the person opens, as Claude Code has these tools: the same names and
//! arguments, and what they give written alike. Nothing can be written.
//!
//! No input or output: a [`Request`] says what is wanted of the folder, and whoever has the folder answers with
//! a [`Reply`]. Every call asks for the list of files first, and bytes are asked for of files alone that the
//! list has: whatever a model writes for a path, nothing outside of the folder can be meant. Files that may
//! hold secrets are not asked for, unless the person has named them.
//!
//! Patterns are matched by regex-lite, which takes linear time and 30 kB where regex takes 277, and by
//! fast-glob, which has no regular expressions behind it as globset does.

mod arguments;
mod glob;
mod grep;
mod kinds;
mod listing;
mod path;
mod pattern;
mod read;
mod secret;
mod text;
mod work;

use std::collections::BTreeSet;

pub use listing::{CACHE_TAG, Listed, is_left_out};
pub use path::{FolderPath, NoPath};
pub use secret::may_hold_secrets;
pub(super) use work::{Step, Work};

use crate::endpoint::Tool;

/// A folder that the person has opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    name: String,
    named: BTreeSet<FolderPath>,
}

/// A tool over the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderTool {
    /// The text of a file.
    Read,
    /// What matches a regular expression.
    Grep,
    /// The files whose paths match.
    Glob,
}

/// What is wanted of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Its files, however deep. What [`is_left_out`] names, and folders that hold a [`CACHE_TAG`], need not be
    /// looked into; links are not followed.
    List,
    /// The bytes of a file.
    Read(FolderPath),
}

/// What the folder gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Its files.
    Files(Vec<Listed>),
    /// The bytes of the file.
    Bytes(Vec<u8>),
    /// Why there is nothing, in a sentence.
    Failed(String),
}

impl Folder {
    /// A folder by the name that the person knows it by.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            named: BTreeSet::new(),
        }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The person names a file that may be read though it may hold secrets.
    ///
    /// # Errors
    /// It is no path in the folder.
    pub fn name_file(&mut self, path: &str) -> Result<(), NoPath> {
        self.named.insert(FolderPath::resolve(path, &self.name)?);
        Ok(())
    }

    /// The files that the person has named.
    pub fn named(&self) -> impl Iterator<Item = &FolderPath> {
        self.named.iter()
    }

    /// Whether a file is kept from the model.
    pub fn refuses(&self, path: &FolderPath) -> bool {
        may_hold_secrets(path) && !self.named.contains(path)
    }
}

impl FolderTool {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Read, Self::Grep, Self::Glob];

    /// Its name, as Claude Code has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Grep => "Grep",
            Self::Glob => "Glob",
        }
    }

    /// As a model is told of it.
    pub(super) fn described(self, folder: &Folder) -> Tool {
        let (description, schema) = match self {
            Self::Read => read::described(folder),
            Self::Grep => grep::described(folder),
            Self::Glob => glob::described(folder),
        };
        Tool {
            name: self.name().to_owned(),
            description,
            schema,
        }
    }
}
