use super::description_of;
use crate::definition::{Example, PartKind, Speaker};
use crate::dialect::Kind;
use crate::lint::prose::words;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::{Span, TextEdit};

/// An example that is not closed, shows no call, or calls another agent.
pub static DE05: Rule = Rule {
    id: "DE05",
    title: "Malformed example",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "This project, after the form that Claude Code's own generator of agents writes",
        link: "",
    },
    about: "No program parses examples: the model reads them as they stand. One without its closing tag runs \
            into the text behind it, one in which nobody calls the agent does not show when to, and one in which the assistant \
            calls an agent of another name teaches Claude to call that one: names are often left behind when \
            an agent is copied or renamed.",
    speaks_of: Kind::is_agent,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: |\n  Use it after a change.\n  <example>\n  user: \"Is it right?\"\n  assistant: \"I'll use the code-critic agent.\"\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: |\n  Use it after a change.\n  <example>\n  user: \"Is it right?\"\n  assistant: \"I'll use the reviewer agent.\"\n  </example>\n  Not for tests:\n  <example>\n  user: \"Write a test\"\n  assistant: \"I'll use the test-writer agent.\"\n  </example>\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if description_of(file).is_none() {
        return Vec::new();
    }
    let parts = &file.definition.examples;
    let mut findings = Vec::new();
    for (index, example) in parts.examples.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| parts.examples.get(at));
        let meant_as_end = example.parts.is_empty() && before.is_some_and(|before| !before.closed);
        if meant_as_end {
            findings.push(opens_again(example));
            continue;
        }
        let ended_by_next = parts
            .examples
            .get(index + 1)
            .is_some_and(|next| next.parts.is_empty());
        if !example.closed && !ended_by_next {
            findings.push(unclosed(example));
        }
        if let Some(message) = shows_no_call(example) {
            findings.push(Finding::new(&DE05, example.opening, message));
        }
        findings.extend(calls_another(file, example));
    }
    findings.extend(closes_nothing(file));
    findings
}

fn unclosed(example: &Example) -> Finding {
    let message = "This example has no </example>, so it runs into what follows. Close it";
    let edit = TextEdit {
        span: Span::at(example.span.end),
        replacement: "</example>".to_owned(),
    };
    // Where it was meant to end is a guess.
    Finding::new(&DE05, example.opening, message).fix(Fix::unsafe_("Close it", vec![edit]))
}

fn opens_again(example: &Example) -> Finding {
    let message = "This tag opens an example in which nothing stands, while the one before it is never \
                   closed. Was </example> meant?";
    let edit = TextEdit {
        span: example.opening,
        replacement: "</example>".to_owned(),
    };
    Finding::new(&DE05, example.opening, message)
        .fix(Fix::unsafe_("Write it as </example>", vec![edit]))
}

/// What is missing for an example to show that the agent is called. One told in prose may show it.
fn shows_no_call(example: &Example) -> Option<&'static str> {
    let mut user = false;
    let mut context = false;
    for part in &example.parts {
        match part.kind {
            // Labels that are not known as such are text of the turn before them.
            PartKind::Turn(Speaker::User) if part.text.contains(['\n', ':']) => return None,
            PartKind::Turn(Speaker::User) => user = true,
            PartKind::Context => context = true,
            PartKind::Turn(_)
            | PartKind::Commentary
            | PartKind::Note
            | PartKind::Text
            | PartKind::Prose => return None,
        }
    }
    match (user, context) {
        (true, _) => Some(
            "Only the user speaks in this example. Add a line \"assistant:\" in which the agent is called, or \
             tell the case in a sentence",
        ),
        (false, true) => Some(
            "Nobody speaks in this example. Add what the user says and how the agent is called, or tell the \
             case in a sentence",
        ),
        (false, false) => Some("Nothing stands in this example. Fill it, or take it away"),
    }
}

/// Closing tags in the prose, where no example is open.
fn closes_nothing(file: &File<'_>) -> Vec<Finding> {
    const TAG: &str = "</example>";
    let prose = &file.definition.examples.prose;
    prose
        .iter()
        .flat_map(|part| {
            let written = part.span.slice(file.source());
            written
                .match_indices(TAG)
                .filter(|(at, _)| !written[..*at].ends_with('`'))
                .map(|(at, _)| Span::new(at, at + TAG.len()).shift(part.span.start))
                .collect::<Vec<_>>()
        })
        .map(|span| {
            let message = "This </example> closes nothing. Open the example, or take the tag away";
            Finding::new(&DE05, span, message)
        })
        .collect()
}

