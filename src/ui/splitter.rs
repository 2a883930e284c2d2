//! The border between source and panel: moved by pointer and by keyboard, and remembered.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, PointerEvent};

use crate::web::storage;

/// Where the share of the source's side, in percent, is kept.
const KEY: &str = "agent-playground.split";
const LEAST: f64 = 20.0;
const MOST: f64 = 80.0;
const DEFAULT: f64 = 50.0;
/// How far an arrow key moves it, in percent.
const STEP: f64 = 2.0;

/// Makes the separator of index.html work.
pub fn mount(work: &HtmlElement, handle: &HtmlElement) {
    let kept = storage::get_setting(KEY).and_then(|text| text.parse::<f64>().ok());
    let share = RwSignal::new(kept.filter(|share| share.is_finite()).unwrap_or(DEFAULT).clamp(LEAST, MOST));
    show(work, handle, share);
    listen(work, handle, share);
}

fn show(work: &HtmlElement, handle: &HtmlElement, share: RwSignal<f64>) {
    let work = StoredValue::new_local(work.clone());
    let handle = StoredValue::new_local(handle.clone());
    Effect::new(move |first: Option<()>| {
        let share = share.get();
        work.with_value(|work| {
            let _ = work.style().set_property("--split", &format!("{share}%"));
        });
        handle.with_value(|handle| {
            let _ = handle.set_attribute("aria-valuenow", &format!("{share:.0}"));
        });
        if first.is_some() {
            storage::keep_setting(KEY, &share.to_string());
        }
    });
}

fn listen(work: &HtmlElement, handle: &HtmlElement, share: RwSignal<f64>) {
    let dragging = StoredValue::new(false);
    let set = move |to: f64| share.set(to.clamp(LEAST, MOST));
    let captured = handle.clone();
    on(handle, "pointerdown", move |event: PointerEvent| {
        event.prevent_default();
        dragging.set_value(captured.set_pointer_capture(event.pointer_id()).is_ok());
        let _ = captured.focus();
    });
    let area = work.clone();
    on(handle, "pointermove", move |event: PointerEvent| {
        let area = area.get_bounding_client_rect();
        if dragging.get_value() && area.width() > 0.0 {
            set((f64::from(event.client_x()) - area.left()) / area.width() * 100.0);
        }
    });
    on(handle, "lostpointercapture", move |_: PointerEvent| dragging.set_value(false));
    on(handle, "dblclick", move |_: web_sys::MouseEvent| set(DEFAULT));
    on(handle, "keydown", move |event: KeyboardEvent| {
        let now = share.get_untracked();
        match event.key().as_str() {
            "ArrowLeft" | "ArrowUp" => set(now - STEP),
            "ArrowRight" | "ArrowDown" => set(now + STEP),
            "Home" => set(LEAST),
            "End" => set(MOST),
            "Enter" => set(DEFAULT),
            _ => return,
        }
        event.prevent_default();
    });
}

/// Listens as long as the page lives.
fn on<E: JsCast + 'static>(target: &HtmlElement, name: &str, mut act: impl FnMut(E) + 'static) {
    let closure = wasm_bindgen::prelude::Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        if let Ok(event) = event.dyn_into::<E>() {
            act(event);
        }
    });
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}
