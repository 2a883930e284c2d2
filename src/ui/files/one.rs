use leptos::html;
use leptos::prelude::*;

use crate::ui::compare;
use crate::ui::session::{Dialog, Session};
use crate::ui::workspace::Workspace;
use crate::web::download;

/// What may be done with one file: the content of its dialog.
#[component]
pub fn OneFile(session: Session, workspace: Workspace) -> impl IntoView {
    let id = StoredValue::new(workspace.chosen.get_untracked().unwrap_or_default());
    let entry = id.with_value(|id| workspace.entry_as_it_stands(id));
    let Some(entry) = entry else {
        return view! { <p>"This file is not there any more."</p> }.into_any();
    };
    let is_on_show = workspace.id_on_show() == entry.id();
    let path = StoredValue::new(entry.path_or_name());
    let input = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<String>);
    let close = move || session.dialog.set(None);
    let rename = move || {
        let given = input.get_untracked().map(|input| input.value());
        match workspace.rename(&id.get_value(), &given.unwrap_or_default()) {
            Ok(()) => close(),
            Err(error) => wrong.set(Some(format!("Not renamed: {error}."))),
        }
    };
    let duplicate = move |_| {
        let id = id.get_value();
        close();
        if let Some(copy) = workspace.duplicate(&id) {
            workspace.open(&copy);
        }
    };
    let take_home = move |_| {
        let Some(entry) = id.with_value(|id| workspace.entry_as_it_stands(id)) else {
            return;
        };
        let file = entry.source_file();
        match download::save(file.file_name(), &file.text) {
            Ok(()) => close(),
            Err(error) => wrong.set(Some(format!("The file could not be downloaded: {error}."))),
        }
    };
    let show_history = move |_| {
        // That dialog follows what is on show.
        workspace.open(&id.get_value());
        session.open_dialog(Dialog::History);
    };
    let remove = move |_| {
        let id = id.get_value();
        close();
        workspace.remove(&[id]);
    };
    view! {
        <form
            class="file-form"
            on:submit=move |event| {
                event.prevent_default();
                rename();
            }
        >
            <label for="file-path">"Name, with its folders"</label>
            <div class="file-path">
                <input
                    id="file-path"
                    node_ref=input
                    type="text"
                    class="palette-input"
                    autocomplete="off"
                    spellcheck="false"
                    value=path.get_value()
                    aria-invalid=move || wrong.with(Option::is_some).to_string()
                    aria-describedby="file-wrong"
                />
                <button type="submit" class="button">"Rename"</button>
            </div>
            <p id="file-wrong" class="wrong" role="alert">{move || wrong.get()}</p>
        </form>
        <div class="notice-actions">
            <button type="button" class="button" on:click=duplicate>"Duplicate"</button>
            {(!is_on_show)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            title="With the document on show"
                            on:click=move |_| {
                                close();
                                compare::with_document(session, id.get_value());
                            }
                        >
                            "Compare"
                        </button>
                    }
                })}
            <button type="button" class="button" on:click=show_history>"History"</button>
            <button type="button" class="button" on:click=take_home>"Download"</button>
            <button type="button" class="button" on:click=remove>"Remove"</button>
        </div>
    }
    .into_any()
}
