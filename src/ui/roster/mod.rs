//! Many definitions side by side: which load, which share a name or compete, what all cost, and who answers
//! a request.
//!
//! What is said here is decided in [`crate::roster`]. Rows are read a few at a time, so that thousands do
//! not hold anybody up, and only those in sight are drawn.

mod columns;
mod facts;
mod head;
mod known;
mod line;
mod order;
mod reading;
mod rows;
mod table;

use leptos::prelude::*;

use super::session::Session;
use super::workspace::Workspace;
use order::Order;
use reading::Reading;
pub use rows::{forget_removed, known_row, row_of};

/// The panel.
#[component]
pub fn RosterPanel(session: Session) -> impl IntoView {
    move || match session.workspace.get() {
        Some(workspace) => view! { <Filled session workspace /> }.into_any(),
        None => view! { <p class="coming">"Loading…"</p> }.into_any(),
    }
}

#[component]
fn Filled(session: Session, workspace: Workspace) -> impl IntoView {
    let reading = Reading::follow(session, workspace);
    let order = Order::follow(reading);
    let is_empty = move || reading.known.with(|known| known.ids.is_empty());
    view! {
        <div class="roster">
            <head::Head reading />
            <div class="roster-rest" hidden=is_empty>
                <facts::Facts session reading />
                <head::Asking reading order />
                <table::Table session reading order />
            </div>
        </div>
    }
}
