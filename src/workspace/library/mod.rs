//! All documents of the workspace: those of their own, and the collections.
//!
//! A [`Library`] is a plain value with the verbs of its domain; `web` keeps what it holds, and `ui` shows
//! it. Texts are shared, so a copy of it costs little.

mod collection;
mod entry;
mod search;
mod take_in;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use collection::{Collection, Origin};
pub use entry::{Entry, MADE_HERE};
pub use search::Search;
pub use take_in::{Changed, TakenIn};

use super::file_name::{self, PathError};

/// All documents of the workspace.
#[derive(Clone, Debug, Default)]
pub struct Library {
    entries: BTreeMap<String, Arc<Entry>>,
    collections: Vec<Collection>,
}

impl Library {
    /// Puts a document in, in place of the one of its id.
    pub fn put(&mut self, entry: Entry) -> Arc<Entry> {
        let entry = Arc::new(entry);
        self.entries
            .insert(entry.id().to_owned(), Arc::clone(&entry));
        entry
    }

    /// Takes a document out.
    pub fn remove(&mut self, id: &str) -> Option<Arc<Entry>> {
        self.entries.remove(id)
    }

    /// The document of that id.
    pub fn get(&self, id: &str) -> Option<&Arc<Entry>> {
        self.entries.get(id)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All documents, in no order that means anything.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.entries.values()
    }

    /// The documents of their own, the newest first.
    pub fn alone(&self) -> Vec<&Arc<Entry>> {
        let mut list: Vec<_> = self
            .entries()
            // What belongs to a collection that is not there any more is not lost with it.
            .filter(|entry| {
                let held = entry
                    .collection
                    .as_deref()
                    .and_then(|id| self.collection(id));
                held.is_none()
            })
            .collect();
        list.sort_by(|a, b| b.draft.saved_at.total_cmp(&a.draft.saved_at));
        list
    }

    /// The documents of a collection, by their paths.
    pub fn of(&self, collection: &str) -> Vec<&Arc<Entry>> {
        let mut list: Vec<_> = self
            .entries()
            .filter(|entry| entry.collection.as_deref() == Some(collection))
            .collect();
        list.sort_by(|a, b| a.path.cmp(&b.path));
        list
    }

    /// The collections, in the order in which they came.
    pub fn collections(&self) -> &[Collection] {
        &self.collections
    }

    /// The collection of that id.
    pub fn collection(&self, id: &str) -> Option<&Collection> {
        self.collections
            .iter()
            .find(|collection| collection.id == id)
    }

    /// Puts a collection in, in place of the one of its id.
    pub fn put_collection(&mut self, collection: Collection) {
        match self
            .collections
            .iter_mut()
            .find(|known| known.id == collection.id)
        {
            Some(known) => *known = collection,
            None => self.collections.push(collection),
        }
    }

    /// Takes a collection out; what belongs to it stays, as documents of their own.
    pub fn forget_collection(&mut self, id: &str) {
        self.collections.retain(|collection| collection.id != id);
    }

    /// Takes a collection out with all that belongs to it.
    pub fn remove_collection(&mut self, id: &str) -> Vec<Arc<Entry>> {
        self.forget_collection(id);
        let (removed, kept) = std::mem::take(&mut self.entries)
            .into_iter()
            .partition(|(_, entry)| entry.collection.as_deref() == Some(id));
        self.entries = kept;
        removed.into_values().collect()
    }

    /// The document as it would be at another path; nothing is changed yet.
    ///
    /// # Errors
    /// When the path cannot be given to a file, or another file of the collection lies there.
    pub fn renamed(&self, entry: &Entry, path: &str) -> Result<Entry, PathError> {
        let path = file_name::path_given(path)?;
        if entry.collection.is_some()
            && self.is_taken(entry.collection.as_deref(), &path, entry.id())
        {
            return Err(PathError::Taken);
        }
        let mut renamed = entry.clone();
        if renamed.collection.is_some() && renamed.path.as_deref() != Some(&path) {
            // Nothing lies there yet, in the folder that it came from.
            renamed.draft.stamp.writer = MADE_HERE.to_owned();
        }
        renamed.path = Some(path);
        Ok(renamed)
    }

    /// That path, or one like it at which no other file of the collection lies.
    pub fn free_path(&self, collection: Option<&str>, path: &str) -> String {
        file_name::free_path(path, |path| self.is_taken(collection, path, ""))
    }

    /// A path for a copy of the document, beside it.
    pub fn path_for_copy(&self, entry: &Entry) -> String {
        file_name::free_path(&entry.path_or_name(), |path| {
            path == entry.path_or_name() || self.is_taken(entry.collection.as_deref(), path, "")
        })
    }

    fn is_taken(&self, collection: Option<&str>, path: &str, but_for: &str) -> bool {
        self.entries().any(|other| {
            other.id() != but_for
                && other.collection.as_deref() == collection
                && other.path.as_deref() == Some(path)
        })
    }
}

#[cfg(test)]
mod tests;
