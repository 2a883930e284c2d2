//! The library of documents in the browser's IndexedDB, through the npm package `idb`.
//!
//! What one tab changes, the others hear of. Nothing is decided here: what is to be kept, and what a
//! change by another tab means, is decided in `workspace` and `ui`.

mod record;

use std::sync::Arc;

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

use super::chunk::Script;
use crate::workspace::draft::{Stamp, StoreError};
use crate::workspace::history::{Change, Snapshot};
use crate::workspace::library::{Collection, Entry};

/// How many documents are kept in one go.
const AT_ONCE: usize = 100;

/// Why the library is not open any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// A newer version of this page needs it in another form.
    ByNewerPage,
    /// The browser has taken it away.
    ByBrowser,
}

/// The open library; a handle.
#[derive(Clone)]
pub struct LibraryStore {
    /// The part of the page that opened it.
    opener: Script,
    library: Script,
}

impl LibraryStore {
    /// Opens it. `changed` hears of the documents that another tab has changed, and of none where it was
    /// a collection.
    ///
    /// # Errors
    /// When the browser gives no storage, or what is there cannot be read.
    pub async fn open(
        changed: impl Fn(Vec<String>) + 'static,
        closed: impl Fn(Closed) + 'static,
    ) -> Result<Self, StoreError> {
        let opener = Script::fetch("data-library").await;
        let opener = opener.map_err(|_| StoreError::Denied)?;
        let changed = Closure::<dyn Fn(Vec<String>)>::new(changed);
        let closed = Closure::<dyn Fn(bool)>::new(move |newer| {
            closed(if newer {
                Closed::ByNewerPage
            } else {
                Closed::ByBrowser
            });
        });
        let arguments = [changed.into_js_value(), closed.into_js_value()];
        let library = opener.wait("openLibrary", &arguments).await;
        let library = library.map_err(reason)?.into();
        Ok(Self { opener, library })
    }

