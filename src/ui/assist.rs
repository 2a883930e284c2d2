//! The page's side of completion and hover, and of the marks of problems.

use std::rc::Rc;

use leptos::prelude::*;

use super::problems;
use super::session::Session;
use crate::assist::{Completion, Hover, completions, hover};
use crate::definition::Definition;
use crate::dialect::Kind;
use crate::web::editor::EditorHelp;

/// Fetches the full editor, which asks for help here.
pub fn load_editor(session: Session) {
    session.with_editor(|editor| editor.load(Rc::new(Help { session })));
}

struct Help {
    session: Session,
}

impl Help {
    /// The file as it was read last, if that is the text on show; the tables speak of Claude Code's
    /// agents only.
    fn with_definition<T>(&self, ask: impl FnOnce(&Definition) -> Option<T>) -> Option<T> {
        let kind = self.session.kind.with_untracked(|found| found.kind);
        if !kind.is_of_claude_code() && kind != Kind::NotADefinition {
            return None;
        }
        // The editor asks while it works; what is being typed is read by then, unless it is very large.
        let definition = self.session.definition.get_untracked();
        let is_current = std::sync::Arc::ptr_eq(&self.session.source(), &definition.source);
        is_current.then(|| ask(&definition)).flatten()
    }
}

impl EditorHelp for Help {
    fn completions(&self, position: usize) -> Option<(usize, usize, Vec<Completion>)> {
        let byte = self.session.byte_at(position);
        let found = self.with_definition(|definition| {
            completions(definition, byte, || self.session.other_names())
        })?;
        let (from, to) = self.session.positions_of(found.replaces);
        Some((from, to, found.options))
    }

    fn hover(&self, position: usize) -> Option<(usize, usize, Hover)> {
        let byte = self.session.byte_at(position);
        let found = self.with_definition(|definition| hover(definition, byte))?;
        let (from, to) = self.session.positions_of(found.span);
        Some((from, to, found))
    }

    fn problems(&self) -> Option<Vec<u32>> {
        problems::marks(self.session)
    }
}
