use crate::dialect::Kind;
use crate::lint::roster::loaded;
use crate::lint::{self, Basis, Check, Finding, Member, Rule, Sample, Severity, Together};
use std::collections::BTreeMap;

/// A name that another agent of the same folder has.
pub static ID06: Rule = Rule {
    id: "ID06",
    title: "Two agents of one name",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "Of two files below the same agents folder that have the same name Claude Code loads one, by the order in \
            which it happens to read them; only the debug log says so. Names that differ in case, blanks, hyphens \
            or underscores both load, but these do not count where an agent is called, so the other may answer. \
            Between folders a name may stand twice: the nearer folder wins, and a plugin's agents are called by \
            the plugin's name as well.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::files(
        2,
        ".claude/agents/{n}.md",
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    good: Sample::files(
        2,
        ".claude/agents/{n}.md",
        "---\nname: reviewer-{n}\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::Roster(check),
};

/// An agent that loads.
struct Agent<'files> {
    at: usize,
    member: &'files Member,
    agent: &'files lint::Agent,
}

fn check(files: &Together<'_>) -> Vec<(usize, Finding)> {
    let mut alike: BTreeMap<(&str, String), Vec<Agent<'_>>> = BTreeMap::new();
    for (at, member, agent) in loaded(files) {
        let key = (member.tree(), agent.called());
        let agent = Agent { at, member, agent };
        alike.entry(key).or_default().push(agent);
    }
    let mut found = Vec::new();
    for agents in alike.values() {
        for agent in agents {
            found.extend(of_agent(agent, agents).map(|finding| (agent.at, finding)));
        }
    }
    found
}

fn of_agent(agent: &Agent<'_>, agents: &[Agent<'_>]) -> Option<Finding> {
    // A path that stands twice in the roster is the same file.
    let path = &agent.member.path;
    let is_other = |other: &&Agent<'_>| {
        other.at != agent.at && (other.member.path.is_none() || other.member.path != *path)
    };
    let name = &agent.agent.name;
    let others = || agents.iter().filter(is_other);
    let same = others().find(|other| other.agent.name == *name);
    let other = same.or_else(|| others().next())?;
    // An agent without a name of its own is named after its file, and that cannot be the same.
    let span = agent.agent.name_span?;
    let there = other.member.path.as_deref().unwrap_or("another file");
    let finding = match same {
        Some(_) => {
            let message = format!(
                "\"{name}\" is the name of {there} too, and Claude Code loads one of them. Rename one"
            );
            Finding::new(&ID06, span, message)
        }
        None => {
            let message = format!(
                "\"{name}\" and \"{}\" of {there} are the same to whoever calls an agent. Rename one",
                other.agent.name
            );
            Finding::new(&ID06, span, message).severity(Severity::Info)
        }
    };
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::found_together;

    fn agent(name: &str) -> String {
        format!("---\nname: {name}\ndescription: b\n---\nBody\n")
    }

    #[test]
    fn each_place_is_marked_and_names_the_other() {
        let text = agent("dupname");
        let files = [
            (".claude/agents/one.md", text.as_str()),
            (".claude/agents/team/two.md", text.as_str()),
        ];
        let findings = found_together("ID06", &files);
        let places: Vec<_> = findings.iter().map(|(at, _)| *at).collect();
        assert_eq!(places, [0, 1]);
        assert_eq!(findings[0].1.span.slice(&text), "dupname");
        assert!(findings[0].1.message.contains(".claude/agents/team/two.md"));
        assert!(findings[1].1.message.contains(".claude/agents/one.md"));
    }

    #[test]
    fn case_and_signs_do_not_count_for_a_call() {
        let (one, two) = (agent("Code Reviewer"), agent("code-reviewer"));
        let files = [
            (".claude/agents/one.md", one.as_str()),
            (".claude/agents/two.md", two.as_str()),
        ];
        let findings = found_together("ID06", &files);
        assert_eq!(findings.len(), 2);
        assert_eq!(findings[0].1.severity, Severity::Info);
    }

    #[test]
    fn what_does_not_load_or_lies_elsewhere_does_not_compete() {
        let text = agent("reviewer");
        for (one, two) in [
            (".claude/agents/a.md", "app/.claude/agents/a.md"),
            ("plugins/a/agents/r.md", "plugins/b/agents/r.md"),
            (".claude/agents/a.md", ".opencode/agents/a.md"),
            (".claude/agents/a.md", ".claude/agents/a.txt"),
        ] {
            let files = [(one, text.as_str()), (two, text.as_str())];
            assert!(found_together("ID06", &files).is_empty(), "{one} {two}");
        }
        let lost = "---\nname: reviewer\n---\nBody\n";
        let files = [
            (".claude/agents/a.md", text.as_str()),
            (".claude/agents/b.md", lost),
        ];
        assert!(found_together("ID06", &files).is_empty());
    }

    #[test]
    fn a_comment_turns_it_off_for_its_file_alone() {
        let (one, off) = (
            agent("reviewer"),
            "---\nname: reviewer\n# agent-playground: off ID06\ndescription: b\n---\n",
        );
        let files = [
            (".claude/agents/one.md", one.as_str()),
            (".claude/agents/two.md", off),
        ];
        let findings = found_together("ID06", &files);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].0, 0);
    }
}
