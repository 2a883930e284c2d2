use super::name::{kebab_case, name, refused};
use crate::dialect::Kind;
use crate::edit::field::set_text;
use crate::lint::rules::frontmatter::as_it_loads;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};

/// A name that Claude Code does not take.
pub static ID02: Rule = Rule {
    id: "ID02",
    title: "Claude Code refuses the name",
    severity: Severity::Error,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "",
    },
    about: "A name may hold blanks, capitals and signs of all kinds, but it must not begin with a hyphen, hold a \
            colon, or be longer than 256 characters: Claude Code does not load such an agent. In a plugin it is \
            named after its file then, and its other fields are lost.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: team:reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: team-reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(name) = name(file) else {
        return Vec::new();
    };
    let Some(why) = refused(name.text) else {
        return Vec::new();
    };
    let then = if file.kind == Kind::PluginAgent {
        "names the plugin's agent after its file and drops its other fields"
    } else {
        "does not load the agent"
    };
    let message = format!("The name {why}, so Claude Code {then}. Choose another one");
    let finding = as_it_loads(Finding::new(&ID02, name.span, message), file);
    let wanted = kebab_case(name.text);
    let fits = !wanted.is_empty() && refused(&wanted).is_none();
    match set_text(file.definition, "name", &wanted) {
        // Others may call the agent by its name, so it is the author's choice.
        Ok(edits) if fits => {
            vec![finding.fix(Fix::unsafe_(format!("Rename it to {wanted}"), edits))]
        }
        _ => vec![finding],
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::{found, found_at};

    #[test]
    fn refused_names_can_be_renamed() {
        for (name, wanted) in [
            ("-reviewer", "reviewer"),
            ("a:b", "a-b"),
            ("\"a: b\"", "a-b"),
        ] {
            let text = format!("---\nname: {name}\ndescription: b\n---\n");
            let findings = found("ID02", &text);
            assert_eq!(findings[0].span.slice(&text), name);
            assert_eq!(findings[0].severity, Severity::Error);
            assert_eq!(findings[0].fixes[0].title, format!("Rename it to {wanted}"));
            assert!(found("ID03", &text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_comment_in_a_refused_name_hides_nothing() {
        let text = "---\nname: a: b # c\ndescription: d\n---\n";
        assert_eq!(found("ID02", text).len(), 1);
    }

    #[test]
    fn a_name_that_is_too_long_has_no_other() {
        let text = format!("---\nname: {}\ndescription: b\n---\n", "a".repeat(257));
        assert!(found("ID02", &text)[0].fixes.is_empty());
    }

    #[test]
    fn a_plugin_loads_it_all_the_same() {
        let text = "---\nname: a:b\ndescription: c\n---\n";
        let findings = found_at("ID02", "plugins/x/agents/a.md", text);
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
