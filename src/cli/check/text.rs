//! Findings in lines that a person reads.

use std::io::{self, Write};

use super::checked::Report;
use crate::cli::printable;
use crate::lint::{Finding, Safety, Severity};

/// `path:line:column severity RULE message`, below it how to mend it, and the sum at the end.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.checked {
        for finding in &file.findings {
            let at = file.place(finding.span.start);
            writeln!(
                out,
                "{}:{}:{} {} {} {}",
                printable(&file.name),
                at.line,
                at.column,
                finding.severity.word(),
                finding.rule.id,
                printable(&finding.message)
            )?;
            for fix in &finding.fixes {
                let what = match fix.safety {
                    Safety::Safe => "safe fix",
                    Safety::Unsafe => "unsafe fix",
                    Safety::Display => "advice",
                };
                writeln!(out, "  {what}: {}", printable(&fix.title))?;
            }
        }
    }
    writeln!(out, "{}", sum(report))
}

/// What `--fix` has done, a line a fix.
pub fn write_fixed(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.fixed {
        for one in &file.applied {
            let (name, title) = (printable(&file.name), printable(&one.title));
            writeln!(out, "{name} fixed {} {title}", one.rule)?;
        }
    }
    Ok(())
}

/// How many findings there are, in how many files.
pub fn sum(report: &Report) -> String {
    let files = number(report.files, "file");
    let fixed: usize = report.fixed.iter().map(|file| file.applied.len()).sum();
    let done = match fixed {
        0 => String::new(),
        _ => format!("{} applied. ", number(fixed, "fix")),
    };
    if report.checked.is_empty() {
        return format!("{done}No findings in {files}.");
    }
    let findings = || report.checked.iter().flat_map(|file| &file.findings);
    let by_severity = Severity::ALL.map(|severity| number(report.count(severity), severity.word()));
    let fixable = findings().filter(|one| Finding::safe_fix(one).is_some());
    let mend = match fixable.count() {
        0 => String::new(),
        // They would make others: see `lint::fix_all`.
        left if !report.fixed.is_empty() => format!(" {left} with a safe fix that was left out."),
        some => format!(" --fix mends {some} of them."),
    };
    format!(
        "{done}{} in {} of {files}: {}.{mend}",
        number(findings().count(), "finding"),
        report.checked.len(),
        by_severity.join(", ")
    )
}

fn number(count: usize, what: &str) -> String {
    let ending = match (count, what) {
        (1, _) | (_, "info") => "",
        (_, "fix") => "es",
        _ => "s",
    };
    format!("{count} {what}{ending}")
}
