//! The Try document: the definition runs on a model that the person brings.
//!
//! It is a document and a program of its own, because it needs what the page must not have: leave to ask any
//! address that a person names. It stands in a frame beside the source, or alone in a tab. What is to be done
//! next is said by [`agent::Run`](crate::agent::Run); here it is done, and shown.

mod answer;
mod composer;
mod connection;
mod connection_view;
mod definition;
mod driver;
mod folder;
mod following;
mod hearing;
mod later;
mod log;
mod models;
mod origins;
mod others;
mod outgoing;
mod recorded;
mod servers;
mod servers_view;
mod speaking;
mod steps;

use std::sync::Arc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::agent::Agent;
use crate::web::trying::kept;
use crate::web::{dom, panic};
use connection::Connection;
use definition::Tried;
use driver::Driver;
use folder::Opened;
use later::{Parts, part};
use log::Log;
use recorded::Recorded;
use servers::Servers;

use super::notices::{NoticeList, Notices};

/// Fills the document.
pub fn mount() {
    panic::install();
    let Some(place) = dom::by_id::<HtmlElement>("try") else {
        // The document and this program are built together; a foreign one has nothing to fill.
        web_sys::console::error_1(&"There is no place for Try; nothing was mounted.".into());
        return;
    };
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.set();
    let trial = owner.with(Trial::start);
    mount_to(place, move || view! { <Document trial /> }).forget();
    // It lives as long as its document.
    std::mem::forget(owner);
}

/// Under this name the tab keeps the prompt that is not sent yet.
const PROMPT: &str = "prompt";

/// What Try knows; a handle to copy.
#[derive(Clone, Copy)]
struct Trial {
    /// The definition as it stands.
    tried: RwSignal<Option<Tried>>,
    /// The other agents of the workspace.
    others: RwSignal<Arc<[Agent]>>,
    /// What they were read from.
    others_told: StoredValue<Vec<String>>,
    connection: Connection,
    servers: Servers,
    /// The folder that is open for reading.
    opened: Opened,
    driver: Driver,
    /// The origins that this document was started with: it may ask no others.
    started_with: StoredValue<Vec<String>>,
    /// What is to be sent next.
    prompt: RwSignal<String>,
    recorded: Recorded,
    log: Log,
    notices: Notices,
    /// What comes later, once it is here.
    parts: RwSignal<Option<Parts>>,
    /// Owns what lives as long as the document.
    owner: StoredValue<Owner>,
}

impl Trial {
    fn start() -> Self {
        let trial = Self {
            tried: RwSignal::new(None),
            others: RwSignal::new(Arc::default()),
            others_told: StoredValue::new(Vec::new()),
            connection: Connection::kept(),
            servers: Servers::new(),
            opened: Opened::new(),
            started_with: StoredValue::new(kept::get(kept::ORIGINS).unwrap_or_default()),
            driver: Driver::new(),
            prompt: RwSignal::new(kept::get(PROMPT).unwrap_or_default()),
            recorded: Recorded::new(),
            log: Log::taken_up(),
            notices: Notices::new(),
            parts: RwSignal::new(None),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        later::fetch(trial);
        trial
    }

    /// Makes something that lives as long as the document, whichever part of it asks for that.
    fn lasting<T>(self, make: impl FnOnce() -> T) -> T {
        let owner = self.owner.get_value();
        owner.with(make)
    }

    /// Puts a text where the next prompt is written; nothing is sent. What stood there can be had back.
    fn write_prompt(self, text: String) {
        let before = self.prompt.get_untracked();
        if !before.trim().is_empty() && before != text {
            self.notices.offer(
                "Another prompt took the place of yours.",
                "Undo",
                move || {
                    self.set_prompt(before.clone());
                },
            );
        }
        self.set_prompt(text);
    }

    fn set_prompt(self, text: String) {
        kept::put(PROMPT, &text);
        self.prompt.set(text);
    }
}

#[component]
fn Document(trial: Trial) -> impl IntoView {
    view! {
        <div class="try-head">
            {part(trial, |parts| parts.definition)}
            <connection_view::ConnectionView trial />
            {part(trial, |parts| parts.servers)}
        </div>
        {part(trial, |parts| parts.steps)}
        <composer::Composer trial />
        <NoticeList notices=trial.notices />
    }
}
