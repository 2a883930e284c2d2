//! How the documents in sight stand: who drops them, and what is wrong in them.
//!
//! A line asks when it is drawn, and is told when its turn has come; one that is out of sight by then costs
//! nothing. What was read once is not read again.

use std::collections::VecDeque;
use std::sync::Arc;

use leptos::prelude::*;

use crate::lint::TurnedOff;
use crate::roster::{Counts, Row};
use crate::ui::problems;
use crate::ui::roster::{forget_removed, known_row, row_of};
use crate::ui::session::Session;
use crate::ui::workspace::Workspace;
use crate::web::turns::Turn;
use crate::workspace::library::Entry;

/// What is known of a document, once it is.
type Told = RwSignal<Option<Arc<Row>>>;

/// Tells lines how their documents stand; a handle to copy.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    workspace: Workspace,
    off: RwSignal<TurnedOff>,
    waiting: StoredValue<VecDeque<(Arc<Entry>, Told)>>,
    is_reading: StoredValue<bool>,
}

impl Standing {
    /// Nobody has asked yet.
    pub fn new(session: Session, workspace: Workspace) -> Self {
        Self {
            workspace,
            off: problems::turned_off(session),
            waiting: StoredValue::new(VecDeque::new()),
            is_reading: StoredValue::new(false),
        }
    }

    fn ask(self, entry: &Arc<Entry>) -> Told {
        let known = known_row(self.workspace, entry);
        let is_known = known.is_some();
        let told = RwSignal::new(known);
        if !is_known {
            self.waiting
                .update_value(|waiting| waiting.push_back((Arc::clone(entry), told)));
            if !self.is_reading.get_value() {
                self.is_reading.set_value(true);
                leptos::task::spawn_local(self.read());
            }
        }
        told
    }

    async fn read(self) {
        // The list itself is drawn first.
        let mut turn = Turn::begin();
        turn.pass().await;
        while let Some((entry, told)) = self.next() {
            // Its line may have been scrolled away.
            if told.is_disposed() {
                continue;
            }
            if turn.is_over() {
                turn.pass().await;
            }
            let row = row_of(self.workspace, &entry);
            told.try_set(Some(row));
        }
        self.is_reading.set_value(false);
        forget_removed(self.workspace);
    }

    fn next(self) -> Option<(Arc<Entry>, Told)> {
        self.waiting.try_update_value(VecDeque::pop_front).flatten()
    }
}

/// The marks of a document: one where programs drop it, and its errors and warnings with their number.
/// Nothing where all is well, or nothing is known yet.
#[component]
pub(super) fn Marks(standing: Standing, entry: Arc<Entry>) -> impl IntoView {
    let told = standing.ask(&entry);
    move || {
        let row = told.get()?;
        let counts = standing.off.with(|off| row.counts(off));
        Some(view! {
            <span class="files-marks">{dropped(&row)} {counted(counts)}</span>
        })
    }
}

/// The sign of a document that programs drop, with their names.
fn dropped(row: &Row) -> Option<AnyView> {
    let (first, more) = row.dropped_by.split_first()?;
    let (class, words) = match row.is_lost() {
        true => ("files-dropped lost", format!("does not load in {first}")),
        false => (
            "files-dropped",
            format!("dropped by {}", row.dropped_by.join(", ")),
        ),
    };
    let title = match (&row.why_not, more) {
        (None, _) => format!("Loads in its own program; {words}"),
        (Some(why), []) => format!("Does not load in {first}: {why}"),
        (Some(why), more) => format!(
            "Does not load in {first}: {why}; dropped by {} too",
            more.join(", ")
        ),
    };
    Some(
        view! {
            <span class=class title=title>
                <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                    <path d="M8 2A6 6 0 1 1 8 14 6 6 0 0 1 8 2M3.8 3.8 12.2 12.2"></path>
                </svg>
                <span class="unseen">{format!(" {words}")}</span>
            </span>
        }
        .into_any(),
    )
}

/// How many errors and warnings there are; what is only worth knowing is not counted here.
fn counted(counts: Counts) -> impl IntoView {
    let part = |class: &'static str, count: usize, word: &'static str| {
        let words = match count {
            1 => word.to_owned(),
            _ => format!("{word}s"),
        };
        (count > 0).then(|| {
            view! {
                <span class="files-count" title=format!("{count} {words}")>
                    <span class=format!("problem-sign {class}") aria-hidden="true"></span>
                    {count}
                    <span class="unseen">{format!(" {words} ")}</span>
                </span>
            }
        })
    };
    [
        part("error", counts.errors, "error"),
        part("warning", counts.warnings, "warning"),
    ]
}
