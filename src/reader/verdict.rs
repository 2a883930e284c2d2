use super::{ClaudeCode, Input, LossKind, Reader};
use crate::definition::{Definition, Reading};
use crate::text::{LineIndex, Span};

/// How a file stands, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Good, with a caution, or bad.
    pub tone: Tone,
    /// The sentence, as "Loads in Claude Code; not valid YAML (line 3: …)".
    pub sentence: String,
    /// What it speaks of, to put the caret there.
    pub span: Option<Span>,
}

/// Whether a verdict is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Everything reads it.
    Good,
    /// It loads, but not everywhere or not whole.
    Caution,
    /// It does not load.
    Bad,
}

/// Says how the file stands in Claude Code as a project file, and whether it is valid YAML.
pub fn verdict(definition: &Definition) -> Verdict {
    let input = Input::new(definition);
    let reading = ClaudeCode::default().read(&input);
    let first = |kind| reading.losses.iter().find(|loss| loss.kind == kind);
    let sentence = |tone, sentence: String, span| Verdict {
        tone,
        sentence,
        span,
    };
    if let Some(loss) = first(LossKind::File) {
        return sentence(
            Tone::Bad,
            format!("Does not load in Claude Code: {}", loss.reason),
            Some(loss.span),
        );
    }
    if let Some(loss) = first(LossKind::Text) {
        let line = LineIndex::new(&definition.source).line(loss.span.start);
        return sentence(
            Tone::Caution,
            format!(
                "Loads in Claude Code, but loses text (line {line}: {})",
                loss.reason
            ),
            Some(loss.span),
        );
    }
    match &definition.reading {
        Reading::Repaired { error, .. } => sentence(
            Tone::Caution,
            format!(
                "Loads in Claude Code; not valid YAML (line {}: {})",
                error.line, error.message
            ),
            Some(error.span),
        ),
        _ => sentence(
            Tone::Good,
            "Loads in Claude Code; valid YAML".to_owned(),
            definition.layout.frontmatter,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(source: &str) -> String {
        verdict(&Definition::parse(source)).sentence
    }

    #[test]
    fn a_good_file() {
        let verdict = verdict(&Definition::parse(
            "---\nname: a\ndescription: b\n---\nBody",
        ));
        assert_eq!(verdict.sentence, "Loads in Claude Code; valid YAML");
        assert_eq!(verdict.tone, Tone::Good);
    }

    #[test]
    fn a_description_that_needs_the_repair() {
        let source =
            "---\nname: a\ndescription: Use it. Examples: <example>user: \"b\"</example>\n---\n";
        let verdict = verdict(&Definition::parse(source));
        assert_eq!(
            verdict.sentence,
            "Loads in Claude Code; not valid YAML (line 3: \"Examples:\" looks like a second key: the value needs quotes)"
        );
        assert_eq!(
            verdict.span.map(|span| span.slice(source)),
            Some("Examples:")
        );
    }

    #[test]
    fn what_does_not_load_says_why() {
        for (source, why) in [
            ("", "the file is empty"),
            ("Body", "does not begin with a --- line"),
            ("\n---\nname: a\n---\n", "something stands before"),
            ("---\nname: a\n", "never closed"),
            ("---\nname:a\n---\n", "not made of key: value lines"),
            ("---\ndescription: b\n---\n", "no name"),
            ("---\nname: 3000\ndescription: b\n---\n", "not a text"),
            ("---\nname: -a\ndescription: b\n---\n", "begins with -"),
            ("---\nname: a\n---\n", "no description"),
            ("---\nname: a\ndescription:\n---\n", "description is empty"),
            (
                "---\nname: a\ndescription: [b]\n---\n",
                "description is not a text",
            ),
            ("---\nname: a\ndescription: b\nhooks: []\n---\n", "hooks"),
        ] {
            let sentence = sentence(source);
            assert!(sentence.contains(why), "{source:?}: {sentence}");
        }
    }

    #[test]
    fn a_fence_inside_a_line_loses_text() {
        let sentence = sentence("---\nname: a\ndescription: b --- c\n---\n");
        assert!(
            sentence.contains("loses text") && sentence.contains("line 3"),
            "{sentence}"
        );
    }
}
