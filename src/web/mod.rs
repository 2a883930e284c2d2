//! Thin adapters over what the browser offers: no logic of the application lives here.

pub mod chunk;
pub mod dom;
pub mod download;
pub mod editor;
pub mod files;
pub mod library;
pub mod loader;
pub mod local_time;
pub mod markdown;
pub mod offline;
pub mod panic;
pub mod share;
pub mod storage;
pub mod style;
pub mod trying;
pub mod turns;
