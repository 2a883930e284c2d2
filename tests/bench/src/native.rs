//! The times on this machine, one core. Nothing is read from disk while the clock runs.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::made;
use crate::read::Readers;

/// Beside the project's folder, and no part of it.
pub const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/files");
/// How many files are read at a time, to see how the time grows.
const COUNTS: [usize; 3] = [1_000, 2_500, 5_000];
/// Bytes of single files, to see the same.
const SIZES: [usize; 4] = [2_000, 20_000, 80_000, 300_000];
/// The machine does other things as well: of so many times the median counts.
const ROUNDS: usize = 9;
/// How long one time of a single file is at least, over as many readings as it takes.
const AT_LEAST: Duration = Duration::from_millis(20);

/// Prints, each on a line, times in ms:
/// `readers<tab>count`, `files<tab>what<tab>count<tab>bytes<tab>time`, `size<tab>bytes<tab>time`.
pub fn run() {
    let readers = Readers::new();
    println!("readers\t{}", readers.count());
    time_many(&COUNTS, |texts| {
        for text in texts {
            black_box(readers.read(text));
        }
    });
    for bytes in SIZES {
        println!(
            "size\t{bytes}\t{:.4}",
            one(&readers, &made::definition(bytes))
        );
    }
}

/// Does something with so many files, for each of the counts, and prints a `files` line for each.
pub fn time_many(counts: &[usize], work: impl Fn(&[&str])) {
    let (what, files) = files();
    let taken: Vec<Vec<&str>> = counts
        .iter()
        .map(|count| {
            files
                .iter()
                .map(String::as_str)
                .cycle()
                .take(*count)
                .collect()
        })
        .collect();
    let mut times = vec![Vec::new(); taken.len()];
    // The counts take turns, so that a busy minute of the machine falls on all of them.
    for _ in 0..ROUNDS {
        for (texts, times) in taken.iter().zip(&mut times) {
            let start = Instant::now();
            work(texts);
            times.push(milliseconds(start.elapsed()));
        }
    }
    for (texts, times) in taken.iter().zip(times) {
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        let count = texts.len();
        println!("files\t{what}\t{count}\t{bytes}\t{:.2}", median(times));
    }
}

/// The time of one reading.
fn one(readers: &Readers, text: &str) -> f64 {
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        let mut count = 0.0;
        while start.elapsed() < AT_LEAST {
            black_box(readers.read(text));
            count += 1.0;
        }
        milliseconds(start.elapsed()) / count
    });
    median(times.collect())
}

/// The corpus where it is at hand, else made files of the sizes that real ones have.
pub fn files() -> (String, Vec<String>) {
    let found: Vec<String> = fs::read_dir(Path::new(CORPUS))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| fs::read_to_string(entry.path()).ok())
        .collect();
    if found.is_empty() {
        let made: Vec<String> = (1..=16)
            .map(|step| made::definition(step * 1_000))
            .collect();
        (format!("{} made files", made.len()), made)
    } else {
        (format!("the corpus's {} files", found.len()), found)
    }
}

/// The one in the middle.
pub fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A time in ms.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
