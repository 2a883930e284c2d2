//! What is wrong with the file or could be better, each with its source and a way to mend it.
//!
//! The rules decide everything that is said here; see [`crate::lint`]. They look a moment after the
//! last key, so typing never waits for them; whatever acts on a finding looks once more at the text
//! as it then stands.

mod card;
mod count;
mod figures;
mod filter;
mod fix;
mod found;
mod going;
mod off;
mod reference;
mod said_at;
mod said_by;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::session::Session;
use crate::lint::{Severity, TurnedOff};
use crate::web::dom;
use crate::web::editor::Editor;
pub use count::start;
use filter::Filter;
pub use fix::fix_all;
pub use found::marks;
use found::{Key, Problems};
pub use going::{fixes_at_caret, next, previous, show_rules};
pub use said_at::said_at;

/// The heading of the panel, which gets the focus when nothing else is left.
const TITLE: &str = "problems-title";

/// The panel.
#[component]
pub fn ProblemsPanel(session: Session) -> impl IntoView {
    let problems = Problems::of(session);
    let filter = problems.filter;
    follow_caret(problems);
    view! {
        <div class="problems" on:keydown=move |event| keys_pressed(problems, &event)>
            <header class="problems-head">
                <h2 id=TITLE tabindex="-1">
                    {move || count::counts(&problems.found.get())}
                </h2>
                <FixAll problems />
            </header>
            <Filter problems />
            {Severity::ALL.map(|severity| view! { <Group problems severity /> })}
            <p class="quiet" hidden=move || !filter.hides_all(problems)>
                "No problem has these words."
            </p>
            {move || {
                let more = filter.not_shown(problems);
                (more > 0)
                    .then(|| {
                        view! {
                            <button type="button" class="button" on:click=move |_| filter.show_more()>
                                {format!("Show more ({more})")}
                            </button>
                        }
                    })
            }}
            <off::TurnedOffRules problems />
            <figures::Figures problems />
            <reference::Reference problems />
        </div>
    }
}

/// The rules that the person has turned off.
pub fn turned_off(session: Session) -> RwSignal<TurnedOff> {
    Problems::of(session).off
}

/// The problems that are equally bad.
#[component]
fn Group(problems: Problems, severity: Severity) -> impl IntoView {
    let keys = Memo::new(move |_| problems.filter.keys(problems, severity));
    let title = move || format!("{} ({})", plural(severity), keys.with(Vec::len));
    view! {
        <section hidden=move || keys.with(Vec::is_empty)>
            <h3 class="problem-group">{title}</h3>
            <ul class="problem-list">
                <For each=move || keys.get() key=|key| *key children=move |key| card::card(problems, key) />
            </ul>
        </section>
    }
}

/// The press that applies every safe fix.
#[component]
fn FixAll(problems: Problems) -> impl IntoView {
    let count = Memo::new(move |_| {
        problems.found.with(|found| {
            let findings = found.findings.iter();
            findings
                .filter(|finding| finding.safe_fix().is_some())
                .count()
        })
    });
    view! {
        <button
            type="button"
            class="button primary"
            hidden=move || count.get() == 0
            title="Safe fixes keep what the programs read"
            on:click=move |_| fix_all(problems.session)
        >
            {move || format!("Fix all safe ({})", count.get())}
        </button>
    }
}

/// What a group of problems is called.
fn plural(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Errors",
        Severity::Warning => "Warnings",
        Severity::Info => "Worth knowing",
    }
}

/// Brings the problem at the caret into view when the caret was moved, not typed.
fn follow_caret(problems: Problems) {
    Effect::new(move |last_move: Option<u64>| {
        let moved = problems.session.moved.get();
        if last_move.is_some_and(|last| last != moved)
            && let Some(key) = problems.here.get_untracked()
        {
            scroll_to(key);
        }
        moved
    });
}

fn scroll_to(key: Key) {
    request_animation_frame(move || {
        if let Some(card) = dom::by_id::<web_sys::Element>(&key.id()) {
            dom::scroll_into_view(&card);
        }
    });
}

/// Gives the focus to the first of these selectors that names something, once it has been drawn.
fn focus_first(selectors: Vec<String>) {
    request_animation_frame(move || {
        let found = selectors.iter().find_map(|selector| dom::first(selector));
        if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
            dom::scroll_into_view(&element);
        }
    });
}

/// Undo is the text's, unless something is typed here. Escape goes back to where the fixes were asked
/// for.
fn keys_pressed(problems: Problems, event: &KeyboardEvent) {
    let modifier = event.ctrl_key() || event.meta_key();
    let key = event.key().to_lowercase();
    let act: fn(&Editor) = match (key.as_str(), modifier, event.shift_key()) {
        ("escape", false, false) if problems.asked_in_editor.get_value() => Editor::focus,
        _ if dom::focus_is_in_text_field() || event.alt_key() => return,
        ("z", true, false) => Editor::undo,
        ("z", true, true) | ("y", true, false) => Editor::redo,
        _ => return,
    };
    event.prevent_default();
    problems.asked_in_editor.set_value(false);
    problems.session.with_editor(act);
}
