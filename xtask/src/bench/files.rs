//! The rows of work on many files, as `time_many` of `tests/bench/src/native.rs` prints them.

use super::table::{Budget, Table};

/// Rows that follow each other, each with its growth over the one before.
#[derive(Default)]
pub struct FileRows {
    last: Option<(f64, f64)>,
}

impl FileRows {
    /// Adds a row for one line's count of files, bytes and time in ms. `done` says what was done with the
    /// files; the row whose count is `in_budget` has a second.
    pub fn add(&mut self, table: &mut Table, line: [&str; 4], done: &str, in_budget: &str) {
        let [what, count, bytes, time] = line;
        let (files, bytes, time) = (number(count), number(bytes), number(time));
        let budget = if count == in_budget {
            Budget::at_most(1000.0, "1 s")
        } else {
            Budget::none()
        };
        table.add(
            &format!("{count} files {done}, natively"),
            format!("{time:.0} ms"),
            budget,
            time,
        );
        table.note(
            &format!("  {what} over and over; growth"),
            &format!(
                "{:.0} files/s, {:.0} MB/s{}",
                files / time * 1000.0,
                bytes / time / 1000.0,
                growth("files", self.last, (files, time))
            ),
        );
        self.last = Some((files, time));
    }
}

/// How much more than the row before.
pub fn growth(what: &str, last: Option<(f64, f64)>, now: (f64, f64)) -> String {
    last.map_or(String::new(), |last| {
        format!(
            "; {what} x{:.1}, time x{:.1}",
            now.0 / last.0,
            now.1 / last.1
        )
    })
}

/// A number of such a line.
pub fn number(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}
