//! The document, and small questions asked of it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, ScrollIntoViewOptions, ScrollLogicalPosition, Window};

/// The window; absent only in workers, where the page does not run.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The element of that id, if it is there and of that type.
pub fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Whether a media query matches now.
pub fn media_matches(query: &str) -> bool {
    window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

/// Whether the layout shows one thing at a time; the same width stands in `style/tokens.css`.
pub fn is_narrow() -> bool {
    media_matches("(max-width: 47.99rem)")
}

/// Whether the page stands in a frame of another page, where it shows a preview and nothing else.
pub fn is_framed() -> bool {
    first("[data-framed]").is_some()
}

/// Whether a key press at the focused element would type a character.
pub fn focus_is_in_text_field() -> bool {
    let Some(element) = document().and_then(|document| document.active_element()) else {
        return false;
    };
    let name = element.tag_name();
    name.eq_ignore_ascii_case("textarea")
        || name.eq_ignore_ascii_case("select")
        || (name.eq_ignore_ascii_case("input")
            && element
                .get_attribute("type")
                .is_none_or(|kind| kind != "checkbox"))
        || element
            .closest("[contenteditable='true']")
            .ok()
            .flatten()
            .is_some()
}

/// The first element that a selector names.
pub fn first(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok().flatten()
}

/// All elements that a selector names.
pub fn all(selector: &str) -> impl Iterator<Item = Element> {
    let list = document().and_then(|document| document.query_selector_all(selector).ok());
    let count = list.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |index| list.as_ref()?.get(index)?.dyn_into().ok())
}

/// Whether some text is selected in the page (not in the editor's textarea).
pub fn has_selection() -> bool {
    window()
        .and_then(|window| window.get_selection().ok().flatten())
        .is_some_and(|selection| !selection.is_collapsed())
}

/// Scrolls by the shortest way until the element is in view; not at all if it is.
pub fn scroll_into_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls the element to the top of its panel.
pub fn scroll_to_top_of(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// The definition that the page ships: what index.html brings in the textarea.
pub fn shipped_definition() -> Option<String> {
    by_id::<web_sys::HtmlTextAreaElement>("source")?
        .default_value()
        .ok()
}

/// Does something after so many milliseconds; not at all when the page goes first.
pub fn later(milliseconds: i32, act: impl FnOnce() + 'static) {
    let closure = Closure::once_into_js(act);
    if let Some(window) = window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            closure.unchecked_ref(),
            milliseconds,
        );
    }
}

/// Hears an event of the window as long as the page lives.
pub fn on_window(name: &str, act: impl Fn(web_sys::Event) + 'static) {
    if let Some(window) = window() {
        on(&window, name, act);
    }
}

/// Hears an event as long as the page lives.
pub fn on(target: &web_sys::EventTarget, name: &str, act: impl Fn(web_sys::Event) + 'static) {
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(act).into_js_value();
    // No target refuses a listener.
    let _ = target.add_event_listener_with_callback(name, closure.unchecked_ref());
}
