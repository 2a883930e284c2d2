//! What kind of file the document is: found from its content until the person says otherwise.

use std::sync::Arc;

use leptos::prelude::*;

use super::Session;
use crate::definition::Definition;
use crate::dialect::{self, Found, Kind};
use crate::reader::{ClaudeCode, Home, Reader};
use crate::ui::later::Later;
use crate::web::editor::Editor;

impl Session {
    /// Says what kind of file the document on show is; `None` leaves it to its content.
    pub fn choose_kind(self, kind: Option<Kind>) {
        self.chosen_kind.set(kind);
        self.with_editor(Editor::refresh);
    }

    /// The kind that the person has said the document is of, if any.
    pub fn said_kind(self) -> Option<Kind> {
        self.chosen_kind.get_untracked()
    }
}

/// The kind of the document on show, and why.
pub(super) fn follow(
    definition: Memo<Arc<Definition>>,
    chosen: RwSignal<Option<Kind>>,
    path: RwSignal<Option<String>>,
) -> Memo<Found> {
    Memo::new(move |_| match chosen.get() {
        Some(kind) => Found {
            kind,
            why: "you said so".to_owned(),
        },
        None => definition.with(|read| path.with(|path| dialect::find(path.as_deref(), read))),
    })
}

/// The program that a file of this kind is written for; the Claude Code that is asked about for its
/// own kinds and whatever no program reads, and for a moment while the other readers are not here.
pub(super) fn program(kind: Kind, asked: ClaudeCode, later: Later) -> Box<dyn Reader> {
    let other = match kind {
        Kind::ClaudeAgent | Kind::KiroAgent | Kind::NotADefinition => None,
        Kind::PluginAgent => Some(Box::new(ClaudeCode {
            home: Home::Plugin,
            ..asked
        }) as Box<dyn Reader>),
        Kind::Skill
        | Kind::CopilotAgent
        | Kind::CopilotChatMode
        | Kind::OpenCodeAgent
        | Kind::GeminiAgent
        | Kind::CursorAgent => kind
            .readers()
            .first()
            .and_then(|id| (later.parts()?.reader)(id)),
    };
    other.unwrap_or_else(|| Box::new(asked))
}
