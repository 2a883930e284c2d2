use super::is_parsed;
use crate::dialect::Kind;
use crate::dialect::claude_fields;
use crate::edit::field::remove;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};

/// A field that agents of plugins may not set.
pub static VA05: Rule = Rule {
    id: "VA05",
    title: "Field that Claude Code ignores in plugins",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "hooks, mcpServers, permissionMode and initialPrompt count in the agents of a project and of a person. \
            In an agent of a plugin Claude Code ignores them and warns: a plugin may not run commands, reach \
            servers or take rights by way of an agent. Whoever needs them copies the agent to .claude/agents/.",
    speaks_of: |kind| kind == Kind::PluginAgent,
    bad: Sample::at(
        "plugins/review/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Use it after a change.\npermissionMode: plan\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        "plugins/review/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Grep\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if !is_parsed(file) {
        return Vec::new();
    }
    claude_fields::FIELDS
        .iter()
        .filter(|known| known.ignored_in_plugins)
        .filter_map(|known| file.field(known.key))
        .map(|field| {
            let key = &field.key;
            let message = format!(
                "Claude Code ignores {key} in an agent of a plugin. It counts in .claude/agents/ only"
            );
            let finding = Finding::new(&VA05, field.key_span, message);
            match remove(file.definition, key) {
                Ok(edits) => finding.fix(Fix::unsafe_(format!("Take {key} away"), edits)),
                Err(_) => finding,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};

    #[test]
    fn a_field_is_ignored_in_a_plugin_only() {
        let text = "---\nname: a\ndescription: b\nhooks: []\nmodel: opus\ninitialPrompt: c\n---\n";
        let findings = found_at("VA05", "plugins/x/agents/a.md", text);
        let keys: Vec<_> = findings
            .iter()
            .map(|finding| finding.span.slice(text))
            .collect();
        assert_eq!(keys, ["hooks", "initialPrompt"]);
        assert!(found("VA05", text).is_empty());
    }
}
