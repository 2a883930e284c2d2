//! Which Claude Code the person asks about, remembered for the next visit.

use leptos::prelude::*;

use super::Session;
use crate::reader::{ClaudeCode, Home};
use crate::web::editor::Editor;
use crate::web::storage;

/// Kept as `2.1.330 project`.
const KEY: &str = "agent-playground.claude-code";

impl Session {
    /// From now on the verdict and the struck-through text speak of this one.
    pub fn ask(self, program: ClaudeCode) {
        self.asked.set(program);
        storage::keep_setting(KEY, &format!("{} {}", program.version, program.home.word()));
        self.with_editor(Editor::refresh);
    }
}

/// What was asked last; the newest version and a project's file on a first visit.
pub(super) fn remembered() -> ClaudeCode {
    storage::get_setting(KEY)
        .as_deref()
        .and_then(parse)
        .unwrap_or_default()
}

fn parse(kept: &str) -> Option<ClaudeCode> {
    let (version, home) = kept.split_once(' ')?;
    Some(ClaudeCode {
        version: version.parse().ok()?,
        home: Home::ALL.into_iter().find(|known| known.word() == home)?,
    })
}
