//! Drafts in a real local storage.
#![cfg(target_arch = "wasm32")]

use agent_playground::web::dom;
use agent_playground::web::storage::{LocalDrafts, get_setting, keep_setting};
use agent_playground::workspace::draft::{Draft, DraftStore, Stamp, StoreError};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Storage;

wasm_bindgen_test_configure!(run_in_browser);

/// Where the stored form puts a draft; boot.js reads it there too.
const PREFIX: &str = "agent-playground.draft.";

fn storage() -> Storage {
    let window = dom::window().expect("a window");
    let storage = window.local_storage().expect("access").expect("a storage");
    storage.clear().expect("clearing");
    storage
}

fn draft(id: &str, text: &str) -> Draft {
    Draft {
        id: id.to_owned(),
        stamp: Stamp {
            revision: 7,
            writer: "tab".to_owned(),
        },
        saved_at: 1_700_000_000_123.0,
        hides_bom: true,
        text: text.to_owned(),
    }
}

#[wasm_bindgen_test]
fn a_draft_comes_back_as_it_was() {
    storage();
    let text = "\u{feff}---\r\nname: \"ไทย 中文 😀\"\r\n---\n\u{0}\u{2028}\t\\";
    let kept = draft("one", text);
    LocalDrafts.put(&kept).expect("room");
    assert_eq!(LocalDrafts.get("one"), Ok(Some(kept)));
    assert_eq!(LocalDrafts.get("two"), Ok(None));
}

#[wasm_bindgen_test]
fn the_stored_form_is_the_one_that_boot_js_reads() {
    let storage = storage();
    LocalDrafts.put(&draft("one", "text")).expect("room");
    let stored = storage.get_item("agent-playground.draft.one");
    assert_eq!(
        stored.expect("access").as_deref(),
        Some(
            r#"{"version":1,"id":"one","revision":7,"writer":"tab","savedAt":1700000000123,"hidesBom":true,"text":"text"}"#
        )
    );
}

#[wasm_bindgen_test]
fn a_newer_form_and_a_broken_one_are_told_apart_and_left_alone() {
    let storage = storage();
    let set = |id: &str, json: &str| {
        storage
            .set_item(&format!("{PREFIX}{id}"), json)
            .expect("room");
    };
    set("newer", r#"{"version":2,"text":"x"}"#);
    set("no-json", "{");
    set("no-text", r#"{"version":1}"#);
    set("no-object", "null");
    assert_eq!(LocalDrafts.get("newer"), Err(StoreError::Newer));
    for id in ["no-json", "no-text", "no-object"] {
        assert_eq!(LocalDrafts.get(id), Err(StoreError::Unreadable), "{id}");
    }
    assert_eq!(LocalDrafts.ids().len(), 4);
}

#[wasm_bindgen_test]
fn removing_takes_the_history_along_and_nothing_else() {
    storage();
    LocalDrafts.put(&draft("one", "a")).expect("room");
    LocalDrafts.put(&draft("two", "b")).expect("room");
    LocalDrafts.keep_history("one", Some("{}"));
    LocalDrafts.keep_history("two", Some("[]"));
    keep_setting("agent-playground.split", "500");
    LocalDrafts.remove("one");
    assert_eq!(LocalDrafts.ids(), ["two"]);
    assert_eq!(LocalDrafts.history("one"), None);
    assert_eq!(LocalDrafts.history("two").as_deref(), Some("[]"));
    assert_eq!(
        get_setting("agent-playground.split").as_deref(),
        Some("500")
    );
}

#[wasm_bindgen_test]
fn a_full_storage_is_said_and_room_is_made_of_histories() {
    let storage = storage();
    LocalDrafts.keep_history("old", Some(&"h".repeat(1 << 20)));
    // Halves of halves, until not a character more has room.
    for size in (0..23).rev().map(|exponent| 1 << exponent) {
        let _ = storage.set_item(&format!("fill-{size}"), &"x".repeat(size));
    }
    let kept = draft("one", &"t".repeat(1 << 16));
    assert_eq!(LocalDrafts.put(&kept), Err(StoreError::Full));
    LocalDrafts.make_room();
    assert_eq!(LocalDrafts.put(&kept), Ok(()));
    storage.clear().expect("clearing");
}
