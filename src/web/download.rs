//! Ways for a text to leave the page that the person asked for: a download, the clipboard.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::dom;

/// How long a download's address stays valid, in ms: the browser reads it soon, not at once.
const VALID_FOR: i32 = 10_000;

/// Hands a file to the browser's downloads, byte for byte.
///
/// # Errors
/// In words, when the browser refuses.
pub fn save(name: &str, text: &str) -> Result<(), String> {
    let refused = |_: JsValue| "the browser refused".to_owned();
    let bytes = Array::of1(&Uint8Array::from(text.as_bytes()));
    let options = BlobPropertyBag::new();
    options.set_type(match name.ends_with(".json") {
        true => "application/json",
        false => "text/markdown",
    });
    let blob = Blob::new_with_u8_array_sequence_and_options(&bytes, &options).map_err(refused)?;
    save_blob(name, &blob)
}

/// Hands what the browser holds already to its downloads.
///
/// # Errors
/// In words, when the browser refuses.
pub fn save_blob(name: &str, blob: &Blob) -> Result<(), String> {
    let refused = |_: JsValue| "the browser refused".to_owned();
    let address = Url::create_object_url_with_blob(blob).map_err(refused)?;
    let link: HtmlAnchorElement = dom::document()
        .and_then(|document| document.create_element("a").ok())
        .and_then(|element| element.dyn_into().ok())
        .ok_or("the page is gone")?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    dom::later(VALID_FOR, move || {
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}

/// Puts a text on the clipboard.
///
/// # Errors
/// In words, when the browser refuses.
pub async fn copy(text: &str) -> Result<(), String> {
    let window = dom::window().ok_or("the page is gone")?;
    if !window.is_secure_context() {
        return Err("it allows that on secure pages only".to_owned());
    }
    JsFuture::from(window.navigator().clipboard().write_text(text))
        .await
        .map(|_| ())
        .map_err(|_| "it needs your permission".to_owned())
}
