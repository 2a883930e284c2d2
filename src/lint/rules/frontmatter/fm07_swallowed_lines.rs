use super::with_repair;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::reader::swallowed;

/// Lines of an example that became keys of their own.
pub static FM07: Rule = Rule {
    id: "FM07",
    title: "Lines of the description became keys",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "",
    },
    about: "Lines at the left margin that look like key: value, as Context: and user: do, are keys of their own. \
            The frontmatter is valid, the agent loads, and its description ends before them without a word. \
            Indented below a | or put into one line in quotes they belong to the description.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nContext: A change is done.\nuser: \"Please review it\"\nassistant: \"I look at it.\"\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: |\n  Use it after a change.\n  Context: A change is done.\n  user: \"Please review it\"\n  assistant: \"I look at it.\"\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if !file.reads_fields() {
        return Vec::new();
    }
    let fields = &file.definition.fields;
    let lost = fields
        .get(swallowed(file.source(), fields))
        .unwrap_or_default();
    let (Some(first), Some(last)) = (lost.first(), lost.last()) else {
        return Vec::new();
    };
    let message = format!(
        "\"{}:\" is a key of its own here, and the description ends before it. Indent these lines below a |, or put \
         the whole description into quotes",
        first.key
    );
    let span = first.span.cover(last.span);
    vec![with_repair(Finding::new(&FM07, span, message), file)]
}

#[cfg(test)]
mod tests {
    use crate::lint::Safety;
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    #[test]
    fn speakers_are_no_settings() {
        let text =
            "---\nname: a\ndescription: Use it.\nuser: \"hi\"\nassistant: \"ok\"\nmodel: m\n---\n";
        let findings = found("FM07", text);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].span.slice(text),
            "user: \"hi\"\nassistant: \"ok\""
        );
        let fix = &findings[0].fixes[0];
        assert_eq!(fix.safety, Safety::Unsafe);
        assert_eq!(
            apply(text, &fix.edits).expect("it fits"),
            "---\nname: a\ndescription: \"Use it.\\nuser: \\\"hi\\\"\\nassistant: \\\"ok\\\"\"\nmodel: m\n---\n"
        );
    }

    #[test]
    fn keys_that_somebody_meant_are_none() {
        let text = "---\nname: a\ndescription: b\ncontext: fork\nagent: Explore\n---\n";
        assert!(found("FM07", text).is_empty());
    }
}
