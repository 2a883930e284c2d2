use super::english_prompt_of;
use crate::definition::{Block, Element, Piece};
use crate::dialect::Kind;
use crate::lint::beginnings::Needles;
use crate::lint::prose::{begins_with, words};
use crate::lint::{Basis, Check, File, Finding, Passage, Rule, Sample, Severity};
use crate::text::Span;

/// An instruction that says how not to do a thing, and nowhere how.
pub static BO07: Rule = Rule {
    id: "BO07",
    title: "Instruction only says what not to do",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "agnix (PE-006)",
        link: "",
    },
    about: "\"Don't use long words\" leaves open what to use. Models follow an instruction better that names what is \
            wanted. This speaks of the manner of doing a thing, and of lists and paragraphs in which nothing else \
            stands: a boundary (\"Do not delete files\") is well said so, and so is a list of mistakes to avoid. Only \
            English prompts are looked at.",
    speaks_of: Kind::is_agent,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review the code of the change and the tests of it, and you name what is wrong.\n\n## Style\n\n- Don't be verbose\n- Avoid jargon\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review the code of the change and the tests of it, and you name what is wrong.\n\n## Style\n\n- Be brief: one sentence for a finding\n- Avoid jargon, and use the words of the project\n",
    ),
    check: Check::File(check),
};

/// What an instruction about the manner begins with.
const MANNER: &[&str] = &[
    "avoid",
    "don't be",
    "don’t be",
    "do not be",
    "don't use",
    "don’t use",
    "do not use",
    "don't write",
    "don’t write",
    "do not write",
    "don't sound",
    "do not sound",
    "don't give",
    "do not give",
];

/// What any negative instruction begins with.
const NEGATIVE: &[&str] = &[
    "avoid",
    "don't",
    "don’t",
    "do not",
    "never",
    "no",
    "not",
    "must not",
    "you must not",
];

/// Words after which an alternative, a reason or a condition stands.
const MORE: &[&str] = &[
    "and", "as", "because", "but", "except", "if", "instead", "just", "keep", "only", "or",
    "prefer", "rather", "since", "so", "unless", "until", "use", "when", "where", "which", "while",
    "without",
];

/// What the heading or the line before a list of boundaries or mistakes holds.
static BOUNDARIES: Needles = Needles::new(&[
    "anti",
    "avoid",
    "bad",
    "bound",
    "constrain",
    "don't",
    "don’t",
    "forbid",
    "guardrail",
    "limit",
    "mistake",
    "must",
    "never",
    "not",
    "pitfall",
    "prohibit",
    "restrict",
    "rule",
    "safe",
    "scope",
    "smell",
    "warn",
    "wrong",
    "critical",
    "important",
]);

fn check(file: &File<'_>) -> Vec<Finding> {
    if english_prompt_of(file).is_none() {
        return Vec::new();
    }
    let source = file.source();
    let body = &file.definition.body;
    let mut passages = file.prose().passages.as_slice();
    let mut findings = Vec::new();
    let mut heading = "";
    let mut before = "";
    for block in &body.blocks {
        let count = passages
            .iter()
            .take_while(|passage| passage.span.start < block.span.end)
            .count();
        let (of_block, rest) = passages.split_at(count);
        passages = rest;
        if holds_instructions(block) {
            let found = only_negative(source, of_block);
            let is_expected = || is_about_boundaries(heading) || is_about_boundaries(before);
            if !found.is_empty() && !is_expected() {
                findings.extend(found);
            }
        }
        before = block.span.slice(source);
        if matches!(
            block.content.first().map(|first| &first.piece),
            Some(Piece::Open(Element::Heading(_)))
        ) {
            heading = before;
        }
    }
    findings
}

/// A paragraph or a list.
fn holds_instructions(block: &Block) -> bool {
    matches!(
        block.content.first().map(|first| &first.piece),
        Some(Piece::Open(Element::Paragraph | Element::List(_)))
    )
}

fn is_about_boundaries(text: &str) -> bool {
    let line = text.trim_end().lines().next_back().unwrap_or_default();
    let introduces =
        line.trim_start().starts_with('#') || line.trim_end_matches('*').ends_with(':');
    introduces && words(line).any(|(_, word)| BOUNDARIES.begin(word))
}

/// The instructions of a block, if all of them are negative and none says more.
fn only_negative(source: &str, passages: &[Passage]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut last = None;
    for passage in passages {
        let text = passage.whole.slice(source);
        if last == Some(passage.whole) {
            continue;
        }
        last = Some(passage.whole);
        let said = passage.span.slice(source);
        if !NEGATIVE.iter().any(|known| begins_with(said, known)) || says_more(text) {
            return Vec::new();
        }
        if let Some(manner) = MANNER.iter().find(|known| begins_with(said, known)) {
            found.push(Span::new(
                passage.span.start,
                passage.span.start + manner.len(),
            ));
        }
    }
    found
        .into_iter()
        .map(|span| {
            let words = span.slice(source);
            let message = format!(
                "\"{words}\" says what is not wanted, and nothing here says what is. Add what to do instead"
            );
            Finding::new(&BO07, span, message)
        })
        .collect()
}

/// Whether an item holds an alternative, a reason, or a second sentence.
fn says_more(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['-', '*', '+', ' ']);
    let signs =
        text.contains(['—', '–', '(', ';', ':', ',', '\n', '→', '`']) || text.contains(" - ");
    let sentences = text.trim_end_matches(['.', '!']).contains(". ");
    signs
        || sentences
        || words(text).any(|(_, word)| MORE.iter().any(|more| word.eq_ignore_ascii_case(more)))
}

#[cfg(test)]
mod tests {
    use super::BO07;
    use crate::lint::rules::tests::found;

    fn words(said: &str) -> Vec<String> {
        let text = format!(
            "---\nname: a\ndescription: b\n---\n\nYou review the code of the change and the tests of it, and you name what is wrong with it.\n\n{said}\n"
        );
        let findings = found("BO07", &text);
        findings
            .iter()
            .map(|finding| finding.span.slice(&text).to_owned())
            .collect()
    }

    #[test]
    fn exactly_the_words_are_marked_and_quoted() {
        assert_eq!(
            words("- Don't be verbose\n- Avoid jargon"),
            ["Don't be", "Avoid"]
        );
        let findings = found("BO07", BO07.bad.text);
        assert!(
            findings[0].message.starts_with("\"Don't be\""),
            "{findings:?}"
        );
    }

    #[test]
    fn boundaries_and_alternatives_are_well_said() {
        for said in [
            "- Do not delete files",
            "- Avoid jargon, use plain words",
            "- Avoid jargon — plain words",
            "- Be brief\n- Avoid jargon",
            "## Mistakes to avoid\n\n- Avoid jargon",
            "Things you must not do:\n\n- Avoid jargon",
            "Avoid jargon. Write for a new colleague.",
            "- Don't use `flex` unless asked",
            "The reader may avoid jargon.",
        ] {
            assert!(words(said).is_empty(), "{said}");
        }
    }
}
