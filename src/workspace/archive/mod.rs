//! Everything that is kept, as one file: documents, collections, moments. No setting is in it.
//!
//! The file is JSON with a version, so that any tool reads it in years.

mod form;
mod taking_in;

#[cfg(test)]
mod tests;

use super::history::Snapshot;
use super::library::{Collection, Entry};
pub use form::{ArchiveError, is_archive, read, write};
pub use taking_in::{Arrival, arrival};

/// How the name of such a file ends.
pub const ENDING: &str = ".json";

/// Everything that is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    /// The collections.
    pub collections: Vec<Collection>,
    /// The documents, of collections or of their own.
    pub documents: Vec<Entry>,
    /// The moments of the documents.
    pub snapshots: Vec<Snapshot>,
}
