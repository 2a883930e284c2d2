use super::said;
use crate::dialect::Kind;
use crate::lint::prose::Phrases;
use crate::lint::{Basis, Check, File, Finding, Passage, Rule, Sample, Severity};
use crate::text::Span;

/// Words that tell a model nothing it would not do anyway.
pub static BO06: Rule = Rule {
    id: "BO06",
    title: "Generic filler",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "agnix (PE-005)",
        link: "",
    },
    about: "Every model is trained to be helpful and to write clean code. Such words take room and say nothing of \
            this task; what clean means here, which practices, and what a helpful answer holds would. Only the \
            prose of English prompts is looked at.",
    speaks_of: Kind::is_agent,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou are a helpful assistant for the review of the code and of the tests. Be helpful. Always follow best practices.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review the code and the tests. Follow best practices of the project, which are in the file CONTRIBUTING.md.\n",
    ),
    check: Check::File(check),
};

/// What is empty as a sentence of its own.
static FILLER: Phrases = Phrases::new(&[
    "be accurate",
    "be friendly",
    "be helpful",
    "be polite",
    "be professional",
    "do a good job",
    "do your best",
    "do your job well",
    "follow best practices",
    "follow the best practices",
    "follow industry best practices",
    "provide accurate information",
    "provide helpful answers",
    "provide helpful responses",
    "think step by step",
    "try your best",
    "use best practices",
    "use common sense",
    "write clean and maintainable code",
    "write clean code",
    "write clean, maintainable code",
    "write good code",
    "write high quality code",
    "write high-quality code",
    "write quality code",
    "you are a helpful ai assistant",
    "you are a helpful assistant",
    "you are an ai assistant",
]);

/// What may stand between the beginning of the sentence and such words.
const BEFORE: &[&str] = &[
    "always",
    "please",
    "you must",
    "you should",
    "and",
    "you must always",
    "you should always",
];

fn check(file: &File<'_>) -> Vec<Finding> {
    said(file, &FILLER, is_alone)
        .into_iter()
        .map(|span| {
            let words = span.slice(file.source());
            let message = format!(
            "\"{words}\" tells a model nothing that it would not do anyway. Say what it means for this task, \
             or take it away"
            );
            Finding::new(&BO06, span, message)
        })
        .collect()
}

/// Whether words are a sentence of their own: it begins there, and nothing follows that would say more.
fn is_alone(source: &str, passage: &Passage, words: Span) -> bool {
    let text = passage.span.slice(source);
    let before = text.get(..words.start).unwrap_or_default();
    let last = before.rsplit(['.', '!', '?', ':', ';', ',']).next();
    let last = last.unwrap_or_default().trim();
    let ordered = BEFORE.iter().any(|known| last.eq_ignore_ascii_case(known));
    let begins = passage.begins_at(source, passage.span.start + words.start);
    let rest = text.get(words.end..).unwrap_or_default().trim_start();
    let ends = match rest.chars().next() {
        // At the end of the passage there may be markup, with more behind it.
        None => ends_there(source, passage.whole.end, passage.span.end),
        Some(sign) => matches!(sign, '.' | '!' | ';'),
    };
    (begins || ordered) && ends
}

/// Whether nothing but marks of emphasis stands between a place and the end of what it belongs to.
fn ends_there(source: &str, end: usize, at: usize) -> bool {
    let rest = source.get(at..end).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    line.trim_matches(['*', '_', ' ', '.', '!']).is_empty()
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;

    fn words(said: &str) -> Vec<String> {
        let text = format!(
            "---\nname: a\ndescription: b\n---\n\nYou review the code of the change and the tests of it, and you name what is wrong with it.\n\n{said}\n"
        );
        let findings = found("BO06", &text);
        findings
            .iter()
            .map(|finding| finding.span.slice(&text).to_owned())
            .collect()
    }

    #[test]
    fn exactly_the_words_are_marked() {
        assert_eq!(
            words("- Be helpful\n- **Write clean code**"),
            ["Be helpful", "Write clean code"]
        );
        assert_eq!(
            words("Always follow best practices. You must be accurate!"),
            ["follow best practices", "be accurate"]
        );
    }

    #[test]
    fn what_says_more_is_not_filler() {
        for said in [
            "Follow best practices for Rust errors.",
            "Tell what data would be helpful.",
            "- **Be helpful**: give a command for each step",
            "Templates that follow best practices",
            "Replace \"be helpful\" with the task.",
            "# Be helpful",
            "You are an AI assistant that only recommends actions.",
            "- Write clean code with names of the domain",
        ] {
            assert!(words(said).is_empty(), "{said}");
        }
    }
}
