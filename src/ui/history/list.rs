use std::sync::Arc;

use js_sys::Date;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{Shown, title};
use crate::web::local_time;
use crate::workspace::history::{Snapshot, ago, how_much};

/// So many bytes of text are compared only to say how much changed.
const COMPARED: usize = 2_000_000;

/// The moments, the newest first.
#[component]
pub(super) fn MomentList(shown: Shown) -> impl IntoView {
    let list = move || {
        match shown.history.get() {
        None => view! { <p class="quiet">"Reading what is kept…"</p> }.into_any(),
        Some(Err(error)) => {
            view! { <p>{format!("The history could not be read: {error}.")}</p> }.into_any()
        }
        Some(Ok(history)) if history.moments().is_empty() => {
            view! {
                <p class="quiet">"Nothing is kept yet: the first moment is in a pause after a change."</p>
            }
            .into_any()
        }
        Some(Ok(history)) => {
            let mut left = COMPARED;
            let mut before: Option<&Arc<Snapshot>> = None;
            let mut lines = Vec::new();
            for moment in history.moments() {
                let change = before.and_then(|before| {
                    left = left.checked_sub(before.text.len() + moment.text.len())?;
                    Some(how_much(&before.text, &moment.text))
                });
                lines.push(line(shown, moment, change));
                before = Some(moment);
            }
            lines.reverse();
            view! {
                <ul class="history-list" on:keydown=walk>
                    {lines}
                </ul>
            }
            .into_any()
        }
    }
    };
    view! { <div class="history-moments">{list}</div> }
}

fn line(shown: Shown, moment: &Arc<Snapshot>, change: Option<String>) -> AnyView {
    let (id, moment) = (moment.id.clone(), Arc::clone(moment));
    let is_chosen = move || {
        let chosen = shown.chosen.with(|chosen| {
            let chosen = chosen.as_ref();
            chosen.is_some_and(|chosen| chosen.id == id)
        });
        chosen.then_some("true")
    };
    let passed = ago(moment.at, Date::now());
    let exact = exact(moment.at);
    let why = title(&moment);
    view! {
        <li>
            <button
                type="button"
                class="history-moment"
                aria-current=is_chosen
                on:click=move |_| shown.chosen.set(Some(Arc::clone(&moment)))
            >
                <span class="history-ago">{passed}</span>
                <span class="quiet">{exact}</span>
                <span>{why}</span>
                {change.map(|change| view! { <span class="quiet">{change}</span> })}
            </button>
        </li>
    }
    .into_any()
}

/// The time on this machine, to the second.
pub(super) fn exact(at: f64) -> String {
    local_time::second(&Date::new(&JsValue::from_f64(at)))
}

/// The arrow keys lead from moment to moment.
fn walk(event: KeyboardEvent) {
    let line = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("li").ok().flatten());
    let next = line.and_then(|line| match event.key().as_str() {
        "ArrowDown" => line.next_element_sibling(),
        "ArrowUp" => line.previous_element_sibling(),
        _ => None,
    });
    let button = next
        .and_then(|next| next.first_element_child())
        .and_then(|button| button.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        event.prevent_default();
        let _ = button.focus();
    }
}
