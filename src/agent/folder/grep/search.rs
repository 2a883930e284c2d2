//! A search, file after file.

use std::collections::VecDeque;

use super::{Grep, LARGEST, Output, Shown};
use crate::agent::folder::text::text;
use crate::agent::folder::{FolderPath, Request, Step};

/// A search ends after so many bytes.
const BYTES: usize = 64 * 1024 * 1024;
/// So many files are named of those that were not searched.
const NAMED: usize = 5;

/// A search under way.
#[derive(Clone, Debug)]
pub(in crate::agent::folder) struct Search {
    grep: Grep,
    pub(super) left: VecDeque<FolderPath>,
    pub(super) refused: Vec<FolderPath>,
    pub(super) too_large: Vec<FolderPath>,
    unread: Vec<FolderPath>,
    now: FolderPath,
    bytes: usize,
    output: Output,
    files: usize,
    lines: usize,
}

impl Search {
    pub(super) fn new(grep: Grep) -> Self {
        Self {
            output: Output::new(grep.offset, grep.limit),
            grep,
            left: VecDeque::new(),
            refused: Vec::new(),
            too_large: Vec::new(),
            unread: Vec::new(),
            now: FolderPath::default(),
            bytes: 0,
            files: 0,
            lines: 0,
        }
    }

    /// The next file, or what was found.
    pub(in crate::agent::folder) fn next(&mut self) -> Step {
        if self.output.is_full() || self.bytes > BYTES {
            return Step::Give(Ok(self.found()));
        }
        match self.left.pop_front() {
            Some(path) => {
                self.now = path.clone();
                Step::Ask(Request::Read(path))
            }
            None => Step::Give(Ok(self.found())),
        }
    }

    /// The bytes of the file have come.
    pub(in crate::agent::folder) fn bytes(&mut self, bytes: Vec<u8>) -> Step {
        self.bytes = self.bytes.saturating_add(bytes.len());
        if u64::try_from(bytes.len()).is_ok_and(|size| size > LARGEST) {
            // It has grown since it was listed.
            self.too_large.push(self.now.clone());
        } else if let Some(text) = text(bytes) {
            let matched = self.grep.search(&self.now, &text, &mut self.output);
            self.files += usize::from(matched > 0);
            self.lines += matched;
        }
        self.next()
    }

    /// The file could not be read.
    pub(in crate::agent::folder) fn failed(&mut self) -> Step {
        self.unread.push(self.now.clone());
        self.next()
    }

    fn found(&self) -> String {
        let shown = self.output.lines();
        let mut text = match self.grep.shown {
            _ if shown.is_empty() && self.files > 0 => {
                format!("Nothing is left behind the first {}.", self.output.next())
            }
            Shown::Files if shown.is_empty() => "No files found".to_owned(),
            _ if shown.is_empty() => "No matches found".to_owned(),
            Shown::Files => format!("Found {}\n{}", files(shown.len()), shown.join("\n")),
            Shown::Content => shown.join("\n"),
            Shown::Count if self.output.is_full() || self.bytes > BYTES => shown.join("\n"),
            Shown::Count => format!(
                "{}\n\nFound {} matching lines in {}.",
                shown.join("\n"),
                self.lines,
                files(self.files)
            ),
        };
        let mut note = |words: String| {
            text.push_str("\n[");
            text.push_str(&words);
            text.push(']');
        };
        if self.output.is_full() {
            note(format!(
                "There is more. Narrow the search, or go on with offset {}.",
                self.output.next()
            ));
        } else if self.bytes > BYTES {
            note(format!(
                "The search ended after {} MB, with {} still to search. Narrow it with path, glob or type.",
                BYTES / (1024 * 1024),
                files(self.left.len())
            ));
        }
        for (paths, why) in [
            (&self.refused, "they may hold secrets"),
            (&self.too_large, "they are larger than 1 MB"),
            (&self.unread, "they could not be read"),
        ] {
            if !paths.is_empty() {
                let named: Vec<&str> = paths.iter().take(NAMED).map(FolderPath::as_str).collect();
                let more = match paths.len().saturating_sub(NAMED) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                note(format!(
                    "Not searched, because {why}: {}{more}.",
                    named.join(", ")
                ));
            }
        }
        text
    }
}

fn files(count: usize) -> String {
    match count {
        1 => "1 file".to_owned(),
        _ => format!("{count} files"),
    }
}
