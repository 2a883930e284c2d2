//! The style of what comes after the first view.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/web/style.js")]
extern "C" {
    /// Fetches one more style sheet of the page, and goes on when it holds, or cannot be had: what it
    /// is for is plain then. The address is relative to the page.
    #[wasm_bindgen(js_name = linkStyle)]
    pub async fn link_style(address: &str);
}
