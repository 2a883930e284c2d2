//! A prompt, sentence by sentence.

use crate::definition::Definition;
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
    let mut at = definition.layout.body.start;
    for line in definition.layout.body.slice(source).split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            in_code = !in_code;
            continue;
        }
        in_example |= line.contains("<example");
        if !in_code && !in_example && may_speak(line) {
            split(line.trim_end(), start, &mut sentences);
        }
        in_example &= !line.contains("</example");
    }
    sentences
}

/// Whether there is a "never", "not", "-n't", "only" or "use" in a line, in whatever case: most have
/// none, and this runs at every key.
fn may_speak(line: &str) -> bool {
    line.as_bytes().windows(3).any(|bytes| {
        let lower = [
            bytes[0].to_ascii_lowercase(),
            bytes[1].to_ascii_lowercase(),
            bytes[2].to_ascii_lowercase(),
        ];
        // The last one is the end of a curly apostrophe before a t.
        matches!(
            &lower,
            b"ver" | b"not" | b"n't" | b"nly" | b"use" | [0x80, 0x99, b't']
        )
    })
}

fn split(line: &str, start: usize, sentences: &mut Vec<Span>) {
    let mut push = |from: usize, to: usize| {
        let sentence = line.get(from..to).unwrap_or_default();
        let blanks = sentence.len() - sentence.trim_start().len();
        if blanks < sentence.len() {
            sentences.push(Span::new(start + from + blanks, start + to));
        }
    };
    let mut from = 0;
    let mut signs = line.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let ends = matches!(sign, '.' | '!' | '?' | ';')
            && signs
                .peek()
                .is_none_or(|(_, next)| next.is_whitespace() || matches!(next, '*' | ')' | '"'));
        if ends {
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
