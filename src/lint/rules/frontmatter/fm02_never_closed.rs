use super::{as_it_loads, with_repair};
use crate::definition::LayoutProblem;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::text::Span;

/// A frontmatter without its second `---`.
pub static FM02: Rule = Rule {
    id: "FM02",
    title: "The frontmatter is never closed",
    severity: Severity::Error,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "The frontmatter begins with --- and ends with ---. Without the second one Claude Code sees no \
            frontmatter at all and passes over the file without a word; three dots or plus signs do not close it.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if file.definition.layout.problem != Some(LayoutProblem::NeverClosed) {
        return Vec::new();
    }
    let message = "The frontmatter is never closed, so Claude Code reads no field of it. Put a line --- \
                   behind the last field";
    let finding = Finding::new(&FM02, last_line(file), message);
    vec![with_repair(as_it_loads(finding, file), file)]
}

/// The last line of the frontmatter: the one behind which the repair closes it, else the last one
/// before an empty line.
fn last_line(file: &File<'_>) -> Span {
    let layout = &file.definition.layout;
    let opening = layout.opening.unwrap_or_default();
    let edits = file.repair().map_or(&[][..], |repair| &repair.edits);
    let closes = edits.iter().find(|edit| edit.replacement.contains("---"));
    let end = closes.map_or_else(
        || layout.frontmatter.map_or(opening.end, |span| span.end),
        |edit| edit.span.start,
    );
    let before = file.source().get(..end).unwrap_or_default().trim_end();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    if start < opening.end {
        opening
    } else {
        Span::new(start, before.len())
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::{found, found_at};
    use crate::text::apply;

    #[test]
    fn the_last_field_is_marked_and_the_fence_is_put_behind_it() {
        let text = "---\nname: a\ndescription: b\n\nBody\n";
        let findings = found("FM02", text);
        assert_eq!(findings[0].span.slice(text), "description: b");
        assert_eq!(findings[0].severity, Severity::Error);
        assert_eq!(
            apply(text, &findings[0].fixes[0].edits).expect("it fits"),
            "---\nname: a\ndescription: b\n---\n\nBody\n"
        );
    }

    #[test]
    fn a_fence_and_nothing_else() {
        assert_eq!(found("FM02", "---\n")[0].span.slice("---\n"), "---");
    }

    #[test]
    fn a_plugin_loads_it_all_the_same() {
        let findings = found_at("FM02", "plugins/x/agents/a.md", "---\nname: a\n");
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
