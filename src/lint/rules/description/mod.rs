//! DE: the description.

mod de07_costly_together;
mod de09_same_description;

use crate::lint::Rule;
use de07_costly_together::DE07;
use de09_same_description::DE09;

/// The rules of this group.
pub const RULES: &[&Rule] = &[&DE07, &DE09];
