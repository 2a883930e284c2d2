use super::as_it_loads;
use crate::definition::{LayoutProblem, Reading};
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::repair::{Style, repair_of};
use crate::text::Span;

/// A frontmatter that does not parse, not even after Claude Code's own repair.
pub static FM03: Rule = Rule {
    id: "FM03",
    title: "Unreadable frontmatter",
    severity: Severity::Error,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "The frontmatter is YAML. Where it does not parse, Claude Code puts some values into quotes and tries \
            once more; where that does not help, it reads no field, and the agent is not there. Only the debug \
            log says so. Lines of a description that are not indented, quotes inside of quotes and a colon at \
            the end of a line are the usual causes. In a plugin such a file becomes an agent that is named after \
            it, without its description and settings.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: \"Use it when asked to \"review\" code.\"\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: \"Use it when asked to \\\"review\\\" code.\"\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let definition = file.definition;
    let fences = matches!(
        definition.layout.problem,
        None | Some(LayoutProblem::ClosedInsideLine(_))
    );
    // A --- that cuts a frontmatter which is in order is said by FM05.
    if !fences || file.fields_but_for_the_fence().is_some() {
        return Vec::new();
    }
    let (span, why) = match &definition.reading {
        Reading::LineByLine { after_repair, .. } => {
            (after_repair.span, after_repair.message.as_str())
        }
        Reading::NotAMapping { span } => (
            first_line(file.source(), *span),
            "it is not made of lines key: value, with a blank behind the colon",
        ),
        Reading::None | Reading::Yaml | Reading::Repaired { .. } => return Vec::new(),
    };
    let then = if file.kind == Kind::PluginAgent {
        "the plugin's agent is named after the file and loses every field"
    } else {
        "the agent is not there"
    };
    let message = format!("Claude Code cannot read this frontmatter, and {then}: {why}");
    let mut finding = as_it_loads(Finding::new(&FM03, span, message), file);
    // No program reads the file, so what was meant is shown before it is written.
    if let Some(quoted) = file.repair() {
        let block = repair_of(definition, Style::Block).filter(|block| block.edits != quoted.edits);
        let title = if block.is_some() {
            "Repair it, the description in double quotes"
        } else {
            "Repair the frontmatter for every program"
        };
        finding = finding.fix(Fix::unsafe_(title, quoted.edits.clone()));
        if let Some(block) = block {
            let title = "Repair it, the description as a block";
            finding = finding.fix(Fix::unsafe_(title, block.edits));
        }
    }
    vec![finding]
}

/// The first line with text that is no comment.
fn first_line(source: &str, frontmatter: Span) -> Span {
    let mut at = frontmatter.start;
    for line in frontmatter.slice(source).split_inclusive('\n') {
        let bare = line.trim();
        if !bare.is_empty() && !bare.starts_with('#') {
            let start = at + (line.len() - line.trim_start().len());
            return Span::new(start, start + bare.len());
        }
        at += line.len();
    }
    frontmatter
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};
    use crate::lint::{Safety, Severity};
    use crate::text::apply;

    #[test]
    fn lines_that_are_not_indented() {
        let text =
            "---\nname: a\ndescription: Use it.\n\n<example>\nuser: \"hi\"\n</example>\n---\n";
        let findings = found("FM03", text);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.slice(text), "<example>");
        assert_eq!(findings[0].severity, Severity::Error);
        let [quoted, block] = &findings[0].fixes[..] else {
            panic!("{findings:?}");
        };
        assert_eq!(quoted.safety, Safety::Unsafe);
        assert_eq!(
            apply(text, &block.edits).expect("it fits"),
            "---\nname: a\ndescription: |-\n  Use it.\n\n  <example>\n  user: \"hi\"\n  </example>\n---\n"
        );
    }

    #[test]
    fn the_line_is_marked_that_makes_the_repair_break_another() {
        let text = "---\nname: a\ndescription: |\n  Use it.\nmodel: opus: x\n---\n";
        let findings = found("FM03", text);
        assert_eq!(findings[0].span.slice(text), "opus:");
    }

    #[test]
    fn what_stands_below_a_text_that_is_no_key() {
        let text = "---\n# Role\nA reviewer.\n\n## Tasks\n- **Code**: it reviews it.\n---\n";
        let findings = found("FM03", text);
        assert_eq!(findings[0].span.slice(text), "- **Code**: it reviews it.");
        assert!(findings[0].message.contains("no line key: value"));
    }

    #[test]
    fn what_is_no_mapping() {
        let text = "---\n# who\nname:a\n---\n";
        assert_eq!(found("FM03", text)[0].span.slice(text), "name:a");
    }

    #[test]
    fn a_fence_that_cuts_a_good_frontmatter_is_another_rules() {
        let text = "---\nname: a\ndescription: \"b --- c\"\n---\n";
        assert!(found("FM03", text).is_empty());
        assert_eq!(found("FM05", text).len(), 1);
    }

    #[test]
    fn a_plugin_loads_it_all_the_same() {
        let text = "---\nname: a\ndescription: b:\n---\n";
        let findings = found_at("FM03", "plugins/x/agents/a.md", text);
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
