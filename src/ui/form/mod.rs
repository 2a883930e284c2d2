//! The file as a form: its fields, and its examples as cards. Form and text are two views of one
//! thing. What is changed here becomes an edit of the text, one step of its undo; what is typed in
//! the text shows here, but never in a control that somebody is typing into.

mod absent;
mod card;
mod choices;
mod examples;
mod field;
mod live;
mod names;
mod part;
mod purpose;
mod scenarios;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::session::Session;
use crate::definition::Definition;
use crate::dialect::claude_fields::{self, FIELDS};
use crate::edit::Refused;
use crate::text::TextEdit;
use crate::web::dom;
use crate::web::editor::Editor;

/// What every part of the form works with.
#[derive(Clone, Copy)]
struct Form {
    session: Session,
    /// What assistive technology is to hear next.
    said: RwSignal<String>,
    /// Fields that were asked for and have no value yet.
    asked_for: RwSignal<Vec<&'static str>>,
}

impl Form {
    /// Makes edits, or tells why not. Whether they were made.
    fn make(self, edits: Result<Vec<TextEdit>, Refused>) -> bool {
        match edits {
            Ok(edits) => {
                self.session.apply(&edits);
                true
            }
            Err(because) => {
                self.session.notices.tell(because.to_string());
                false
            }
        }
    }

    /// Lets assistive technology say what has happened.
    fn say(self, words: String) {
        self.said.set(words);
    }
}

/// Gives the focus to the element of that id once it has been drawn, and selects what stands in it.
fn focus_later(id: String, select: bool) {
    request_animation_frame(move || {
        let Some(element) = dom::by_id::<HtmlElement>(&id) else {
            return;
        };
        let _ = element.focus();
        if select {
            element.unchecked_ref::<HtmlInputElement>().select();
        }
        dom::scroll_into_view(&element);
    });
}

/// The panel.
#[component]
pub fn FormPanel(session: Session) -> impl IntoView {
    let form = Form {
        session,
        said: RwSignal::new(String::new()),
        asked_for: RwSignal::new(Vec::new()),
    };
    let keys = Memo::new(move |_| {
        let asked_for = form.asked_for.get();
        session.definition.with(|read| keys(read, &asked_for))
    });
    view! {
        <div class="form" on:keydown=move |event| keys_pressed(session, &event)>
            <section class="form-fields" aria-label="Fields">
                {move || {
                    let (first, rest): (Vec<_>, Vec<_>) = keys
                        .get()
                        .into_iter()
                        .partition(|key| claude_fields::known(key).is_some_and(|field| field.required));
                    let rows = |keys: Vec<String>| {
                        keys.into_iter().map(|key| field::row(form, key)).collect_view()
                    };
                    view! {
                        {rows(first)}
                        <purpose::Purpose form />
                        {rows(rest)}
                    }
                }}
                <absent::Absent form />
            </section>
            <examples::ExampleCards form />
            <scenarios::ScenarioCards form />
            <p class="unseen" role="status">
                {move || form.said.get()}
            </p>
        </div>
    }
}

/// The fields that have a row: the name always, known ones in the customary order, others as they
/// stand. The description has a place of its own.
fn keys(read: &Definition, asked_for: &[&'static str]) -> Vec<String> {
    let known = FIELDS
        .iter()
        .map(|field| field.key)
        .filter(|key| *key != "description")
        .filter(|key| *key == "name" || read.field(key).is_some() || asked_for.contains(key));
    let mut keys: Vec<String> = known.map(str::to_owned).collect();
    for field in &read.fields {
        if claude_fields::known(&field.key).is_none() && !keys.contains(&field.key) {
            keys.push(field.key.clone());
        }
    }
    keys
}

/// Puts what is typed and not yet in the text there before the page goes. To be called before anybody
/// else listens for that: what is kept then has it.
pub fn commit_when_left() {
    for name in ["pagehide", "visibilitychange", "freeze"] {
        dom::on_window(name, |_| commit_focused());
    }
}

/// Lets the control that has the focus hand over what was typed into it.
fn commit_focused() {
    let focused = dom::document().and_then(|document| document.active_element());
    if let Some(focused) = focused
        && focused.closest(".form").ok().flatten().is_some()
        && let Ok(event) = web_sys::Event::new("change")
    {
        let _ = focused.dispatch_event(&event);
    }
}

/// Keys that other parts of the page listen to find the text up to date; undo is the text's, unless
/// something is being typed.
fn keys_pressed(session: Session, event: &KeyboardEvent) {
    let modifier = event.ctrl_key() || event.meta_key();
    if !modifier || event.alt_key() {
        return;
    }
    let key = event.key().to_lowercase();
    if matches!(key.as_str(), "s" | "k" | "enter") {
        commit_focused();
        return;
    }
    let typing = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.has_attribute("data-typed"));
    let act: fn(&Editor) = match (key.as_str(), event.shift_key()) {
        _ if typing => return,
        ("z", false) => Editor::undo,
        ("z", true) | ("y", false) => Editor::redo,
        _ => return,
    };
    event.prevent_default();
    session.with_editor(act);
}
