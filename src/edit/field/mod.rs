//! Edits of the frontmatter's top-level fields: set one, add one, take one away.
//!
//! A value keeps the form that the file gives it (its quotes, its block, its kind of list) as long
//! as that form holds what it has to say; else it gets the safest one that does. Of duplicates, the
//! last one counts and is edited.

mod list;
mod place;
#[cfg(test)]
mod tests;
mod text;

pub use list::{items_of, set_list};
pub use place::{add_empty_map, remove};
pub use text::{set_text, set_word};
