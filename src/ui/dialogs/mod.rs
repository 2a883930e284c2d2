//! The dialogs, one at a time, on the browser's own `<dialog>`: it keeps the focus inside, closes
//! on Escape and gives the focus back.

mod documents;
mod keys;

pub use documents::Documents;
pub use keys::Keys;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::icons::{Icon, IconMark};
use super::later;
use super::session::{Dialog, Session};
use crate::web::dom;

/// The place where a dialog opens.
#[component]
pub fn Dialogs(session: Session) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        match session.dialog.get() {
            Some(_) if !dialog.open() => {
                let _ = dialog.show_modal();
            }
            None if dialog.open() => dialog.close(),
            _ => {}
        }
    });
    // The browser gives the focus when it opens the dialog: what comes after that asks by itself.
    Effect::new(move |was_here: Option<bool>| {
        let is_here = session.later.parts().is_some();
        if is_here && was_here == Some(false) && session.dialog.get_untracked().is_some() {
            request_animation_frame(|| {
                let field = dom::first(".dialog [autofocus]");
                if let Some(Ok(field)) = field.map(JsCast::dyn_into::<HtmlElement>) {
                    let _ = field.focus();
                }
            });
        }
        is_here
    });
    let title = move || match session.dialog.get() {
        Some(Dialog::Commands) => "Commands",
        Some(Dialog::Keys) => "Keys",
        Some(Dialog::Documents) => "Documents",
        None => "",
    };
    let content = move || match session.dialog.get() {
        Some(Dialog::Commands) => later::panel(session, |parts| parts.commands).into_any(),
        Some(Dialog::Keys) => later::panel(session, |parts| parts.keys).into_any(),
        Some(Dialog::Documents) => later::panel(session, |parts| parts.documents).into_any(),
        None => ().into_any(),
    };
    view! {
        <dialog
            node_ref=node
            class="dialog"
            aria-labelledby="dialog-title"
            on:close=move |_| {
                // The event comes late: by then the next dialog may be open.
                let closed = node.get_untracked().is_some_and(|dialog| !dialog.open());
                if closed {
                    session.dialog.set(None);
                }
            }
            on:click=move |event| {
                // A press on the backdrop is a press on the dialog element itself.
                let on_backdrop = event.target() == event.current_target();
                if on_backdrop {
                    session.dialog.set(None);
                }
            }
        >
            <div class="dialog-content">
                <header class="dialog-header">
                    <h2 id="dialog-title">{title}</h2>
                    <button
                        type="button"
                        class="button quiet icon-only"
                        aria-label="Close"
                        on:click=move |_| session.dialog.set(None)
                    >
                        <IconMark icon=Icon::Close />
                    </button>
                </header>
                {content}
            </div>
        </dialog>
    }
}
