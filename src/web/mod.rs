//! Thin adapters over what the browser offers: no logic of the application lives here.

pub mod about;
pub mod dom;
pub mod markdown;
pub mod editor;
pub mod panic;
pub mod storage;
pub mod download;
