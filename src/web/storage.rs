//! Drafts and small settings in the browser's local storage.
//!
//! The stored form carries a version; JSON is read and written by the browser itself. boot.js reads
//! and writes the same form when this program is not there.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Storage;

use super::dom;
use crate::workspace::draft::{Draft, DraftStore, Stamp, StoreError};

const VERSION: f64 = 1.0;
const DRAFT: &str = "agent-playground.draft.";
const HISTORY: &str = "agent-playground.history.";
/// The slot written last, by any tab.
const LAST: &str = "agent-playground.last";
/// This tab's own slot.
const TAB: &str = "agent-playground.tab";

/// A small setting; `None` where none is kept or storage is denied.
pub fn get_setting(key: &str) -> Option<String> {
    local().ok()?.get_item(key).ok().flatten()
}

/// Keeps a small setting, if the browser lets it.
pub fn keep_setting(key: &str, value: &str) {
    if let Ok(storage) = local() {
        // A setting that is not kept is missed, not mourned.
        let _ = storage.set_item(key, value);
    }
}

/// The drafts in local storage.
#[derive(Clone, Copy, Debug)]
pub struct LocalDrafts;

impl LocalDrafts {
    /// Remembers which slot this tab writes to, and that it was the last.
    pub fn remember(&self, id: &str) {
        keep_setting(LAST, id);
        if dom::is_framed() {
            return;
        }
        if let Some(storage) =
            dom::window().and_then(|window| window.session_storage().ok().flatten())
        {
            let _ = storage.set_item(TAB, id);
        }
    }

    /// The slot that this tab writes to, else the last that any tab wrote to; it need not lie here.
    pub fn remembered(&self) -> Option<String> {
        let storage = dom::window()?.session_storage().ok().flatten();
        let own = storage.and_then(|storage| storage.get_item(TAB).ok().flatten());
        own.or_else(|| get_setting(LAST))
    }

    /// The history of undo that was kept for a slot.
    pub fn history(&self, id: &str) -> Option<String> {
        get_setting(&format!("{HISTORY}{id}"))
    }

    /// Keeps the history of undo of a slot; `None` removes it.
    pub fn keep_history(&self, id: &str, history: Option<&str>) {
        let Ok(storage) = local() else { return };
        let key = format!("{HISTORY}{id}");
        let kept = history.is_some_and(|history| storage.set_item(&key, history).is_ok());
        if !kept {
            let _ = storage.remove_item(&key);
        }
    }

    /// Whether a key of the storage is the draft of this slot.
    pub fn is_key_of(&self, key: &str, id: &str) -> bool {
        key.strip_prefix(DRAFT) == Some(id)
    }
}

impl DraftStore for LocalDrafts {
    fn get(&self, id: &str) -> Result<Option<Draft>, StoreError> {
        let stored = local()?
            .get_item(&format!("{DRAFT}{id}"))
            .map_err(|_| StoreError::Denied)?;
        stored.map(|json| read(id, &json)).transpose()
    }

    fn put(&self, draft: &Draft) -> Result<(), StoreError> {
        let json = write(draft).ok_or(StoreError::Unreadable)?;
        // Once there is a storage, what it refuses is more than it has room for.
        local()?
            .set_item(&format!("{DRAFT}{}", draft.id), &json)
            .map_err(|_| StoreError::Full)
    }

    fn remove(&self, id: &str) {
        if let Ok(storage) = local() {
            let _ = storage.remove_item(&format!("{DRAFT}{id}"));
            let _ = storage.remove_item(&format!("{HISTORY}{id}"));
        }
    }

    fn ids(&self) -> Vec<String> {
        keys_with(DRAFT)
    }

    fn make_room(&self) {
        if let Ok(storage) = local() {
            for id in keys_with(HISTORY) {
                let _ = storage.remove_item(&format!("{HISTORY}{id}"));
            }
        }
    }
}

fn local() -> Result<Storage, StoreError> {
    // Another page's frame gets nothing of what this browser keeps.
    if dom::is_framed() {
        return Err(StoreError::Denied);
    }
    dom::window()
        .and_then(|window| window.local_storage().ok().flatten())
        .ok_or(StoreError::Denied)
}

/// What follows the prefix in the keys that have it.
fn keys_with(prefix: &str) -> Vec<String> {
    let Ok(storage) = local() else {
        return Vec::new();
    };
    let count = storage.length().unwrap_or(0);
    (0..count)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter_map(|key| key.strip_prefix(prefix).map(str::to_owned))
        .collect()
}

fn read(id: &str, json: &str) -> Result<Draft, StoreError> {
    let value = JSON::parse(json).map_err(|_| StoreError::Unreadable)?;
    let get = |name: &str| Reflect::get(&value, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let version = get("version").as_f64().ok_or(StoreError::Unreadable)?;
    if version > VERSION {
        return Err(StoreError::Newer);
    }
    Ok(Draft {
        id: id.to_owned(),
        stamp: Stamp {
            revision: get("revision").as_f64().unwrap_or(0.0) as u32,
            writer: get("writer").as_string().unwrap_or_default(),
        },
        saved_at: get("savedAt").as_f64().unwrap_or(0.0),
        hides_bom: get("hidesBom").is_truthy(),
        text: get("text").as_string().ok_or(StoreError::Unreadable)?,
    })
}

fn write(draft: &Draft) -> Option<String> {
    let object = Object::new();
    let entries = [
        ("version", VERSION.into()),
        ("id", draft.id.as_str().into()),
        ("revision", draft.stamp.revision.into()),
        ("writer", draft.stamp.writer.as_str().into()),
        ("savedAt", draft.saved_at.into()),
        ("hidesBom", draft.hides_bom.into()),
        ("text", draft.text.as_str().into()),
    ];
    for (name, value) in entries {
        Reflect::set(&object, &name.into(), &value).ok()?;
    }
    JSON::stringify(&object).ok().map(String::from)
}
