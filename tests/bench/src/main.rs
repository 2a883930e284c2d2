//! How fast the engine reads a file with every reader there is.
//!
//! Natively this program times many files on one core and prints lines for `cargo xtask bench`.
//! Compiled to WebAssembly, as the page is, it is what the document in `page/` calls; the timing is
//! then the document's.

#[path = "../../made/mod.rs"]
mod made;
mod read;

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod page;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::run();
}

#[cfg(target_arch = "wasm32")]
fn main() {}
