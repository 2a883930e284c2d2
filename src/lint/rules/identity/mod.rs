//! ID: the name.

mod id03_not_kebab_case;

use crate::lint::Rule;
use id03_not_kebab_case::ID03;

/// The rules of this group.
pub const RULES: &[&Rule] = &[&ID03];
