//! The textarea as an editor: what is there before CodeMirror, and instead of it where that fails.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::HtmlTextAreaElement;

use super::{EditorChange, Inner, Typed};
use crate::web::dom;

/// Listens as long as the page lives.
pub(super) fn listen(inner: &Rc<Inner>) {
    on(inner, "input", |inner| typed(inner));
    on(inner, "compositionstart", |inner| {
        inner.composing.set(true);
    });
    on(inner, "compositionend", |inner| {
        inner.composing.set(false);
        typed(inner);
        // The browser is not done with the textarea before its event is over.
        let inner = Rc::clone(inner);
        dom::later(0, move || take_over_if_waiting(&inner));
    });
    for name in ["selectionchange", "keyup", "pointerup", "select"] {
        on(inner, name, |inner| {
            inner.events.caret(caret(&inner.textarea), false);
        });
    }
}

fn on(inner: &Rc<Inner>, name: &str, act: fn(&Rc<Inner>)) {
    let heard = Rc::clone(inner);
    let closure = Closure::<dyn Fn()>::new(move || {
        let taken_over = heard.view.borrow().is_some();
        if !taken_over {
            act(&heard);
        }
    });
    let _ = inner
        .textarea
        .add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

fn take_over_if_waiting(inner: &Inner) {
    // Some input methods begin the next composition at once.
    if inner.composing.get() {
        return;
    }
    let waiting = inner.waiting.take();
    if let Some(view) = waiting {
        inner.take_over(view);
    }
}

/// Tells what changed since the last time.
fn typed(inner: &Inner) {
    let now = inner.textarea.value();
    let change = EditorChange::between(&inner.known.borrow(), &now);
    let Some(change) = change else { return };
    inner.known.replace(now);
    inner.journal.borrow_mut().push(Typed::now(change.clone()));
    inner.events.changed(&[change]);
    inner.events.caret(caret(&inner.textarea), true);
}

/// Makes a panel's changes. The browser's own undo does not know of them.
pub(super) fn change(inner: &Inner, changes: &[EditorChange]) {
    // From the end, so that the positions of those before still hold.
    for change in changes.iter().rev() {
        let _ = inner.textarea.set_range_text_with_start_and_end_and_mode(
            &change.insert,
            number(change.from),
            number(change.to),
            "preserve",
        );
    }
    typed(inner);
}

/// Selects, with the caret at the beginning.
pub(super) fn select(textarea: &HtmlTextAreaElement, from: usize, to: usize, focus: bool) {
    let _ = textarea.set_selection_range_with_direction(number(from), number(to), "backward");
    if focus {
        // A focused textarea scrolls to its caret by itself.
        let _ = textarea.blur();
        let _ = textarea.focus();
    }
}

/// Where the caret stands, in UTF-16 code units: the end of the selection that moves.
fn caret(textarea: &HtmlTextAreaElement) -> usize {
    let backward = textarea
        .selection_direction()
        .is_ok_and(|direction| direction.as_deref() == Some("backward"));
    let position = if backward {
        textarea.selection_start()
    } else {
        textarea.selection_end()
    };
    position.ok().flatten().unwrap_or(0) as usize
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
