//! What a browser is needed for besides tests: figures for `cargo xtask bench`, pictures for the
//! README and for looking at.

pub mod folder;
pub mod keystrokes;
pub mod loading;
pub mod picture;
pub mod reading;
pub mod stream;
