//! How Try shows long answers while they come.

use super::table::{Budget, Table};

/// What the figures are.
pub const NOTE: &str = "Stream: an answer of 100,000 tokens in ten bursts, each as fast as Chromium reads it. The longest task of the main\n\
     thread, where one took 50 ms or more; the work of that thread for a token of the first burst and of the last, with layout and\n\
     paint, without a graphics processor; and its work for the end, when the whole answer is kept.";

/// Lines of `what<tab>bytes<tab>longest task, 0 below 50 ms<tab>first burst, a token<tab>last burst, a token<tab>end`,
/// times in ms, those of a token in µs.
pub fn figures(measured: &str, table: &mut Table) {
    for line in measured.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [what, numbers @ ..] = &fields[..] else {
            continue;
        };
        let numbers: Vec<f64> = numbers.iter().filter_map(|one| one.parse().ok()).collect();
        let [bytes, longest, first, last, end] = numbers[..] else {
            continue;
        };
        let shown = match longest < 50.0 {
            true => "below 50 ms".to_owned(),
            false => format!("{longest:.0} ms"),
        };
        table.add(
            &format!("stream of {what}, {:.0} kB: longest task", bytes / 1000.0),
            shown,
            Budget::at_most(50.0, "50 ms"),
            longest,
        );
        table.note(
            "  a token of the first burst; of the last; the end",
            &format!("{first:.1} µs; {last:.1} µs; {end:.0} ms"),
        );
    }
}
