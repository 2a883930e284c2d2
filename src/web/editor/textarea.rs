//! The textarea as an editor: what is there before CodeMirror, and instead of it where that fails.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlTextAreaElement};

use super::{EditorChange, Inner};

/// Listens as long as the page lives.
pub(super) fn listen(inner: &Rc<Inner>) {
    on(inner, "input", |inner, _| typed(inner));
    on(inner, "compositionstart", |inner, _| {
        inner.composing.set(true)
    });
    on(inner, "compositionend", |inner, _| {
        inner.composing.set(false);
        typed(inner);
        let waiting = inner.waiting.take();
        if let Some(view) = waiting {
            inner.take_over(view);
        }
    });
    for name in ["keyup", "pointerup", "select"] {
        on(inner, name, |inner, _| {
            inner.events.caret(selection(&inner.textarea).1, false)
        });
    }
}

fn on(inner: &Rc<Inner>, name: &str, act: fn(&Inner, &Event)) {
    let heard = Rc::clone(inner);
    let closure = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if heard.view.borrow().is_none() {
            act(&heard, &event);
        }
    });
    let _ = inner
        .textarea
        .add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Tells what changed since the last time.
fn typed(inner: &Inner) {
    let now = inner.textarea.value();
    let change = EditorChange::between(&inner.known.borrow(), &now);
    let Some(change) = change else { return };
    inner.known.replace(now);
    inner.journal.borrow_mut().push(change.clone());
    inner.events.changed(&[change]);
    inner.events.caret(selection(&inner.textarea).1, true);
}

/// Makes a panel's changes. The browser's own undo does not know of them.
pub(super) fn change(inner: &Inner, changes: &[EditorChange]) {
    let units: Vec<u16> = inner.textarea.value().encode_utf16().collect();
    let mut text = String::new();
    let mut copied = 0;
    for change in changes {
        let kept = units.get(copied..change.from).unwrap_or_default();
        text.push_str(&String::from_utf16_lossy(kept));
        text.push_str(&change.insert);
        copied = change.to;
    }
    text.push_str(&String::from_utf16_lossy(
        units.get(copied..).unwrap_or_default(),
    ));
    inner.textarea.set_value(&text);
    typed(inner);
}

/// The selection, in UTF-16 code units.
pub(super) fn selection(textarea: &HtmlTextAreaElement) -> (usize, usize) {
    let at = |position: Result<Option<u32>, JsValue>| position.ok().flatten().unwrap_or(0) as usize;
    (at(textarea.selection_start()), at(textarea.selection_end()))
}

pub(super) fn select(textarea: &HtmlTextAreaElement, from: usize, to: usize, focus: bool) {
    let number = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
    let _ = textarea.set_selection_range(number(from), number(to));
    if focus {
        // A focused textarea scrolls to its caret by itself.
        let _ = textarea.blur();
        let _ = textarea.focus();
    }
}
