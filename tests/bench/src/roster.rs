//! The time of a roster of many definitions, on one core: reading its rows, comparing them, asking it.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use agent_playground::lint::TurnedOff;
use agent_playground::roster::{Ranking, Roster, Row};
use agent_playground::text::SourceFile;

use crate::native::{files, median, milliseconds};

/// How many definitions are compared.
const COUNT: usize = 5_000;
/// The machine does other things as well: of so many times the median counts.
const ROUNDS: usize = 3;
const REQUEST: &str = "please review my change before I merge it";

/// Prints a line of times in ms: `roster<tab>count<tab>rows<tab>comparing<tab>asking`.
pub fn run() {
    let (_, texts) = files();
    let files: Vec<SourceFile> = texts
        .iter()
        .cycle()
        .take(COUNT)
        .enumerate()
        .map(|(number, text)| SourceFile::new(format!(".claude/agents/{number}.md"), text.as_str()))
        .collect();
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        let (rows, reading) = timed(|| files.iter().map(|file| Arc::new(Row::of(file))).collect());
        let (ranking, comparing) = timed(|| compare(rows));
        let (_, asking) = timed(|| black_box(ranking.rank(REQUEST)));
        for (times, time) in times.iter_mut().zip([reading, comparing, asking]) {
            times.push(milliseconds(time));
        }
    }
    let [reading, comparing, asking] = times.map(median);
    println!("roster\t{COUNT}\t{reading:.2}\t{comparing:.2}\t{asking:.2}");
}

/// Everything that is said of all rows together.
fn compare(rows: Vec<Arc<Row>>) -> Ranking {
    let roster = Roster::of(rows, &TurnedOff::nothing());
    let ranking = Ranking::of(roster.rows().iter().map(|row| &**row));
    for row in 0..roster.rows().len() {
        black_box(ranking.rivals(row, |other| roster.meet(row, other)));
    }
    ranking
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed())
}
