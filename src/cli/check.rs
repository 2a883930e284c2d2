//! `check`: what the rules find in files, for a person or for a program, and with `--fix`, mending it.

mod checked;
mod github;
mod json;
mod sarif;
mod since;
mod text;

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::replace::{replace, why_not};
use super::rule_ids::{selection, unknown_rule};
use super::{FAILURE, SUCCESS, printable, reason, walk};
use crate::definition::Definition;
use crate::dialect::{self, Kind};
use crate::lint::{Severity, TurnedOff, fix_all};
use crate::text::apply;
use checked::{Checked, Report};
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
    for path in arguments.paths.iter().map(Path::new) {
        if let Some(since) = &mut since
            && path.exists()
            && let Err(why) = since.is_known_at(path)
        {
            let name = printable(&path.to_string_lossy());
            writeln!(err, "Cannot compare {name}: {}.", printable(&why))?;
            return Ok(FAILURE);
        }
    }
    let mut run = Run {
        off,
        fix: arguments.fix,
        since,
        report: Report::default(),
        problems: Vec::new(),
    };
    for path in &arguments.paths {
        if path == "-" {
            run.standard_input(input);
        } else {
            run.path(Path::new(path));
        }
    }
    let Run {
        report, problems, ..
    } = run;
    let (form, told_in_it): (fn(&Report, &mut dyn Write) -> io::Result<()>, bool) = match arguments
    {
        Arguments { json: true, .. } => (json::write, false),
        Arguments { sarif: true, .. } => (sarif::write, false),
        Arguments { github: true, .. } => (github::write, false),
        _ => (text::write, true),
    };
    // What was fixed must not stand among what a program reads.
    text::write_fixed(&report, if told_in_it { &mut *out } else { &mut *err })?;
    form(&report, out)?;
    for problem in &problems {
        writeln!(err, "{}", printable(&problem.sentence))?;
    }
    Ok(if problems.iter().any(|problem| problem.fails) {
        FAILURE
    } else if report.count(Severity::Error) > 0 {
        SOME_ERRORS
    } else {
        SUCCESS
    })
}

/// What is under way.
struct Run {
    off: TurnedOff,
    fix: bool,
    since: Option<Since>,
    report: Report,
    problems: Vec<Problem>,
}

/// Something that the person must hear of.
struct Problem {
    sentence: String,
    /// Whether not all was done that was asked for.
    fails: bool,
}

impl Run {
    fn fail(&mut self, sentence: String) {
        let fails = true;
        self.problems.push(Problem { sentence, fails });
    }

    fn standard_input(&mut self, input: &mut dyn Read) {
        let mut bytes = Vec::new();
        if self.fix || self.since.is_some() {
            self.fail(
                "Standard input is no file: --fix and --since need the names of files.".into(),
            );
        } else if let Err(error) = input.read_to_end(&mut bytes) {
            self.fail(format!("Cannot read standard input: {}.", reason(&error)));
        } else {
            self.content("-", None, bytes, true);
        }
    }

    fn path(&mut self, path: &Path) {
        let is_named = !path.is_dir();
        match walk::files(path) {
            Ok(files) => {
                for file in files {
                    self.file(&file, is_named);
                }
            }
            Err(error) => {
                let name = path.to_string_lossy();
                self.fail(format!("Cannot list {name}: {}.", reason(&error)));
            }
        }
    }

    fn file(&mut self, path: &PathBuf, is_named: bool) {
        let name = path.to_string_lossy();
        match fs::read(path) {
            Ok(bytes) => self.content(&name, Some(path), bytes, is_named),
            Err(error) => self.fail(format!("Cannot read {name}: {}.", reason(&error))),
        }
    }

    /// Checks a file that was read; one that is no definition is only spoken of when it was named.
    fn content(&mut self, name: &str, path: Option<&Path>, bytes: Vec<u8>, is_named: bool) {
        let place = path.map(|_| name);
        let lossy = String::from_utf8_lossy(&bytes);
        let definition = Definition::parse_frontmatter(lossy.as_ref());
        let found = dialect::find(place, &definition);
        if found.kind == Kind::NotADefinition {
            if is_named {
                let sentence = format!("{name} is not checked: {}.", found.why);
                let fails = false;
                self.problems.push(Problem { sentence, fails });
            }
            return;
        }
        let source = match String::from_utf8(bytes) {
            Ok(source) => source,
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                self.fail(format!(
                    "Cannot read {name}: byte {at} (counted from 0) fits no character of UTF-8; save it as UTF-8."
                ));
                return;
            }
        };
        self.report.files += 1;
        let source = match path {
            Some(path) if self.fix => self.fixed(name, path, found.kind, source),
            _ => source,
        };
        let mut checked = Checked::new(name, place, source, &self.off);
        if let (Some(since), Some(path)) = (&mut self.since, path)
            && !checked.findings.is_empty()
        {
            match since.text(path) {
                Ok(None) => {}
                Ok(Some(before)) => {
                    let before = Checked::new(name, place, before, &self.off);
                    since::take_away(&mut checked, &before);
                }
                Err(why) => return self.fail(format!("Cannot compare {name}: {why}.")),
            }
        }
        if !checked.findings.is_empty() {
            self.report.checked.push(checked);
        }
    }

    /// The text after the safe fixes, which are then in the file; the same where there are none or they
    /// cannot be written.
    fn fixed(&mut self, name: &str, path: &Path, kind: Kind, source: String) -> String {
        let fixed = fix_all(&source, Some(name), Some(kind), &self.off);
        if fixed.edits.is_empty() {
            return source;
        }
        let Ok(after) = apply(&source, &fixed.edits) else {
            return source;
        };
        if let Err(error) = replace(path, after.as_bytes()) {
            self.fail(format!("Cannot write {name}: {}.", why_not(&error)));
            return source;
        }
        self.report.fixed.push((name.to_owned(), fixed.applied));
        after
    }
}

#[cfg(test)]
mod tests;