/// Where the assistant calls an agent of another name, in an example that never names this one.
fn calls_another(file: &File<'_>, example: &Example) -> Option<Finding> {
    let name = file.definition.text("name")?;
    let this = squashed(name);
    let said = example
        .parts
        .iter()
        .filter(|part| part.kind == PartKind::Turn(Speaker::Assistant));
    let (other, span) = said.into_iter().find_map(|part| {
        let other = called(&part.text)?;
        // A name is written without escapes, so it stands in the source as it is.
        let at = part.span.slice(file.source()).find(other)?;
        let start = part.span.start + at;
        Some((other, Span::new(start, start + other.len())))
    })?;
    if this.is_empty() || squashed(example.span.slice(file.source())).contains(&this) {
        return None;
    }
    if shows_when_not(file, example) {
        return None;
    }
    let message = format!(
        "The assistant calls {other} here, and this agent is called {name}. Claude would learn to call \
         the other one"
    );
    let finding = Finding::new(&DE05, span, message);
    let plain = name
        .chars()
        .all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-');
    if !plain {
        return Some(finding);
    }
    let edit = TextEdit {
        span,
        replacement: name.to_owned(),
    };
    Some(finding.fix(Fix::unsafe_(format!("Write it as {name}"), vec![edit])))
}

/// Whether an example shows when not to call the agent: what stands around the conversation, or the last
/// sentence before it, says so. Another agent is then called rightly.
fn shows_when_not(file: &File<'_>, example: &Example) -> bool {
    let around = example
        .parts
        .iter()
        .filter(|part| !matches!(part.kind, PartKind::Turn(_)));
    let mut prose = file.definition.examples.prose.iter();
    let before = prose.rfind(|part| part.span.end <= example.opening.start);
    let last = before.map_or("", |part| {
        let text = part.text.trim_end();
        text.rsplit(['\n', '.', '!', '?']).next().unwrap_or(text)
    });
    around.map(|part| &*part.text).any(says_not) || says_not(last)
}

fn says_not(text: &str) -> bool {
    const DENIALS: &[&str] = &[
        "not",
        "never",
        "instead",
        "avoid",
        "negative",
        "counterexample",
    ];
    let words: Vec<String> = words(text)
        .map(|(_, word)| word.to_lowercase().replace('’', "'"))
        .collect();
    let denies = |word: &String| DENIALS.contains(&&**word) || word.ends_with("n't");
    let is_other = |pair: &[String]| {
        matches!(&*pair[0], "another" | "other" | "different") && pair[1].starts_with("agent")
    };
    words.iter().any(denies) || words.windows(2).any(is_other)
}

/// The agent that a sentence calls, as in `I'll use the code-reviewer agent`: a name with a hyphen
/// before the word "agent" and after a verb for calling one.
fn called(text: &str) -> Option<&str> {
    const VERBS: &[&str] = &[
        "use",
        "using",
        "launch",
        "launching",
        "invoke",
        "invoking",
        "call",
        "calling",
        "engage",
        "engaging",
        "run",
        "running",
        "delegate",
        "task",
        "deploy",
        "activate",
        "spawn",
    ];
    // How many words may stand between the verb and the name.
    const NEAR: usize = 4;
    let quotes = |sign: char| matches!(sign, '"' | '\'' | '`' | '*' | '“' | '”' | '\\');
    let tokens: Vec<&str> = text.split_whitespace().collect();
    for pair in 1..tokens.len() {
        let (name, next) = (tokens[pair - 1].trim_matches(quotes), tokens[pair]);
        let agent = next.trim_start_matches(quotes);
        let is_agent = agent.starts_with("agent") && !agent.starts_with("agents");
        let hyphened = name.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        if !is_agent || !name.contains('-') || !hyphened || ADJECTIVES.contains(&name) {
            continue;
        }
        let before = &tokens[(pair - 1).saturating_sub(NEAR)..pair - 1];
        let with_article = before
            .last()
            .is_some_and(|word| word.eq_ignore_ascii_case("the"));
        let verb = |word: &&str| VERBS.iter().any(|verb| word.eq_ignore_ascii_case(verb));
        if with_article && before.iter().any(verb) {
            return Some(name);
        }
    }
    None
}

