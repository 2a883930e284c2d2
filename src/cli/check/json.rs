//! Findings as JSON, one a line.

use std::io::{self, Write};

use serde::Serialize;

use super::checked::Report;
use crate::lint::{Finding, Safety};

/// A finding; the places count bytes of the file.
#[derive(Serialize)]
struct Line<'report> {
    path: &'report str,
    rule: &'static str,
    severity: &'static str,
    kind: &'static str,
    message: &'report str,
    start: usize,
    end: usize,
    fix: Option<&'static str>,
}

/// An object a line, each with the same keys.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.checked {
        for finding in &file.findings {
            let line = Line {
                path: &file.name,
                rule: finding.rule.id,
                severity: finding.severity.word(),
                kind: finding.rule.basis.word(),
                message: &finding.message,
                start: finding.span.start,
                end: finding.span.end,
                fix: best(finding).map(Safety::word),
            };
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// The best promise that a fix of it makes.
fn best(finding: &Finding) -> Option<Safety> {
    let offered = |safety: &Safety| finding.fixes.iter().any(|fix| fix.safety == *safety);
    [Safety::Safe, Safety::Unsafe, Safety::Display]
        .into_iter()
        .find(offered)
}
