//! The library of documents in the browser's IndexedDB, through the npm package `idb`.
//!
//! What one tab changes, the others hear of. Nothing is decided here: what is to be kept, and what a
//! change by another tab means, is decided in `workspace` and `ui`.

mod record;

use std::sync::Arc;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;

use super::chunk;
use crate::workspace::draft::{Stamp, StoreError};
use crate::workspace::history::{Change, Snapshot};
use crate::workspace::library::{Collection, Entry};

#[wasm_bindgen]
extern "C" {
    /// What `openLibrary` of library.js gives.
    #[derive(Clone)]
    type Library;

    #[wasm_bindgen(method, catch)]
    async fn collections(this: &Library) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = documentsAfter)]
    async fn documents_after(this: &Library, id: Option<String>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn documents(this: &Library, ids: Vec<String>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn put(this: &Library, records: Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = putOver)]
    async fn put_over(
        this: &Library,
        record: JsValue,
        known: Vec<String>,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn remove(this: &Library, ids: Vec<String>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn snapshots(this: &Library, document: String) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = snapshotsAfter)]
    async fn snapshots_after(this: &Library, id: Option<String>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = changeSnapshots)]
    async fn change_snapshots(
        this: &Library,
        records: Array,
        removed: Vec<String>,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeLostSnapshots)]
    async fn remove_lost_snapshots(this: &Library) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = putCollection)]
    async fn put_collection(this: &Library, collection: JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeCollection)]
    async fn remove_collection(this: &Library, id: String) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = undoHistory)]
    async fn undo_history(this: &Library, id: String) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = keepUndoHistory)]
    async fn keep_undo_history(
        this: &Library,
        id: String,
        history: String,
    ) -> Result<JsValue, JsValue>;
}

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
    library: Library,
    module: JsValue,
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
        let address = chunk::address("data-library").ok_or(StoreError::Denied)?;
        let module = chunk::load(&address)
            .await
            .map_err(|_| StoreError::Denied)?;
        let open = function(&module, "openLibrary").ok_or(StoreError::Denied)?;
        let changed = Closure::<dyn Fn(Vec<String>)>::new(changed);
        let closed = Closure::<dyn Fn(bool)>::new(move |newer| {
            closed(if newer {
                Closed::ByNewerPage
            } else {
                Closed::ByBrowser
            });
        });
        let opening = open
            .call2(
                &JsValue::UNDEFINED,
                &changed.into_js_value(),
                &closed.into_js_value(),
            )
            .map_err(|error| reason(&error))?;
        let library = awaited(&opening).await.map_err(|error| reason(&error))?;
        Ok(Self {
            library: library.unchecked_into(),
            module,
        })
    }

    /// All collections, and the browser's handles of their folders.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn collections(&self) -> Result<Vec<(Collection, Option<JsValue>)>, StoreError> {
        let found = self.library.collections().await;
        let list = Array::from(&found.map_err(|error| reason(&error))?);
        Ok(list
            .iter()
            .filter_map(|value| record::collection(&value))
            .collect())
    }

    /// Some documents, those that come after this id, in order of their ids; none when there are no
    /// more.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn entries_after(&self, id: Option<&str>) -> Result<Vec<Entry>, StoreError> {
        let found = self.library.documents_after(id.map(str::to_owned)).await;
        all(found, record::entry)
    }

    /// These documents, without those that are not there.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn entries(&self, ids: &[String]) -> Result<Vec<Entry>, StoreError> {
        all(self.library.documents(ids.to_vec()).await, record::entry)
    }

    /// Keeps documents, whatever is kept of them.
    ///
    /// # Errors
    /// When there is no room or no storage; those before the first that failed may be kept.
    pub async fn put(&self, entries: &[Arc<Entry>]) -> Result<(), StoreError> {
        let records: Array = entries
            .iter()
            .map(|entry| JsValue::from(record::of_entry(entry)))
            .collect();
        done(self.library.put(records).await)
    }

    /// Keeps a document unless another tab has kept something else than what has one of these stamps;
    /// says whether it is kept.
    ///
    /// # Errors
    /// When there is no room or no storage; what was kept before still is.
    pub async fn put_over(&self, entry: &Entry, known: &[Stamp]) -> Result<bool, StoreError> {
        let known = known.iter().map(record::stamp_text).collect();
        let kept = self
            .library
            .put_over(record::of_entry(entry).into(), known)
            .await;
        Ok(kept.map_err(|error| reason(&error))?.is_truthy())
    }

    /// Removes documents, and their histories of undo.
    ///
    /// # Errors
    /// When there is no storage.
    pub async fn remove(&self, ids: Vec<String>) -> Result<(), StoreError> {
        done(self.library.remove(ids).await)
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
        done(self.library.put_collection(record.into()).await)
    }

    /// Removes a collection, but none of the documents.
    ///
    /// # Errors
    /// When there is no storage.
    pub async fn remove_collection(&self, id: &str) -> Result<(), StoreError> {
        done(self.library.remove_collection(id.to_owned()).await)
    }

    /// The moments of a document, in no order.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn snapshots(&self, document: &str) -> Result<Vec<Snapshot>, StoreError> {
        all(
            self.library.snapshots(document.to_owned()).await,
            record::snapshot,
        )
    }

    /// The moments whose ids come after this one: some of them, in order; none when there are no more.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn snapshots_after(&self, id: Option<&str>) -> Result<Vec<Snapshot>, StoreError> {
        let found = self.library.snapshots_after(id.map(str::to_owned)).await;
        all(found, record::snapshot)
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
        done(
            self.library
                .change_snapshots(records, change.removed.clone())
                .await,
        )
    }

    /// Removes the moments of documents that are not there any more, if it can be done.
    pub async fn remove_lost_snapshots(&self) {
        // What stays is tried again the next time.
        let _ = self.library.remove_lost_snapshots().await;
    }

    /// The history of undo that was kept of a document.
    pub async fn undo_history(&self, id: &str) -> Option<String> {
        self.library
            .undo_history(id.to_owned())
            .await
            .ok()?
            .as_string()
    }

    /// Keeps the history of undo of a document, if there is room: it is missed, not mourned.
    pub async fn keep_undo_history(&self, id: &str, history: String) {
        let _ = self.library.keep_undo_history(id.to_owned(), history).await;
    }

    /// Lets other tabs know that this one shows that document.
    pub fn hold_on_show(&self, id: &str) {
        if let Some(hold) = function(&self.module, "holdOnShow") {
            let _ = hold.call1(&JsValue::UNDEFINED, &id.into());
        }
    }

    /// The documents that some tab shows, one entry for each tab; `None` where nobody can say.
    pub async fn on_show_anywhere(&self) -> Option<Vec<String>> {
        let ask = function(&self.module, "onShowAnywhere")?;
        let asking = ask.call0(&JsValue::UNDEFINED).ok()?;
        let ids = awaited(&asking).await.ok()?;
        let ids = ids.is_array().then(|| Array::from(&ids))?;
        Some(ids.iter().filter_map(|id| id.as_string()).collect())
    }
}

fn function(module: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(module, &name.into()).ok()?.dyn_into().ok()
}

async fn awaited(promise: &JsValue) -> Result<JsValue, JsValue> {
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(promise)).await
}

/// What was found, without what is not of that form.
fn all<T>(
    found: Result<JsValue, JsValue>,
    read: fn(&JsValue) -> Option<T>,
) -> Result<Vec<T>, StoreError> {
    let list = Array::from(&found.map_err(|error| reason(&error))?);
    Ok(list.iter().filter_map(|value| read(&value)).collect())
}

fn done(outcome: Result<JsValue, JsValue>) -> Result<(), StoreError> {
    outcome.map(|_| ()).map_err(|error| reason(&error))
}

/// Why the browser did not do it, by the name of its error.
fn reason(error: &JsValue) -> StoreError {
    let name = Reflect::get(error, &"name".into())
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
