//! DE: the description.

mod de07_costly_together;

use crate::lint::Rule;
use de07_costly_together::DE07;

/// The rules of this group.
pub const RULES: &[&Rule] = &[&DE07];
