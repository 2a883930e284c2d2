//! Which Claude Code the person asks about, remembered for the next visit.

use leptos::prelude::*;

use super::{Session, kind};
use crate::reader::{self, ClaudeCode, Home, Reader};
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

    /// The program that the file is written for.
    pub fn program(self) -> Box<dyn Reader> {
        kind::program(
            self.kind.with(|found| found.kind),
            self.asked.get(),
            self.later,
        )
    }

    /// The readers of all programs: the one that the file is written for, the one that is asked
    /// about, then one of every other kind.
    pub fn programs(self) -> Vec<Box<dyn Reader>> {
        let asked = self.asked.get();
        let mut list = vec![self.program()];
        if list.iter().all(|program| program.title() != asked.title()) {
            list.push(Box::new(asked));
        }
        let newest = ClaudeCode::default();
        if asked.version != newest.version {
            list.push(Box::new(ClaudeCode {
                home: asked.home,
                ..newest
            }));
        }
        let known: Vec<String> = list.iter().map(|program| program.id()).collect();
        list.extend(
            reader::all()
                .into_iter()
                .filter(|program| !known.contains(&program.id())),
        );
        list
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
