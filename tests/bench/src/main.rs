//! How fast the engine reads a file with every reader there is, and checks it by every rule.
//!
//! Natively this program times many files on one core and prints lines for `cargo xtask bench`: reading
//! them, or with the argument `lint` checking them. With `links` it prints how long their links are.
//! Compiled to WebAssembly, as the page is, it is what the document in `page/` calls; the timing is
//! then the document's.

#[path = "../../made/mod.rs"]
mod made;
mod read;

#[cfg(not(target_arch = "wasm32"))]
mod links;
#[cfg(not(target_arch = "wasm32"))]
mod lint;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(not(target_arch = "wasm32"))]
mod roster;

/// The allocator of the command line, which is what the native figures speak of.
#[cfg(not(target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("lint") => lint::run(),
        Some("links") => links::run(),
        _ => native::run(),
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
