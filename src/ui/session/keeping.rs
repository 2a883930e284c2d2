//! Nothing typed is lost: when the draft is kept, and what is said where that fails.

use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use super::Session;
use crate::ui::notices::Notices;
use crate::web::dom;
use crate::web::editor::{Editor, EditorChange};
use crate::web::storage::LocalDrafts;
use crate::workspace::Document;
use crate::workspace::draft::{Draft, DraftStore, Saved, Slot, StoreError};

/// How long after a change the draft is kept, in ms. Changes meanwhile do not put it off.
const SOON: i32 = 700;
/// How long after the last save the history of undo is kept, in ms: it can be large.
const HISTORY_AFTER: i32 = 3_000;

/// How the draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was typed yet.
    Nothing,
    /// It will be kept in a moment.
    Waiting,
    /// It is kept.
    Saved,
    /// It could not be kept.
    Not,
}

/// Keeps the document on show; a handle to copy.
#[derive(Clone, Copy)]
pub struct Keeping {
    /// How the draft stands.
    pub state: RwSignal<Kept>,
    /// Counts how often the local storage had no room for the text. Whoever knows a larger place keeps it
    /// there ([`Keeping::next_draft`]), and says what came of it ([`Keeping::kept_elsewhere`]).
    pub too_large: RwSignal<u64>,
    own: StoredValue<Own, LocalStorage>,
    notices: Notices,
}

struct Own {
    slot: Slot,
    /// This tab's name among the writers.
    writer: String,
    save_waits: bool,
    history_waits: bool,
    /// The slot into which boot.js put what was typed before this program came.
    rescue: Option<String>,
    /// What was last said of a failure, so that it is said once.
    told: Option<StoreError>,
}

/// What is on show at the start.
pub struct Opened {
    /// The text.
    pub document: Document,
    /// What was there before anybody typed into the textarea, with `\n` as line end: undo goes back
    /// to it.
    pub before: String,
    /// The history of undo of what was there before.
    pub history: Option<String>,
}

impl Opened {
    /// Whether something was typed before this program came, and so is not kept yet.
    pub fn was_typed_into(&self) -> bool {
        self.document.editor_text() != self.before
    }
}

impl Keeping {
    /// Finds what is to be shown: the kept draft that boot.js has put into the textarea, with its
    /// original line ends, and whatever was typed there meanwhile.
    pub(super) fn start(textarea: &HtmlTextAreaElement, notices: Notices) -> (Self, Opened) {
        let shown = textarea.value();
        let rescue = textarea.get_attribute("data-rescue");
        let draft =
            textarea
                .get_attribute("data-draft")
                .and_then(|id| match LocalDrafts.get(&id) {
                    Ok(draft) => draft,
                    Err(error) => {
                        notices.tell(format!("The kept draft was left alone: {error}."));
                        None
                    }
                });
        let (slot, opened) = match draft {
            Some(draft) => {
                let slot = Slot::of(&draft);
                let mut document = Document::restored(draft.text.as_str(), draft.hides_bom);
                let before = document.editor_text();
                if let Some(change) = EditorChange::between(&before, &shown)
                    && document
                        .apply_editor_changes([(change.from, change.to, change.insert.as_str())])
                        .is_err()
                {
                    document = Document::new(shown.as_str());
                }
                let history = LocalDrafts.history(&slot.id);
                (
                    slot,
                    Opened {
                        document,
                        before,
                        history,
                    },
                )
            }
            None => {
                let opened = Opened {
                    document: Document::new(shown.as_str()),
                    before: dom::shipped_definition().unwrap_or(shown),
                    history: None,
                };
                (Slot::new(new_id()), opened)
            }
        };
        let keeping = Self {
            state: RwSignal::new(Kept::Nothing),
            too_large: RwSignal::new(0),
            own: StoredValue::new_local(Own {
                slot,
                writer: new_id(),
                save_waits: false,
                history_waits: false,
                rescue,
                told: None,
            }),
            notices,
        };
        (keeping, opened)
    }

    /// Watches for the page going away and for other tabs.
    pub(super) fn watch(self, session: Session) {
        for name in ["pagehide", "visibilitychange", "freeze"] {
            dom::on_window(name, move |_| {
                if self.state.get_untracked() != Kept::Nothing {
                    self.save(session);
                    self.save_history(session);
                }
            });
        }
        dom::on_window("storage", move |event| {
            let key = js_sys::Reflect::get(&event, &"key".into())
                .ok()
                .and_then(|key| key.as_string());
            let ours = self.own.with_value(|own| {
                key.is_some_and(|key| LocalDrafts.is_key_of(&key, &own.slot.id))
                    && own.slot.is_taken(&LocalDrafts)
            });
            if ours {
                self.notices.tell(
                    "This document was changed in another tab. What you type here is kept as a document of its own.",
                );
            }
        });
    }

