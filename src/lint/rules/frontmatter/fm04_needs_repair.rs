use super::fm10_taken_in_by_repair::speaks_of as taken_in;
use super::with_repair;
use crate::definition::Reading;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::text::Span;

/// A frontmatter that loads only because Claude Code mends it for itself.
pub static FM04: Rule = Rule {
    id: "FM04",
    title: "Not valid YAML",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "",
    },
    about: "Claude Code puts values that YAML does not take, such as a description with a colon and a blank, into \
            quotes for itself and loads the agent. Strict parsers do not: GitHub shows an error in place of the \
            file's head, Gemini CLI and others refuse the file, and so did older versions of Claude Code. In \
            double quotes the same text loads everywhere.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it like this: \"review my change\"\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: 'Use it like this: \"review my change\"'\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if !file.reads_fields() {
        return Vec::new();
    }
    let (span, message) = match (&file.definition.reading, behind_opening(file)) {
        // Where tabs are all that is wrong, FM09 says so.
        (Reading::Repaired { error, quoted }, _) if !quoted.is_empty() => {
            // A list that the repair breaks: FM10 says so.
            if taken_in(file, error.span) {
                return Vec::new();
            }
            (
            error.span,
            format!(
                "Only Claude Code's own repair reads this, strict YAML does not: {}",
                error.message
            ),
        )
        }
        (_, Some(span)) => (
            span,
            "Claude Code passes over the white space behind this ---, other programs see no frontmatter then. \
             Delete it"
                .to_owned(),
        ),
        _ => return Vec::new(),
    };
    vec![with_repair(Finding::new(&FM04, span, message), file)]
}

/// White space behind the opening fence that Claude Code passes over and others do not.
fn behind_opening(file: &File<'_>) -> Option<Span> {
    let opening = file.definition.layout.opening?;
    let blanks = opening.slice(file.source()).trim_start_matches('-');
    let unusual = |c: char| !matches!(c, ' ' | '\t');
    blanks
        .contains(unusual)
        .then(|| Span::new(opening.end - blanks.len(), opening.end))
}

#[cfg(test)]
mod tests {
    use crate::lint::Safety;
    use crate::lint::rules::tests::{found, found_at};
    use crate::text::apply;

    #[test]
    fn the_same_text_in_quotes_is_a_safe_fix() {
        let text =
            "---\nname: a\ndescription: Use it. Examples: <example>user: \"b\"</example>\n---\n";
        let findings = found("FM04", text);
        assert_eq!(findings[0].span.slice(text), "Examples:");
        let fix = findings[0].safe_fix().expect("there is one");
        assert_eq!(
            apply(text, &fix.edits).expect("it fits"),
            "---\nname: a\ndescription: \"Use it. Examples: <example>user: \\\"b\\\"</example>\"\n---\n"
        );
    }

    #[test]
    fn what_reads_otherwise_afterwards_is_shown_first() {
        // A path that Claude Code breaks, and a line end that it does not see in a plugin.
        for (path, description) in [
            (".claude/agents/a.md", "Use it: C:\\new"),
            ("plugins/x/agents/a.md", "Use it: now\\nThen"),
        ] {
            let text = format!("---\nname: a\ndescription: {description}\n---\n");
            let findings = found_at("FM04", path, &text);
            assert_eq!(findings[0].fixes[0].safety, Safety::Unsafe, "{text}");
        }
    }

    #[test]
    fn tabs_alone_are_another_rules() {
        let text = "---\nname: a\ndescription: b\ntools:\n\t- Read\n---\n";
        assert!(found("FM04", text).is_empty());
    }

    #[test]
    fn a_list_that_the_repair_breaks_is_another_rules() {
        let text = "---\nname: a\ndescription: b\ntools: [Read, Bash(git: *)]\n---\n";
        assert!(found("FM04", text).is_empty());
        assert_eq!(found("FM10", text).len(), 1);
    }

    #[test]
    fn a_no_break_space_behind_the_fence() {
        let text = "---\u{a0}\nname: a\ndescription: b\n---\n";
        let findings = found("FM04", text);
        assert_eq!(findings[0].span.slice(text), "\u{a0}");
        assert!(findings[0].safe_fix().is_some());
    }
}
