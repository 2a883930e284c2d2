//! The page and its Try document: a frame, and what the two tell each other.

pub mod asking;
pub mod folder;
pub mod kept;

use wasm_bindgen::prelude::*;

use super::dom;
use crate::http::{Address, Origin};

#[wasm_bindgen(module = "/src/web/trying/frame.js")]
extern "C" {
    /// Tells a window of this origin; the document of any other hears nothing.
    pub fn tell(target: &JsValue, kind: &str);

    /// The window that shows this document in a frame.
    #[wasm_bindgen(js_name = shownBy)]
    pub fn shown_by() -> JsValue;

    #[wasm_bindgen(js_name = hearFrom)]
    fn hear_from_js(
        source: &Closure<dyn Fn() -> JsValue>,
        hear: &Closure<dyn Fn(String, Option<String>, Option<String>, Option<Vec<String>>)>,
    );
}

/// What a window tells.
pub struct Told {
    /// Of which kind it is, such as [`DEFINITION`].
    pub kind: String,
    /// A text.
    pub text: Option<String>,
    /// Its path.
    pub path: Option<String>,
    /// Paths and texts in turns.
    pub others: Vec<String>,
}

/// Hears what one window of this origin tells, as long as this document lives.
pub fn hear_from(source: impl Fn() -> JsValue + 'static, hear: impl Fn(Told) + 'static) {
    let source = Closure::<dyn Fn() -> JsValue>::new(source);
    let hear = Closure::<dyn Fn(String, Option<String>, Option<String>, Option<Vec<String>>)>::new(
        move |kind: String, text, path, others: Option<Vec<String>>| {
            let others = others.unwrap_or_default();
            hear(Told {
                kind,
                text,
                path,
                others,
            });
        },
    );
    hear_from_js(&source, &hear);
    source.forget();
    hear.forget();
}

/// The frame has started and wants to know what stands in the editor.
pub const READY: &str = "ready";
/// What stands in the editor: its text and its path.
pub const DEFINITION: &str = "definition";
/// The other definitions of the workspace: their paths and texts.
pub const OTHERS: &str = "others";
/// What is to stand where the prompt is written.
pub const PROMPT: &str = "prompt";

/// The origin of this page; none where it has no address of http or https.
pub fn page_origin() -> Option<Origin> {
    let origin = dom::window()?.location().origin().ok()?;
    let address = Address::parse(&origin).ok()?;
    Some(address.origin().clone())
}
