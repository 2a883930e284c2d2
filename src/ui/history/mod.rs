//! The moments of the document on show: what has changed since each, and a way back.

mod chosen;
mod list;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::session::Session;
use super::workspace::Workspace;
use crate::workspace::draft::StoreError;
use crate::workspace::history::{History, Reason, Snapshot};
use chosen::ChosenMoment;
use list::MomentList;

/// What the dialog shows; a handle to copy.
#[derive(Clone, Copy)]
struct Shown {
    session: Session,
    workspace: Workspace,
    history: RwSignal<Option<Result<History, StoreError>>>,
    chosen: RwSignal<Option<Arc<Snapshot>>>,
    /// The moment that was deleted last.
    deleted: RwSignal<Option<Arc<Snapshot>>>,
}

/// The content of the dialog.
#[component]
pub fn HistoryDialog(session: Session, workspace: Workspace) -> impl IntoView {
    let shown = Shown {
        session,
        workspace,
        history: RwSignal::new(None),
        chosen: RwSignal::new(None),
        deleted: RwSignal::new(None),
    };
    Effect::new(move || {
        session.turned.track();
        workspace.track_moments();
        let id = workspace.id_on_show();
        leptos::task::spawn_local(async move {
            let found = workspace.moments_of(&id).await;
            if workspace.id_on_show() == id {
                let _ = shown.history.try_set(Some(found));
            }
        });
    });
    view! {
        <div class="history">
            <p class="quiet">{session.file_name()}</p>
            <KeepByHand workspace />
            <Deleted shown />
            <div class="history-parts">
                <MomentList shown />
                {move || {
                    shown.chosen.get().map(|moment| view! { <ChosenMoment shown moment /> })
                }}
            </div>
            <p class="quiet">
                "Moments are kept by themselves in pauses and before repairs, fixes and replacements; the older they are, the fewer stay. Those kept by hand go last. The history of a removed document goes with it when the page is opened next; until then Undo brings both back."
            </p>
        </div>
    }
}

/// A way to keep the text as it is now, with a name.
#[component]
fn KeepByHand(workspace: Workspace) -> impl IntoView {
    let kept = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let keep = move || {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let name = input.value().trim().to_owned();
        input.set_value("");
        workspace.keep_by_hand((!name.is_empty()).then_some(name));
        kept.set(true);
    };
    view! {
        <form
            class="history-keep"
            on:submit=move |event| {
                event.prevent_default();
                keep();
            }
        >
            <label for="history-name">"A name, if you like"</label>
            <input
                id="history-name"
                node_ref=input
                type="text"
                class="palette-input"
                maxlength="100"
                autocomplete="off"
                on:input=move |_| kept.set(false)
            />
            <button type="submit" class="button">"Keep this moment"</button>
            <span role="status">
                {move || kept.get().then_some("It is kept.")}
            </span>
        </form>
    }
}

/// Word of what was deleted, and the way back.
#[component]
fn Deleted(shown: Shown) -> impl IntoView {
    let undo = move |_| {
        if let Some(moment) = shown.deleted.try_update(Option::take).flatten() {
            shown.workspace.keep(Snapshot::clone(&moment));
        }
    };
    view! {
        <div role="status">
            <Show when=move || shown.deleted.with(Option::is_some)>
                <p class="history-deleted">
                    "The moment was deleted. "
                    <button type="button" class="button" on:click=undo>"Undo"</button>
                </p>
            </Show>
        </div>
    }
}

/// Why it is there, and what a person calls it.
fn title(moment: &Snapshot) -> String {
    match &moment.name {
        Some(name) => format!("{name} ({})", Reason::label(moment.reason)),
        None => moment.reason.label().to_owned(),
    }
}
