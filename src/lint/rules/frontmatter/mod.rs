//! FM: the frontmatter as a whole.

mod fm01_no_frontmatter;
mod fm02_never_closed;
mod fm03_unreadable;
mod fm04_needs_repair;
mod fm05_fence_in_line;
mod fm06_cut_by_comment;
mod fm07_swallowed_lines;
mod fm08_written_line_end;
mod fm09_frowned_upon;
mod fm10_taken_in_by_repair;
mod fm11_tag_or_anchor;
mod fm12_block_for_cursor;
mod mend;
mod windows_path;

use crate::lint::Rule;
use fm01_no_frontmatter::FM01;
use fm02_never_closed::FM02;
use fm03_unreadable::FM03;
use fm04_needs_repair::FM04;
use fm05_fence_in_line::FM05;
use fm06_cut_by_comment::FM06;
use fm07_swallowed_lines::FM07;
use fm08_written_line_end::FM08;
use fm09_frowned_upon::FM09;
use fm10_taken_in_by_repair::FM10;
use fm11_tag_or_anchor::FM11;
use fm12_block_for_cursor::FM12;
pub(in crate::lint::rules) use mend::{as_it_loads, with_repair};

/// The fields that hold a text in which a sign of YAML is more likely meant than a word less.
const TEXTS: [&str; 3] = ["name", "description", "initialPrompt"];

/// The rules of this group.
pub const RULES: &[&Rule] = &[
    &FM01, &FM02, &FM03, &FM04, &FM05, &FM06, &FM07, &FM08, &FM09, &FM10, &FM11, &FM12,
];
