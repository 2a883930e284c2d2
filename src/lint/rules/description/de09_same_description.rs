use std::collections::BTreeMap;

use crate::dialect::Kind;
use crate::lint::roster::loaded;
use crate::lint::{Agent, Basis, Check, Finding, Rule, Sample, Severity, Together};

/// A description in the very words of another agent's.
pub static DE09: Rule = Rule {
    id: "DE09",
    title: "Two agents of one description",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "This project",
        link: "",
    },
    about: "The model that delegates chooses by name and description. Where two descriptions have the same words in \
            the same order, only the names tell the agents apart, and which of them is called is chance. Case, \
            blanks and signs do not make a difference here. Descriptions that only resemble each other are not \
            spoken of here: the roster compares those.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::files(
        2,
        ".claude/agents/{n}.md",
        "---\nname: reviewer-{n}\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    good: Sample::files(
        2,
        ".claude/agents/{n}.md",
        "---\nname: reviewer-{n}\ndescription: Use it after a change of part {n}.\n---\n\nYou review code.\n",
    ),
    check: Check::Roster(check),
};

fn check(files: &Together<'_>) -> Vec<(usize, Finding)> {
    let mut alike: BTreeMap<(&str, &str), Vec<(usize, &Agent)>> = BTreeMap::new();
    for (at, member, agent) in loaded(files) {
        if !agent.words.is_empty() {
            let key = (member.tree(), agent.words.as_str());
            alike.entry(key).or_default().push((at, agent));
        }
    }
    let mut found = Vec::new();
    for agents in alike.values() {
        for (at, agent) in agents {
            found.extend(of_agent(agent, agents).map(|finding| (*at, finding)));
        }
    }
    found
}

fn of_agent(agent: &Agent, agents: &[(usize, &Agent)]) -> Option<Finding> {
    // Two files of one name are one agent, and another rule says so.
    let other = agents
        .iter()
        .map(|(_, other)| &other.name)
        .find(|other| **other != agent.name)?;
    // A plugin's agent without a description of its own has none to mark.
    let span = agent.description_key?;
    let message = format!(
        "\"{other}\" has the same description, so chance decides which of the two is called. Say what only \
         this one is for"
    );
    Some(Finding::new(&DE09, span, message))
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found_together;

    #[test]
    fn case_and_signs_make_no_difference() {
        let one = "---\nname: a\ndescription: Use it after a change.\n---\n";
        let two = "---\nname: b\ndescription: use it after a change\n---\n";
        let files = [(".claude/agents/a.md", one), (".claude/agents/b.md", two)];
        let findings = found_together("DE09", &files);
        assert_eq!(findings.len(), 2);
        assert!(findings[0].1.message.contains("\"b\""));
        assert_eq!(findings[1].1.span.slice(two), "description");
    }

    #[test]
    fn other_folders_and_files_of_the_same_name_do_not_count() {
        let one = "---\nname: a\ndescription: Use it after a change.\n---\n";
        let two = "---\nname: b\ndescription: Use it after a change.\n---\n";
        for files in [
            [(".claude/agents/a.md", one), (".claude/agents/c.md", one)],
            [
                ("plugins/a/agents/a.md", one),
                ("plugins/b/agents/b.md", two),
            ],
        ] {
            assert!(found_together("DE09", &files).is_empty(), "{files:?}");
        }
    }
}
