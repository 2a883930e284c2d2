//! Of several folders of agents and skills, a person says which are read.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::ui::session::{Dialog, Session};
use crate::ui::workspace::Workspace;
use crate::workspace::choosing::KnownFolder;

/// Folders that wait for a person's choice.
pub struct Asked {
    /// What they are in.
    title: String,
    folders: Vec<Folder>,
    /// Goes on, with the ticked ones where it is given `true`.
    go_on: Function,
}

#[derive(Clone)]
struct Folder {
    path: String,
    files: usize,
    ticked: bool,
}

/// Lets a person choose among folders; gives their numbers, or `None` when the person closes the dialog. Whoever
/// asked before gets that too.
pub async fn choose_folders(
    session: Session,
    workspace: Workspace,
    title: &str,
    folders: &[KnownFolder],
) -> Option<Vec<usize>> {
    let folders: Vec<Folder> = folders
        .iter()
        .map(|folder| Folder {
            path: folder.path.clone(),
            files: folder.files.len(),
            ticked: true,
        })
        .collect();
    let answered = Promise::new(&mut |go_on, _| {
        let asked = Asked {
            title: title.to_owned(),
            folders: folders.clone(),
            go_on,
        };
        let earlier = workspace
            .asked
            .try_update_value(|now| now.replace(asked))
            .flatten();
        if let Some(earlier) = earlier {
            let _ = earlier.go_on.call0(&JsValue::UNDEFINED);
        }
    });
    session.open_dialog(Dialog::Folders);
    let said = JsFuture::from(answered).await.ok()?;
    said.is_truthy().then_some(())?;
    let asked = workspace.asked.try_update_value(Option::take).flatten()?;
    let ticked = asked.folders.iter().enumerate();
    let ticked = ticked.filter(|(_, folder)| folder.ticked);
    Some(ticked.map(|(at, _)| at).collect())
}

fn go_on(workspace: Workspace, chosen: bool) {
    workspace.asked.with_value(|asked| {
        if let Some(asked) = asked {
            let _ = asked.go_on.call1(&JsValue::UNDEFINED, &chosen.into());
        }
    });
}

/// The choice: the content of a dialog.
#[component]
pub fn ChooseFolders(session: Session, workspace: Workspace) -> impl IntoView {
    let (title, folders) = workspace.asked.with_value(|asked| match asked {
        Some(asked) => (asked.title.clone(), asked.folders.clone()),
        None => (String::new(), Vec::new()),
    });
    let folders = RwSignal::new(folders);
    // Whoever closes the dialog has chosen nothing; after a choice nobody listens any more.
    on_cleanup(move || go_on(workspace, false));
    let open = move |_| {
        workspace.asked.update_value(|asked| {
            if let Some(asked) = asked {
                asked.folders = folders.get_untracked();
            }
        });
        go_on(workspace, true);
        session.dialog.set(None);
    };
    let tick_all = move |ticked: bool| {
        folders.update(|folders| folders.iter_mut().for_each(|folder| folder.ticked = ticked));
    };
    let files = Memo::new(move |_| {
        folders.with(|folders| {
            let ticked = folders.iter().filter(|folder| folder.ticked);
            ticked.map(|folder| folder.files).sum::<usize>()
        })
    });
    let count = folders.with_untracked(Vec::len);
    let lines = (0..count)
        .map(|at| view! { <Line folders at /> })
        .collect_view();
    view! {
        <p>{format!("{title} has agents and skills in {count} folders. Only those that are ticked are read.")}</p>
        <div class="notice-actions">
            <button
                type="button"
                class="button primary"
                disabled=move || files.get() == 0
                on:click=open
            >
                {move || match files.get() {
                    1 => "Open 1 file".to_owned(),
                    many => format!("Open {many} files"),
                }}
            </button>
            <button type="button" class="button" on:click=move |_| tick_all(true)>"Tick all"</button>
            <button type="button" class="button" on:click=move |_| tick_all(false)>"Tick none"</button>
        </div>
        <ul class="folder-list">{lines}</ul>
    }
}

#[component]
fn Line(folders: RwSignal<Vec<Folder>>, at: usize) -> impl IntoView {
    let (path, files) = folders.with_untracked(|folders| {
        let folder = folders.get(at);
        folder.map_or((String::new(), 0), |folder| {
            (folder.path.clone(), folder.files)
        })
    });
    let path = match path.is_empty() {
        true => "Beside the folders".to_owned(),
        false => path,
    };
    let is_ticked =
        move || folders.with(|folders| folders.get(at).is_some_and(|folder| folder.ticked));
    let tick = move |event| {
        let ticked = event_target_checked(&event);
        folders.update(|folders| {
            if let Some(folder) = folders.get_mut(at) {
                folder.ticked = ticked;
            }
        });
    };
    view! {
        <li>
            <label>
                <input type="checkbox" prop:checked=is_ticked on:change=tick />
                <span class="changed-path">{path}</span>
                <span class="quiet">{files}</span>
            </label>
        </li>
    }
}
