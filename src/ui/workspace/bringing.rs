//! What becomes of files that came while others of their names are here.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::Workspace;
use crate::workspace::draft::Draft;
use crate::workspace::history::{Reason, restoring};
use crate::workspace::library::{Changed, Entry};

impl Workspace {
    /// Keeps what came beside what is there.
    pub fn keep_both(self, changed: &Changed) {
        let path = self
            .library
            .with_untracked(|library| library.path_for_copy(&changed.entry));
        let text = changed.file.text.to_string();
        self.put_all(vec![Entry {
            draft: Draft {
                id: crate::ui::session::new_id(),
                hides_bom: text.starts_with('\u{feff}'),
                saved_at: js_sys::Date::now(),
                text,
                ..changed.entry.draft.clone()
            },
            path: Some(path),
            original: None,
            ..Entry::clone(&changed.entry)
        }]);
    }

    /// Puts what came in place of what is there; it can be undone.
    pub fn replace(self, changed: &Changed) {
        let (entry, text) = (Arc::clone(&changed.entry), Arc::clone(&changed.file.text));
        if self.id_on_show() == entry.id() {
            self.keep_moment(Reason::Replace, None);
            // The editor's own history takes it back.
            self.session
                .apply(restoring(&self.session.source(), &text).as_slice());
            return;
        }
        self.keep_moment_of(entry.id(), &entry.draft.text);
        let mut draft = entry.draft.clone();
        draft.text = text.to_string();
        draft.hides_bom = text.starts_with('\u{feff}');
        draft.stamp.revision = draft.stamp.revision.wrapping_add(1);
        draft.saved_at = js_sys::Date::now();
        self.put_all(vec![Entry {
            draft,
            original: None,
            ..Entry::clone(&entry)
        }]);
        let words = format!("{} was replaced.", entry.path_or_name());
        self.session.notices.offer(words, "Undo", move || {
            self.put_all(vec![Entry::clone(&entry)]);
        });
    }

    /// Remembers the browser's handle of a collection's folder.
    pub fn remember_folder(self, collection: &str, handle: JsValue) {
        self.folders.update_value(|folders| {
            folders.insert(collection.to_owned(), handle);
        });
    }

    /// The browser's handle of a collection's folder, where it can be written to.
    pub fn folder_of(self, collection: &str) -> Option<JsValue> {
        self.folders
            .with_value(|folders| folders.get(collection).cloned())
    }
}
