//! What may be done with documents: open, create, rename, duplicate, remove, and bring back.

use std::sync::Arc;

use leptos::prelude::*;

use super::Workspace;
use crate::definition::Definition;
use crate::text::SourceFile;
use crate::ui::session::new_id;
use crate::web::storage::LocalDrafts;
use crate::workspace::draft::{Draft, DraftStore, Stamp, StoreError};
use crate::workspace::file_name::PathError;
use crate::workspace::library::{Collection, Entry, MADE_HERE};

/// The writer of what did not come from typing.
const OPENED: &str = "opened";

impl Workspace {
    /// Puts a document on show.
    pub fn open(self, id: &str) {
        if self.id_on_show() == id {
            return;
        }
        let Some(entry) = self.entry(id) else {
            return self
                .session
                .notices
                .tell("This document is not there any more: another tab may have removed it.");
        };
        leptos::task::spawn_local(async move {
            let history = match self.store() {
                Some(store) => store.undo_history(entry.id()).await,
                None => None,
            };
            self.session.open_document(&entry.draft, history);
        });
    }

    /// Where a document lies, with its collection's name: what says of which kind it is.
    pub fn full_path(self, entry: &Entry) -> Option<String> {
        let path = entry.path.as_deref()?;
        let title = self.library.with_untracked(|library| {
            let collection = library.collection(entry.collection.as_deref()?)?;
            Some(collection.title.clone())
        });
        Some(match title {
            Some(title) => format!("{title}/{path}"),
            None => path.to_owned(),
        })
    }

    /// Takes files in as documents: of a collection, or each of its own. Gives their ids, in their
    /// order. Nothing is put on show.
    pub fn add(self, files: Vec<SourceFile>, collection: Option<Collection>) -> Vec<String> {
        let now = js_sys::Date::now();
        let entries: Vec<Entry> = files
            .into_iter()
            .map(|file| Entry {
                draft: Draft::first(new_id(), OPENED, now, &file.text),
                collection: collection.as_ref().map(|known| known.id.clone()),
                path: Some(file.path),
                original: None,
            })
            .collect();
        let ids = entries.iter().map(|entry| entry.id().to_owned()).collect();
        if let Some(collection) = collection {
            self.keep_collection(collection);
        }
        self.put_all(entries);
        ids
    }

    /// Keeps a collection, new or changed.
    pub fn keep_collection(self, collection: Collection) {
        self.library
            .update(|library| library.put_collection(collection.clone()));
        leptos::task::spawn_local(async move {
            let Some(store) = self.store() else { return };
            let folder = self.folder_of(&collection.id);
            let mut kept = store.put_collection(&collection, folder.as_ref()).await;
            if folder.is_some() && kept == Err(StoreError::Unreadable) {
                // Not every browser keeps the way to a folder.
                kept = store.put_collection(&collection, None).await;
            }
            if let Err(error) = kept {
                self.tell_failure("The collection could not be kept", error);
            }
        });
    }

    /// Gives a document another path.
    ///
    /// # Errors
    /// When no file system would take it, or another file lies there.
    pub fn rename(self, id: &str, path: &str) -> Result<(), PathError> {
        let Some(entry) = self.entry(id) else {
            return Ok(());
        };
        let renamed = self
            .library
            .with_untracked(|library| library.renamed(&entry, path))?;
        if self.id_on_show() == id {
            self.session.path.set(self.full_path(&renamed));
        }
        self.put_all(vec![renamed]);
        Ok(())
    }

    /// Makes a copy beside a document; gives its id.
    pub fn duplicate(self, id: &str) -> Option<String> {
        let entry = self.entry_as_it_stands(id)?;
        let path = self
            .library
            .with_untracked(|library| library.path_for_copy(&entry));
        let copy = Entry {
            draft: Draft {
                id: new_id(),
                saved_at: js_sys::Date::now(),
                stamp: Stamp {
                    revision: 1,
                    writer: MADE_HERE.to_owned(),
                },
                ..entry.draft.clone()
            },
            path: Some(path),
            collection: entry.collection.clone(),
            original: None,
        };
        let id = copy.id().to_owned();
        self.put_all(vec![copy]);
        Some(id)
    }

