use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::lines::Line;
use super::standing::{Marks, Standing};
use crate::ui::icons::{Icon, IconMark};
use crate::ui::session::{Dialog, NarrowView, Session};
use crate::ui::workspace::Workspace;
use crate::workspace::library::{Collection, Entry};

/// A line of the list: a file, or the heading of a collection.
#[component]
pub(super) fn FileLine(
    session: Session,
    workspace: Workspace,
    standing: Standing,
    closed: RwSignal<HashSet<String>>,
    line: Memo<Option<Line>>,
) -> impl IntoView {
    move || match line.get() {
        Some(Line::File(entry)) => {
            view! { <OneLine session workspace standing entry /> }.into_any()
        }
        Some(Line::Heading {
            collection,
            count,
            open,
        }) => view! { <Heading session workspace closed collection count open /> }.into_any(),
        None => ().into_any(),
    }
}

#[component]
fn Heading(
    session: Session,
    workspace: Workspace,
    closed: RwSignal<HashSet<String>>,
    collection: Collection,
    count: usize,
    open: bool,
) -> impl IntoView {
    let (id, chosen) = (collection.id.clone(), collection.id);
    let words = format!("Save, download or remove {}", collection.title);
    let fold = move |_| {
        closed.update(|closed| {
            if !closed.remove(&id) {
                closed.insert(id.clone());
            }
        });
    };
    view! {
        <div class="files-line files-heading">
            <button type="button" class="files-open" aria-expanded=open.to_string() on:click=fold>
                <span class="files-name">{collection.title.clone()}</span>
                <span class="quiet">{count}</span>
            </button>
            <button
                type="button"
                class="button quiet icon-only files-more"
                aria-label=words.clone()
                title=words
                on:click=move |_| {
                    workspace.chosen.set(Some(chosen.clone()));
                    session.open_dialog(Dialog::Collection);
                }
            >
                <IconMark icon=Icon::More />
            </button>
        </div>
    }
}

#[component]
fn OneLine(
    session: Session,
    workspace: Workspace,
    standing: Standing,
    entry: Arc<Entry>,
) -> impl IntoView {
    let id = StoredValue::new(entry.id().to_owned());
    let path = entry.path_or_name();
    let (folder, name) = match path.rsplit_once('/') {
        Some((folder, name)) => (Some(folder.to_owned()), name.to_owned()),
        None => (None, path.clone()),
    };
    let is_on_show = move || {
        session.turned.track();
        id.with_value(|id| *id == workspace.id_on_show())
    };
    let open = move |_| {
        workspace.open(&id.get_value());
        if session.narrow_view.get_untracked() == NarrowView::Files {
            session.narrow_view.set(NarrowView::Panel);
        }
    };
    let more = move || {
        workspace.chosen.set(Some(id.get_value()));
        session.open_dialog(Dialog::File);
    };
    let press = move |event: KeyboardEvent| match event.key().as_str() {
        "F2" => {
            event.prevent_default();
            more();
        }
        "Delete" => {
            event.prevent_default();
            workspace.remove(&[id.get_value()]);
        }
        _ => {}
    };
    let words = format!("Rename, duplicate or remove {name}");
    view! {
        <div class="files-line" on:keydown=press>
            <button
                type="button"
                class="files-open"
                aria-current=move || is_on_show().then_some("true")
                title=path
                on:click=open
            >
                <span class="files-name">{name}</span>
                {folder.map(|folder| view! { <span class="files-folder quiet">{folder}</span> })}
                {entry.is_changed().then(|| view! { <span class="files-changed">"changed"</span> })}
                <Marks standing entry=Arc::clone(&entry) />
            </button>
            <button
                type="button"
                class="button quiet icon-only files-more"
                aria-label=words.clone()
                title=words
                on:click=move |_| more()
            >
                <IconMark icon=Icon::More />
            </button>
        </div>
    }
}
