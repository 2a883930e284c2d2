//! How the document on show gets into the library, and moves over when another takes its place.

use std::sync::Arc;

use leptos::prelude::*;

use super::Workspace;
use super::own::OnShow;
use crate::ui::session::{Kept, new_id};
use crate::web::dom;
use crate::web::storage::LocalDrafts;
use crate::workspace::draft::{Draft, DraftStore};
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
            let left = self.on_show.with_value(|on_show| on_show.id.clone());
            if left != id {
                self.on_show.set_value(OnShow::new(id));
                self.session.path.set(None);
                self.take_in_what_is_on_show();
                leptos::task::spawn_local(async move { self.leave(&left).await });
            }
            if state == Kept::Saved {
                self.sync_soon();
            }
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
                    if let Some(entry) = self.draft_as_entry(&id) {
                        self.keep_text(entry).await;
                    }
                });
            });
        }
    }

    /// What the local storage has of a document, as the library knows it.
    fn draft_as_entry(self, id: &str) -> Option<Entry> {
        let draft = LocalDrafts.get(id).ok().flatten()?;
        Some(match self.entry(id) {
            Some(known) => known.with_draft(draft),
            None => Entry::alone(draft),
        })
    }

    /// Keeps the text of a document in the library. Where another tab has kept another text there, that
    /// one stays, as a document of its own.
    async fn keep_text(self, entry: Entry) {
        let mut put = None;
        self.library
            .update(|library| put = Some(library.put(entry)));
        let (Some(entry), Some(store)) = (put, self.store()) else {
            return;
        };
        let mut known = self
            .on_show
            .with_value(|on_show| match on_show.id == entry.id() {
                true => on_show.known.clone(),
                false => Vec::new(),
            });
        known.push(entry.draft.stamp.clone());
        match store.put_over(&entry, &known).await {
            Ok(true) => {}
            Ok(false) => self.keep_beside_theirs(&entry).await,
            Err(error) => self.tell_failure("The library could not take the text", error),
        }
        self.on_show.update_value(|on_show| {
            if on_show.id == entry.id() {
                on_show.knows(entry.draft.stamp.clone());
            }
        });
    }

    async fn keep_beside_theirs(self, entry: &Arc<Entry>) {
        let Some(store) = self.store() else { return };
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
            return self.tell_failure(
                "Another tab's text could not be kept beside this one",
                error,
            );
        }
        self.library.update(|library| {
            for copy in &copies {
                library.put(Entry::clone(copy));
            }
        });
        if let Err(error) = store.put(std::slice::from_ref(entry)).await {
            return self.tell_failure("The library could not take the text", error);
        }
        self.session.notices.tell(
            "Another tab has changed this document too. Its text is kept beside this one, under Files.",
        );
    }

    /// Another document is on show: this one moves over.
    async fn leave(self, id: &str) {
        let Some(entry) = self.draft_as_entry(id) else {
            return;
        };
        self.keep_text(entry).await;
        let Some(store) = self.store() else { return };
        let shown = store.on_show_anywhere().await;
        let shown_elsewhere = shown.is_none_or(|ids| ids.iter().any(|shown| shown == id));
        if let Some(entry) = self.entry(id)
            && !shown_elsewhere
        {
            self.move_over(&entry).await;
        }
    }

    /// Takes a document out of the local storage once the library has it, with its history of undo.
    pub(super) async fn move_over(self, entry: &Arc<Entry>) {
        let Some(store) = self.store() else { return };
        let id = entry.id();
        if let Some(history) = LocalDrafts.history(id) {
            store.keep_undo_history(id, history).await;
        }
        if let Err(error) = store.put(std::slice::from_ref(entry)).await {
            return self.tell_failure("A document could not be moved into the library", error);
        }
        // It may be on show again, or have been changed, meanwhile.
        let unchanged =
            matches!(LocalDrafts.get(id), Ok(Some(draft)) if draft.text == entry.draft.text);
        if unchanged && self.id_on_show() != id {
            LocalDrafts.remove(id);
        }
    }
}
