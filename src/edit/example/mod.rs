//! Edits of the examples of a description, and of the prose around them.
//!
//! They are made on the decoded text, where the grammar of examples lives, and written back in the
//! way the file writes its description: on one line, with `\n` as two characters, with escapes in
//! double quotes, in a block, or without indentation. What is asked for is read back before it is
//! handed out: a text that would be taken for a tag or a label is framed so that it is not, or
//! refused. The bytes of the other examples stay.

mod form;
mod part;
#[cfg(test)]
mod tests;
mod whole;

pub use form::NewExample;
pub use part::{add_part, remove_part, set_part, set_prose};
pub use whole::{add, delete, duplicate, move_down, move_up};

pub(super) use whole::{added, ways_to_cut};
