//! ID: the name.

mod id01_no_name;
mod id02_refused_name;
mod id03_not_kebab_case;
mod id04_says_nothing;
mod id05_not_the_file_name;
mod id06_duplicate_name;
mod id07_built_in;
mod name;

use crate::lint::Rule;
use id01_no_name::ID01;
use id02_refused_name::ID02;
use id03_not_kebab_case::ID03;
use id04_says_nothing::ID04;
use id05_not_the_file_name::ID05;
use id06_duplicate_name::ID06;
use id07_built_in::ID07;

/// The rules of this group.
pub const RULES: &[&Rule] = &[&ID01, &ID02, &ID03, &ID04, &ID05, &ID06, &ID07];
