use crate::definition::Value;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::TextEdit;

/// A key that OpenCode still reads, and has a newer one for.
pub static XD09: Rule = Rule {
    id: "XD09",
    title: "Key of an older OpenCode",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "OpenCode's documentation",
        link: "https://opencode.ai/docs/agents/",
    },
    about: "tools with true and false still counts, but permission took its place: it also knows ask, and patterns \
            for commands and paths. maxSteps is called steps today.",
    speaks_of: |kind| kind == Kind::OpenCodeAgent,
    bad: Sample::at(
        ".opencode/agents/reviewer.md",
        "---\ndescription: Use it after a change.\nmode: subagent\ntools:\n  write: false\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        ".opencode/agents/reviewer.md",
        "---\ndescription: Use it after a change.\nmode: subagent\npermission:\n  edit: deny\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    // Of tools that are no map another rule speaks.
    if let Some(field) = file.field("tools")
        && matches!(field.value, Value::Map { .. })
    {
        let message = "OpenCode still reads tools, but permission took its place: allow, ask or deny for each tool";
        found.push(Finding::new(&XD09, field.key_span, message));
    }
    if let Some(field) = file.field("maxSteps") {
        let message = "OpenCode still reads maxSteps, but it is called steps today";
        let mut finding = Finding::new(&XD09, field.key_span, message);
        if file.field("steps").is_none() {
            let edits = vec![TextEdit {
                span: field.key_span,
                replacement: "steps".to_owned(),
            }];
            finding = finding.fix(Fix::unsafe_("Write it as steps", edits));
        }
        found.push(finding);
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found_at;

    #[test]
    fn former_keys_are_marked() {
        let text = "---\ndescription: b\nmode: all\nmaxSteps: 5\ntools: {bash: true}\n---\n";
        let findings = found_at("XD09", ".opencode/agents/a.md", text);
        let found: Vec<_> = findings
            .iter()
            .map(|finding| finding.span.slice(text))
            .collect();
        assert_eq!(found, ["maxSteps", "tools"]);
        let text = "---\ndescription: b\nmode: all\ntools: Read\n---\n";
        assert!(found_at("XD09", ".opencode/agents/a.md", text).is_empty());
    }
}
