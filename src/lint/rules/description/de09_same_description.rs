use std::collections::BTreeMap;

use crate::dialect::Kind;
use crate::lint::roster::{loaded, tree};
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity, Together};

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
            spoken of: no cheap measure tells which of them compete.",
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
    let mut alike: BTreeMap<(&str, String), Vec<(usize, &File<'_>)>> = BTreeMap::new();
    for (at, file) in loaded(files) {
        let description = file.claude().description.as_deref();
        let words = words(description.unwrap_or_default());
        if !words.is_empty() {
            alike
                .entry((tree(file), words))
                .or_default()
                .push((at, file));
        }
    }
    let mut found = Vec::new();
    for agents in alike.values() {
        for (at, file) in agents {
            found.extend(of_agent(file, agents).map(|finding| (*at, finding)));
        }
    }
    found
}

fn of_agent(file: &File<'_>, agents: &[(usize, &File<'_>)]) -> Option<Finding> {
    // Two files of one name are one agent, and another rule says so.
    let name = |file: &File<'_>| file.claude().name.clone();
    let own = name(file)?;
    let other = agents
        .iter()
        .filter_map(|(_, other)| name(other))
        .find(|other| *other != own)?;
    // A plugin's agent without a description of its own has none to mark.
    let span = file.field("description")?.key_span;
    let message = format!(
        "\"{other}\" has the same description, so chance decides which of the two is called. Say what only \
         this one is for"
    );
    Some(Finding::new(&DE09, span, message))
}

/// The words of a text in small letters, a blank between them.
fn words(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::lint::rules::tests::found_together;

    #[test]
    fn case_and_signs_make_no_difference() {
        assert_eq!(
            words(" Use it, after:\n a change!"),
            "use it after a change"
        );
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
