//! What the document calls.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::made;
use crate::read::Readers;

thread_local! {
    static READERS: Readers = Readers::new();
}

/// How many readers read a text.
#[wasm_bindgen]
pub fn readers() -> usize {
    READERS.with(Readers::count)
}

/// Reads a text with all of them; tells how many load it.
#[wasm_bindgen]
pub fn read(text: &str) -> usize {
    READERS.with(|readers| readers.read(text))
}

/// A definition of so many bytes.
#[wasm_bindgen]
pub fn made(bytes: usize) -> String {
    made::definition(bytes)
}
