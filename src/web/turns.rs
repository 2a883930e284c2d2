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

/// For so many milliseconds somebody works before others get their turn.
const AT_ONCE: f64 = 8.0;

/// The time until others get their turn.
pub struct Turn {
    began: f64,
}

impl Turn {
    /// Begins now.
    pub fn begin() -> Self {
        Self {
            began: js_sys::Date::now(),
        }
    }

    /// Whether others should get theirs.
    pub fn is_over(&self) -> bool {
        js_sys::Date::now() - self.began > AT_ONCE
    }

    /// Lets others have theirs, and begins anew.
    pub async fn pass(&mut self) {
        next_turn().await;
        *self = Self::begin();
    }
}
