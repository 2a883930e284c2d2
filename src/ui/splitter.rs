//! The border between source and panel: moved by pointer and by keyboard, and remembered.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, PointerEvent};

use crate::web::{dom, storage};

/// Where the share of the source's side is kept. Shares are whole tenths of a percent: printing and
/// reading fractions would weigh more in the page than all of this file.
const KEY: &str = "agent-playground.split";
const LEAST: i32 = 200;
const MOST: i32 = 800;
const DEFAULT: i32 = 500;
/// How far an arrow key moves it.
const STEP: i32 = 20;

/// Puts the border where it was left, so that nothing moves later.
pub fn restore(work: &HtmlElement, handle: &HtmlElement) {
    place(work, handle, kept());
}

/// Makes the separator of index.html work, for as long as the page lives.
pub fn mount() {
    if let (Some(work), Some(handle)) = (dom::by_id("work"), dom::by_id("splitter")) {
        let share = RwSignal::new(kept());
        show(&work, &handle, share);
        listen(&work, &handle, share);
    }
}

fn kept() -> i32 {
    let kept = storage::get_setting(KEY).and_then(|text| text.parse().ok());
    kept.unwrap_or(DEFAULT).clamp(LEAST, MOST)
}

fn place(work: &HtmlElement, handle: &HtmlElement, share: i32) {
    let _ = work
        .style()
        .set_property("--split", &format!("{}.{}%", share / 10, share % 10));
    let _ = handle.set_attribute("aria-valuenow", &(share / 10).to_string());
}

fn show(work: &HtmlElement, handle: &HtmlElement, share: RwSignal<i32>) {
    let work = StoredValue::new_local(work.clone());
    let handle = StoredValue::new_local(handle.clone());
    Effect::new(move |first: Option<()>| {
        let share = share.get();
        work.with_value(|work| handle.with_value(|handle| place(work, handle, share)));
        if first.is_some() {
            storage::keep_setting(KEY, &share.to_string());
        }
    });
}

fn listen(work: &HtmlElement, handle: &HtmlElement, share: RwSignal<i32>) {
    let dragging = StoredValue::new(false);
    let set = move |to: i32| share.set(to.clamp(LEAST, MOST));
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
            set(((f64::from(event.client_x()) - area.left()) / area.width() * 1000.0) as i32);
        }
    });
    on(handle, "lostpointercapture", move |_: PointerEvent| {
        dragging.set_value(false)
    });
    on(handle, "dblclick", move |_: web_sys::MouseEvent| {
        set(DEFAULT)
    });
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
    let closure = wasm_bindgen::prelude::Closure::<dyn FnMut(web_sys::Event)>::new(
        move |event: web_sys::Event| {
            if let Ok(event) = event.dyn_into::<E>() {
                act(event);
            }
        },
    );
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}
