//! How the document on show gets into the library, and moves over when another takes its place.

use std::sync::Arc;

use leptos::prelude::*;

use super::Workspace;
use super::own::OnShow;
use crate::ui::session::{Kept, new_id};
use crate::web::dom;
use crate::web::library::LibraryStore;
use crate::web::storage::LocalDrafts;
use crate::workspace::draft::{Draft, DraftStore, Stamp};
use crate::workspace::library::Entry;

/// How long after it was kept in the local storage the text goes into the library too, in ms.
const SYNC_AFTER: i32 = 1_500;

impl Workspace {
    /// Follows what is on show as long as the page lives.
    pub(super) fn follow_what_is_on_show(self) {
        let session = self.session;
        Effect::new(move || {
            session.turned.track();
            let state = session.keeping.state.get();
            let id = self.id_on_show();
            let left = self.on_show.try_update_value(|on_show| {
                (on_show.id != id).then(|| std::mem::replace(on_show, OnShow::new(id)))
            });
            if let Some(left) = left.flatten() {
                self.session.path.set(None);
                self.take_in_what_is_on_show();
                leptos::task::spawn_local(self.leave(left));
            }
            if state == Kept::Saved {
                self.sync_soon();
            }
        });
    }

    /// Keeps in the library what the local storage has no room for.
    pub(super) fn follow_what_is_too_large(self) {
        let keeping = self.session.keeping;
        Effect::new(move || {
            if keeping.too_large.get() == 0 {
                return;
            }
            let draft = keeping.next_draft(self.session);
            leptos::task::spawn_local(async move {
                let mut known = self.on_show.with_value(|on_show| on_show.known.clone());
                // What is on its way there from here already is this tab's own.
                known.push(draft.stamp.clone());
                let kept = self.keep_text(self.as_entry(draft.clone()), &known).await;
                keeping.kept_elsewhere(&draft, kept);
            });
        });
    }

    /// Keeps the text on show in the library too, in a moment.
    pub(super) fn sync_soon(self) {
        let waits = self
            .on_show
            .try_update_value(|on_show| std::mem::replace(&mut on_show.sync_waits, true));
        if waits == Some(false) {
            dom::later(SYNC_AFTER, move || {
                self.on_show
                    .update_value(|on_show| on_show.sync_waits = false);
                leptos::task::spawn_local(async move {
                    let id = self.id_on_show();
                    let known = self.on_show.with_value(|on_show| on_show.known.clone());
                    if let Some(entry) = self.draft_as_entry(&id) {
                        self.keep_text(entry, &known).await;
                    }
                });
            });
        }
    }

    /// What the local storage has of a document, as the library knows it.
    fn draft_as_entry(self, id: &str) -> Option<Entry> {
        let draft = LocalDrafts.get(id).ok().flatten()?;
        // What was too large for the local storage is on its way into the library: this is older.
        let is_older = self
            .entry(id)
            .is_some_and(|known| known.draft.stamp.is_after(&draft.stamp));
        (!is_older).then(|| self.as_entry(draft))
    }

    fn as_entry(self, draft: Draft) -> Entry {
        match self.entry(&draft.id) {
            Some(known) => known.with_draft(draft),
            None => Entry::alone(draft),
        }
    }

    /// Keeps the text of a document in the library; says whether it is there. Where that has neither this
    /// nor what this tab knows of, another tab has kept it: that one stays, as a document of its own.
    async fn keep_text(self, entry: Entry, known: &[Stamp]) -> bool {
        let mut put = None;
        self.library
            .update(|library| put = Some(library.put(entry)));
        let (Some(entry), Some(store)) = (put, self.store()) else {
            return false;
        };
        let kept = match store.put_over(&entry, known).await {
            Ok(true) => true,
            Ok(false) => self.keep_beside_theirs(&entry).await,
            Err(error) => {
                self.tell_failure("The library could not take the text", error);
                false
            }
        };
        self.on_show.update_value(|on_show| {
            if on_show.id == entry.id() {
                on_show.knows(entry.draft.stamp.clone());
            }
        });
        kept
    }

    /// Says whether both are kept.
    async fn keep_beside_theirs(self, entry: &Arc<Entry>) -> bool {
        let Some(store) = self.store() else {
            return false;
        };
        let ids = [entry.id().to_owned()];
        let theirs = store.entries(&ids).await.unwrap_or_default();
        let copies: Vec<Arc<Entry>> = theirs
            .into_iter()
            .map(|theirs| {
                Arc::new(Entry {
                    draft: Draft {
                        id: new_id(),
                        ..theirs.draft.clone()
                    },
                    path: Some(
                        self.library
                            .with_untracked(|library| library.path_for_copy(&theirs)),
                    ),
                    ..theirs
                })
            })
            .collect();
        if let Err(error) = store.put(&copies).await {
            self.tell_failure(
                "Another tab's text could not be kept beside this one",
                error,
            );
            return false;
        }
        self.library.update(|library| {
            for copy in &copies {
                library.put(Entry::clone(copy));
            }
        });
        if let Err(error) = store.put(std::slice::from_ref(entry)).await {
            self.tell_failure("The library could not take the text", error);
            return false;
        }
        self.session.notices.tell(
            "Another tab has changed this document too. Its text is kept beside this one, under Files.",
        );
        true
    }

    /// Another document is on show: this one moves over.
    async fn leave(self, left: OnShow) {
        let Some(entry) = self.draft_as_entry(&left.id) else {
            return;
        };
        let text = entry.draft.text.clone();
        if !self.keep_text(entry, &left.known).await {
            return;
        }
        let Some(store) = self.store() else { return };
        let shown = store.on_show_anywhere().await;
        let shown_elsewhere = shown.is_none_or(|ids| ids.contains(&left.id));
        if !shown_elsewhere {
            self.move_over(&store, &left.id, &text).await;
        }
    }

    /// Takes a document that the library has with this text out of the local storage, with its history
    /// of undo.
    pub(super) async fn move_over(self, store: &LibraryStore, id: &str, text: &str) {
        if let Some(history) = LocalDrafts.history(id) {
            store.keep_undo_history(id, &history).await;
        }
        // It may be on show again, or have been changed, meanwhile.
        let unchanged = matches!(LocalDrafts.get(id), Ok(Some(draft)) if draft.text == text);
        if unchanged && self.id_on_show() != id {
            LocalDrafts.remove(id);
        }
    }
}
