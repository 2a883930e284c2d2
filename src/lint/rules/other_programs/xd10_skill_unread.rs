use crate::definition::Reading;
use crate::dialect::Kind;
use crate::lint::rules::frontmatter::with_repair;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::reader::{LossKind, Reader, Skill};

/// A skill whose fields are lost, or read by a repair only, or cut short.
pub static XD10: Rule = Rule {
    id: "XD10",
    title: "A skill loses its fields, or text",
    severity: Severity::Error,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/skills",
    },
    about: "Claude Code reads the frontmatter of a skill as it reads an agent's. Where it does not parse, not even \
            after Claude Code's own repair, the skill stays, but without its fields: it is called by its folder, \
            and the first paragraph stands in for the description. Where only the repair reads it, other programs \
            that know skills may not. A # after a blank and a --- inside a line cut text short.",
    speaks_of: |kind| kind == Kind::Skill,
    bad: Sample::at(
        "skills/release-notes/SKILL.md",
        "---\nname: release-notes\ndescription: \"Writes \"release notes\". Use it before a release.\"\n---\n\nRead the log.\n",
    ),
    good: Sample::at(
        "skills/release-notes/SKILL.md",
        "---\nname: release-notes\ndescription: \"Writes 'release notes'. Use it before a release.\"\n---\n\nRead the log.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let losses = Skill.read(&file.input()).losses;
    let lost = losses.iter().filter(|loss| loss.kind != LossKind::Setting);
    let mut findings: Vec<Finding> = lost
        .map(|loss| {
            let message = format!("In this skill {}", loss.reason);
            let span = file.place_of_loss(loss.span);
            if file.reads_fields() {
                return Finding::new(&XD10, span, message).severity(Severity::Warning);
            }
            let finding = Finding::new(&XD10, span, message);
            // No program reads the fields, so what was meant is shown before it is written.
            finding.fix_if_any(file.repair().map(|repair| {
                Fix::unsafe_(
                    "Repair the frontmatter for every program",
                    repair.edits.clone(),
                )
            }))
        })
        .collect();
    if let Reading::Repaired { error, quoted } = &file.definition.reading
        && file.reads_fields()
        && !quoted.is_empty()
    {
        let message = format!(
            "Only Claude Code's own repair reads this, strict YAML does not: {}",
            error.message
        );
        let finding = Finding::new(&XD10, error.span, message).severity(Severity::Warning);
        findings.push(with_repair(finding, file));
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::{found, found_at};

    const PATH: &str = "skills/a/SKILL.md";

    #[test]
    fn fields_that_are_lost_are_an_error() {
        let text = "---\nname: a\ndescription: Use it.\nWhen asked\n---\nBody\n";
        let findings = found_at("XD10", PATH, text);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].severity, Severity::Error);
        assert!(
            findings[0].message.contains("the skill loses every field"),
            "{}",
            findings[0].message
        );
        assert_eq!(findings[0].fixes.len(), 1);
    }

    #[test]
    fn what_a_repair_reads_is_a_warning_with_a_safe_fix() {
        let text = "---\nname: a\ndescription: Use it: now\n---\nBody\n";
        let findings = found_at("XD10", PATH, text);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].severity, Severity::Warning);
        assert!(findings[0].safe_fix().is_some());
    }

    #[test]
    fn text_that_is_cut_is_a_warning_at_its_place() {
        let text = "---\nname: a\ndescription: Use it # now\n---\nBody\n";
        let findings = found_at("XD10", PATH, text);
        assert_eq!(findings[0].span.slice(text), "# now");
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn keys_of_ones_own_and_agents_are_not_spoken_of() {
        let text = "---\nname: a\ndescription: b\ncolor: red\n---\nBody\n";
        assert!(found_at("XD10", PATH, text).is_empty());
        assert!(found("XD10", "---\nname: a\ndescription: b: c\n---\n").is_empty());
    }
}
