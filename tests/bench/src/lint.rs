//! The time of checking files by every rule, on one core. Nothing is read from disk while the clock
//! runs.

use std::hint::black_box;

use agent_playground::definition::Definition;
use agent_playground::lint::{File, TurnedOff, check, check_roster, rules};

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
    let definitions: Vec<Definition> = texts.iter().map(|text| Definition::parse(*text)).collect();
    let places: Vec<String> = (0..texts.len())
        .map(|number| format!(".claude/agents/{number}.md"))
        .collect();
    let files: Vec<File<'_>> = definitions
        .iter()
        .zip(&places)
        .map(|(definition, place)| File::new(definition, Some(place)))
        .collect();
    let in_each: usize = files.iter().map(|file| check(file, &off).len()).sum();
    in_each + check_roster(&files, &off).len()
}
