//! Findings as workflow commands, which GitHub Actions shows beside the lines they speak of.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::checked::{Checked, Report};
use super::text::sum;
use crate::cli::printable;
use crate::lint::{Finding, Severity};

/// A command a line, and the sum for who reads the log.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.checked {
        for finding in &file.findings {
            writeln!(out, "{}", command(file, finding))?;
        }
    }
    writeln!(out, "{}", sum(report))
}

fn command(file: &Checked, finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = file.region(finding.span);
    let mut line = format!(
        "::{level} file={},line={},",
        property(in_repository(&file.name)),
        start.line
    );
    // Columns are for places in one line. Writing into a String never fails.
    let _ = if start.line == end.line {
        write!(line, "col={},endColumn={},", start.column, end.column)
    } else {
        write!(line, "endLine={},", end.line)
    };
    let rule = finding.rule;
    let title = property(&format!("{} {}", rule.id, rule.title));
    let _ = write!(line, "title={title}::{}", data(&finding.message));
    line
}

/// The path as GitHub names files: what stands before it in `check .` would hide the finding from the
/// lines of a change.
fn in_repository(path: &str) -> &str {
    path.strip_prefix("./")
        .or_else(|| path.strip_prefix(".\\"))
        .unwrap_or(path)
}

/// A text as the message of a command: a line of its own would be another command.
fn data(text: &str) -> String {
    printable(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A text as a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
