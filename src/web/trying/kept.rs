//! What Try keeps for the life of this tab, in its session storage: never longer, because all pages of one
//! owner may share an origin, and so a storage.

use std::cell::Cell;

use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Storage;

use crate::web::dom;

/// All keys begin so.
const PREFIX: &str = "agent-playground.try.";
/// The origins that may be asked, as a JSON list; src/web/boot/narrow.js reads them before the program starts.
pub const ORIGINS: &str = "origins";

/// What is kept under a name, if it is there and of that form.
pub fn get<T: DeserializeOwned>(name: &str) -> Option<T> {
    let text = storage()?.get_item(&format!("{PREFIX}{name}")).ok()??;
    serde_json::from_str(&text).ok()
}

thread_local! {
    /// Whether everything was forgotten: a document on its way out writes nothing down again.
    static IS_OVER: Cell<bool> = const { Cell::new(false) };
}

/// Keeps something; says whether the browser does.
pub fn put<T: Serialize>(name: &str, value: &T) -> bool {
    if IS_OVER.get() {
        return false;
    }
    let Some(storage) = storage() else {
        return false;
    };
    let Ok(text) = serde_json::to_string(value) else {
        return false;
    };
    storage.set_item(&format!("{PREFIX}{name}"), &text).is_ok()
}

/// Forgets what is kept under a name.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("{PREFIX}{name}"));
    }
}

/// Forgets everything of Try; nothing is kept any more until the document is loaded anew.
pub fn forget_all() {
    IS_OVER.set(true);
    let Some(storage) = storage() else { return };
    let count = storage.length().unwrap_or(0);
    let keys: Vec<String> = (0..count)
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|key| key.starts_with(PREFIX))
        .collect();
    for key in keys {
        let _ = storage.remove_item(&key);
    }
}

fn storage() -> Option<Storage> {
    dom::window()?.session_storage().ok().flatten()
}
