use leptos::prelude::*;

use super::saving;
use crate::ui::session::Session;
use crate::ui::workspace::Workspace;
use crate::web::files::Files;

/// What may be done with a collection: the content of its dialog.
#[component]
pub fn OneCollection(session: Session, workspace: Workspace) -> impl IntoView {
    let id = StoredValue::new(workspace.chosen.get_untracked().unwrap_or_default());
    let (files, changed) = workspace.library.with_untracked(|library| {
        let files = library.of(&id.get_value());
        let changed = files.iter().filter(|entry| entry.is_changed()).count();
        (files.len(), changed)
    });
    let can_save = id.with_value(|id| workspace.folder_of(id).is_some());
    let with_files = move |act: fn(Session, Workspace, Files, String)| {
        // What this dialog holds goes with it.
        let id = id.get_value();
        session.dialog.set(None);
        leptos::task::spawn_local(async move {
            match Files::fetch().await {
                Ok(files) => act(session, workspace, files, id),
                Err(error) => session.notices.tell(format!(
                    "This part of the page could not be loaded: {error}."
                )),
            }
        });
    };
    let remove = move |_| {
        let id = id.get_value();
        session.dialog.set(None);
        workspace.remove_collection(&id);
    };
    let words = match changed {
        0 => format!("{files} files, none of them changed since they were opened or saved."),
        some => format!("{files} files, {some} of them changed since they were opened or saved."),
    };
    view! {
        <p>{words}</p>
        <div class="notice-actions">
            {can_save
                .then(|| {
                    view! {
                        <button type="button" class="button" on:click=move |_| with_files(saving::save_to_folder)>
                            "Save changes to the folder"
                        </button>
                    }
                })}
            <button type="button" class="button" on:click=move |_| with_files(saving::download_zip)>
                "Download as a zip"
            </button>
            <button type="button" class="button" on:click=remove>
                "Remove from this page"
            </button>
        </div>
        {can_save
            .then(|| {
                view! {
                    <p class="quiet">
                        "Only changed files are written. One that was changed in the folder meanwhile is left alone; files removed here stay there."
                    </p>
                }
            })}
    }
}
