use super::name::{kebab_case, name, refused};
use crate::dialect::Kind;
use crate::edit::field::set_text;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};

/// A name that is not written in small letters and hyphens.
pub static ID03: Rule = Rule {
    id: "ID03",
    title: "Name is not in small letters and hyphens",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "Claude Code's documentation, and the plugin-dev skill (3 to 50 characters)",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "Claude Code loads names with capitals, blanks and other signs, and finds an agent whatever the \
            case. The documentation asks for small letters and hyphens all the same, and other programs \
            take the name as a file name or a command. Three to fifty characters read well in lists.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: Code Reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: code-reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(name) = name(file).filter(|name| refused(name.text).is_none()) else {
        return Vec::new();
    };
    let wanted = kebab_case(name.text);
    let length = name.text.chars().count();
    let message = if wanted != name.text {
        format!(
            "\"{}\" is not in small letters and hyphens, as the documentation asks",
            name.text
        )
    } else if !(3..=50).contains(&length) {
        format!("The name has {length} characters; three to fifty read well in lists")
    } else {
        return Vec::new();
    };
    let mut finding = Finding::new(&ID03, name.span, message);
    // Others may call the agent by its name, so it is the author's choice.
    if wanted != name.text
        && !wanted.is_empty()
        && let Ok(edits) = set_text(file.definition, "name", &wanted)
    {
        finding = finding.fix(Fix::unsafe_(format!("Rename it to {wanted}"), edits));
    }
    vec![finding]
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;

    #[test]
    fn a_rename_is_offered() {
        let text = "---\nname: Code  Reviewer!\ndescription: b\n---\n";
        let findings = found("ID03", text);
        assert_eq!(findings[0].span.slice(text), "Code  Reviewer!");
        assert_eq!(findings[0].fixes[0].title, "Rename it to code-reviewer");
    }

    #[test]
    fn a_short_name_has_no_fix() {
        let findings = found("ID03", "---\nname: ab\ndescription: b\n---\n");
        assert!(findings[0].message.contains("2 characters"));
        assert!(findings[0].fixes.is_empty());
    }
}
