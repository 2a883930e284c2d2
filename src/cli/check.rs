//! `check`: what the rules find in files, for a person or for a program, and with `--fix`, mending it.

mod checked;
mod fix;
pub(super) mod gather;
mod github;
mod json;
mod sarif;
mod since;
mod text;

use std::ffi::OsString;
use std::io::{self, Read, Write};

use clap::Args;

use super::rule_ids::{selection, unknown_rule};
use super::{FAILURE, SUCCESS, printable};
use crate::lint::Severity;
use checked::{Checked, Report};
use gather::Gathered;
use since::Since;

/// Some rule found an error.
pub const SOME_ERRORS: u8 = 1;

#[derive(Args)]
pub(super) struct Arguments {
    /// One JSON object a line: a finding.
    #[arg(long, group = "form")]
    json: bool,
    /// All findings as SARIF 2.1.0, for code scanning.
    #[arg(long, group = "form")]
    sarif: bool,
    /// Workflow commands, which GitHub Actions shows beside the lines of a change.
    #[arg(long, group = "form")]
    github: bool,
    /// Apply every safe fix in place, and tell what is left.
    #[arg(long)]
    fix: bool,
    /// A rule to check, and no others. Can be given several times.
    #[arg(long = "rule", value_name = "ID", value_delimiter = ',')]
    only: Vec<String>,
    /// A rule not to check. Can be given several times.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    off: Vec<String>,
    /// Tell only what was not there in this git revision: a branch, a tag, a commit.
    #[arg(long, value_name = "REF", conflicts_with = "fix")]
    since: Option<String>,
    /// Agent definition files, or folders that are searched for *.md, of which those that are no
    /// definitions are passed over; - is standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<OsString>,
}

/// Runs the command. The code is 0 when no rule found an error, 1 when one did, 2 for a wrong call or
/// a file that could not be read, compared or written.
///
/// # Errors
/// When `out` or `err` cannot be written to.
pub(super) fn run(
    arguments: &Arguments,
    input: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let off = match selection(&arguments.only, &arguments.off) {
        Ok(off) => off,
        Err(unknown) => {
            writeln!(err, "{}", unknown_rule(&unknown))?;
            return Ok(FAILURE);
        }
    };
    let mut since = arguments.since.as_deref().map(Since::new);
    if let Some(since) = &mut since
        && let Err(why) = since.is_known_at(&arguments.paths)
    {
        writeln!(err, "{}", printable(&why))?;
        return Ok(FAILURE);
    }
    if (arguments.fix || since.is_some()) && arguments.paths.iter().any(|path| path == "-") {
        let why = "Standard input is no file: --fix and --since need the names of files.";
        writeln!(err, "{why}")?;
        return Ok(FAILURE);
    }
    let mut gathered = Gathered::from(&arguments.paths, input);
    let mut fixed = Vec::new();
    if arguments.fix {
        for at in 0..gathered.files.len() {
            fixed.extend(fix::fix(&mut gathered, at, &off));
        }
    }
    let mut checked = Checked::all(&gathered.files, &off);
    if let Some(since) = &mut since
        && let Err(why) = since.keep_new(&mut checked, &gathered.files, &off)
    {
        writeln!(err, "{}", printable(&why))?;
        return Ok(FAILURE);
    }
    let report = Report {
        files: gathered.files.len(),
        checked: checked.into_iter().filter(Checked::has_findings).collect(),
        fixed,
    };
    arguments.tell(&report, out, err)?;
    for problem in &gathered.problems {
        writeln!(err, "{}", printable(&problem.sentence))?;
    }
    Ok(if gathered.problems.iter().any(|problem| problem.fails) {
        FAILURE
    } else if report.count(Severity::Error) > 0 {
        SOME_ERRORS
    } else {
        SUCCESS
    })
}

impl Arguments {
    fn tell(&self, report: &Report, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<()> {
        // What was fixed must not stand among what a program reads.
        let for_a_person = !(self.json || self.sarif || self.github);
        text::write_fixed(report, if for_a_person { &mut *out } else { err })?;
        match self {
            Self { json: true, .. } => json::write(report, out),
            Self { sarif: true, .. } => sarif::write(report, out),
            Self { github: true, .. } => github::write(report, out),
            _ => text::write(report, out),
        }
    }
}

#[cfg(test)]
mod tests;
