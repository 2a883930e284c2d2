use super::name::name;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::repair::is_built_in;

/// A name that an agent of Claude Code itself has.
pub static ID07: Rule = Rule {
    id: "ID07",
    title: "Claude Code has an agent of that name",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "Claude Code's documentation",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "Explore, Plan, general-purpose and claude are agents of Claude Code itself, whatever the case and the \
            signs between the words. An agent of a project or a person that has the same name takes the other's \
            place, or is not reached. Choose another name, unless that is what you want; agents of plugins carry \
            the plugin's name before their own.",
    speaks_of: |kind| kind == Kind::ClaudeAgent,
    bad: Sample::agent(
        "---\nname: explore\ndescription: Use it to look around.\n---\n\nYou look around.\n",
    ),
    good: Sample::agent(
        "---\nname: code-explorer\ndescription: Use it to look around.\n---\n\nYou look around.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(name) = name(file).filter(|name| is_built_in(name.text)) else {
        return Vec::new();
    };
    let message = format!(
        "Claude Code has an agent of its own for \"{}\": one of the two takes the other's place. Choose another name, \
         unless you want that",
        name.text
    );
    vec![Finding::new(&ID07, name.span, message)]
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};

    #[test]
    fn in_any_spelling_but_not_in_plugins() {
        for name in ["Plan", "general_purpose", "CLAUDE"] {
            let text = format!("---\nname: {name}\ndescription: b\n---\n");
            assert_eq!(found("ID07", &text)[0].span.slice(&text), name);
            assert!(found_at("ID07", "plugins/x/agents/a.md", &text).is_empty());
        }
        assert!(found("ID07", "---\nname: planner\ndescription: b\n---\n").is_empty());
    }
}
