use super::said;
use crate::dialect::Kind;
use crate::lint::prose::{Phrases, begins_with};
use crate::lint::{Basis, Check, File, Finding, Passage, Rule, Sample, Severity};
use crate::text::Span;

/// Words that leave an instruction to the agent's liking.
pub static BO05: Rule = Rule {
    id: "BO05",
    title: "Vague instruction",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "agnix (PE-004)",
        link: "",
    },
    about: "\"If possible\" and \"you should try to\" say neither when the instruction holds nor what to do \
            otherwise, so the agent decides anew each time. Name the condition, or drop the words. Only the \
            prose of English prompts is looked at, and only words that hedge an instruction: that something \
            usually is so may be said, and \"where possible\" may name a limit of the matter.",
    speaks_of: Kind::is_agent,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review the code of a change. You should try to run the tests of it, and name what is wrong with the file and the line if possible.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review the code of a change. Run the tests of it when there are any, and name what is wrong with the file and the line.\n",
    ),
    check: Check::File(check),
};

/// What hedges an instruction: the first ones where they begin it, the others wherever they stand.
static HEDGES: Phrases = Phrases::new(&[
    "generally",
    "ideally",
    "maybe",
    "normally",
    "perhaps",
    "usually",
    "if at all possible",
    "if possible",
    "should generally",
    "should ideally",
    "should probably",
    "should try",
    "should usually",
    "you may want to",
    "you might want to",
]);

fn check(file: &File<'_>) -> Vec<Finding> {
    said(file, &HEDGES, hedges_instruction)
        .into_iter()
        .map(|span| {
            let words = span.slice(file.source());
            let message = format!(
            "\"{words}\" leaves it to the agent whether to do so. Name the condition, or take the words away"
            );
            Finding::new(&BO05, span, message)
        })
        .collect()
}

/// Whether words hedge an instruction where they stand. Single words do so before a verb that orders
/// alone, and "you may want to" is said to the agent at the beginning of a sentence.
fn hedges_instruction(source: &str, passage: &Passage, words: Span) -> bool {
    let text = passage.span.slice(source);
    let said = words.slice(text);
    let to_the_agent = begins_with(said, "you");
    if said.contains(' ') && !to_the_agent {
        return true;
    }
    let rest = text.get(words.end..).unwrap_or_default();
    passage.begins_at(source, passage.span.start + words.start) && (to_the_agent || instructs(rest))
}

/// Whether a text begins with a verb that orders, behind a comma or a blank.
fn instructs(rest: &str) -> bool {
    const VERBS: &[&str] = &[
        "add", "ask", "avoid", "check", "choose", "do", "don't", "explain", "include", "keep",
        "make", "never", "prefer", "provide", "read", "review", "run", "start", "suggest", "test",
        "use", "write",
    ];
    let word = rest
        .trim_start_matches([',', ' '])
        .split([' ', ',', '.'])
        .next();
    word.is_some_and(|word| VERBS.contains(&word))
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;

    fn words(said: &str) -> Vec<String> {
        let text = format!(
            "---\nname: a\ndescription: b\n---\n\nYou review the code of the change and the tests of it, and you name what is wrong with it.\n\n{said}\n"
        );
        let findings = found("BO05", &text);
        let quoted = |words: &str| format!("\"{words}\"");
        findings
            .iter()
            .map(|finding| {
                let words = finding.span.slice(&text);
                assert!(finding.message.starts_with(&quoted(words)), "{finding:?}");
                words.to_owned()
            })
            .collect()
    }

    #[test]
    fn exactly_the_words_are_marked() {
        assert_eq!(words("- Run the tests **if possible**."), ["if possible"]);
        assert_eq!(
            words("You should try to be brief. If possible, ask."),
            ["should try", "If possible"]
        );
        assert_eq!(words("You might want to ask."), ["You might want to"]);
        assert_eq!(words("Usually, run the tests first."), ["Usually"]);
    }

    #[test]
    fn statements_quotes_and_code_are_no_instructions() {
        for said in [
            "That tool is usually a dozen lines.",
            "Usually the cause is a race.",
            "Never write \"if possible\" yourself.",
            "Ask \"Should I do it if possible today?\" first.",
            "Ask “do it if possible” first.",
            "Tell the user what you may want to know.",
            "Run `make if possible`.",
            "```\nif possible\n```",
            "See [if possible](https://example.com).",
            "Prefer the safe call where possible.",
        ] {
            assert!(words(said).is_empty(), "{said}");
        }
    }
}
