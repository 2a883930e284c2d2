//! TL: tools and what they may do.

mod listed;
mod mend;
mod prompt;
mod tl01_unknown_tool;
mod tl02_retired_tool;
mod tl03_resolves_to_nothing;
mod tl04_key_of_skills;
mod tl05_in_both_lists;
mod tl06_limit_without_effect;
mod tl07_inherits_all_tools;
mod tl08_not_for_sub_agents;
mod tl09_asks_for_nothing;
mod tl10_prompt_says_otherwise;
mod tl11_tool_of_another_program;

use crate::lint::Rule;
pub use listed::Names;
use tl01_unknown_tool::TL01;
use tl02_retired_tool::TL02;
use tl03_resolves_to_nothing::TL03;
pub use tl04_key_of_skills::KEYS as KEYS_OF_SKILLS;
use tl04_key_of_skills::TL04;
use tl05_in_both_lists::TL05;
use tl06_limit_without_effect::TL06;
use tl07_inherits_all_tools::TL07;
use tl08_not_for_sub_agents::TL08;
use tl09_asks_for_nothing::TL09;
use tl10_prompt_says_otherwise::TL10;
use tl11_tool_of_another_program::TL11;

/// The rules of this group.
pub const RULES: &[&Rule] = &[
    &TL01, &TL02, &TL03, &TL04, &TL05, &TL06, &TL07, &TL08, &TL09, &TL10, &TL11,
];