    /// All collections, and the browser's handles of their folders.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn collections(&self) -> Result<Vec<(Collection, Option<JsValue>)>, StoreError> {
        self.find("collections", &[], record::collection).await
    }

    /// Some documents, those that come after this id, in order of their ids; none when there are no
    /// more.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn entries_after(&self, id: Option<&str>) -> Result<Vec<Entry>, StoreError> {
        self.find("documentsAfter", &[id.into()], record::entry)
            .await
    }

    /// These documents, without those that are not there.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn entries(&self, ids: &[String]) -> Result<Vec<Entry>, StoreError> {
        self.find("documents", &[texts(ids)], record::entry).await
    }

    /// Keeps documents, whatever is kept of them.
    ///
    /// # Errors
    /// When there is no room or no storage; those before the first that failed may be kept.
    pub async fn put(&self, entries: &[Arc<Entry>]) -> Result<(), StoreError> {
        // Some at a time: all of a large folder at once would be twice in memory, and hold up the page.
        for some in entries.chunks(AT_ONCE) {
            let records: Array = some
                .iter()
                .map(|entry| JsValue::from(record::of_entry(entry)))
                .collect();
            self.ask("put", &[records.into()]).await?;
        }
        Ok(())
    }

    /// Keeps a document unless another tab has kept something else than what has one of these stamps;
    /// says whether it is kept.
    ///
    /// # Errors
    /// When there is no room or no storage; what was kept before still is.
    pub async fn put_over(&self, entry: &Entry, known: &[Stamp]) -> Result<bool, StoreError> {
        let known: Vec<String> = known.iter().map(record::stamp_text).collect();
        let arguments = [record::of_entry(entry).into(), texts(&known)];
        let kept = self.ask("putOver", &arguments).await?;
        Ok(kept.is_truthy())
    }

    /// Removes documents, and their histories of undo.
    ///
    /// # Errors
    /// When there is no storage.
    pub async fn remove(&self, ids: &[String]) -> Result<(), StoreError> {
        self.ask("remove", &[texts(ids)]).await.map(drop)
    }

    /// Keeps a collection, and the browser's handle of its folder.
    ///
    /// # Errors
    /// When there is no room or no storage.
    pub async fn put_collection(
        &self,
        collection: &Collection,
        handle: Option<&JsValue>,
    ) -> Result<(), StoreError> {
        let record = record::of_collection(collection, handle);
        self.ask("putCollection", &[record.into()]).await.map(drop)
    }

    /// Removes a collection, but none of the documents.
    ///
    /// # Errors
    /// When there is no storage.
    pub async fn remove_collection(&self, id: &str) -> Result<(), StoreError> {
        self.ask("removeCollection", &[id.into()]).await.map(drop)
    }

    /// The moments of a document, in no order.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn snapshots(&self, document: &str) -> Result<Vec<Snapshot>, StoreError> {
        self.find("snapshots", &[document.into()], record::snapshot)
            .await
    }

    /// The moments whose ids come after this one: some of them, in order; none when there are no more.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn snapshots_after(&self, id: Option<&str>) -> Result<Vec<Snapshot>, StoreError> {
        self.find("snapshotsAfter", &[id.into()], record::snapshot)
            .await
    }

    /// Keeps moments, and removes some: all of it or nothing.
    ///
    /// # Errors
    /// When there is no room or no storage.
    pub async fn change_snapshots(&self, change: &Change) -> Result<(), StoreError> {
        let records: Array = change
            .put
            .iter()
            .map(|snapshot| JsValue::from(record::of_snapshot(snapshot)))
            .collect();
        let arguments = [records.into(), texts(&change.removed)];
        self.ask("changeSnapshots", &arguments).await.map(drop)
    }

    /// Removes the moments of documents that are not there any more, if it can be done.
    pub async fn remove_lost_snapshots(&self) {
        // What stays is tried again the next time.
        let _ = self.ask("removeLostSnapshots", &[]).await;
    }

    /// The history of undo that was kept of a document.
    pub async fn undo_history(&self, id: &str) -> Option<String> {
        let history = self.ask("undoHistory", &[id.into()]).await;
        history.ok()?.as_string()
    }

    /// Keeps the history of undo of a document, if there is room: it is missed, not mourned.
    pub async fn keep_undo_history(&self, id: &str, history: &str) {
        let arguments = [id.into(), history.into()];
        let _ = self.ask("keepUndoHistory", &arguments).await;
    }

    /// Lets other tabs know that this one shows that document.
    pub fn hold_on_show(&self, id: &str) {
        let _ = self.opener.call("holdOnShow", &[id.into()]);
    }

    /// The documents that some tab shows, one entry for each tab; `None` where nobody can say.
    pub async fn on_show_anywhere(&self) -> Option<Vec<String>> {
        let ids = self.opener.wait("onShowAnywhere", &[]).await.ok()?;
        let ids = ids.is_array().then(|| Array::from(&ids))?;
        Some(ids.iter().filter_map(|id| id.as_string()).collect())
    }

    async fn ask(&self, name: &str, arguments: &[JsValue]) -> Result<JsValue, StoreError> {
        self.library.wait(name, arguments).await.map_err(reason)
    }

    /// What was found, without what is not of that form.
    async fn find<T>(
        &self,
        name: &str,
        arguments: &[JsValue],
        read: fn(&JsValue) -> Option<T>,
    ) -> Result<Vec<T>, StoreError> {
        let list = Array::from(&self.ask(name, arguments).await?);
        Ok(list.iter().filter_map(|value| read(&value)).collect())
    }
}

fn texts(texts: &[String]) -> JsValue {
    let list: Array = texts.iter().map(JsValue::from).collect();
    list.into()
}

/// Why the browser did not do it, by the name of its error.
fn reason(error: JsValue) -> StoreError {
    let name = Reflect::get(&error, &"name".into())
        .ok()
        .and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError") => StoreError::Full,
        Some("VersionError") => StoreError::Newer,
        // A store that is not found: the database is not as this page has made it.
        Some("UnknownError" | "DataError" | "DataCloneError" | "NotFoundError") => {
            StoreError::Unreadable
        }
        _ => StoreError::Denied,
    }
}
