//! The documents of the workspace in this tab: what is kept of them, and what may be done with them.
//!
//! The document on show is kept at once in the browser's local storage, which needs no waiting (see
//! [`Keeping`](crate::ui::session::Keeping)); the [`Library`] holds it too, a moment later, and all others.
//! When another comes on show, it moves over whole.

mod archiving;
mod bringing;
mod moments;
mod moving;
mod opening;
mod own;
mod verbs;

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::files::{Asked, Coming};
use super::session::Session;
use crate::web::library::LibraryStore;
use crate::workspace::draft::StoreError;
use crate::workspace::library::{Changed, Entry, Library};
use moments::Moments;
pub use moments::keep_moment;
use own::OnShow;

/// How the library stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LibraryState {
    /// It is being read.
    Opening,
    /// All of it is here.
    Open,
    /// What is here stays as long as the tab only.
    Missing(StoreError),
}

/// The workspace in this tab; a handle to copy.
#[derive(Clone, Copy)]
pub struct Workspace {
    /// All documents.
    pub library: RwSignal<Library>,
    /// How the library stands.
    pub state: RwSignal<LibraryState>,
    /// Whether the files stand beside the source.
    pub column: RwSignal<bool>,
    /// The document that a dialog is about.
    pub chosen: RwSignal<Option<String>>,
    /// Files that are being read; whoever empties it stops that.
    pub coming: RwSignal<Option<Coming>>,
    /// Folders of which a person says which are read.
    pub asked: StoredValue<Option<Asked>, LocalStorage>,
    /// What came with another text than what is here, until a person has said what becomes of it.
    pub changed: RwSignal<Vec<Changed>>,
    folders: StoredValue<HashMap<String, JsValue>, LocalStorage>,
    store: StoredValue<Option<LibraryStore>, LocalStorage>,
    on_show: StoredValue<OnShow, LocalStorage>,
    moments: Moments,
    session: Session,
}

/// Opens the workspace, for as long as the page lives.
pub fn start(session: Session) {
    let workspace = Workspace {
        library: RwSignal::new(Library::default()),
        state: RwSignal::new(LibraryState::Opening),
        column: RwSignal::new(false),
        chosen: RwSignal::new(None),
        coming: RwSignal::new(None),
        asked: StoredValue::new_local(None),
        changed: RwSignal::new(Vec::new()),
        folders: StoredValue::new_local(HashMap::new()),
        store: StoredValue::new_local(None),
        on_show: StoredValue::new_local(OnShow::new(session.keeping.slot().id)),
        moments: Moments::new(),
        session,
    };
    session.workspace.set(Some(workspace));
    workspace.follow_what_is_on_show();
    workspace.follow_what_is_too_large();
    workspace.follow_pauses();
    leptos::task::spawn_local(workspace.open_library());
}

impl Workspace {
    /// The document of that id, with its text as it stands.
    pub fn entry(self, id: &str) -> Option<Arc<Entry>> {
        self.library
            .with_untracked(|library| library.get(id).cloned())
    }

    /// The id of the document on show.
    pub fn id_on_show(self) -> String {
        self.session.keeping.slot().id
    }

    fn store(self) -> Option<LibraryStore> {
        self.store.with_value(Clone::clone)
    }

    fn tell_failure(self, what: &str, error: StoreError) {
        self.session.notices.tell(format!(
            "{what}: {error}. Download what you want to keep before you close this page."
        ));
    }
}
