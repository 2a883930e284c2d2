//! The choice of the two sides.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::comparing::{Comparing, Stand};
use super::side::{Brought, Choice, Content};
use crate::compare::markdown;
use crate::text::SourceFile;
use crate::ui::files::read_chosen;
use crate::web::download;

/// More documents are not listed: the files at the left find them, and open them.
const MOST_LISTED: usize = 200;

/// The two sides, ways to bring something to compare with, and what can be done with the outcome.
#[component]
pub fn Choosing(comparing: Comparing) -> impl IntoView {
    let pasting = RwSignal::new(false);
    view! {
        <header class="compare-head">
            <h2>"Compare"</h2>
            <div class="compare-sides">
                <Side comparing choice=comparing.before label="Before" id="compare-before" />
                <button
                    type="button"
                    class="button"
                    title="Put each side in the other's place"
                    on:click=move |_| comparing.swap()
                >
                    "Swap"
                </button>
                <Side comparing choice=comparing.after label="After" id="compare-after" />
            </div>
            <div class="compare-ways">
                <FromFile comparing />
                <button
                    type="button"
                    class="button"
                    aria-expanded=move || pasting.get().to_string()
                    on:click=move |_| pasting.update(|open| *open = !*open)
                >
                    "Paste a text"
                </button>
                <CopyMarkdown comparing />
            </div>
            <Show when=move || pasting.get()>
                <FromPaste comparing pasting />
            </Show>
        </header>
    }
}

/// What one side can be.
#[component]
fn Side(
    comparing: Comparing,
    choice: RwSignal<Choice>,
    label: &'static str,
    id: &'static str,
) -> impl IntoView {
    let listed = Memo::new(move |_| listed(comparing));
    let options = move || {
        listed
            .get()
            .into_iter()
            .map(|(group, options)| {
                let options: Vec<_> = options
                    .into_iter()
                    .map(|(word, title)| {
                        let is_chosen = {
                            let word = word.clone();
                            move || choice.with(|choice| choice.word() == word)
                        };
                        view! { <option value=word prop:selected=is_chosen>{title}</option> }
                    })
                    .collect();
                view! { <optgroup label=group>{options}</optgroup> }
            })
            .collect_view()
    };
    view! {
        <label for=id>
            {label}
            <select
                id=id
                class="select"
                on:change=move |event| choice.set(Choice::of_word(&event_target_value(&event)))
            >
                <option value="" prop:selected=move || choice.with(|choice| *choice == Choice::Nothing)>
                    "Choose…"
                </option>
                {options}
            </select>
        </label>
    }
}

type Group = (&'static str, Vec<(String, String)>);

/// What can be chosen, in groups: words and titles.
fn listed(comparing: Comparing) -> Vec<Group> {
    let session = comparing.session;
    session.turned.track();
    let mut here = vec![(Choice::OnShow.word(), "The document on show".to_owned())];
    let brought: Vec<_> = comparing.brought.with(|brought| {
        let titles = brought.iter().enumerate();
        titles
            .map(|(at, brought)| (Choice::Brought(at).word(), brought.title.clone()))
            .collect()
    });
    let Some(workspace) = session.workspace.get() else {
        return vec![("Here", here), ("Brought to compare", brought)];
    };
    let (documents, collections) = workspace.library.with(|library| {
        let on_show = workspace.id_on_show();
        let entry = library.get(&on_show);
        if entry.is_some_and(|entry| entry.original.is_some()) {
            let words = "The same, as it was opened or saved".to_owned();
            here.push((Choice::Original.word(), words));
        }
        let near = entry
            .and_then(|entry| entry.collection.as_deref())
            .map(|collection| library.of(collection));
        let documents: Vec<_> = near
            .into_iter()
            .flatten()
            .chain(library.alone())
            .filter(|entry| entry.id() != on_show)
            .take(MOST_LISTED)
            .map(|entry| {
                let word = Choice::Document(entry.id().to_owned()).word();
                (word, entry.path_or_name())
            })
            .collect();
        let collections: Vec<_> = library
            .collections()
            .iter()
            .map(|known| {
                let word = Choice::Collection(known.id.clone()).word();
                (word, known.title.clone())
            })
            .collect();
        (documents, collections)
    });
    let groups = [
        ("Here", here),
        ("Brought to compare", brought),
        ("Documents", documents),
        ("Collections", collections),
    ];
    groups
        .into_iter()
        .filter(|(_, options)| !options.is_empty())
        .collect()
}

/// A file, some, or a zip from this machine, to be compared and not kept.
#[component]
fn FromFile(comparing: Comparing) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let Some(list) = input.files() else { return };
        leptos::task::spawn_local(async move {
            let read = read_chosen(&list).await;
            // The same file can be chosen again.
            input.set_value("");
            match read {
                Ok(files) => bring(comparing, files),
                Err(error) => comparing
                    .session
                    .notices
                    .tell(format!("The file could not be opened: {error}.")),
            }
        });
    };
    view! {
        <button
            type="button"
            class="button"
            on:click=move |_| {
                if let Some(input) = input.get_untracked() {
                    input.click();
                }
            }
        >
            "Open a file"
        </button>
        <input
            node_ref=input
            id="compare-file"
            type="file"
            multiple
            accept=".md,.markdown,.zip,text/markdown,application/zip"
            aria-label="File or zip to compare with"
            hidden
            on:change=chosen
        />
    }
}