/// Words with a hyphen that describe an agent, and the name of one that is built in.
const ADJECTIVES: &[&str] = &[
    "ai-powered",
    "built-in",
    "general-purpose",
    "long-running",
    "multi-agent",
    "newly-created",
    "read-only",
    "self-contained",
    "specialized-agent",
    "sub-agent",
];

/// A text in small letters, without what may part the words of a name.
fn squashed(text: &str) -> String {
    text.chars()
        .filter(|sign| !matches!(sign, ' ' | '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::called;
    use crate::lint::Finding;
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    fn lint(examples: &str) -> (String, Vec<Finding>) {
        let text = format!(
            "---\nname: code-reviewer\ndescription: |\n  Use it.\n  {examples}\n---\nYou.\n"
        );
        let findings = found("DE05", &text);
        (text, findings)
    }

    #[test]
    fn an_open_example_is_closed_where_it_seems_to_end() {
        let (text, findings) = lint("<example>assistant: \"a\"");
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.slice(&text), "<example>");
        let after = apply(&text, &findings[0].fixes[0].edits).expect("they do not overlap");
        assert!(
            after.contains("<example>assistant: \"a\"</example>\n---"),
            "{after}"
        );
        assert!(found("DE05", &after).is_empty());
    }

    #[test]
    fn a_second_opening_tag_was_meant_to_close() {
        let (text, findings) = lint("<example>assistant: \"a\"\n  <example>");
        assert_eq!(findings.len(), 1);
        let after = apply(&text, &findings[0].fixes[0].edits).expect("they do not overlap");
        assert!(found("DE05", &after).is_empty(), "{after}");
    }

    #[test]
    fn an_end_without_a_beginning_is_marked() {
        let (text, findings) = lint("</example>");
        assert_eq!(findings[0].span.slice(&text), "</example>");
        assert!(lint("Never write `</example>` here.").1.is_empty());
    }

    #[test]
    fn a_name_left_behind_is_renamed() {
        let (text, findings) = lint(
            "<example>user: \"a\"\n  assistant: \"I'll use the code-critic agent.\"</example>",
        );
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.slice(&text), "code-critic");
        assert_eq!(findings[0].fixes[0].title, "Write it as code-reviewer");
    }

    #[test]
    fn an_example_that_names_this_agent_too_may_name_others() {
        for said in [
            "I used the test-writer agent. Now I'll use the code-reviewer agent.",
            "I'll use the Code Reviewer agent, then the test-writer agent.",
            "I'll use the long-running agent.",
            "I'll ask for a review.",
        ] {
            let example = format!("<example>user: \"a\"\n  assistant: \"{said}\"</example>");
            assert!(lint(&example).1.is_empty(), "{said}");
        }
    }

    #[test]
    fn an_example_of_when_not_to_call_it_calls_another() {
        let called = "user: \"a\"\n  assistant: \"I'll use the code-critic agent.\"";
        for example in [
            format!("NOT this agent:\n  <example>{called}</example>"),
            format!("<example>Context: It is for another agent.\n  {called}</example>"),
            format!(
                "<example>{called}\n  <commentary>The critic is called instead.</commentary></example>"
            ),
        ] {
            assert!(lint(&example).1.is_empty(), "{example}");
        }
        let example = format!("Not for tests. Examples:\n  <example>{called}</example>");
        assert_eq!(lint(&example).1.len(), 1);
    }

    #[test]
    fn an_example_shows_a_call_or_tells_a_case() {
        for (said, marked) in [
            ("", 1),
            ("Context: A change.", 1),
            ("user: \"a\"", 1),
            ("A change was made, so the code is reviewed.", 0),
            ("User: a\n  Agent: does it", 0),
            ("user: \"a\" <commentary>It is reviewed.</commentary>", 0),
            ("Context: A change. assistant: \"I review it.\"", 0),
        ] {
            let (_, findings) = lint(&format!("<example>{said}</example>"));
            assert_eq!(findings.len(), marked, "{said}: {findings:?}");
        }
    }

    #[test]
    fn a_call_has_a_verb_a_name_and_the_word_agent() {
        assert_eq!(
            called("Let me launch the api-tester agent to"),
            Some("api-tester")
        );
        assert_eq!(
            called("I'm going to use the Task tool to launch the `a-b` agent"),
            Some("a-b")
        );
        assert_eq!(called("The api-tester agent has found it"), None);
        assert_eq!(called("use the api-tester tool"), None);
        assert_eq!(called("use the api-tester agents"), None);
    }
}
