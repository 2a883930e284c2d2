use super::is_parsed;
use crate::dialect::Kind;
use crate::dialect::claude_fields::{self, FIELDS};
use crate::lint::rules::tools::KEYS_OF_SKILLS;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity, nearest};
use crate::reader::swallowed;
use crate::text::TextEdit;

/// A key that Claude Code does not know.
pub static VA04: Rule = Rule {
    id: "VA04",
    title: "Unknown key",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "Claude Code passes over keys that it does not know; only its debug log says so. What was meant by the \
            key does not happen. Keys of your own do no harm, but nothing reads them.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nmodle: haiku\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nmodel: haiku\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if !is_parsed(file) {
        return Vec::new();
    }
    let fields = &file.definition.fields;
    // Lines of an example that the description has lost are no keys, and another rule says so.
    let lost = swallowed(file.source(), fields);
    let unknown = fields.iter().enumerate().filter(|(index, field)| {
        claude_fields::known(&field.key).is_none()
            // Of these another rule speaks.
            && !KEYS_OF_SKILLS.contains(&field.key.as_str())
            && !lost.contains(index)
    });
    let keys = FIELDS.iter().map(|known| known.key);
    let free: Vec<_> = keys.filter(|key| file.field(key).is_none()).collect();
    unknown
        .map(|(_, field)| {
            let key = &field.key;
            let Some(meant) = nearest(key, free.iter().copied()) else {
                let message = format!("Claude Code does not know \"{key}\" and passes over it");
                return Finding::new(&VA04, field.key_span, message).severity(Severity::Info);
            };
            let message = format!(
                "Claude Code does not know \"{key}\" and passes over it. Was \"{meant}\" meant?"
            );
            let edits = vec![TextEdit {
                span: field.key_span,
                replacement: meant.to_owned(),
            }];
            Finding::new(&VA04, field.key_span, message)
                .fix(Fix::unsafe_(format!("Write it as {meant}"), edits))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::found;

    #[test]
    fn a_slip_is_mended_and_a_key_of_ones_own_is_not() {
        let text = "---\nname: a\ndescription: b\nmax-turns: 5\nvibe: calm\n---\n";
        let findings = found("VA04", text);
        assert_eq!(findings.len(), 2);
        assert_eq!(findings[0].fixes[0].title, "Write it as maxTurns");
        assert_eq!(findings[1].span.slice(text), "vibe");
        assert_eq!(findings[1].severity, Severity::Info);
        assert!(findings[1].fixes.is_empty());
    }

    #[test]
    fn lines_of_a_lost_example_are_no_keys() {
        let lost = "---\nname: a\ndescription: b\nuser: \"hi\"\nassistant: \"yes\"\n---\n";
        assert!(found("VA04", lost).is_empty());
        let broken = "---\nname: a\ndescription: \"b\nmodle: c\n---\n";
        assert!(found("VA04", broken).is_empty());
    }

    #[test]
    fn a_key_that_is_there_already_is_not_suggested() {
        let findings = found(
            "VA04",
            "---\nname: a\ndescription: b\nmodel: opus\nmodle: haiku\n---\n",
        );
        assert!(findings[0].fixes.is_empty());
    }
}
