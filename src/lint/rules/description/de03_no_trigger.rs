use super::description_of;
use crate::dialect::Kind;
use crate::lint::trigger::{reads_as_english, trigger_in};
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::Span;

/// A description that says what the agent is, and not when to call it.
pub static DE03: Rule = Rule {
    id: "DE03",
    title: "Description does not say when",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "Claude Code's documentation",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "Claude compares a request with the descriptions and calls the agent whose description speaks of \
            such a case. One that only says what the agent is, or what it knows, leaves it to guess. Say when: \
            \"Use this agent when …\", and add \"proactively\" if it should be called without being asked for. \
            No wording makes sure that it is called. Only English descriptions are looked at.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Expert in the review of code and of its tests.\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Expert in the review of code. Use proactively after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(description) = description_of(file) else {
        return Vec::new();
    };
    // Examples say it in their way.
    if !file.definition.examples.examples.is_empty() {
        return Vec::new();
    }
    let text = description.as_str();
    if !reads_as_english(file, text) || trigger_in(text).is_some() {
        return Vec::new();
    }
    let start = text.len() - text.trim_start().len();
    let span = description.to_source(Span::new(start, start + text.trim().len()));
    let message = "The description says what the agent is or does, and not when to call it. Claude chooses by cases: \
                   begin a sentence with \"Use this agent when\"";
    vec![
        Finding::new(&DE03, span, message)
            .fix(Fix::display("Add a sentence: Use this agent when …")),
    ]
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;

    #[test]
    fn what_is_not_english_is_not_judged() {
        for text in [
            "---\nname: a\ndescription: Experte für die Prüfung von Code und Tests\n---\nDu prüfst.\n",
            "---\nname: a\ndescription: Expert developer\n---\nDu bist.\n",
            "---\nname: a\ndescription: 专家\n---\nYou review the code of the people and you say what is wrong with it when it is.\n",
        ] {
            assert!(found("DE03", text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_example_says_when() {
        let text = "---\nname: a\ndescription: Expert of the code and the tests. <example>user: 'x'</example>\n---\n";
        assert!(found("DE03", text).is_empty());
    }
}
