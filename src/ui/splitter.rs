//! The borders between the parts of the page: moved by pointer and by keyboard, and remembered.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, PointerEvent};

use crate::web::{dom, storage};

/// A border, and the width that it gives the pane before it. Widths are tenths of the unit: printing and
/// reading fractions would weigh more in the page than all of this file.
pub struct Border {
    /// Where the width is kept.
    pub key: &'static str,
    /// The property of the work's style that has the width.
    pub property: &'static str,
    /// What it is measured in.
    pub unit: &'static str,
    /// The least width.
    pub least: i32,
    /// The largest width.
    pub most: i32,
    /// The width before anybody has moved it.
    pub usual: i32,
    /// How far an arrow key moves it.
    pub step: i32,
}

/// The one between source and panel, which stands in index.html.
pub const OF_SOURCE: Border = Border {
    key: "agent-playground.split",
    property: "--split",
    unit: "%",
    least: 200,
    most: 800,
    usual: 500,
    step: 20,
};

impl Border {
    /// Puts the border where it was left, so that nothing moves later.
    pub fn restore(&self, work: &HtmlElement, handle: &HtmlElement) {
        self.place(work, handle, self.kept());
    }

    /// Makes a separator work that gives that pane its width, for as long as the page lives.
    pub fn follow(&'static self, handle: &str, pane: &str) {
        let element = dom::by_id::<HtmlElement>;
        if let (Some(work), Some(handle), Some(pane)) =
            (element("work"), element(handle), element(pane))
        {
            let width = RwSignal::new(self.kept());
            self.show(work, handle.clone(), width);
            self.listen(pane, &handle, width);
        }
    }

    fn kept(&self) -> i32 {
        let kept = storage::get_setting(self.key).and_then(|text| text.parse().ok());
        kept.unwrap_or(self.usual).clamp(self.least, self.most)
    }

    fn place(&self, work: &HtmlElement, handle: &HtmlElement, width: i32) {
        let value = format!("{}.{}{}", width / 10, width % 10, self.unit);
        let _ = work.style().set_property(self.property, &value);
        let _ = handle.set_attribute("aria-valuenow", &(width / 10).to_string());
    }

    fn show(&'static self, work: HtmlElement, handle: HtmlElement, width: RwSignal<i32>) {
        let elements = StoredValue::new_local((work, handle));
        Effect::new(move |first: Option<()>| {
            let width = width.get();
            elements.with_value(|(work, handle)| self.place(work, handle, width));
            if first.is_some() {
                storage::keep_setting(self.key, &width.to_string());
            }
        });
    }

    fn listen(&'static self, pane: HtmlElement, handle: &HtmlElement, width: RwSignal<i32>) {
        let dragging = StoredValue::new(false);
        let set = move |to: i32| width.set(to.clamp(self.least, self.most));
        let captured = handle.clone();
        on(handle, "pointerdown", move |event: PointerEvent| {
            event.prevent_default();
            dragging.set_value(captured.set_pointer_capture(event.pointer_id()).is_ok());
            let _ = captured.focus();
        });
        on(handle, "pointermove", move |event: PointerEvent| {
            let shown = pane.get_bounding_client_rect();
            if dragging.get_value() && shown.width() > 0.0 {
                let times = (f64::from(event.client_x()) - shown.left()) / shown.width();
                set((times * f64::from(width.get_untracked())) as i32);
            }
        });
        on(handle, "lostpointercapture", move |_: PointerEvent| {
            dragging.set_value(false)
        });
        on(handle, "dblclick", move |_: web_sys::MouseEvent| {
            set(self.usual)
        });
        on(handle, "keydown", move |event: KeyboardEvent| {
            let now = width.get_untracked();
            match event.key().as_str() {
                "ArrowLeft" | "ArrowUp" => set(now - self.step),
                "ArrowRight" | "ArrowDown" => set(now + self.step),
                "Home" => set(self.least),
                "End" => set(self.most),
                "Enter" => set(self.usual),
                _ => return,
            }
            event.prevent_default();
        });
    }
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
