//! VA: the values of fields other than name, description and tools.

mod va04_unknown_key;

use crate::lint::Rule;
use va04_unknown_key::VA04;

/// The rules of this group.
pub const RULES: &[&Rule] = &[&VA04];
