//! What each program makes of the file: all at a glance, details on demand.

mod asked;
mod details;
mod programs;
mod still_missing;

use leptos::prelude::*;

use super::repair::RepairOffer;
use super::session::Session;

/// The panel.
#[component]
pub fn Compatibility(session: Session) -> impl IntoView {
    view! {
        <div class="compatibility">
            <asked::Asked session />
            <RepairOffer session brief=false />
            <programs::Programs session />
            <still_missing::StillMissing session />
        </div>
    }
}
