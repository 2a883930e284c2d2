//! The time of checking files by every rule, on one core. Nothing is read from disk while the clock
//! runs.

use std::hint::black_box;
use std::time::Instant;

use agent_playground::definition::Definition;
use agent_playground::lint::{File, TurnedOff, check, check_roster, rules};

use crate::native::{files, median, milliseconds};

/// How many files are checked at a time, to see how the time grows.
const COUNTS: [usize; 3] = [1_000, 3_150, 6_300];
/// The machine does other things as well: of so many times the median counts.
const ROUNDS: usize = 9;

/// Prints, each on a line, times in ms: `rules<tab>count`, `files<tab>what<tab>count<tab>bytes<tab>time`.
pub fn run() {
    println!("rules\t{}", rules().count());
    let (what, files) = files();
    let mut times = COUNTS.map(|_| Vec::new());
    // The counts take turns, so that a busy minute of the machine falls on all of them.
    for _ in 0..ROUNDS {
        for (count, times) in COUNTS.iter().zip(&mut times) {
            let texts: Vec<&str> = files
                .iter()
                .map(String::as_str)
                .cycle()
                .take(*count)
                .collect();
            let start = Instant::now();
            black_box(lint(&texts));
            times.push(milliseconds(start.elapsed()));
        }
    }
    for (count, times) in COUNTS.iter().zip(times) {
        let bytes: usize = files.iter().cycle().take(*count).map(String::len).sum();
        println!("files\t{what}\t{count}\t{bytes}\t{:.2}", median(times));
    }
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