/// Takes files in: one by itself, or what a zip holds.
fn bring(comparing: Comparing, files: Vec<(String, Vec<SourceFile>)>) {
    let mut unread = true;
    for (title, mut files) in files {
        let content = match (title.is_empty(), files.len()) {
            (_, 0) => continue,
            (true, 1) => Content::One(files.remove(0)),
            _ => Content::Many(files.into()),
        };
        let title = match &content {
            Content::One(file) => file.path.clone(),
            Content::Many(files) if title.is_empty() => format!("{} files", files.len()),
            Content::Many(_) => title,
        };
        unread = false;
        comparing.bring(Brought { title, content });
    }
    if unread {
        comparing
            .session
            .notices
            .tell("Nothing of it could be compared: it holds no UTF-8 text.");
    }
}

/// A text that somebody has on the clipboard.
#[component]
fn FromPaste(comparing: Comparing, pasting: RwSignal<bool>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let take = move |_| {
        let text = text.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        let count = comparing.brought.with_untracked(Vec::len) + 1;
        comparing.bring(Brought {
            title: format!("Pasted text {count}"),
            content: Content::One(SourceFile::new("", Arc::<str>::from(text))),
        });
        pasting.set(false);
    };
    view! {
        <div class="compare-paste">
            <label for="compare-text">"The other version"</label>
            <textarea
                id="compare-text"
                rows="6"
                spellcheck="false"
                autocomplete="off"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <button type="button" class="button primary" on:click=take>"Compare with it"</button>
        </div>
    }
}

/// The outcome, for a comment on a change.
#[component]
fn CopyMarkdown(comparing: Comparing) -> impl IntoView {
    let is_there = Memo::new(move |_| {
        comparing
            .stand
            .with(|stand| matches!(stand, Stand::Compared(_)))
    });
    let copy = move |_| {
        let text = comparing.stand.with_untracked(|stand| match stand {
            Stand::Compared(compared) => Some(markdown(&compared.comparison)),
            Stand::Nothing(_) | Stand::Coming(_) => None,
        });
        let Some(text) = text else { return };
        let notices = comparing.session.notices;
        leptos::task::spawn_local(async move {
            match download::copy(&text).await {
                Ok(()) => {
                    notices.tell("The comparison is on the clipboard, as Markdown for a comment.")
                }
                Err(error) => {
                    notices.tell(format!("The browser did not allow copying ({error})."));
                }
            }
        });
    };
    view! {
        <button type="button" class="button" hidden=move || !is_there.get() on:click=copy>
            "Copy as Markdown"
        </button>
    }
}
