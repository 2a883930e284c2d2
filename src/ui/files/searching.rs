//! Finding documents as one types, a part of them at a time.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::workspace::Workspace;
use crate::web::turns;
use crate::workspace::library::{Entry, Search};

/// How many bytes of text are searched before others get their turn.
const AT_ONCE: usize = 2_000_000;

/// What is found; a handle to copy.
#[derive(Clone, Copy)]
pub(super) struct Found {
    /// What was typed.
    pub typed: RwSignal<String>,
    /// The ids that were found, as far as was looked; `None` where nothing is looked for.
    pub ids: RwSignal<Option<HashSet<String>>>,
}

impl Found {
    /// Follows what is typed and what is there.
    pub fn follow(workspace: Workspace) -> Self {
        let found = Self {
            typed: RwSignal::new(String::new()),
            ids: RwSignal::new(None),
        };
        let asked = StoredValue::new(0_u32);
        Effect::new(move || {
            let search = found.typed.with(|typed| Search::new(typed));
            workspace.library.track();
            let question = asked.get_value().wrapping_add(1);
            asked.set_value(question);
            if search.is_empty() {
                found.ids.set(None);
                return;
            }
            let entries: Vec<Arc<Entry>> = workspace
                .library
                .with_untracked(|library| library.entries().cloned().collect());
            leptos::task::spawn_local(async move {
                let mut ids = HashSet::new();
                let mut searched = 0;
                for entry in entries {
                    if search.finds(&entry) {
                        ids.insert(entry.id().to_owned());
                    }
                    searched += entry.draft.text.len();
                    if searched > AT_ONCE {
                        searched = 0;
                        turns::next_turn().await;
                        // Another question has been asked meanwhile.
                        if asked.try_get_value() != Some(question) {
                            return;
                        }
                    }
                }
                found.ids.set(Some(ids));
            });
        });
        found
    }
}
