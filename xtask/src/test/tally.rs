//! Counting what the test programs say, whoever wrote them: they all end with a line of the form
//! `test result: ok. 3 passed; 0 failed; 1 ignored; …`.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::output;
use crate::problem::{Context, Problem};

/// The counts so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
    /// Stages that failed, with the reason.
    broken: Vec<String>,
}

impl Tally {
    /// Runs a test program, shows what it prints, and counts.
    ///
    /// # Errors
    /// It ended with a failure.
    pub fn count(&mut self, command: &mut Command) -> Result<(), Problem> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting cargo")?;
        let lines = child
            .stdout
            .take()
            .map(|output| BufReader::new(output).lines());
        for line in lines.into_iter().flatten() {
            let line = line.context("reading what the tests print")?;
            println!("{line}");
            self.add(&line);
        }
        let status = child.wait().context("waiting for the tests")?;
        if status.success() {
            Ok(())
        } else {
            Err(Problem::new("the reason stands above"))
        }
    }

    /// Notes how a stage ended. One that broke without counting a failed test counts as one.
    pub fn stage(&mut self, name: &str, outcome: Result<(), Problem>) {
        if let Err(problem) = outcome {
            self.broken.push(format!("{name}: {problem}"));
        }
    }

    /// Prints the counts.
    ///
    /// # Errors
    /// Something failed, or nothing ran.
    pub fn finish(self) -> Result<(), Problem> {
        output::step("All");
        for stage in &self.broken {
            println!("failed: {stage}");
        }
        let failed = self.failed.max(self.broken.len() as u64);
        println!(
            "{} passed, {failed} failed, {} skipped",
            self.passed, self.skipped
        );
        if failed > 0 {
            Err(Problem::new("Not everything passed."))
        } else if self.passed + self.skipped == 0 {
            Err(Problem::new("No test ran: the filter fits no test's name."))
        } else {
            Ok(())
        }
    }

    fn add(&mut self, line: &str) {
        let Some(counts) = line.trim_start().strip_prefix("test result: ") else {
            return;
        };
        let counts = counts.split_once(". ").map_or(counts, |(_, counts)| counts);
        for part in counts.split(';') {
            let mut words = part.split_whitespace();
            let (Some(Ok(count)), Some(what)) = (words.next().map(str::parse::<u64>), words.next())
            else {
                continue;
            };
            match what {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                "ignored" => self.skipped += count,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_a_test_program_is_counted() {
        let mut tally = Tally::default();
        tally.add("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.00s");
        tally.add("test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        tally.add("test a ... ok");
        assert_eq!(
            tally,
            Tally {
                passed: 7,
                failed: 2,
                skipped: 1,
                broken: Vec::new()
            }
        );
    }

    #[test]
    fn a_stage_that_breaks_before_it_counts_is_a_failure() {
        let mut tally = Tally::default();
        tally.stage("one", Err(Problem::new("it does not compile")));
        assert!(tally.finish().is_err());
        let mut tally = Tally {
            passed: 1,
            ..Tally::default()
        };
        tally.stage("one", Ok(()));
        assert!(tally.finish().is_ok());
    }

    #[test]
    fn no_test_at_all_is_a_failure() {
        assert!(Tally::default().finish().is_err());
    }
}
