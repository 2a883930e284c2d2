//! The rules, a folder a group.

mod body;
mod description;
mod frontmatter;
mod identity;
mod other_programs;
mod tools;
mod values;

use super::Rule;
pub use tools::Names;

/// The rules of each group, in the order of [`super::Group::ALL`] and of their ids.
pub const GROUPS: [&[&Rule]; 7] = [
    frontmatter::RULES,
    identity::RULES,
    description::RULES,
    tools::RULES,
    values::RULES,
    body::RULES,
    other_programs::RULES,
];

#[cfg(test)]
pub mod tests;
