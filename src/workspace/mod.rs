//! The documents a person works on, and the one path by which their text changes.
//!
//! A [`Document`] holds the original bytes. Every change, from the editor, a panel or a pasted
//! file, is a [`TextEdit`] that [`Document::apply`] puts in; everything shown is derived from the
//! text. A [`Library`](library::Library) holds all documents, on show or not. This module stores nothing
//! itself: [`draft`] says what is to be kept and in which form, `web` does it.

pub mod archive;
pub mod choosing;
mod compose;
mod document;
pub mod draft;
pub mod file_name;
pub mod history;
pub mod library;
mod templates;

pub use compose::{Form, Part, Unfit, compose};
pub use document::{Document, NotUtf8};
pub use templates::{TEMPLATES, Template, template};
