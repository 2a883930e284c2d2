//! Positions in a text, and edits to it.
//!
//! Everything here counts bytes of the source, which is kept as it was opened: line ends, byte
//! order mark and all. [`EditorPositions`] is the one place that knows how an editor counts.
//! This module knows nothing of definitions.

mod compose;
mod direction;
mod edit;
mod editor_positions;
mod javascript;
mod line_index;
mod number;
mod order;
mod shortened;
mod source_file;
mod span;

pub use compose::{compose, trim};
pub use direction::reorders;
pub use edit::{OverlappingEdits, TextEdit, apply};
pub use editor_positions::EditorPositions;
pub use javascript::{is_javascript_space, trim_javascript};
pub use line_index::{LineColumn, LineIndex};
pub use number::in_thousands;
pub use order::sort_by_numbers;
pub use shortened::shortened;
pub use source_file::SourceFile;
pub use span::Span;
