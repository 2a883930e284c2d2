//! What differs between the document on show and another, or between two collections: who loads it, what
//! it may do, what it says, what it costs, what is found; the riskiest first, the text below.
//!
//! [`crate::compare`] decides everything that is said here. Whatever else has another version of the
//! document on show shows it by [`with_document`].

mod choosing;
mod comparing;
mod difference;
mod side;
mod view;

use leptos::prelude::*;

use super::panels::Panel;
use super::session::Session;
use choosing::Choosing;
use comparing::{Comparing, Stand};
pub use difference::said;
use side::Choice;
use view::ComparisonView;

/// Shows what differs between a document of the workspace and the one on show, which counts as the newer.
pub fn with_document(session: Session, id: String) {
    let comparing = Comparing::of(session);
    comparing.before.set(Choice::Document(id));
    comparing.after.set(Choice::OnShow);
    session.show_panel(Panel::Compare);
}

/// The panel.
#[component]
pub fn ComparePanel(session: Session) -> impl IntoView {
    let comparing = Comparing::of(session);
    comparing.begin_with_the_original();
    let result = move || match comparing.stand.get() {
        Stand::Nothing(words) => view! { <p class="quiet">{words}</p> }.into_any(),
        Stand::Coming(progress) => view! { <Coming comparing progress /> }.into_any(),
        Stand::Compared(compared) => view! { <ComparisonView session compared /> }.into_any(),
    };
    view! {
        <div class="compare">
            <Choosing comparing />
            <div class="compared">{result}</div>
        </div>
    }
}

/// How far a comparison of many definitions has come, and a way to stop.
#[component]
fn Coming(comparing: Comparing, progress: crate::compare::Progress) -> impl IntoView {
    view! {
        <div class="compare-coming">
            <progress
                max=progress.all.to_string()
                value=progress.done.to_string()
                aria-label="Definitions compared"
            ></progress>
            <button type="button" class="button" on:click=move |_| comparing.stop()>
                "Stop"
            </button>
        </div>
    }
}
