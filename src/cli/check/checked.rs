use crate::definition::Definition;
use crate::lint::{self, Applied, File, Finding, Severity, TurnedOff};
use crate::text::{LineColumn, LineIndex, Span};

/// What was found in all files.
#[derive(Default)]
pub struct Report {
    /// How many files were checked.
    pub files: usize,
    /// Those in which something was found, in the order in which they were named.
    pub checked: Vec<Checked>,
    /// The files that were changed, and what was done.
    pub fixed: Vec<(String, Vec<Applied>)>,
}

/// A file and what was found in it.
pub struct Checked {
    /// Its path, as it was named or found; `-` for standard input.
    pub name: String,
    /// Its text.
    pub source: String,
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
    lines: LineIndex,
}

impl Report {
    /// How many findings are so bad.
    pub fn count(&self, severity: Severity) -> usize {
        let all = self.checked.iter().flat_map(|file| &file.findings);
        all.filter(|finding| finding.severity == severity).count()
    }
}

impl Checked {
    /// Checks a text by the rules that are not off; its kind is found from `place` and the text.
    pub fn new(name: &str, place: Option<&str>, source: String, off: &TurnedOff) -> Self {
        let definition = Definition::parse(source.as_str());
        let findings = lint::check(&File::new(&definition, place), off);
        Self {
            name: name.to_owned(),
            lines: LineIndex::new(&source),
            findings,
            source,
        }
    }

    /// Line and column of a byte. A byte order mark is no character of the first line.
    pub fn place(&self, byte: usize) -> LineColumn {
        let mut place = self.lines.line_column(&self.source, byte);
        if place.line == 1 && place.column > 1 && self.source.starts_with('\u{feff}') {
            place.column -= 1;
        }
        place
    }

    /// Lines and columns of the first character and of the one behind the last.
    pub fn region(&self, span: Span) -> (LineColumn, LineColumn) {
        (self.place(span.start), self.place(span.end))
    }
}
