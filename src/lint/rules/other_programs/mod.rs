//! XD: files of other programs.

use crate::lint::Rule;

/// The rules of this group.
pub const RULES: &[&Rule] = &[];
