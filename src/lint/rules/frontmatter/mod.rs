//! FM: the frontmatter as a whole.

use crate::lint::Rule;

/// The rules of this group.
pub const RULES: &[&Rule] = &[];
