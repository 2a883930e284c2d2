//! What each program makes of the file: all at a glance, details on demand.

mod asked;
mod details;
mod programs;

use leptos::prelude::*;

use super::session::Session;

/// The panel.
#[component]
pub fn Compatibility(session: Session) -> impl IntoView {
    view! {
        <div class="compatibility">
            <asked::Asked session />
            <programs::Programs session />
        </div>
    }
}
