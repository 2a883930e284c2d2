//! How the library comes: what is kept, what other tabs change, and the drafts of tabs that are gone.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::{LibraryState, Workspace};
use crate::ui::session::Kept;
use crate::web::library::{Closed, LibraryStore};
use crate::web::share::fragment;
use crate::web::storage::LocalDrafts;
use crate::web::{dom, turns};
use crate::workspace::draft::{Draft, DraftStore, StoreError};
use crate::workspace::library::Entry;

/// Where nobody can say whether a draft is on show in another tab, it moves into the library after so
/// many milliseconds without a change.
const SURELY_LEFT: f64 = 24.0 * 60.0 * 60.0 * 1000.0;

/// Whoever has to know what is kept waits for it no longer than so many milliseconds.
const PATIENCE: i32 = 1_000;

impl Workspace {
    /// Does something once what is kept is here, or cannot be had. Nobody waits for very many documents: after
    /// a second it is done with those that are here by then.
    pub fn once_read(self, act: impl FnOnce() + 'static) {
        let waiting = StoredValue::new_local(Some(act));
        let act_once = move || {
            if let Some(act) = waiting.try_update_value(Option::take).flatten() {
                untrack(act);
            }
        };
        if self.state.get_untracked() != LibraryState::Opening {
            return act_once();
        }
        Effect::new(move || {
            if self.state.get() != LibraryState::Opening {
                act_once();
            }
        });
        dom::later(PATIENCE, act_once);
    }

    /// Opens the library, and takes the drafts of earlier tabs into it.
    pub(super) async fn open_library(self) {
        let opened = LibraryStore::open(
            move |ids| leptos::task::spawn_local(self.hear_of(ids)),
            move |why| self.closed(why),
        );
        let read = match opened.await {
            Ok(store) => {
                self.store.set_value(Some(store.clone()));
                self.read_all(&store).await
            }
            Err(error) => Err(error),
        };
        match read {
            Ok(()) => {
                self.take_in_drafts().await;
                self.state.set(LibraryState::Open);
                self.show_what_was_on_show();
                self.forget_lost_moments().await;
            }
            Err(error) => self.go_without(error),
        }
        self.take_in_what_is_on_show();
    }

    /// What was on show before a reload lies in the library alone where the local storage had no room for
    /// it, or another tab has taken it meanwhile. Whatever somebody has typed or asked for counts more.
    fn show_what_was_on_show(self) {
        let session = self.session;
        let untouched = session.keeping.state.get_untracked() == Kept::Nothing
            && dom::shipped_definition().is_some_and(|shipped| *shipped == *session.source())
            && fragment().is_none();
        if let Some(id) = LocalDrafts.remembered().filter(|_| untouched)
            && self.entry(&id).is_some()
        {
            self.open(&id);
        }
    }

    async fn read_all(self, store: &LibraryStore) -> Result<(), StoreError> {
        for (collection, handle) in store.collections().await? {
            if let Some(handle) = handle {
                self.remember_folder(&collection.id, handle);
            }
            self.library
                .update(|library| library.put_collection(collection));
        }
        let mut last: Option<String> = None;
        loop {
            let some = store.entries_after(last.as_deref()).await?;
            let Some(entry) = some.last() else {
                return Ok(());
            };
            last = Some(entry.id().to_owned());
            self.library.update(|library| {
                for entry in some {
                    library.put(entry);
                }
            });
            turns::next_turn().await;
        }
    }

    fn go_without(self, error: StoreError) {
        self.state.set(LibraryState::Missing(error));
        // The texts that are there without the library.
        for draft in drafts() {
            self.show_draft(draft);
        }
        self.session.notices.tell(format!(
            "The library of documents could not be opened: {error}. What you type is still kept as far as the browser allows; download it to be sure."
        ));
    }

