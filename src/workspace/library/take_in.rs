//! Files that are opened into a collection, where some of them may be known.

use std::sync::Arc;

use super::{Collection, Entry, Library, Origin};
use crate::text::SourceFile;

/// What files are to a collection that they are opened into.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenIn {
    /// Those it did not have.
    pub new: Vec<SourceFile>,
    /// The ids of those it has, byte for byte.
    pub same: Vec<String>,
    /// Those it has with another text: to compare, keep both, or replace.
    pub changed: Vec<Changed>,
}

/// A file that is there with another text.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// What is there.
    pub entry: Arc<Entry>,
    /// What came.
    pub file: SourceFile,
}

impl Library {
    /// The collection that a link with these files has brought before, all of them still there under their
    /// paths; what was changed in them since does not count.
    pub fn of_link(&self, files: &[SourceFile]) -> Option<&Collection> {
        let is_one = |entry: &&Arc<Entry>| {
            let came = entry.original.as_deref().unwrap_or(&entry.draft.text);
            let path = entry.path_or_name();
            files
                .iter()
                .any(|file| file.path == path && *file.text == *came)
        };
        let mut of_links = self
            .collections()
            .iter()
            .filter(|collection| collection.origin == Origin::Link);
        of_links.find(|collection| {
            let there = self.of(&collection.id);
            there.len() == files.len() && there.iter().all(is_one)
        })
    }

    /// Says what files are to a collection, or to the documents of their own. A document that was not
    /// touched since it was opened is no loss: what came in its place is still listed as changed, for
    /// a person to see.
    pub fn take_in(&self, collection: Option<&str>, files: Vec<SourceFile>) -> TakenIn {
        let mut taken = TakenIn::default();
        let known: std::collections::BTreeMap<String, &Arc<Entry>> = self
            .entries()
            .filter(|entry| entry.collection.as_deref() == collection)
            .map(|entry| (entry.path_or_name(), entry))
            .collect();
        for file in files {
            match known.get(&file.path) {
                None => taken.new.push(file),
                Some(entry) if *entry.draft.text == *file.text => {
                    taken.same.push(entry.id().to_owned());
                }
                Some(entry) => taken.changed.push(Changed {
                    entry: Arc::clone(entry),
                    file,
                }),
            }
        }
        taken
    }
}
