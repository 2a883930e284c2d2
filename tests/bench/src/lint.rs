//! The time of checking files by every rule, on one core. Nothing is read from disk while the clock
//! runs.

use std::hint::black_box;

use agent_playground::definition::Definition;
use agent_playground::lint::{File, Member, TurnedOff, check, check_members, rules};

use crate::native::time_many;
use crate::roster;

/// How many files are checked at a time, to see how the time grows.
const COUNTS: [usize; 3] = [1_000, 3_150, 6_300];

/// Prints, each on a line, times in ms: `rules<tab>count`, `files<tab>what<tab>count<tab>bytes<tab>time`,
/// and what [`roster::run`] prints.
pub fn run() {
    println!("rules\t{}", rules().count());
    time_many(&COUNTS, |texts| {
        black_box(lint(texts));
    });
    roster::run();
}

/// Parses the texts and checks them as `agent-playground check` does: each by itself, and all together.
fn lint(texts: &[&str]) -> usize {
    let off = TurnedOff::nothing();
    let mut found = 0;
    let mut members = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let definition = Definition::parse(*text);
        let place = format!(".claude/agents/{number}.md");
        let file = File::new(&definition, Some(&place));
        found += check(&file, &off).len();
        members.push(Member::of(&file));
    }
    found + check_members(&members.iter().collect::<Vec<_>>(), &off).len()
}
