//! The dialects of definition files: which tool a file is written for, and what may stand in it.
//!
//! The same folder names and keys serve many tools, so a kind is found from the path first and from
//! the content where the path is silent; [`find`] always says from what. What a program makes of the
//! file is [`crate::reader`]'s part.

pub mod claude_fields;
mod content;
mod fields;
pub mod hook_events;
mod kind;
pub mod models;
mod path;
pub mod tool_names;

pub use fields::FieldTable;
pub use kind::{Found, Kind, find, find_among_others};
pub use path::known_folder;
