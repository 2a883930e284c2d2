use super::{description_of, of_claude_code};
use crate::lint::prose::{begins_with, is_english, words};
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
    speaks_of: of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Expert in the review of code and of its tests.\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Expert in the review of code. Use proactively after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// What a case to call the agent in is said with. Whatever might be meant so counts.
const TRIGGERS: &[&str] = &[
    "activate",
    "activated",
    "activates",
    "after",
    "any time",
    "anytime",
    "ask",
    "before",
    "best for",
    "call",
    "called",
    "choose",
    "delegate",
    "during",
    "each time",
    "every time",
    "for all",
    "for any",
    "for every",
    "for tasks",
    "good for",
    "great for",
    "handle requests",
    "ideal for",
    "if",
    "invoke",
    "invoked",
    "invokes",
    "must be",
    "need",
    "needed",
    "needing",
    "needs",
    "on demand",
    "once",
    "perfect for",
    "pick",
    "proactive",
    "proactively",
    "required",
    "requires",
    "run",
    "runs",
    "select",
    "should be",
    "spawn",
    "spawned",
    "suitable for",
    "trigger",
    "triggered",
    "triggers",
    "upon",
    "use",
    "used by",
    "used for",
    "used in",
    "used to",
    "used when",
    "useful",
    "uses",
    "using this",
    "via",
    "when",
    "whenever",
    "where",
    "while",
];

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(description) = description_of(file) else {
        return Vec::new();
    };
    // Examples say it in their way.
    if !file.definition.examples.examples.is_empty() {
        return Vec::new();
    }
    let text = description.as_str();
    if !reads_as_english(file, text) || says_when(text) {
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

/// Whether a description names a case in which to call the agent, as far as words show that.
pub fn says_when(text: &str) -> bool {
    words(text).any(|(at, _)| {
        text.get(at..)
            .is_some_and(|rest| TRIGGERS.iter().any(|trigger| begins_with(rest, trigger)))
    })
}

/// Whether a description is English; a few words may not tell, and then the body does.
pub fn reads_as_english(file: &File<'_>, text: &str) -> bool {
    is_english(std::iter::once(text), 4) || (text.is_ascii() && file.prose().english)
}

#[cfg(test)]
mod tests {
    use super::says_when;
    use crate::lint::rules::tests::found;

    #[test]
    fn a_case_is_a_trigger() {
        for text in [
            "Use this agent when code was changed",
            "Reviews code. Use proactively.",
            "MUST BE USED for reviews",
            "Reviews every change after a commit",
            "Invoke for questions of style",
            "Ideal for refactoring",
        ] {
            assert!(says_when(text), "{text}");
        }
        assert!(!says_when(
            "Expert React developer for hooks and user-defined state"
        ));
    }

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
