//! The lines of a result, as far as they are wanted and there is room for them.

use crate::text::shortened;

/// How many characters of a line are given.
const LINE: usize = 500;
/// How many bytes are given in all.
const MOST: usize = 40_000;

#[derive(Clone, Debug)]
pub(super) struct Output {
    pass_over: usize,
    room: usize,
    lines: Vec<String>,
    bytes: usize,
    passed: usize,
    cut: bool,
}

impl Output {
    pub(super) fn new(pass_over: usize, room: usize) -> Self {
        Self {
            pass_over,
            room,
            lines: Vec::new(),
            bytes: 0,
            passed: 0,
            cut: false,
        }
    }

    pub(super) fn line(&mut self, line: String) {
        if self.passed < self.pass_over {
            self.passed += 1;
            return;
        }
        let line = shortened(&line, LINE).into_owned();
        if self.lines.len() >= self.room || self.bytes + line.len() > MOST {
            self.cut = true;
        }
        if !self.cut {
            self.bytes += line.len() + 1;
            self.lines.push(line);
        }
    }

    /// Whether something was left out for want of room, so that no more needs to be looked for.
    pub(super) fn is_full(&self) -> bool {
        self.cut
    }

    /// Whether nothing was found, also nothing to pass over.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.passed == 0
    }

    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The number to pass over for what comes next.
    pub(super) fn next(&self) -> usize {
        self.passed + self.lines.len()
    }
}