    fn closed(self, why: Closed) {
        self.store.set_value(None);
        self.state.set(LibraryState::Missing(StoreError::Denied));
        self.session.notices.tell(match why {
            Closed::ByNewerPage => {
                "A newer version of this page is open in another tab. Reload this one to go on with all documents; what you type is kept."
            }
            Closed::ByBrowser => {
                "The browser has closed the library of documents. Reload the page to open it again; what you type is kept."
            }
        });
    }

    /// Moves the drafts of tabs that are gone out of the local storage, which is small; those on show
    /// somewhere stay there and are listed all the same.
    async fn take_in_drafts(self) {
        let Some(store) = self.store() else { return };
        let on_show = store.on_show_anywhere().await;
        let own = self.id_on_show();
        for draft in drafts().into_iter().filter(|draft| draft.id != own) {
            let left = match &on_show {
                Some(ids) => !ids.contains(&draft.id),
                None => js_sys::Date::now() - draft.saved_at > SURELY_LEFT,
            };
            let entry = self.show_draft(draft);
            if !left {
                continue;
            }
            match store.put(std::slice::from_ref(&entry)).await {
                Ok(()) => self.move_over(&store, entry.id(), &entry.draft.text).await,
                Err(error) => {
                    self.tell_failure("A document could not be moved into the library", error);
                }
            }
        }
    }

    /// Lists a draft of the local storage, which is newer than what the library has.
    fn show_draft(self, draft: Draft) -> Arc<Entry> {
        let known = self.entry(&draft.id);
        let entry = match known {
            Some(entry) if entry.draft.text == draft.text => return entry,
            // The page went before it could take away what was kept before that became too large.
            Some(entry) if entry.draft.stamp.is_after(&draft.stamp) => return entry,
            Some(entry) => entry.with_draft(draft),
            None => Entry::alone(draft),
        };
        let mut put = None;
        self.library
            .update(|library| put = Some(library.put(entry.clone())));
        put.unwrap_or_else(|| Arc::new(entry))
    }

    /// What is on show is one of the documents as soon as it is kept; a known one has a path.
    pub(super) fn take_in_what_is_on_show(self) {
        let id = self.id_on_show();
        if let Some(store) = self.store() {
            store.hold_on_show(&id);
        }
        // A page that was left in the same second has not told the library yet.
        if let Ok(Some(draft)) = LocalDrafts.get(&id) {
            self.show_draft(draft);
            self.sync_soon();
        }
        if let Some(entry) = self.entry(&id) {
            self.on_show
                .update_value(|on_show| on_show.knows(entry.draft.stamp.clone()));
            self.session.path.set(self.full_path(&entry));
        }
    }

    /// Another tab has changed these documents, or the collections.
    async fn hear_of(self, ids: Vec<String>) {
        let Some(store) = self.store() else { return };
        if ids.is_empty() {
            if let Ok(collections) = store.collections().await {
                let there: BTreeSet<String> = collections
                    .iter()
                    .map(|(collection, _)| collection.id.clone())
                    .collect();
                self.library.update(|library| {
                    let gone: Vec<String> = library
                        .collections()
                        .iter()
                        .filter(|known| !there.contains(&known.id))
                        .map(|known| known.id.clone())
                        .collect();
                    for id in gone {
                        library.forget_collection(&id);
                    }
                    for (collection, _) in collections {
                        library.put_collection(collection);
                    }
                });
            }
            return;
        }
        let Ok(found) = store.entries(&ids).await else {
            return;
        };
        let on_show = self.id_on_show();
        self.library.update(|library| {
            for id in ids.iter().filter(|id| **id != on_show) {
                library.remove(id);
            }
            for entry in found.into_iter().filter(|entry| entry.id() != on_show) {
                library.put(entry);
            }
        });
    }
}

/// All drafts of the local storage that can be read.
fn drafts() -> Vec<Draft> {
    LocalDrafts
        .ids()
        .iter()
        .filter_map(|id| LocalDrafts.get(id).ok().flatten())
        .collect()
}
