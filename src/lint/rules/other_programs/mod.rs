//! XD: files of other programs, each by what its reader says of it.

mod losses;
mod xd01_gemini_refuses;
mod xd02_opencode_refuses;
mod xd04_copilot_ignores;
mod xd05_kiro_tools;
mod xd06_cursor_ignores;
mod xd07_opencode_passes_on;
mod xd08_opencode_model;
mod xd09_opencode_former_keys;
mod xd10_skill_unread;
mod xd11_skill_format;
mod xd12_kiro_yaml;

use crate::lint::Rule;
use xd01_gemini_refuses::XD01;
use xd02_opencode_refuses::XD02;
use xd04_copilot_ignores::XD04;
use xd05_kiro_tools::XD05;
use xd06_cursor_ignores::XD06;
use xd07_opencode_passes_on::XD07;
use xd08_opencode_model::XD08;
use xd09_opencode_former_keys::XD09;
use xd10_skill_unread::XD10;
use xd11_skill_format::XD11;
use xd12_kiro_yaml::XD12;

/// The rules of this group. XD03 is kept for Codex, whose files are no Markdown and are not read yet.
pub const RULES: &[&Rule] = &[
    &XD01, &XD02, &XD04, &XD05, &XD06, &XD07, &XD08, &XD09, &XD10, &XD11, &XD12,
];
