//! TL: tools and what they may do.

use crate::lint::Rule;

/// The rules of this group.
pub const RULES: &[&Rule] = &[];
