use super::{as_it_loads, with_repair};
use crate::definition::LayoutProblem;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::text::Span;

/// A file that does not begin with `---`.
pub static FM01: Rule = Rule {
    id: "FM01",
    title: "No frontmatter on the first line",
    severity: Severity::Error,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "Claude Code looks for --- on the very first line. A blank line, a blank, a comment or a code fence \
            before it, and the file counts as a document: the agent is not there, and nothing says so. In a \
            plugin the file becomes an agent that is named after it, without its description and settings.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "\n---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let (span, what) = match file.definition.layout.problem {
        Some(LayoutProblem::Empty) => (Span::at(0), "The file is empty"),
        Some(LayoutProblem::NoFrontmatter) => (
            first_line(file.source()),
            "The file does not begin with a --- line",
        ),
        Some(LayoutProblem::TextBefore(span)) => (span, "Something stands before the opening ---"),
        Some(LayoutProblem::NeverClosed | LayoutProblem::ClosedInsideLine(_)) | None => {
            return Vec::new();
        }
    };
    let then = if file.kind == Kind::PluginAgent {
        "the plugin's agent is named after the file and has no description"
    } else {
        "Claude Code takes it for a document and not for an agent"
    };
    let message = format!("{what}: {then}. Begin the file with the frontmatter");
    let finding = Finding::new(&FM01, span, message);
    vec![with_repair(as_it_loads(finding, file), file)]
}

/// The first line with text.
fn first_line(source: &str) -> Span {
    let bare = source.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let start = source.len() - bare.len();
    let line = bare.lines().next().unwrap_or_default();
    Span::new(start, start + line.trim_end().len())
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};
    use crate::lint::{Safety, Severity};
    use crate::text::apply;

    const AGENT: &str = "---\nname: a\ndescription: b\n---\nBody\n";

    #[test]
    fn what_stands_before_the_fence_is_marked_and_can_go() {
        let text = format!("```markdown\n{AGENT}```\n");
        let findings = found("FM01", &text);
        assert_eq!(findings[0].span.slice(&text), "```markdown\n");
        assert_eq!(findings[0].severity, Severity::Error);
        let fix = &findings[0].fixes[0];
        assert_eq!(fix.safety, Safety::Unsafe);
        assert_eq!(apply(&text, &fix.edits).expect("it fits"), AGENT);
    }

    #[test]
    fn without_any_the_first_line_is_marked() {
        let findings = found("FM01", "\n# Reviewer\n\nYou review.\n");
        assert_eq!(
            findings[0].span.slice("\n# Reviewer\n\nYou review.\n"),
            "# Reviewer"
        );
        assert!(findings[0].fixes.is_empty());
        assert_eq!(found("FM01", "").len(), 1);
    }

    #[test]
    fn a_plugin_loads_it_all_the_same() {
        let findings = found_at("FM01", "plugins/x/agents/a.md", "You review.\n");
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
