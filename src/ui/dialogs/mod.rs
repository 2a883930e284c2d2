//! The dialogs, one at a time, on the browser's own `<dialog>`: it keeps the focus inside, closes
//! on Escape and gives the focus back.

mod keys;

use keys::Keys;

use leptos::html;
use leptos::mount::mount_to;
use leptos::prelude::*;

use super::commands::Palette;
use super::files::{ChangedFiles, ChooseFolders, NewFile, OneCollection, OneFile};
use super::history::HistoryDialog;
use super::icons::{Icon, IconMark};
use super::session::{Dialog, Session};
use super::share::ShareDialog;
use super::workspace::Workspace;
use crate::web::dom;

/// Puts the place where a dialog opens into the page, for as long as it lives. One that was asked for
/// before opens then.
pub fn mount(session: Session) {
    if let Some(overlay) = dom::by_id("overlay") {
        mount_to(overlay, move || view! { <Dialogs session /> }).forget();
    }
}

/// What is about documents, once they are here.
fn of_workspace(session: Session, content: fn(Session, Workspace) -> AnyView) -> AnyView {
    let workspace = session.workspace.get();
    workspace
        .map(|workspace| content(session, workspace))
        .into_any()
}

#[component]
fn Dialogs(session: Session) -> impl IntoView {
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
    let title = move || match session.dialog.get() {
        Some(Dialog::Commands) => "Commands",
        Some(Dialog::Keys) => "Keys",
        Some(Dialog::New) => "New file",
        Some(Dialog::File) => "File",
        Some(Dialog::History) => "History",
        Some(Dialog::Share) => "Share",
        Some(Dialog::Collection) => "Collection",
        Some(Dialog::Changed) => "Changed files",
        Some(Dialog::Folders) => "Folders",
        None => "",
    };
    let content = move || match session.dialog.get() {
        Some(Dialog::Commands) => view! { <Palette session /> }.into_any(),
        Some(Dialog::Keys) => view! { <Keys /> }.into_any(),
        Some(Dialog::History) => of_workspace(session, |session, workspace| {
            view! { <HistoryDialog session workspace /> }.into_any()
        }),
        Some(Dialog::Share) => of_workspace(session, |session, workspace| {
            view! { <ShareDialog session workspace /> }.into_any()
        }),
        Some(Dialog::New) => of_workspace(session, |session, workspace| {
            view! { <NewFile session workspace /> }.into_any()
        }),
        Some(Dialog::Collection) => of_workspace(session, |session, workspace| {
            view! { <OneCollection session workspace /> }.into_any()
        }),
        Some(Dialog::File) => of_workspace(session, |session, workspace| {
            view! { <OneFile session workspace /> }.into_any()
        }),
        Some(Dialog::Changed) => of_workspace(session, |session, workspace| {
            view! { <ChangedFiles session workspace /> }.into_any()
        }),
        Some(Dialog::Folders) => of_workspace(session, |session, workspace| {
            view! { <ChooseFolders session workspace /> }.into_any()
        }),
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
