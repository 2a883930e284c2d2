use super::name::name;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};

/// A name that every agent could have.
pub static ID04: Rule = Rule {
    id: "ID04",
    title: "The name says nothing",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "validate-agent.sh of the plugin-dev plugin",
        link: "https://github.com/anthropics/claude-plugins-official",
    },
    about: "A name such as helper, assistant, agent or tool fits every agent. The model that hands on the work and \
            the people who read its messages know an agent by its name: say what it does.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: helper\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: review-helper\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

const GENERIC: [&str; 4] = ["agent", "assistant", "helper", "tool"];

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(name) = name(file) else {
        return Vec::new();
    };
    let is_name = |generic: &&str| generic.eq_ignore_ascii_case(name.text.trim());
    if !GENERIC.iter().any(is_name) {
        return Vec::new();
    }
    let message = format!(
        "\"{}\" fits every agent. Say in the name what this one does",
        name.text
    );
    vec![Finding::new(&ID04, name.span, message)]
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;

    #[test]
    fn only_the_bare_word_says_nothing() {
        let text = "---\nname: Assistant\ndescription: b\n---\n";
        assert_eq!(found("ID04", text)[0].span.slice(text), "Assistant");
        let text = "---\nname: legal-assistant\ndescription: b\n---\n";
        assert!(found("ID04", text).is_empty());
    }
}
