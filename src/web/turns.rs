//! When the program goes on: the browser's turns.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/web/turns.js")]
extern "C" {
    /// Lets the browser answer whoever waits.
    #[wasm_bindgen(js_name = nextTurn)]
    pub async fn next_turn();

    /// Waits until what has been put into the page is painted and the browser has nothing else to
    /// do, for two seconds at most.
    pub async fn idle();
}
