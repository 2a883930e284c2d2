use super::description_of;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::reader::estimated_tokens;
use crate::text::Span;

/// A description that says too little or costs too much.
pub static DE02: Rule = Rule {
    id: "DE02",
    title: "Description is very short or very long",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "The plugin-dev skill (10 to 5,000 characters, at best up to 1,000)",
        link: "",
    },
    about: "No length is refused. But a description of a word or two gives Claude nothing to choose by, and \
            a long one is sent to the model with every request of every session, whether the agent is used \
            or not. Details belong in the system prompt, which only the agent itself reads.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent("---\nname: reviewer\ndescription: Reviews\n---\n\nYou review code.\n"),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Reviews code. Use proactively after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// The fewest characters that can say something.
const SHORTEST: usize = 10;
/// What is long, in characters.
const LONG: usize = 1_000;
/// The most characters that are advised.
const LONGEST: usize = 5_000;

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(description) = description_of(file) else {
        return Vec::new();
    };
    let decoded = description.with_line_ends();
    let text = decoded.as_str();
    let said = text.trim();
    let start = text.len() - text.trim_start().len();
    let characters = said.chars().count();
    let at = |from: usize| decoded.to_source(Span::new(start + from, start + said.len()));
    // Ten signs of Chinese say more than ten letters.
    if characters < SHORTEST && said.is_ascii() {
        let message = format!(
            "The description has {characters} characters, which gives Claude nothing to choose the agent by. \
             Say what it does and when to call it"
        );
        return vec![Finding::new(&DE02, at(0), message)];
    }
    let tokens = estimated_tokens(said);
    if characters > LONGEST {
        let from = said.char_indices().nth(LONGEST).map_or(0, |(at, _)| at);
        let message = format!(
            "The description has {characters} characters, about {tokens} tokens in every session; from \
             here on it is beyond 5,000. Move details into the system prompt"
        );
        return vec![Finding::new(
            &DE02,
            line_from(text, start + from, &decoded),
            message,
        )];
    }
    // Examples are another rule's affair.
    let prose: usize = file
        .definition
        .examples
        .prose
        .iter()
        .map(|part| part.text.chars().count())
        .sum();
    if prose <= LONG {
        return Vec::new();
    }
    let message = format!(
        "The description has {prose} characters of prose, about {tokens} tokens in every session. Up to \
         1,000 are advised: what only the agent must know belongs in the system prompt"
    );
    let first = file.definition.examples.prose.first();
    let span = first.map_or(at(0), |part| part.span);
    vec![Finding::new(&DE02, span, message).severity(Severity::Info)]
}

/// The rest of a line of the decoded text, in the source.
fn line_from(text: &str, from: usize, decoded: &crate::definition::MappedText) -> Span {
    let rest = text.get(from..).unwrap_or_default();
    let len = rest.find('\n').filter(|len| *len > 0).unwrap_or(rest.len());
    decoded.to_source(Span::new(from, from + len))
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::found;

    fn lint(description: &str) -> (String, Vec<crate::lint::Finding>) {
        let text = format!("---\nname: a\ndescription: {description}\n---\n");
        let findings = found("DE02", &text);
        (text, findings)
    }

    #[test]
    fn borders_are_where_they_are_said_to_be() {
        for (len, severity) in [
            (9, Some(Severity::Warning)),
            (10, None),
            (1_000, None),
            (1_001, Some(Severity::Info)),
            (5_000, Some(Severity::Info)),
            (5_001, Some(Severity::Warning)),
        ] {
            let (_, findings) = lint(&"a".repeat(len));
            assert_eq!(
                findings.first().map(|finding| finding.severity),
                severity,
                "{len}"
            );
        }
    }

    #[test]
    fn what_is_too_much_is_marked() {
        let (text, findings) = lint(&format!("{}b", "a".repeat(5_000)));
        assert_eq!(findings[0].span.slice(&text), "b");
    }

    #[test]
    fn examples_are_not_counted_as_prose() {
        let said = "a".repeat(1_200);
        let (_, findings) = lint(&format!("Use it. <example>user: '{said}'</example>"));
        assert!(findings.is_empty());
    }

    #[test]
    fn a_few_signs_of_chinese_say_enough() {
        assert!(lint("代码审查专家").1.is_empty());
    }
}
