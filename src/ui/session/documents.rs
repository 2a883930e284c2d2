//! Several documents, one on show: opening, going back, removing.

use std::sync::Arc;

use leptos::prelude::*;

use super::keeping::new_id;
use super::{Kept, Session};
use crate::definition::Definition;
use crate::web::editor::Editor;
use crate::web::storage::LocalDrafts;
use crate::workspace::Document;
use crate::workspace::draft::{Draft, DraftStore, Slot};

/// A kept document as the list shows it.
#[derive(Clone, PartialEq)]
pub struct Summary {
    /// Its slot.
    pub id: String,
    /// The name in it, if it has one.
    pub name: Option<String>,
    /// When it was kept, in milliseconds since 1970.
    pub saved_at: f64,
    /// Its size in bytes.
    pub bytes: usize,
    /// Whether it is on show.
    pub on_show: bool,
}

/// What was on show before a text was opened, to go back to.
#[derive(Clone)]
pub struct Earlier {
    document: Document,
    slot: Slot,
    state: Kept,
    /// The slot of what was opened instead, and its text then.
    opened: (String, Arc<str>),
}

impl Session {
    /// Opens a text as a new document; the one on show stays kept. Gives what was on show.
    pub fn open_new(self, text: &str) -> Earlier {
        self.leave();
        let (document, slot) = (Document::new(text), Slot::new(new_id()));
        let earlier = Earlier {
            document: self.document.with_value(Clone::clone),
            slot: self.keeping.slot(),
            state: self.keeping.state.get_untracked(),
            opened: (slot.id.clone(), Arc::clone(document.source())),
        };
        self.turn_to(document, slot, None, Kept::Nothing);
        earlier
    }

    /// Opens a kept document.
    pub fn open_kept(self, id: &str) {
        match LocalDrafts.get(id) {
            Ok(Some(draft)) => {
                self.leave();
                self.show_kept(&draft);
            }
            Ok(None) => self
                .notices
                .tell("This document is not there any more: another tab may have removed it."),
            Err(error) => self
                .notices
                .tell(format!("This document could not be opened: {error}.")),
        }
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
            self.show_kept(&draft);
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

    fn show_kept(self, draft: &Draft) {
        let document = Document::restored(draft.text.as_str(), draft.hides_bom);
        let history = LocalDrafts.history(&draft.id);
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

    /// The names in the kept documents that are not on show.
    pub fn other_names(self) -> Vec<String> {
        let on_show = self.keeping.slot().id;
        LocalDrafts
            .ids()
            .iter()
            .filter(|id| **id != on_show)
            .filter_map(|id| LocalDrafts.get(id).ok().flatten())
            .filter_map(|draft| name_in(&draft.text))
            .collect()
    }

    /// The kept documents, the newest first.
    pub fn kept_documents(self) -> Vec<Summary> {
        if self.keeping.state.get_untracked() != Kept::Nothing {
            self.keeping.save(self);
        }
        let on_show = self.keeping.slot().id;
        let mut list: Vec<Summary> = LocalDrafts
            .ids()
            .iter()
            .filter_map(|id| LocalDrafts.get(id).ok().flatten())
            .map(|draft| Summary {
                name: name_in(&draft.text),
                saved_at: draft.saved_at,
                bytes: draft.text.len(),
                on_show: draft.id == on_show,
                id: draft.id,
            })
            .collect();
        list.sort_unstable_by(|a, b| b.saved_at.total_cmp(&a.saved_at));
        list
    }

    /// Removes a kept document; it can be put back.
    pub fn remove_kept(self, id: &str) {
        let Ok(Some(draft)) = LocalDrafts.get(id) else {
            return;
        };
        LocalDrafts.remove(id);
        let name = name_in(&draft.text).unwrap_or_else(|| "A document without a name".to_owned());
        self.notices
            .offer(format!("{name} was removed."), "Undo", move || {
                self.put_back(&draft)
            });
    }

    fn put_back(self, draft: &Draft) {
        if let Err(error) = LocalDrafts.put(draft) {
            self.notices
                .tell(format!("It could not be put back: {error}."));
        }
    }

    /// A name for the file: the agent's where that makes a plain file name.
    pub fn file_name(self) -> String {
        let name = self
            .definition
            .with_untracked(|read| read.text("name").map(|name| name.trim().to_owned()));
        let plain = |name: &String| {
            let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            !name.is_empty() && name.len() <= 100 && name.chars().all(fits)
        };
        match name.filter(plain) {
            Some(name) => format!("{name}.md"),
            None => "agent.md".to_owned(),
        }
    }
}

fn name_in(text: &str) -> Option<String> {
    let name = Definition::parse(text).text("name")?.trim().to_owned();
    (!name.is_empty()).then_some(name)
}
