//! The folder over which Read, Grep and Glob work, once the person has opened one for reading.

use leptos::html;
use leptos::prelude::*;

use super::Trial;
use crate::agent::CallId;
use crate::agent::folder::{Folder, Reply, Request};
use crate::web::trying::folder::OpenFolder;

/// The folder that is open; a handle to copy. A document that is loaded anew has none.
#[derive(Clone, Copy)]
pub(super) struct Opened {
    /// As a run knows it.
    pub folder: RwSignal<Option<Folder>>,
    handle: StoredValue<Option<OpenFolder>, LocalStorage>,
}

impl Opened {
    /// None is open.
    pub fn new() -> Self {
        Self {
            folder: RwSignal::new(None),
            handle: StoredValue::new_local(None),
        }
    }
}

impl Trial {
    /// Gives a run what it wants of the folder.
    pub(super) fn ask_folder(self, call: CallId, request: Request) {
        let handle = self.opened.handle.with_value(Clone::clone);
        leptos::task::spawn_local(async move {
            let reply = match handle {
                Some(handle) => handle.reply(&request).await,
                None => Reply::Failed("No folder is open any more.".to_owned()),
            };
            self.tell_run(move |run| run.folder_gave(call, reply));
        });
    }

    fn choose_folder(self) {
        leptos::task::spawn_local(async move {
            match OpenFolder::choose().await {
                Ok(Some(handle)) => {
                    self.opened.folder.set(Some(Folder::new(handle.name())));
                    self.opened.handle.set_value(Some(handle));
                }
                Ok(None) => {}
                Err(why) => self
                    .notices
                    .tell(format!("The browser opens no folder: {why}.")),
            }
        });
    }

    fn close_folder(self) {
        self.opened.handle.set_value(None);
        self.opened.folder.set(None);
    }
}

/// Opens a folder, and says what of it a model may see.
#[component]
pub(super) fn FolderView(trial: Trial) -> impl IntoView {
    move || {
        match trial.opened.folder.get() {
        None => view! {
            <div class="try-connection">
                <p class="quiet">
                    "Read, Grep and Glob need a folder: opened for reading alone, until Try is loaded anew, as it is for another server."
                </p>
                <button type="button" class="button" on:click=move |_| trial.choose_folder()>
                    "Open a folder"
                </button>
            </div>
        }
        .into_any(),
        Some(folder) => view! { <OpenView trial folder /> }.into_any(),
    }
    }
}

#[component]
fn OpenView(trial: Trial, folder: Folder) -> impl IntoView {
    let name = folder.name().to_owned();
    let close = format!("Close {name}");
    let named: Vec<String> = folder.named().map(ToString::to_string).collect();
    let input = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(input) = input.get_untracked() else {
            return;
        };
        let mut folder = folder.clone();
        match folder.name_file(input.value().trim()) {
            Ok(()) => trial.opened.folder.set(Some(folder)),
            Err(error) => wrong.set(Some(error.to_string())),
        }
    };
    view! {
        <section class="try-server" aria-label="The folder">
            <div class="try-connection">
                <p>
                    <strong>{name}</strong>
                    " is open for Read, Grep and Glob"
                </p>
                <button
                    type="button"
                    class="button quiet"
                    aria-label=close
                    on:click=move |_| trial.close_folder()
                >
                    "Close"
                </button>
            </div>
            <p class="quiet">
                "Each call waits for your word, and what it gives goes to the model. Files that may hold secrets \
                 (.env, keys) are refused unless you name them."
            </p>
            {(!named.is_empty()).then(|| view! { <p>{format!("Named: {}", named.join(", "))}</p> })}
            <details class="try-more">
                <summary>"Name a file that may be read all the same"</summary>
                <form class="try-form" on:submit=submit>
                    <label>
                        "Its path, from the folder down"
                        <input node_ref=input class="palette-input" autocomplete="off" spellcheck="false" />
                    </label>
                    <p class="wrong" role="alert">{move || wrong.get()}</p>
                    <div class="notice-actions">
                        <button type="submit" class="button">"Name it"</button>
                    </div>
                </form>
            </details>
        </section>
    }
}
