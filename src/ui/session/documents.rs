//! Several documents, one on show: opening, going back, removing.

use std::sync::Arc;

use leptos::prelude::*;

use super::keeping::new_id;
use super::{Kept, Session};
use crate::web::editor::Editor;
use crate::web::storage::LocalDrafts;
use crate::workspace::Document;
use crate::workspace::draft::{Draft, DraftStore, Slot};
use crate::workspace::file_name;

/// What was on show before a text was opened, to go back to.
#[derive(Clone)]
pub struct Earlier {
    document: Document,
    slot: Slot,
    state: Kept,
    /// The slot of what was opened instead, and its text then.
    opened: (String, Arc<str>),
}

impl Earlier {
    /// Whether it is kept: a text that nobody has typed into is not.
    pub fn is_kept(&self) -> bool {
        self.state != Kept::Nothing
    }
}

impl Session {
    /// Opens a text as a new document; the one on show stays kept. Gives what was on show.
    pub fn open_new(self, text: &str) -> Earlier {
        self.leave();
        let (document, slot) = (Document::new(text), Slot::new(new_id()));
        let earlier = self.before(slot.id.clone(), Arc::clone(document.source()));
        self.turn_to(document, slot, None, Kept::Nothing);
        earlier
    }

    /// Puts a document on show that has just come into the workspace. Gives what was on show.
    pub fn open_arrived(self, draft: &Draft) -> Earlier {
        self.leave();
        let earlier = self.before(draft.id.clone(), Arc::from(draft.text.as_str()));
        self.open_document(draft, None);
        earlier
    }

    /// What is on show, to go back to from what is opened instead.
    fn before(self, id: String, text: Arc<str>) -> Earlier {
        Earlier {
            document: self.document.with_value(Clone::clone),
            slot: self.keeping.slot(),
            state: self.keeping.state.get_untracked(),
            opened: (id, text),
        }
    }

    /// Shows a text in the page that stands in a frame, where nothing is kept.
    pub fn show_only(self, text: &str) {
        self.document.set_value(Document::new(text));
        self.follow();
    }

    /// Keeps the document on show if anything was typed into it. Says whether nothing would be lost if the
    /// page went now.
    pub fn keep_now(self) -> bool {
        if self.keeping.state.get_untracked() != Kept::Nothing {
            self.keeping.save(self);
        }
        self.keeping.state.get_untracked() != Kept::Not
    }

    /// Keeps the document on show even if nothing was typed into it.
    pub fn keep_as_it_is(self) {
        self.keeping.save(self);
    }

    /// Puts a document of the workspace on show, with its history of undo. What another tab that shows
    /// it has kept since counts.
    pub fn open_document(self, draft: &Draft, history: Option<String>) {
        self.leave();
        let newest = LocalDrafts.get(&draft.id).ok().flatten();
        let draft = newest.as_ref().unwrap_or(draft);
        // A reload finds it there; where there is no room, the library still has it.
        let _ = LocalDrafts.put(draft);
        let history = history.or_else(|| LocalDrafts.history(&draft.id));
        self.show_kept(draft, history);
    }

    /// Goes back to an earlier document. What was opened instead is removed if it is still on show
    /// and as it was; whatever somebody typed into it stays kept.
    pub fn go_back_to(self, earlier: Earlier) {
        let (id, text) = &earlier.opened;
        if self.keeping.slot().id == *id && self.source() == *text {
            LocalDrafts.remove(id);
        } else {
            self.leave();
        }
        // It may have been opened and changed since, here or in another tab.
        if let Ok(Some(draft)) = LocalDrafts.get(&earlier.slot.id) {
            let history = LocalDrafts.history(&draft.id);
            self.show_kept(&draft, history);
        } else {
            self.turn_to(earlier.document, earlier.slot, None, earlier.state);
        }
    }

    /// Keeps the document on show if anything was typed into it.
    fn leave(self) {
        let state = self.keeping.state.get_untracked();
        if state != Kept::Nothing {
            self.keeping.save(self);
            let history = self.with_editor(Editor::history).flatten();
            LocalDrafts.keep_history(&self.keeping.slot().id, history.as_deref());
        }
    }

    fn show_kept(self, draft: &Draft, history: Option<String>) {
        let document = Document::restored(draft.text.as_str(), draft.hides_bom);
        self.turn_to(document, Slot::of(draft), history, Kept::Saved);
    }

    fn turn_to(self, document: Document, slot: Slot, history: Option<String>, state: Kept) {
        let text = document.editor_text();
        self.document.set_value(document);
        self.keeping.turn_to(slot, state);
        self.caret.set(0);
        self.chosen_kind.set(None);
        self.turned.update(|times| *times += 1);
        self.follow();
        self.with_editor(|editor| editor.open(&text, history.as_deref()));
    }

    /// A name for the file: that of its path, or the one that its content suggests.
    pub fn file_name(self) -> String {
        let of_path = self.path.with_untracked(|path| {
            let name = path.as_deref()?.rsplit('/').next()?;
            Some(name.to_owned())
        });
        of_path.unwrap_or_else(|| {
            self.definition
                .with_untracked(|read| file_name::suggested(read))
        })
    }
}
