use super::listed::is_of_another_program;
use crate::dialect::Kind;
use crate::edit::field::remove;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::TextEdit;

/// The key of skills where that of agents is needed.
pub static TL04: Rule = Rule {
    id: "TL04",
    title: "Tools under the key of skills",
    severity: Severity::Error,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/sub-agents#supported-frontmatter-fields",
    },
    about: "allowed-tools, however it is spelled, is a key of skills and commands. In an agent Claude Code passes over it, so the agent \
            gets every tool, whatever the list says. An agent's key is tools.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nallowed-tools: Read, Grep\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Grep\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// The keys, as they are met.
pub const KEYS: [&str; 3] = ["allowed-tools", "allowedTools", "allowed_tools"];

fn check(file: &File<'_>) -> Vec<Finding> {
    if is_of_another_program(file) {
        return Vec::new();
    }
    let definition = file.definition;
    let is_read = file.reads_fields();
    let mut has_tools = file.field("tools").is_some();
    let mut findings = Vec::new();
    for key in KEYS {
        let Some(field) = file.field(key) else {
            continue;
        };
        let span = field.key_span;
        if has_tools {
            let message = format!(
                "\"{key}\" is no key of agents, but one of skills: Claude Code passes over it, and reads tools alone"
            );
            let mut finding = Finding::new(&TL04, span, message).severity(Severity::Warning);
            if is_read && let Ok(edits) = remove(definition, key) {
                finding = finding.fix(Fix::unsafe_(format!("Take {key} away"), edits));
            }
            findings.push(finding);
            continue;
        }
        let message = format!(
            "\"{key}\" is no key of agents, but one of skills: Claude Code passes over it, and the agent gets every tool. Write it as tools"
        );
        let mut finding = Finding::new(&TL04, span, message);
        if !file.claude().outcome.loads() {
            finding = finding.severity(Severity::Warning);
        }
        if is_read {
            // It takes tools from an agent that has had them all, and a skill's list says what needs
            // no question rather than what is there: so the author has to want it.
            let edits = vec![TextEdit {
                span,
                replacement: "tools".to_owned(),
            }];
            finding = finding.fix(Fix::unsafe_("Write it as tools", edits));
        }
        findings.push(finding);
        has_tools = true;
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};
    use crate::lint::{Safety, Severity};
    use crate::text::apply;

    #[test]
    fn the_key_is_renamed_and_nothing_else() {
        let text = "---\nname: a\ndescription: b\nallowedTools: # these\n  - Read\n  - Grep\n---\n";
        let findings = found("TL04", text);
        assert_eq!(findings[0].severity, Severity::Error);
        assert_eq!(findings[0].span.slice(text), "allowedTools");
        let fix = &findings[0].fixes[0];
        assert_eq!(fix.safety, Safety::Unsafe);
        let after = apply(text, &fix.edits).expect("it applies");
        assert_eq!(after, text.replace("allowedTools", "tools"));
    }

    #[test]
    fn every_spelling_of_the_key_is_found() {
        for key in super::KEYS {
            let text = format!("---\nname: a\ndescription: b\n{key}: Read\n---\n");
            assert_eq!(found("TL04", &text)[0].fixes[0].title, "Write it as tools");
            assert!(found("VA04", &text).is_empty(), "{key}");
        }
    }

    #[test]
    fn beside_tools_it_only_misleads() {
        let text = "---\nname: a\ndescription: b\ntools: Read\nallowed-tools: Grep\n---\n";
        let findings = found("TL04", text);
        assert_eq!(findings[0].severity, Severity::Warning);
        assert_eq!(findings[0].fixes[0].title, "Take allowed-tools away");
    }

    #[test]
    fn in_a_skill_it_is_right() {
        let text = "---\nname: a\ndescription: b\nallowed-tools: Read\n---\n";
        assert!(found_at("TL04", "skills/a/SKILL.md", text).is_empty());
    }
}
