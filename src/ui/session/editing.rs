//! The session's side of the editor: what happens there, and what it asks for.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::{NarrowView, Session, Shell};
use crate::definition::{Mark, folds, tokens_in};
use crate::text::{Span, TextEdit, sort_by_numbers};
use crate::web::editor::{Editor, EditorChange, EditorEvents};
use crate::web::style::link_style;
use crate::web::{chunk, dom, turns};

/// What is begun in which of the browser's idle moments, once the rest of the program is here.
const TURN_OF_REST: u32 = 1;
const TURN_OF_EDITOR: u32 = 2;

impl Session {
    pub(super) fn attach_editor(self, shell: &Shell, before: &str, history: Option<String>) {
        let marks: Vec<&str> = Mark::ALL.into_iter().map(Mark::class).collect();
        let events: Rc<dyn EditorEvents> = Rc::new(Events { session: self });
        let editor = Editor::attach(
            shell.source.clone(),
            shell.editor.clone(),
            chunk::address("data-editor"),
            &marks,
            events,
        );
        editor.opened_with(before, history);
        let text = self.document.with_value(|document| document.editor_text());
        if editor.text() != text {
            editor.open(&text, None);
        }
        self.editor.set_value(Some(editor));
    }

    /// Makes a panel's edits of the source, as one step of the editor's undo. They must not overlap;
    /// nothing happens where they do.
    pub fn apply(self, edits: &[TextEdit]) {
        let mut ordered = edits.to_vec();
        sort_by_numbers(&mut ordered, |edit| (edit.span.start, edit.span.end));
        let changes: Vec<EditorChange> = self.document.with_value(|document| {
            let (source, positions) = (document.source(), document.positions());
            ordered
                .iter()
                .map(|edit| EditorChange {
                    from: positions.to_editor(source, edit.span.start),
                    to: positions.to_editor(source, edit.span.end),
                    insert: with_line_feeds(&edit.replacement),
                })
                .collect()
        });
        let fits = self
            .document
            .with_value(|document| crate::text::apply(document.source(), &ordered).is_ok());
        if changes.is_empty() || !fits {
            return;
        }
        self.exact.set_value(Some(ordered));
        self.with_editor(|editor| editor.change(&changes));
        // The editor answers at once, or is not there.
        self.exact.set_value(None);
    }

    /// Tells what was done to the text and offers it back. Other changes since then stay the editor's to
    /// undo.
    pub fn offer_undo(self, words: impl Into<String>) {
        let after = self.source();
        self.notices.offer(words, "Undo", move || {
            if *self.source() == *after {
                self.with_editor(Editor::undo);
            } else {
                self.notices
                    .tell("The text has changed since. Undo in the source goes back step by step.");
            }
        });
    }

    /// Fetches the rest of the program and the full editor once the page is painted: one after the
    /// other, each when the browser has nothing else to do, so that neither holds up a person who
    /// has begun already.
    pub(in crate::ui) fn settle(self) {
        let turn = RwSignal::new(0);
        // What begins here lives as long as the page, and not until the effect runs again.
        let page = Owner::current().unwrap_or_default();
        Effect::new(move |begun: Option<bool>| {
            // Where the text is out of sight, the editor waits until it is asked for.
            let in_sight = self.narrow_view.get() == NarrowView::Source || !dom::is_narrow();
            let wanted = self.editor_wanted.get();
            let begun = begun.unwrap_or_default();
            let Some(parts) = self.later.parts() else {
                return begun;
            };
            let turn = turn.get();
            if turn >= TURN_OF_REST && !begun {
                let page = page.clone();
                leptos::task::spawn_local(async move {
                    for start in parts.start {
                        turns::next_turn().await;
                        page.with(|| untrack(|| start(self)));
                    }
                });
            }
            if wanted || turn >= TURN_OF_EDITOR && in_sight {
                (parts.load_editor)(self);
            }
            turn >= TURN_OF_REST
        });
        leptos::task::spawn_local(async move {
            turns::idle().await;
            self.later.fetch();
            if let Some(address) = chunk::address("data-later-style") {
                link_style(&address).await;
            }
            self.later.get().await;
            for next in [TURN_OF_REST, TURN_OF_EDITOR] {
                turns::idle().await;
                turn.set(next);
            }
        });
    }
}

/// A text as editors hold it.
fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

struct Events {
    session: Session,
}

impl EditorEvents for Events {
    fn changed(&self, changes: &[EditorChange]) {
        self.session.accept(changes);
    }

    fn caret(&self, position: usize, by_typing: bool) {
        let session = self.session;
        let byte = session.byte_at(position);
        if session.caret.get_untracked() != byte {
            session.caret.set(byte);
            if !by_typing {
                session.moved.update(|moves| *moves += 1);
            }
        }
    }

    fn tokens(&self, from: usize, to: usize) -> Option<Vec<u32>> {
        let session = self.session;
        let definition = session.definition.get_untracked();
        session.document.with_value(|document| {
            let source = document.source();
            if !Arc::ptr_eq(source, &definition.source) {
                // A very large text is read after a pause.
                return None;
            }
            let positions = document.positions();
            let visible = Span::new(
                positions.to_byte(source, from),
                positions.to_byte(source, to),
            );
            let tokens = session.tokens.get_untracked();
            let mut flat = Vec::new();
            for token in tokens_in(&tokens, visible) {
                flat.extend(
                    [
                        positions.to_editor(source, token.span.start),
                        positions.to_editor(source, token.span.end),
                        token.mark as usize,
                    ]
                    .map(|number| u32::try_from(number).unwrap_or(u32::MAX)),
                );
            }
            Some(flat)
        })
    }

    fn folds(&self) -> Vec<u32> {
        let session = self.session;
        let definition = session.definition.get_untracked();
        session.document.with_value(|document| {
            let source = document.source();
            if !Arc::ptr_eq(source, &definition.source) {
                return Vec::new();
            }
            let positions = document.positions();
            folds(&definition)
                .into_iter()
                .flat_map(|fold| [fold.hidden.start, fold.hidden.end])
                .map(|byte| u32::try_from(positions.to_editor(source, byte)).unwrap_or(u32::MAX))
                .collect()
        })
    }

    fn wanted(&self) {
        self.session.editor_wanted.set(true);
    }

    fn failed(&self, why: &str) {
        self.session.notices.tell(format!(
            "The full editor could not be loaded ({why}). The plain text field stays; everything else works."
        ));
    }
}
