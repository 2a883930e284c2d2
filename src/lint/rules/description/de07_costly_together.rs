use crate::dialect::Kind;
use crate::lint::roster::loaded;
use crate::lint::{Agent, Basis, Check, Finding, ROSTER_TOKENS, Rule, Sample, Severity, Together};
use crate::text::in_thousands;
use std::collections::BTreeMap;

/// Descriptions that together cost more than Claude Code takes without a warning.
pub static DE07: Rule = Rule {
    id: "DE07",
    title: "Descriptions cost too much together",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "Claude Code, which warns above 15,000 tokens",
        link: "https://github.com/anthropics/claude-code/issues/13493",
    },
    about: "The names, descriptions and tools of all agents go to the model in every session, whether it calls \
            one or not. Claude Code warns when they cost more than 15,000 tokens. Examples make most of it: \
            a sentence that says when to call the agent does as well, and the examples can stand in the body. \
            Tokens are estimated, at four characters of English each.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::files(
        500,
        ".claude/agents/reviewer-{n}.md",
        "---\nname: reviewer-{n}\ndescription: Use it after a change, when somebody asks for a review, when a pull request is opened or brought up to date, and before it is merged.\n---\n\nYou review code.\n",
    ),
    good: Sample::files(
        5,
        ".claude/agents/reviewer-{n}.md",
        "---\nname: reviewer-{n}\ndescription: Use it after a change, when somebody asks for a review.\n---\n\nYou review code.\n",
    ),
    check: Check::Roster(check),
};

/// The agents of a folder, and what they cost together.
#[derive(Default)]
struct Folder<'files> {
    agents: usize,
    tokens: usize,
    costliest: Option<(usize, &'files Agent)>,
}

fn check(files: &Together<'_>) -> Vec<(usize, Finding)> {
    let mut folders: BTreeMap<&str, Folder<'_>> = BTreeMap::new();
    for (at, member, agent) in loaded(files) {
        let folder = folders.entry(member.tree()).or_default();
        folder.agents += 1;
        folder.tokens += agent.tokens;
        let most = folder.costliest.map(|(_, costliest)| costliest.tokens);
        if most.is_none_or(|most| agent.tokens > most) {
            folder.costliest = Some((at, agent));
        }
    }
    folders.values().filter_map(of_folder).collect()
}

fn of_folder(folder: &Folder<'_>) -> Option<(usize, Finding)> {
    let (at, costliest) = folder.costliest?;
    if folder.tokens <= ROSTER_TOKENS {
        return None;
    }
    let message = format!(
        "The descriptions of {} agents cost about {} tokens in every session, and Claude Code warns above \
         {}. This one costs most, about {}",
        folder.agents,
        in_thousands(folder.tokens),
        in_thousands(ROSTER_TOKENS),
        in_thousands(costliest.tokens),
    );
    let span = costliest.description_key?;
    Some((at, Finding::new(&DE07, span, message)))
}

#[cfg(test)]
mod tests {
    use crate::lint::ROSTER_TOKENS;
    use crate::lint::rules::tests::found_together;

    fn agent(name: &str, letters: usize) -> String {
        let description = "a".repeat(letters);
        format!("---\nname: {name}\ndescription: {description}\n---\nBody\n")
    }

    #[test]
    fn the_costliest_is_marked_once() {
        let (one, two) = (
            agent("one", 2 * ROSTER_TOKENS),
            agent("two", 3 * ROSTER_TOKENS),
        );
        let files = [
            (".claude/agents/one.md", one.as_str()),
            (".claude/agents/two.md", two.as_str()),
        ];
        let findings = found_together("DE07", &files);
        assert_eq!(findings.len(), 1);
        let (at, finding) = &findings[0];
        assert_eq!(*at, 1);
        assert_eq!(finding.span.slice(&two), "description");
        assert!(finding.message.contains("2 agents"), "{}", finding.message);
    }

    #[test]
    fn folders_do_not_add_up() {
        let text = agent("one", 3 * ROSTER_TOKENS);
        let files = [
            ("plugins/a/agents/one.md", text.as_str()),
            ("plugins/b/agents/one.md", text.as_str()),
        ];
        assert!(found_together("DE07", &files).is_empty());
    }
}
