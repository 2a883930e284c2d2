//! Help at the caret: what could be written there, and what the word under the pointer means.
//!
//! Both speak from the tables of [`crate::dialect`], so completion, hover, form and rules never
//! disagree. Where the caret is, is found from the lines of the text and not from the parsed file: what
//! is just being typed is seldom valid.

mod completion;
mod hover;
mod kind;
mod position;

pub use completion::{Completion, Completions, completions};
pub use hover::{Hover, hover};
pub use kind::kind_while_typing;
