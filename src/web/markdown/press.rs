//! Which byte of a block was pressed.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MouseEvent, Node};

use crate::web::dom;

/// The property of a text node that says where in its block's source it begins, in bytes.
pub(super) const SOURCE_OFFSET: &str = "sourceOffset";

/// The byte, counted from the block's start, of the character under the pointer; `None` where the
/// text there does not stand in the source as it is shown.
pub fn pressed_byte(event: &MouseEvent) -> Option<usize> {
    let (node, utf16) = caret_at(event.client_x(), event.client_y())?;
    let start = Reflect::get(&node, &JsValue::from_str(SOURCE_OFFSET))
        .ok()?
        .as_f64()? as usize;
    let text = node.text_content()?;
    let mut left = utf16;
    let before: usize = text
        .chars()
        .take_while(|character| {
            let fits = left >= character.len_utf16();
            left = left.saturating_sub(character.len_utf16());
            fits
        })
        .map(char::len_utf8)
        .sum();
    Some(start + before)
}

/// The text node under a point and the offset in it, in UTF-16 code units. The standard call and
/// the older one of WebKit differ in names only.
fn caret_at(x: i32, y: i32) -> Option<(Node, usize)> {
    let document = dom::document()?;
    let call = |name: &str| {
        let function: Function = Reflect::get(&document, &name.into())
            .ok()?
            .dyn_into()
            .ok()?;
        let answer = function.call2(&document, &x.into(), &y.into()).ok()?;
        (!answer.is_null() && !answer.is_undefined()).then_some(answer)
    };
    let (answer, node, offset) = match call("caretPositionFromPoint") {
        Some(answer) => (answer, "offsetNode", "offset"),
        None => (
            call("caretRangeFromPoint")?,
            "startContainer",
            "startOffset",
        ),
    };
    let node: Node = Reflect::get(&answer, &node.into()).ok()?.dyn_into().ok()?;
    let offset = Reflect::get(&answer, &offset.into()).ok()?.as_f64()? as usize;
    Some((node, offset))
}
