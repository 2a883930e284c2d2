//! What a command ends with when it cannot go on: a sentence for the person who called it.

use std::fmt;

/// One clear sentence that says what happened and what to do; printed without a backtrace.
#[derive(Debug)]
pub struct Problem(String);

impl Problem {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Adds to an error what was being done when it happened.
pub trait Context<T> {
    /// `doing` completes the sentence "… failed".
    fn context(self, doing: impl fmt::Display) -> Result<T, Problem>;
}

impl<T, E: fmt::Display> Context<T> for Result<T, E> {
    fn context(self, doing: impl fmt::Display) -> Result<T, Problem> {
        self.map_err(|error| Problem::new(format!("{doing} failed: {error}")))
    }
}