    /// Removes documents; they can be brought back.
    pub fn remove(self, ids: &[String]) {
        let removed: Vec<Arc<Entry>> = ids
            .iter()
            .filter_map(|id| self.entry_as_it_stands(id))
            .map(Arc::new)
            .collect();
        self.library.update(|library| {
            for id in ids {
                library.remove(id);
            }
        });
        let was_on_show = self.let_go(ids);
        let gone = ids.to_vec();
        leptos::task::spawn_local(async move {
            if let Some(store) = self.store()
                && let Err(error) = store.remove(&gone).await
            {
                self.tell_failure("The library could not forget it", error);
            }
        });
        let words = match &removed[..] {
            [] => return,
            [one] => format!("{} was removed.", one.path_or_name()),
            many => format!("{} documents were removed.", many.len()),
        };
        self.session.notices.offer(words, "Undo", move || {
            let back = removed.iter().map(|entry| Entry::clone(entry)).collect();
            self.put_all(back);
            if let Some(id) = &was_on_show {
                self.open(id);
            }
        });
    }

    /// Removes a collection with all that belongs to it; it can be brought back.
    pub fn remove_collection(self, id: &str) {
        let (collection, ids) = self.library.with_untracked(|library| {
            let collection = library.collection(id).cloned();
            let ids: Vec<String> = library
                .of(id)
                .iter()
                .map(|entry| entry.id().to_owned())
                .collect();
            (collection, ids)
        });
        let Some(collection) = collection else { return };
        let entries: Vec<Entry> = ids
            .iter()
            .filter_map(|id| self.entry_as_it_stands(id))
            .collect();
        let id = collection.id.clone();
        self.library.update(|library| {
            library.remove_collection(&id);
        });
        let was_on_show = self.let_go(&ids);
        leptos::task::spawn_local(async move {
            let Some(store) = self.store() else { return };
            let forgotten = match store.remove(&ids).await {
                Ok(()) => store.remove_collection(&id).await,
                Err(error) => Err(error),
            };
            if let Err(error) = forgotten {
                self.tell_failure("The library could not forget it", error);
            }
        });
        let words = format!("{} was removed from this page.", collection.title);
        self.session.notices.offer(words, "Undo", move || {
            self.keep_collection(collection.clone());
            self.put_all(entries.clone());
            if let Some(id) = &was_on_show {
                self.open(id);
            }
        });
    }

    /// Shows something else where one of these documents was on show, and says which; forgets their
    /// drafts.
    fn let_go(self, ids: &[String]) -> Option<String> {
        let on_show = self.id_on_show();
        let was_on_show = ids.contains(&on_show).then_some(on_show);
        if was_on_show.is_some() {
            self.show_something_else();
        }
        for id in ids {
            LocalDrafts.remove(id);
        }
        was_on_show
    }

    /// Puts documents in place of those of their ids, here and in what is kept.
    pub fn put_all(self, entries: Vec<Entry>) {
        let on_show = self.id_on_show();
        for entry in entries.iter().filter(|entry| entry.id() == on_show) {
            let stamp = entry.draft.stamp.clone();
            self.on_show.update_value(|on_show| on_show.knows(stamp));
        }
        let mut put = Vec::with_capacity(entries.len());
        self.library.update(|library| {
            for entry in entries {
                put.push(library.put(entry));
            }
        });
        leptos::task::spawn_local(async move {
            let Some(store) = self.store() else { return };
            if let Err(error) = store.put(&put).await {
                self.tell_failure("Not all could be kept", error);
            }
        });
    }

    /// The document with what was typed into it up to now.
    pub fn entry_as_it_stands(self, id: &str) -> Option<Entry> {
        let entry = self.entry(id)?;
        if self.id_on_show() != id {
            return Some(Entry::clone(&entry));
        }
        let text = self.session.source().to_string();
        Some(entry.with_draft(Draft {
            text,
            ..entry.draft.clone()
        }))
    }

    /// The names in the documents that are not on show.
    pub fn other_names(self) -> Vec<String> {
        let on_show = self.id_on_show();
        self.library.with_untracked(|library| {
            library
                .entries()
                .filter(|entry| entry.id() != on_show)
                .filter_map(|entry| name_in(&entry.draft.text))
                .collect()
        })
    }

    fn show_something_else(self) {
        let next = self.library.with_untracked(|library| {
            let entry = library.alone().first().copied().or_else(|| {
                let mut all = library.entries();
                all.next()
            })?;
            Some(entry.draft.clone())
        });
        match next {
            Some(draft) => self.session.open_document(&draft, None),
            None => {
                if let Some(text) = crate::web::dom::shipped_definition() {
                    self.session.open_new(&text);
                }
            }
        }
    }
}

fn name_in(text: &str) -> Option<String> {
    let definition = Definition::parse_frontmatter(text);
    let name = definition.text("name")?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
