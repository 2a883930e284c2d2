//! `explain`: what a rule checks and why, or which rules there are.

mod reference;

use std::io::{self, Write};

use clap::Args;

use super::rule_ids::unknown_rule;
use super::{FAILURE, SUCCESS, printable};
use crate::lint::{Basis, Rule, Sample, rule, rules};

#[derive(Args)]
pub(super) struct Arguments {
    /// The reference of all rules as Markdown: docs/rules.md.
    #[arg(long, hide = true, conflicts_with = "rule")]
    markdown: bool,
    /// The id of a rule, as `check` prints it; without one, all rules are listed.
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

/// Runs the command. The code is 0, or 2 when there is no such rule.
///
/// # Errors
/// When `out` or `err` cannot be written to.
pub(super) fn run(
    arguments: &Arguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let Some(id) = &arguments.rule else {
        if arguments.markdown {
            out.write_all(reference::markdown().as_bytes())?;
        } else {
            list(out)?;
        }
        return Ok(SUCCESS);
    };
    let Some(rule) = rule(id.trim()) else {
        writeln!(err, "{}", unknown_rule(id))?;
        return Ok(FAILURE);
    };
    explain(rule, out)?;
    Ok(SUCCESS)
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    for rule in rules() {
        writeln!(
            out,
            "{}  {:<7}  {:<14}  {}",
            rule.id,
            rule.severity.word(),
            rule.basis.word(),
            rule.title
        )?;
    }
    Ok(())
}

fn explain(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} {}", rule.id, rule.title)?;
    writeln!(out, "{}, {}", rule.severity.word(), kind(rule))?;
    if let Some(link) = rule.basis.link() {
        writeln!(out, "{link}")?;
    }
    writeln!(out, "\n{}", rule.about)?;
    sample("Found", &rule.bad, out)?;
    sample("Not found", &rule.good, out)
}

/// The kind of a rule, and its source: `spec: observed in Claude Code 2.1.330`.
fn kind(rule: &Rule) -> String {
    match rule.basis {
        Basis::Spec { observed, .. } => format!("spec: observed in {observed}"),
        Basis::Documented { of, .. } => format!("spec: documented for {of}"),
        Basis::Recommendation { by, .. } => format!("recommendation: {by}"),
    }
}

fn sample(what: &str, sample: &Sample, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{what} in {}:", place(sample, ""))?;
    for line in lines_of(sample) {
        writeln!(out, "{}", format!("    {line}").trim_end())?;
    }
    Ok(())
}

/// How many lines of a sample are shown: one for a text that is too long is too long to read.
const SHOWN: usize = 30;

/// The lines of a sample, what a page does not show written as `\u{…}`. Of a long one the beginning.
fn lines_of(sample: &Sample) -> Vec<String> {
    let all = sample.text.split_terminator('\n');
    let count = all.clone().count();
    let mut lines: Vec<String> = all
        .take(SHOWN)
        .map(|line| printable(line.strip_suffix('\r').unwrap_or(line)))
        .collect();
    if count > SHOWN {
        lines.push(format!("… and {} more lines", count - SHOWN));
    }
    lines
}

/// Where a sample lies, with the path between marks.
fn place(sample: &Sample, mark: &str) -> String {
    let path = sample.path();
    match sample.copies {
        1 => format!("{mark}{path}{mark}"),
        copies => format!("{copies} files {mark}{path}{mark}, where {{n}} is the number of each"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::said;
    use super::*;

    #[test]
    fn a_rule_is_explained_with_its_source_and_samples() {
        let (code, out, err) = said(&["explain", "id03"], b"");
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        assert!(
            out.starts_with(
                "ID03 Name is not in small letters and hyphens\nwarning, recommendation: "
            ),
            "{out}"
        );
        assert!(out.contains("\nhttps://code.claude.com/docs/en/sub-agents\n\n"));
        assert!(
            out.contains(
                "\nFound in .claude/agents/sample.md:\n    ---\n    name: Code Reviewer\n"
            )
        );
        assert!(out.contains("\nNot found in .claude/agents/sample.md:\n"));
    }

    #[test]
    fn every_rule_is_listed_and_explained() {
        let (code, out, _) = said(&["explain"], b"");
        assert_eq!(code, SUCCESS);
        assert_eq!(out.lines().count(), rules().count());
        for (line, rule) in out.lines().zip(rules()) {
            assert!(
                line.starts_with(rule.id) && line.ends_with(rule.title),
                "{line}"
            );
            let (code, out, _) = said(&["explain", rule.id], b"");
            assert!(code == SUCCESS && out.contains(rule.about), "{out}");
            assert!(!out.contains('\u{1b}'));
        }
    }

    #[test]
    fn an_unknown_rule_is_answered_with_the_nearest() {
        let (code, out, err) = said(&["explain", "ID3"], b"");
        assert_eq!((code, out.as_str()), (FAILURE, ""));
        assert!(
            err.starts_with("There is no rule \"ID3\". Did you mean ID0")
                && err.contains("lists them"),
            "{err}"
        );
        let (_, _, err) = said(&["explain", "banana\u{1b}"], b"");
        assert_eq!(
            err,
            "There is no rule \"banana\\u{1b}\". `agent-playground explain` lists them.\n"
        );
    }
}
