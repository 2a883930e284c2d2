use super::with_repair;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::text::Span;

/// A `---` that closes the frontmatter without standing on a line of its own.
pub static FM05: Rule = Rule {
    id: "FM05",
    title: "A --- inside a line closes the frontmatter",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "",
    },
    about: "Claude Code ends the frontmatter at the first --- behind its beginning, in the middle of a sentence, \
            in quotes or in the rule of a table too. The rest of the value is lost, and the fields behind it go \
            into the system prompt; where the name or the description is among them, the agent is not there. \
            Other programs look for a line that holds nothing but ---.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change --- any change.\nmodel: haiku\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change -- any change.\nmodel: haiku\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(fence) = file.early_fence() else {
        return Vec::new();
    };
    let source = file.source();
    let before = source.get(..fence.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let message = if line.trim().is_empty() {
        "Claude Code ends the frontmatter here, other programs at a line that holds --- and nothing else. Put the \
         three dashes on a line of their own, at the left margin, or write others where they are part of a text"
    } else {
        "Claude Code ends the frontmatter at this ---, and what follows goes into the system prompt. Write another \
         dash, or put the --- on a line of its own if it is meant to close"
    };
    let span = Span::new(fence.start, end_of_dashes(source, fence.end));
    let mut finding = Finding::new(&FM05, span, message);
    if cuts_the_agent_off(file) {
        finding = finding.severity(Severity::Error);
    }
    vec![with_repair(finding, file)]
}

fn end_of_dashes(source: &str, from: usize) -> usize {
    let rest = source.get(from..).unwrap_or_default();
    from + rest.len() - rest.trim_start_matches('-').len()
}

/// Whether the file does not load because the `---` hides what it needs.
fn cuts_the_agent_off(file: &File<'_>) -> bool {
    let unread = !file.reads_fields() && file.fields_but_for_the_fence().is_some();
    let hides = unread || file.is_cut_off("name") || file.is_cut_off("description");
    hides && !file.claude().outcome.loads()
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::{found, found_at};

    #[test]
    fn text_that_goes_astray() {
        let text = "---\nname: a\ndescription: b --- c\nmodel: d\n---\nBody\n";
        let findings = found("FM05", text);
        assert_eq!(findings[0].span.start, text.find("--- c").unwrap());
        assert_eq!(findings[0].severity, Severity::Warning);
        assert_eq!(findings[0].fixes.len(), 1);
    }

    #[test]
    fn what_hides_the_name_is_an_error_and_the_name_is_not_missing() {
        for text in [
            "---\ndescription: b --- c\nname: a\n---\n",
            "---\nname: a\ndescription: \"b --- c\"\n---\n",
            "---\ndescription: |\n  b\n  ---\n  c\nname: a\n---\n",
        ] {
            assert_eq!(found("FM05", text)[0].severity, Severity::Error, "{text}");
            assert!(found("ID01", text).is_empty(), "{text}");
            let findings = found_at("FM05", "plugins/x/agents/a.md", text);
            assert_eq!(findings[0].severity, Severity::Warning, "{text}");
        }
    }

    #[test]
    fn what_is_missing_anyway_is_not_the_fences_fault() {
        let text = "---\ndescription: b --- c\n---\n";
        assert_eq!(found("FM05", text)[0].severity, Severity::Warning);
        assert_eq!(found("ID01", text).len(), 1);
    }

    #[test]
    fn fences_that_are_not_quite_one() {
        for (fence, marked) in [
            ("----\n", "----"),
            ("--- Body\n", "---"),
            ("  ---\n", "---"),
        ] {
            let text = format!("---\nname: a\ndescription: b\n{fence}");
            assert_eq!(found("FM05", &text)[0].span.slice(&text), marked);
        }
        for fence in ["---", "---  \nBody", "---\r\nBody ---"] {
            let text = format!("---\nname: a\ndescription: b\n{fence}");
            assert!(found("FM05", &text).is_empty(), "{text}");
        }
    }
}
