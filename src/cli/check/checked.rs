use std::cell::OnceCell;
use std::sync::Arc;

use super::gather::Opened;
use crate::lint::{
    self, Applied, Check, File, Finding, Member, Severity, TurnedOff, check_members,
};
use crate::text::{LineColumn, LineIndex, Span};

/// What was found in all files.
#[derive(Default)]
pub struct Report {
    /// How many files were checked.
    pub files: usize,
    /// Those in which something was found, in the order in which they were named.
    pub checked: Vec<Checked>,
    /// The files that were changed, and what was done.
    pub fixed: Vec<Mended>,
}

/// A file that `--fix` has changed.
pub struct Mended {
    /// Its path, as it was named or found.
    pub name: String,
    /// What was done.
    pub applied: Vec<Applied>,
}

/// A file and what was found in it.
pub struct Checked {
    /// Its path, as it was named or found; `-` for standard input.
    pub name: String,
    /// Its text.
    pub source: Arc<str>,
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
    /// Made where lines are asked for: not all forms of telling do.
    lines: OnceCell<LineIndex>,
}

impl Report {
    /// How many findings are so bad.
    pub fn count(&self, severity: Severity) -> usize {
        let all = self.checked.iter().flat_map(|file| &file.findings);
        all.filter(|finding| finding.severity == severity).count()
    }
}

impl Checked {
    /// Checks files by the rules that are not off, each by itself and all together.
    pub fn all(files: &[Opened], off: &TurnedOff) -> Vec<Self> {
        // Of each only what was found is kept, and what it has to do with the others.
        let (mut all, members): (Vec<Self>, Vec<Member>) =
            files.iter().map(|file| Self::one(file, off)).unzip();
        for (at, finding) in check_members(&members.iter().collect::<Vec<_>>(), off) {
            if let Some(file) = all.get_mut(at) {
                file.findings.push(finding);
            }
        }
        for file in &mut all {
            file.findings
                .sort_by_key(|finding| (finding.span.start, finding.span.end));
        }
        all
    }

    /// What is found in a file by itself, and what others are compared with.
    fn one(file: &Opened, off: &TurnedOff) -> (Self, Member) {
        let kind = file.found.kind;
        let with_body = lint::needs_body(kind).then(|| file.definition.clone().with_body());
        let definition = with_body.as_ref().unwrap_or(&file.definition);
        let read = File::of_kind(definition, file.place(), kind);
        let checked = Self {
            name: file.name.clone(),
            source: file.source().clone(),
            lines: OnceCell::new(),
            findings: lint::check(&read, off),
        };
        (checked, Member::of(&read))
    }

    /// Whether anything was found in it.
    pub fn has_findings(&self) -> bool {
        !self.findings.is_empty()
    }

    /// Whether anything was found in it that is wrong between files.
    pub fn has_roster_findings(&self) -> bool {
        let looks_at_many = |finding: &Finding| matches!(finding.rule.check, Check::Roster(_));
        self.findings.iter().any(looks_at_many)
    }

    /// Line and column of a byte. A byte order mark is no character of the first line.
    pub fn place(&self, byte: usize) -> LineColumn {
        let lines = self.lines.get_or_init(|| LineIndex::new(&self.source));
        let mut place = lines.line_column(&self.source, byte);
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