    /// The text changed: it will be kept within a second.
    pub(super) fn changed(self, session: Session) {
        if self.state.get_untracked() != Kept::Waiting && self.state.get_untracked() != Kept::Not {
            self.state.set(Kept::Waiting);
        }
        let waits = self
            .own
            .try_update_value(|own| std::mem::replace(&mut own.save_waits, true));
        if waits == Some(false) {
            dom::later(SOON, move || self.save(session));
        }
    }

    /// Keeps the text now.
    pub(super) fn save(self, session: Session) {
        let (source, hides_bom) = session
            .document
            .with_value(|document| (document.source().clone(), document.hides_bom()));
        let outcome = self.own.try_update_value(|own| {
            own.save_waits = false;
            let writer = own.writer.clone();
            let outcome = own.slot.save(
                &LocalDrafts,
                &writer,
                new_id,
                &source,
                hides_bom,
                js_sys::Date::now(),
            );
            if outcome.is_ok() {
                own.told = None;
                LocalDrafts.remember(&own.slot.id);
                if let Some(rescue) = own.rescue.take() {
                    LocalDrafts.remove(&rescue);
                }
            }
            outcome
        });
        match outcome {
            Some(Ok(saved)) => {
                self.state.set(Kept::Saved);
                if saved == Saved::Forked {
                    self.notices.tell(
                        "Another tab has changed this document. Your text is kept as a document of its own; both are under Files.",
                    );
                }
                self.save_history_later(session);
            }
            Some(Err(StoreError::Full)) if session.workspace.with_untracked(Option::is_some) => {
                self.too_large.update(|times| *times += 1);
            }
            Some(Err(error)) => self.failed(error),
            None => {}
        }
    }

    /// The text as it stands, as it would be kept next.
    pub fn next_draft(self, session: Session) -> Draft {
        let now = js_sys::Date::now();
        session.document.with_value(|document| {
            self.own.with_value(|own| {
                let (text, hides_bom) = (document.source(), document.hides_bom());
                own.slot.next(&own.writer, text, hides_bom, now)
            })
        })
    }

    /// What came of keeping what was too large for the local storage.
    pub fn kept_elsewhere(self, draft: &Draft, kept: bool) {
        let in_local_storage = LocalDrafts.get(&draft.id).ok().flatten();
        if kept && in_local_storage.is_some_and(|older| draft.stamp.is_after(&older.stamp)) {
            LocalDrafts.remove(&draft.id);
        }
        if self.slot().id != draft.id {
            return;
        }
        if !kept {
            return self.failed(StoreError::Full);
        }
        LocalDrafts.remember(&draft.id);
        let is_newest = self.own.try_update_value(|own| {
            own.slot.wrote(draft);
            own.told = None;
            !own.save_waits
        });
        if is_newest == Some(true) {
            self.state.set(Kept::Saved);
        }
    }

    fn failed(self, error: StoreError) {
        self.state.set(Kept::Not);
        let news = self
            .own
            .try_update_value(|own| own.told.replace(error) != Some(error));
        if news == Some(true) {
            self.notices.tell(format!(
                "Not saved: {error}. The text stays here as long as this page is open; download it to keep it."
            ));
        }
    }

    fn save_history_later(self, session: Session) {
        let waits = self
            .own
            .try_update_value(|own| std::mem::replace(&mut own.history_waits, true));
        if waits == Some(false) {
            dom::later(HISTORY_AFTER, move || self.save_history(session));
        }
    }

    fn save_history(self, session: Session) {
        self.own.update_value(|own| own.history_waits = false);
        // Before CodeMirror is there nothing is known of the history, so the kept one stays.
        if let Some(Some(history)) = session.with_editor(Editor::history) {
            self.own
                .with_value(|own| LocalDrafts.keep_history(&own.slot.id, Some(&history)));
        }
    }

    /// The slot of the document on show.
    pub fn slot(self) -> Slot {
        self.own.with_value(|own| own.slot.clone())
    }

    /// Another document is on show now.
    pub(super) fn turn_to(self, slot: Slot, state: Kept) {
        LocalDrafts.remember(&slot.id);
        self.own.update_value(|own| own.slot = slot);
        self.state.set(state);
    }
}

/// A name that nobody else uses: the time and chance.
pub fn new_id() -> String {
    let time = js_sys::Date::now() / 1000.0;
    let chance = js_sys::Math::random() * f64::from(u32::MAX);
    format!("{:x}-{:08x}", time as u64, chance as u32)
}
