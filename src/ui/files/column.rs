use std::collections::HashSet;

use leptos::html;
use leptos::prelude::*;

use super::bring::{self, Coming};
use super::everything::{self, CHOOSER};
use super::line::FileLine;
use super::lines::lines;
use super::searching::Found;
use super::set_open;
use super::standing::Standing;
use crate::ui::commands;
use crate::ui::icons::{Icon, IconMark};
use crate::ui::session::Session;
use crate::ui::windowed::Windowed;
use crate::ui::workspace::{LibraryState, Workspace};
use crate::web::files::Files;

/// The height of a line in CSS pixels; style/files.css keeps to it.
const LINE: usize = 44;

/// The column: what can be done with all files, the search, the list.
#[component]
pub(super) fn Column(
    session: Session,
    workspace: Workspace,
    files: StoredValue<Option<Files>, LocalStorage>,
) -> impl IntoView {
    let found = Found::follow(workspace);
    let standing = Standing::new(session, workspace);
    let closed = RwSignal::new(HashSet::<String>::new());
    let lines = Memo::new(move |_| {
        workspace.library.with(|library| {
            closed.with(|closed| found.ids.with(|ids| lines(library, closed, ids.as_ref())))
        })
    });
    let count = Memo::new(move |_| lines.with(Vec::len));
    let state = move || {
        let all = workspace.library.with(|library| library.len());
        let shown = found.ids.with(|ids| ids.as_ref().map(HashSet::len));
        match (workspace.state.get(), shown) {
            (LibraryState::Opening, _) => "Reading what is kept…".to_owned(),
            (_, Some(shown)) => format!("{shown} of {all} found"),
            (_, None) if all == 0 => {
                "Nothing is kept yet. What you type is, within a second.".to_owned()
            }
            (_, None) => counted(all),
        }
    };
    view! {
        <header class="files-header">
            <h2>"Files"</h2>
            <button type="button" class="button quiet" on:click=move |_| commands::new_document(session)>
                <IconMark icon=Icon::New />
                "New"
            </button>
            <button
                type="button"
                class="button quiet icon-only wide-only"
                aria-label="Hide the files"
                title="Hide the files"
                on:click=move |_| set_open(workspace.column, false)
            >
                <IconMark icon=Icon::Close />
            </button>
        </header>
        <Open session workspace files />
        <input
            type="search"
            class="files-search"
            aria-label="Find in names, descriptions and prompts"
            placeholder="Find"
            prop:value=move || found.typed.get()
            on:input=move |event| found.typed.set(event_target_value(&event))
        />
        <p class="files-state quiet" role="status">{state}</p>
        {move || workspace.coming.get().map(|coming| view! { <Reading workspace coming /> })}
        <Windowed
            count
            height=LINE
            label="Files"
            row=move |at| {
                let line = Memo::new(move |_| lines.with(|lines| lines.get(at).cloned()));
                view! { <FileLine session workspace standing closed line /> }
            }
        />
        <button
            type="button"
            class="button quiet files-export"
            title="Every file here with its history as one file; Open files takes it in again"
            on:click=move |_| everything::export(session)
        >
            "Export everything"
        </button>
        <div
            id="files-border"
            role="separator"
            tabindex="0"
            aria-label="Border between files and source"
            aria-orientation="vertical"
            aria-controls="files"
            aria-valuemin="13"
            aria-valuemax="48"
        ></div>
    }
}

/// The ways to bring files in.
#[component]
fn Open(
    session: Session,
    workspace: Workspace,
    files: StoredValue<Option<Files>, LocalStorage>,
) -> impl IntoView {
    let (chooser, folder) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let chosen = move |input: NodeRef<html::Input>| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        files.with_value(|files| {
            if let Some(files) = files {
                bring::take_chosen(session, workspace, files, &input);
            }
        });
        // The same files can be chosen again.
        input.set_value("");
    };
    let press = |input: NodeRef<html::Input>| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let open_folder = move |_| {
        let picks = files.with_value(|files| match files {
            Some(files) if files.can_open_folders() => {
                bring::pick_folder(session, workspace, files);
                true
            }
            _ => false,
        });
        if !picks {
            press(folder);
        }
    };
    view! {
        <div class="files-ways">
            <button type="button" class="button" on:click=move |_| press(chooser)>"Open files"</button>
            <button type="button" class="button" on:click=open_folder>"Open folder"</button>
            <input
                node_ref=chooser
                id=CHOOSER
                type="file"
                multiple
                accept=".md,.markdown,.zip,.json,text/markdown,application/zip,application/json"
                aria-label="Files, zips or exports to open"
                hidden
                on:change=move |_| chosen(chooser)
            />
            <input
                node_ref=folder
                id="choose-folder"
                type="file"
                prop:webkitdirectory=true
                multiple
                aria-label="Folder to open"
                hidden
                on:change=move |_| chosen(folder)
            />
        </div>
    }
}

/// How far files have come, and a way to stop.
#[component]
fn Reading(workspace: Workspace, coming: Coming) -> impl IntoView {
    view! {
        <div class="files-reading">
            <progress max=coming.all.to_string() value=coming.done.to_string() aria-label="Files read"></progress>
            <span>{format!("{}: {} of {}", coming.title, coming.done, coming.all)}</span>
            <button type="button" class="button" on:click=move |_| workspace.coming.set(None)>"Stop"</button>
        </div>
    }
}

fn counted(all: usize) -> String {
    match all {
        1 => "1 file, kept in this browser on this machine".to_owned(),
        many => format!("{many} files, kept in this browser on this machine"),
    }
}
