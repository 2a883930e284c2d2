use super::{english_prompt_of, first_line};
use crate::dialect::Kind;
use crate::lint::prose::{begins_with, words};
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::text::Span;

/// A system prompt that never addresses the agent.
pub static BO03: Rule = Rule {
    id: "BO03",
    title: "System prompt does not say \"you\"",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "The plugin-dev skill",
        link: "",
    },
    about: "The system prompt is what the agent is told. In the second person (\"You are …\", \"You review …\") it \
            reads as instructions; in the first or third person it reads as a text about somebody, and the \
            agent has to guess that it is meant. Only English prompts are looked at.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nThis agent reviews the code of a change and the tests that belong to it. It names what is wrong by file and line.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review the code of a change and the tests that belong to it. You name what is wrong by file and line.\n",
    ),
    check: Check::File(check),
};

/// How a prompt begins that speaks of the agent instead.
const OF_ITSELF: &[&str] = &[
    "this agent",
    "the agent",
    "this subagent",
    "this assistant",
    "i am",
    "i will",
    "i'm",
    "i can",
    "i help",
    "my role",
];

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(prompt) = english_prompt_of(file) else {
        return Vec::new();
    };
    // Anywhere, in tags and in code too: whoever writes it once addresses the agent.
    if words(prompt.slice(file.source())).any(|(_, word)| is_you(word)) {
        return Vec::new();
    }
    let (span, quoted) = of_itself(file).unwrap_or((first_line(file, prompt), None));
    let message = match quoted {
        Some(words) => format!(
            "\"{words}\" speaks of the agent, and the prompt never says \"you\". Tell it what to do: \
             \"You are\", \"You review\""
        ),
        None => {
            "The prompt never says \"you\". Say who the agent is and what it does as \"You are\", \
                 \"You review\""
                .to_owned()
        }
    };
    vec![Finding::new(&BO03, span, message)]
}

fn is_you(word: &str) -> bool {
    [
        "you", "your", "yours", "yourself", "you're", "you’re", "you'll", "you’ll", "you've",
        "you’ve",
    ]
    .iter()
    .any(|known| word.eq_ignore_ascii_case(known))
}

/// The first sentence's beginning that speaks of the agent in the first or third person.
fn of_itself<'file>(file: &File<'file>) -> Option<(Span, Option<&'file str>)> {
    let source = file.source();
    let prose = file.prose().passages.iter();
    let at = prose.filter(|passage| passage.begins && !passage.heading);
    let words = at.take(5).find_map(|passage| {
        let text = passage.span.slice(source);
        let known = OF_ITSELF.iter().find(|known| begins_with(text, known))?;
        Some(Span::new(
            passage.span.start,
            passage.span.start + known.len(),
        ))
    })?;
    Some((words, Some(words.slice(source))))
}

#[cfg(test)]
mod tests {
    use super::BO03;
    use crate::lint::rules::tests::found;

    #[test]
    fn the_words_that_speak_of_it_are_quoted() {
        let text = BO03.bad.text;
        let findings = found("BO03", text);
        assert_eq!(findings[0].span.slice(text), "This agent");
        assert!(findings[0].message.starts_with("\"This agent\""));
    }

    #[test]
    fn a_prompt_without_such_words_is_marked_at_its_first_line() {
        let text = "---\nname: a\ndescription: b\n---\n\n# Reviewer\n\nReview the code of the change and the tests for it, and list what is wrong with it by the file and the line.\n";
        assert_eq!(found("BO03", text)[0].span.slice(text), "# Reviewer");
    }

    #[test]
    fn one_word_to_the_agent_is_enough() {
        let text = "---\nname: a\ndescription: b\n---\n\n<role>\nThe agent that you are is for the review of the code and of the tests, and for the list of what is wrong.\n</role>\n";
        assert!(found("BO03", text).is_empty());
    }

    #[test]
    fn other_languages_have_other_words() {
        let text = "---\nname: a\ndescription: b\n---\n\nDieser Agent prüft den Code einer Änderung und die Tests, die dazu gehören, und nennt jeden Fehler mit Datei und Zeile, ohne selbst etwas zu ändern.\n";
        assert!(found("BO03", text).is_empty());
    }
}
