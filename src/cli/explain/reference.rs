//! The reference of all rules as Markdown.

use std::fmt::Write;

use super::{kind, place};
use crate::lint::{Group, Rule, Sample, rules};

const HEAD: &str = "\
# Rules

What `agent-playground check` and the page find. A rule of kind *spec* says what a program was seen to do or is
documented to do; one of kind *recommendation* what somebody advises. A comment in the frontmatter turns rules off in a file:
`# agent-playground: off ID03, VA04`.

This file is made by `cargo run -- explain --markdown > docs/rules.md`.
";

/// Why a number is missing among the rules of other programs.
const WITHOUT_XD03: &str = "\nThere is no XD03: the number is kept for Codex, whose files are no Markdown and are not read yet.\n";

/// A table with a line a rule for each group, and below it each rule with its reasons and samples.
pub fn markdown() -> String {
    let mut out = HEAD.to_owned();
    for group in Group::ALL {
        let of_group = || rules().filter(|rule| rule.group() == group);
        if of_group().next().is_none() {
            continue;
        }
        // Writing into a String never fails.
        let _ = write!(
            out,
            "\n## {}: {}\n\n| rule | what it finds | severity | kind |\n|---|---|---|---|\n",
            group.letters(),
            group.title()
        );
        for rule in of_group() {
            let (id, severity, kind) = (rule.id, rule.severity.word(), rule.basis.word());
            let title = plain(rule.title);
            let _ = writeln!(
                out,
                "| [{id}](#{}) | {title} | {severity} | {kind} |",
                id.to_lowercase()
            );
        }
        if group == Group::OtherPrograms {
            out.push_str(WITHOUT_XD03);
        }
        of_group().for_each(|rule| describe(rule, &mut out));
    }
    out
}

fn describe(rule: &Rule, out: &mut String) {
    let source = plain(&kind(rule));
    let source = match rule.basis.link() {
        Some(link) => format!("[{source}](<{link}>)"),
        None => source,
    };
    // Writing into a String never fails.
    let _ = write!(
        out,
        "\n### {}\n\n**{}.** {}\n\n{}, {source}.\n",
        rule.id,
        plain(rule.title),
        plain(rule.about),
        rule.severity.word()
    );
    sample("Found", &rule.bad, out);
    sample("Not found", &rule.good, out);
}

/// A sample between fences that it does not hold itself. What a page does not show of it is written as
/// `\u{…}`.
fn sample(what: &str, sample: &Sample, out: &mut String) {
    let mut fence = "```".to_owned();
    while sample.text.contains(&fence) {
        fence.push('`');
    }
    let lines = crate::cli::explain::lines_of(sample);
    // Writing into a String never fails.
    let _ = write!(
        out,
        "\n{what} in {}:\n\n{fence}markdown\n{}\n{fence}\n",
        place(sample, "`"),
        lines.join("\n")
    );
}

/// A text that is no markup, whatever signs it holds.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '<' | '[' | ']' | '|' | '~' | '#'
        ) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_in_the_repository_is_that_of_the_rules() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept.replace("\r\n", "\n") == markdown(),
            "docs/rules.md is not up to date: run `cargo run -- explain --markdown > docs/rules.md`"
        );
    }

    #[test]
    fn every_rule_has_a_line_and_a_section() {
        let text = markdown();
        for rule in rules() {
            let id = rule.id;
            let line = format!("\n| [{id}](#{}) | ", id.to_lowercase());
            assert_eq!(text.matches(&line).count(), 1, "{id}");
            assert_eq!(text.matches(&format!("\n### {id}\n")).count(), 1, "{id}");
        }
    }

    #[test]
    fn titles_are_no_markup() {
        assert_eq!(
            plain("an <example> of `a|b`"),
            "an \\<example> of \\`a\\|b\\`"
        );
    }
}
