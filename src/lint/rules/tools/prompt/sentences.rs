//! A prompt, sentence by sentence.

use memchr::memchr_iter;

use crate::definition::Definition;
use crate::lint::beginnings::Needles;
use crate::text::Span;

/// A sentence as a message shows it: without markup, and not all of a long one.
pub fn shown(sentence: &str) -> String {
    const LONGEST: usize = 80;
    let plain: String = sentence
        .chars()
        .filter(|sign| !matches!(sign, '*' | '`'))
        .collect();
    let plain = plain.trim_matches(|sign: char| sign.is_whitespace() || "-#>.:;".contains(sign));
    match plain.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", plain.get(..end).unwrap_or_default().trim_end()),
        None => plain.to_owned(),
    }
}

/// The sentences of the prompt that may speak of what the agent must not do or has to use: those of
/// lines without such a word, of code blocks and of examples are left out. None goes over a line end.
pub fn sentences(definition: &Definition) -> Vec<Span> {
    let source = &*definition.source;
    let mut sentences = Vec::new();
    let (mut in_code, mut in_example) = (false, false);
    let body = definition.layout.body.slice(source);
    let has_examples = body.contains("<example");
    let mut at = 0;
    // Ends of lines are found faster in the whole than line by line.
    let ends = memchr_iter(b'\n', body.as_bytes()).map(|end| end + 1);
    for end in ends.chain([body.len()]) {
        let line = body.get(at..end).unwrap_or_default();
        let start = definition.layout.body.start + at;
        at = end;
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            in_code = !in_code;
            continue;
        }
        in_example |= has_examples && line.contains("<example");
        if !in_code && !in_example && SIGNS.are_in(line) {
            split(line.trim_end(), start, &mut sentences);
        }
        in_example = in_example && !line.contains("</example");
    }
    sentences
}

/// What a line has that says "never", "not", "-n't", "only" or "use": most have none.
static SIGNS: Needles = Needles::new(&["ver", "not", "n't", "nly", "use", "\u{2019}t"]);

fn split(line: &str, start: usize, sentences: &mut Vec<Span>) {
    let mut push = |from: usize, to: usize| {
        let sentence = line.get(from..to).unwrap_or_default();
        let blanks = sentence.len() - sentence.trim_start().len();
        if blanks < sentence.len() {
            sentences.push(Span::new(start + from + blanks, start + to));
        }
    };
    let mut from = 0;
    for (at, byte) in line.bytes().enumerate() {
        if !matches!(byte, b'.' | b'!' | b'?' | b';') {
            continue;
        }
        let next = line.get(at + 1..).and_then(|rest| rest.chars().next());
        if next.is_none_or(|next| next.is_whitespace() || matches!(next, '*' | ')' | '"')) {
            push(from, at + 1);
            from = at + 1;
        }
    }
    push(from, line.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_within_lines_and_leave_out_what_is_shown() {
        let text = "---\nname: a\n---\nUse a.md only. Then stop;\r\n- **Never?** So\n```\nuse code.\n```\n<example>\nNever.\n</example>\nOther.\nDon\u{2019}t\n";
        let definition = Definition::parse(text);
        let found: Vec<&str> = sentences(&definition)
            .into_iter()
            .map(|span| span.slice(text))
            .collect();
        assert_eq!(
            found,
            [
                "Use a.md only.",
                "Then stop;",
                "- **Never?",
                "** So",
                "Don\u{2019}t"
            ]
        );
    }

    #[test]
    fn a_long_sentence_is_cut_for_the_message() {
        assert_eq!(shown("- **Stay read-only.**"), "Stay read-only");
        assert!(shown(&"é ".repeat(100)).ends_with(" …"));
    }
}
