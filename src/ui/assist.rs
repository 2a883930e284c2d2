//! The page's side of completion and hover, and of the marks of problems.

use std::rc::Rc;

use leptos::prelude::*;

use super::problems;
use super::session::Session;
use super::workspace::Workspace;
use crate::assist::{Completion, completions, hover, kind_while_typing};
use crate::definition::Definition;
use crate::dialect::Kind;
use crate::web::editor::{EditorHelp, Said};

/// Fetches the full editor, which asks for help here.
pub fn load_editor(session: Session) {
    session.with_editor(|editor| editor.load(Rc::new(Help { session })));
}

struct Help {
    session: Session,
}

impl Help {
    /// The file as it was read last, and its kind as far as somebody is concerned who writes at a byte,
    /// if that is the text on show.
    fn with_definition<T>(
        &self,
        byte: usize,
        ask: impl FnOnce(&Definition, Kind) -> Option<T>,
    ) -> Option<T> {
        // The editor asks while it works; what is being typed is read by then, unless it is very large.
        let definition = self.session.definition.get_untracked();
        let is_current = std::sync::Arc::ptr_eq(&self.session.source(), &definition.source);
        if !is_current {
            return None;
        }
        let said = self.session.said_kind();
        ask(
            &definition,
            said.unwrap_or_else(|| kind_while_typing(&definition, byte)),
        )
    }
}

impl EditorHelp for Help {
    fn completions(&self, position: usize) -> Option<(usize, usize, Vec<Completion>)> {
        let byte = self.session.byte_at(position);
        let found = self.with_definition(byte, |definition, kind| {
            completions(definition, kind, byte, || {
                let workspace = self.session.workspace.get_untracked();
                workspace.map(Workspace::other_names).unwrap_or_default()
            })
        })?;
        let (from, to) = self.session.positions_of(found.replaces);
        Some((from, to, found.options))
    }

    fn hover(&self, position: usize) -> Option<Said> {
        let byte = self.session.byte_at(position);
        let meaning = self.with_definition(byte, |definition, kind| hover(definition, kind, byte));
        let (place, problems) = problems::said_at(self.session, byte).unzip();
        // The shortest stretch: what is said goes when the pointer leaves it.
        let word = meaning.as_ref().map(|meaning| meaning.span);
        let spans = word.into_iter().chain(place);
        let (from, to) = self
            .session
            .positions_of(spans.min_by_key(|span| span.len())?);
        Some(Said {
            from,
            to,
            problems: problems.unwrap_or_default(),
            meaning,
        })
    }

    fn problems(&self) -> Option<Vec<u32>> {
        problems::marks(self.session)
    }
}
