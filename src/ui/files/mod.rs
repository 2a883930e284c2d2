//! All documents at the left: found as one types, opened by a press, and what else may be done with them.

mod bring;
mod changed;
mod choosing;
mod collection;
mod column;
mod everything;
mod line;
mod lines;
mod new;
mod one;
mod saving;
mod searching;
mod standing;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::session::{NarrowView, Session};
use super::splitter::Border;
use crate::web::files::Files;
use crate::web::{dom, storage};
pub use bring::{Coming, collection_of, read_chosen, take_in};
pub use changed::ChangedFiles;
pub use choosing::{Asked, ChooseFolders, choose_folders};
pub use collection::OneCollection;
use column::Column;
pub use everything::{choose, export};
pub use new::NewFile;
pub use one::OneFile;

/// Whether the column is open is kept here, as `open`.
const KEY: &str = "agent-playground.files";

/// Its border; style/files.css has the usual width too, and keeps it from taking half the page.
const BORDER: Border = Border {
    key: "agent-playground.files-width",
    property: "--files",
    unit: "rem",
    least: 130,
    most: 480,
    usual: 170,
    step: 10,
};

/// Puts the column beside the source, for as long as the page lives.
pub fn mount(session: Session) {
    let Some(workspace) = session.workspace.get_untracked() else {
        return;
    };
    let place = dom::document().and_then(|document| document.create_element("section").ok());
    let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    place.set_id("files");
    let _ = place.set_attribute("aria-label", "Files");
    let Some(work) = dom::by_id::<HtmlElement>("work") else {
        return;
    };
    let _ = work.prepend_with_node_1(&place);
    workspace
        .column
        .set(storage::get_setting(KEY).as_deref() == Some("open"));
    Effect::new(move || {
        let open = workspace.column.get();
        let _ = match open {
            true => work.set_attribute("data-files", ""),
            false => work.remove_attribute("data-files"),
        };
    });
    let files = StoredValue::new_local(None);
    mount_to(place, move || view! { <Column session workspace files /> }).forget();
    BORDER.follow("files-border", "files");
    leptos::task::spawn_local(async move {
        // Where it cannot be had, pasting still brings files in.
        if let Ok(fetched) = Files::fetch().await {
            bring::take_drops(session, workspace, fetched.clone());
            files.set_value(Some(fetched));
        }
    });
}

/// Shows the files: in the narrow layout in place of the rest, else beside it, or no more.
pub fn show_or_hide(session: Session) {
    if dom::is_narrow() {
        session.narrow_view.set(NarrowView::Files);
        return;
    }
    if let Some(workspace) = session.workspace.get_untracked() {
        set_open(workspace.column, !workspace.column.get_untracked());
    }
}

/// Shows the files, if they are not there.
pub fn show(session: Session) {
    match session.workspace.get_untracked() {
        Some(workspace) if !dom::is_narrow() => set_open(workspace.column, true),
        _ => session.narrow_view.set(NarrowView::Files),
    }
}

fn set_open(column: RwSignal<bool>, open: bool) {
    column.set(open);
    storage::keep_setting(KEY, if open { "open" } else { "closed" });
}
