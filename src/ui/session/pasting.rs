//! A definition pasted outside the editor opens as a document of its own.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::ClipboardEvent;

use super::Session;
use crate::web::dom;

impl Session {
    /// Listens for pastes as long as the page lives. Those into a text field are the field's.
    pub(super) fn listen_for_pastes(self) {
        let handle = window_event_listener(leptos::ev::paste, move |event| {
            if dom::focus_is_in_text_field() || self.dialog.get_untracked().is_some() {
                return;
            }
            let Some(event) = event.dyn_ref::<ClipboardEvent>() else {
                return;
            };
            let text = event
                .clipboard_data()
                .and_then(|data| data.get_data("text/plain").ok())
                .unwrap_or_default();
            if text.trim().is_empty() {
                return;
            }
            event.prevent_default();
            let earlier = self.open_new(&text);
            self.keeping.changed(self);
            self.notices.offer(
                "What you pasted is open as a new document. The one before is kept.",
                "Undo",
                move || self.go_back_to(earlier.clone()),
            );
        });
        std::mem::forget(handle);
    }
}
