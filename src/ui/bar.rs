//! The bar at the top: what can be done with the document.

use leptos::prelude::*;

use super::commands;
use super::icons::{Icon, IconMark};
use super::later;
use super::session::{Dialog, Kept, Session};

/// The buttons of the bar, and how the draft is kept.
#[component]
pub fn Bar(session: Session) -> impl IntoView {
    let kept = session.keeping.state;
    let words = move || match kept.get() {
        Kept::Nothing => "",
        // It is kept within a second; a word that changed at every pause would only disturb.
        Kept::Waiting | Kept::Saved => "Kept in this browser",
        Kept::Not => "Not saved",
    };
    view! {
        <span class="kept" class:bad=move || kept.get() == Kept::Not>{words}</span>
        <button type="button" class="button quiet wide-only" on:click=move |_| commands::new_document(session)>
            <IconMark icon=Icon::New />
            "New"
        </button>
        <button
            type="button"
            class="button quiet wide-only"
            on:click=move |_| later::call(session, |parts| parts.files)
        >
            <IconMark icon=Icon::Files />
            "Files"
        </button>
        <button type="button" class="button quiet" on:click=move |_| commands::download(session)>
            <IconMark icon=Icon::Download />
            "Download"
        </button>
        <button
            type="button"
            class="button quiet wide-only"
            on:click=move |_| session.open_dialog(Dialog::Share)
        >
            <IconMark icon=Icon::Share />
            "Share"
        </button>
        <button
            type="button"
            class="button quiet wide-only"
            on:click=move |_| session.open_dialog(Dialog::Commands)
        >
            <IconMark icon=Icon::Commands />
            "Commands"
        </button>
        <button
            type="button"
            class="button quiet icon-only wide-only"
            aria-label="Keys"
            title="Keys (?)"
            on:click=move |_| session.open_dialog(Dialog::Keys)
        >
            <IconMark icon=Icon::Help />
        </button>
    }
}
