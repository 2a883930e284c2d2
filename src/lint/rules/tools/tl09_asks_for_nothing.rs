use super::listed::is_of_another_program;
use crate::dialect::Kind;
use crate::edit::field::remove;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};

/// An agent that acts without asking.
pub static TL09: Rule = Rule {
    id: "TL09",
    title: "Asks for nothing",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "Claude Code's documentation",
        link: "https://code.claude.com/docs/en/sub-agents#permission-modes",
    },
    about: "With the permission mode bypassPermissions an agent runs commands and changes files without a \
            question, whatever it was told by a file or a page. The documentation asks for care with it. \
            acceptEdits lets it edit without asking and still asks before commands; allow rules in the settings \
            name what needs no question.",
    // In plugins the mode is ignored, as another rule says.
    speaks_of: |kind| kind == Kind::ClaudeAgent,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\npermissionMode: bypassPermissions\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\npermissionMode: acceptEdits\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if is_of_another_program(file) {
        return Vec::new();
    }
    let Some(field) = file.field("permissionMode") else {
        return Vec::new();
    };
    if file.definition.text("permissionMode") != Some("bypassPermissions") {
        return Vec::new();
    }
    let message = "With \"bypassPermissions\" the agent runs commands and changes files without asking. Leave it \
                   away, or allow in the settings what it needs";
    let finding = Finding::new(&TL09, field.value.span(), message);
    vec![match remove(file.definition, "permissionMode") {
        Ok(edits) if file.claude().outcome.loads() => {
            finding.fix(Fix::unsafe_("Ask as the session does", edits))
        }
        _ => finding,
    }]
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};

    #[test]
    fn the_mode_is_marked_as_it_stands() {
        let text = "---\nname: a\ndescription: b\npermissionMode: \"bypassPermissions\"\nmodel: opus\n---\n";
        let findings = found("TL09", text);
        assert_eq!(findings[0].span.slice(text), "\"bypassPermissions\"");
        assert_eq!(findings[0].fixes.len(), 1);
        assert!(found_at("TL09", "plugins/x/agents/a.md", text).is_empty());
        assert!(found("TL09", &text.replace("bypassP", "bypassp")).is_empty());
    }
}
