//! Everything that is kept as one archive, and what comes of one that is brought.

use leptos::prelude::*;

use super::Workspace;
use crate::ui::session::{Kept, new_id};
use crate::workspace::archive::{Archive, arrival};
use crate::workspace::draft::{Draft, StoreError};
use crate::workspace::history::Snapshot;
use crate::workspace::library::{Entry, MADE_HERE};

impl Workspace {
    /// Everything that is kept, with what was typed up to now.
    ///
    /// # Errors
    /// When the moments cannot be read.
    pub async fn archive(self) -> Result<Archive, StoreError> {
        let snapshots = self.all_moments().await?;
        let (collections, ids) = self.library.with_untracked(|library| {
            let ids: Vec<String> = (library.entries())
                .map(|entry| entry.id().to_owned())
                .collect();
            (library.collections().to_vec(), ids)
        });
        let on_show = self.id_on_show();
        let mut documents: Vec<Entry> = (ids.iter())
            .filter_map(|id| self.entry_as_it_stands(id))
            .collect();
        if !ids.contains(&on_show) && self.session.keeping.state.get_untracked() != Kept::Nothing {
            documents.push(self.unlisted(on_show));
        }
        Ok(Archive {
            collections,
            documents,
            snapshots,
        })
    }

    /// The document on show where the library has not heard of it, or cannot hold it.
    fn unlisted(self, id: String) -> Entry {
        let text = self.session.source();
        Entry::alone(Draft::first(id, MADE_HERE, js_sys::Date::now(), &text))
    }

    /// Takes an archive in beside what is there; says in a sentence what came of it.
    pub fn take_in_archive(self, archive: Archive) -> String {
        let arrival = self
            .library
            .with_untracked(|library| arrival(archive, library, new_id));
        let sum = arrival.sum();
        for collection in arrival.collections {
            self.keep_collection(collection);
        }
        self.put_all(arrival.documents);
        for moments in arrival.snapshots.into_values() {
            self.keep_all(moments);
        }
        sum
    }

    /// The moments of all documents, in no order.
    async fn all_moments(self) -> Result<Vec<Snapshot>, StoreError> {
        let mut all: Vec<Snapshot> = self.unstored_moments();
        let Some(store) = self.store() else {
            return Ok(all);
        };
        let mut last: Option<String> = None;
        loop {
            let some = store.snapshots_after(last.as_deref()).await?;
            let Some(furthest) = some.last() else {
                return Ok(all);
            };
            last = Some(furthest.id.clone());
            all.extend(some);
        }
    }
}
