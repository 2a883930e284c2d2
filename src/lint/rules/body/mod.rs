//! BO: the system prompt.

use crate::lint::Rule;

/// The rules of this group.
pub const RULES: &[&Rule] = &[];
