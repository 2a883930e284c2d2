use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::diff::Diff;
use crate::ui::session::Session;
use crate::ui::workspace::Workspace;
use crate::workspace::library::Changed;

/// What came with another text than what is there: compare, keep both, or replace. The content of a
/// dialog; whoever closes it leaves everything as it is.
#[component]
pub fn ChangedFiles(session: Session, workspace: Workspace) -> impl IntoView {
    let list = workspace.changed;
    let all = move |act: fn(Workspace, &Changed)| {
        let waiting = list.try_update(std::mem::take).unwrap_or_default();
        session.dialog.set(None);
        for one in &waiting {
            act(workspace, one);
        }
    };
    view! {
        <p>"These files are here already, with another text. Nothing is changed until you say so."</p>
        <div class="notice-actions">
            <button type="button" class="button" on:click=move |_| all(Workspace::keep_both)>
                "Keep both of each"
            </button>
            <button type="button" class="button" on:click=move |_| all(Workspace::replace)>
                "Replace all"
            </button>
        </div>
        <ul class="changed-list">
            <For each=move || list.get() key=|one| one.entry.id().to_owned() let:one>
                <ChangedFile session workspace one />
            </For>
        </ul>
    }
}

#[component]
fn ChangedFile(session: Session, workspace: Workspace, one: Changed) -> impl IntoView {
    let path = one.file.path.clone();
    let (before, after) = (
        Arc::<str>::from(one.entry.draft.text.as_str()),
        Arc::clone(&one.file.text),
    );
    let one = StoredValue::new(one);
    let compared = RwSignal::new(false);
    let settle = move |act: Option<fn(Workspace, &Changed)>| {
        let id = one.with_value(|one| one.entry.id().to_owned());
        workspace
            .changed
            .update(|list| list.retain(|other| other.entry.id() != id));
        if workspace.changed.with_untracked(Vec::is_empty) {
            session.dialog.set(None);
        }
        if let Some(act) = act {
            one.with_value(|one| act(workspace, one));
        }
    };
    view! {
        <li>
            <p class="changed-path">{path.clone()}</p>
            <div class="notice-actions">
                <button
                    type="button"
                    class="button"
                    aria-expanded=move || compared.get().to_string()
                    on:click=move |_| compared.update(|compared| *compared = !*compared)
                >
                    "Compare"
                </button>
                <button type="button" class="button" on:click=move |_| settle(Some(Workspace::keep_both))>
                    "Keep both"
                </button>
                <button type="button" class="button" on:click=move |_| settle(Some(Workspace::replace))>
                    "Replace"
                </button>
                <button type="button" class="button quiet" on:click=move |_| settle(None)>
                    "Leave as it is"
                </button>
            </div>
            <Show when=move || compared.get()>
                <Diff before=before.clone() after=after.clone() />
            </Show>
        </li>
    }
}
