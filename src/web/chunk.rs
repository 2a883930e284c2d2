//! The parts of the page's JavaScript that are fetched after the first view.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::dom;

#[wasm_bindgen(module = "/src/web/load_chunk.js")]
extern "C" {
    #[wasm_bindgen(js_name = loadChunk, catch)]
    fn load_chunk(address: &str) -> Result<Promise, JsValue>;
}

/// The address of a part, by the attribute of the boot script that names it.
pub fn address(attribute: &str) -> Option<String> {
    dom::first("script[data-js]")?.get_attribute(attribute)
}

/// Fetches a part; gives its module.
///
/// # Errors
/// In words, when it cannot be had.
pub async fn load(address: &str) -> Result<JsValue, String> {
    let promise = load_chunk(address).map_err(|error| words_of(&error))?;
    JsFuture::from(promise)
        .await
        .map_err(|error| words_of(&error))
}

/// What a JavaScript error says, for people.
pub fn words_of(error: &JsValue) -> String {
    js_sys::Reflect::get(error, &"message".into())
        .ok()
        .and_then(|message| message.as_string())
        .unwrap_or_else(|| "the browser gives no reason".to_owned())
}
