use super::{Input, Loss, LossKind, Outcome, Reader, Reading};
use crate::definition::{Definition, Reading as Frontmatter};
use crate::text::{LineIndex, Span};

/// How a file stands, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Good, with a caution, or bad.
    pub tone: Tone,
    /// The sentence, as "Claude Code 2.1.330, project file: loads; not valid YAML (line 3: …)".
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

impl Tone {
    /// The name of its style class: `good`, `caution`, `bad`.
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Caution => "caution",
            Self::Bad => "bad",
        }
    }
}

/// Says how a file stands in the program whose reader it is, and whether it is valid YAML.
pub fn verdict(input: &Input<'_>, reader: &dyn Reader) -> Verdict {
    of_reading(input.definition, &reader.title(), &reader.read(input))
}

/// The same of a reading that is there already; `program` begins the sentence.
pub fn of_reading(definition: &Definition, program: &str, reading: &Reading) -> Verdict {
    let lost = |kind| reading.losses.iter().find(|loss| loss.kind == kind);
    let (tone, words, loss) = match reading.outcome {
        Outcome::DoesNotLoad { told } => (
            Tone::Bad,
            if told {
                "does not load, and says so"
            } else {
                "does not load"
            },
            lost(LossKind::File).or(reading.losses.first()),
        ),
        Outcome::LosesText => (
            Tone::Caution,
            "loads, but loses text",
            lost(LossKind::File).or_else(|| lost(LossKind::Text)),
        ),
        Outcome::Loads | Outcome::LoadsAfterRepair => {
            return loading(definition, program, reading.outcome);
        }
    };
    let why = loss.map_or_else(String::new, |loss| {
        format!(": {}", at_line(definition, loss))
    });
    Verdict {
        tone,
        sentence: format!("{program}: {words}{why}"),
        span: loss.map(|loss| loss.span),
    }
}

fn loading(definition: &Definition, program: &str, outcome: Outcome) -> Verdict {
    match &definition.reading {
        Frontmatter::Repaired { error, .. } => Verdict {
            tone: Tone::Caution,
            sentence: format!(
                "{program}: loads; not valid YAML (line {}: {})",
                error.line, error.message
            ),
            span: Some(error.span),
        },
        _ if outcome == Outcome::LoadsAfterRepair => Verdict {
            tone: Tone::Caution,
            sentence: format!("{program}: loads after a repair of its own"),
            span: definition.layout.frontmatter,
        },
        Frontmatter::Yaml => Verdict {
            tone: Tone::Good,
            sentence: format!("{program}: loads; valid YAML"),
            span: definition.layout.frontmatter,
        },
        Frontmatter::None | Frontmatter::LineByLine { .. } | Frontmatter::NotAMapping { .. } => {
            Verdict {
                tone: Tone::Caution,
                sentence: format!("{program}: loads; others find no fields in it"),
                span: definition.layout.frontmatter,
            }
        }
    }
}

/// Why a program does not load a file, with the line where the reason stands; `None` where it loads.
pub fn why_not(definition: &Definition, reading: &Reading) -> Option<String> {
    if reading.outcome.loads() {
        return None;
    }
    let of_file = |loss: &&Loss| loss.kind == LossKind::File;
    let loss = reading.losses.iter().find(of_file);
    Some(at_line(definition, loss.or(reading.losses.first())?))
}

/// The reason of a loss, with the line where it stands.
fn at_line(definition: &Definition, loss: &Loss) -> String {
    if loss.reason.starts_with("line ") {
        return loss.reason.clone();
    }
    let line = LineIndex::new(&definition.source).line(loss.span.start);
    format!("line {line}: {}", loss.reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{ClaudeCode, Home, Version};

    fn verdict_of(source: &str, reader: ClaudeCode) -> Verdict {
        verdict(&Input::new(&Definition::parse(source)), &reader)
    }

    fn sentence(source: &str) -> String {
        verdict_of(source, ClaudeCode::default()).sentence
    }

    #[test]
    fn a_good_file() {
        let verdict = verdict_of(
            "---\nname: a\ndescription: b\n---\nBody",
            ClaudeCode::default(),
        );
        assert_eq!(
            verdict.sentence,
            "Claude Code 2.1.330, project file: loads; valid YAML"
        );
        assert_eq!(verdict.tone, Tone::Good);
    }

    #[test]
    fn a_description_that_needs_the_repair() {
        let source =
            "---\nname: a\ndescription: Use it. Examples: <example>user: \"b\"</example>\n---\n";
        let verdict = verdict_of(source, ClaudeCode::default());
        assert_eq!(
            verdict.sentence,
            "Claude Code 2.1.330, project file: loads; not valid YAML (line 3: \"Examples:\" looks like a second key: the value needs quotes)"
        );
        assert_eq!(
            verdict.span.map(|span| span.slice(source)),
            Some("Examples:")
        );
    }

    #[test]
    fn the_version_and_the_home_decide() {
        let source = "---\nname: a\ndescription: b: c\n---\n";
        let older = ClaudeCode {
            version: Version::new(2, 0, 77),
            home: Home::User,
        };
        let verdict = verdict_of(source, older);
        assert_eq!(verdict.tone, Tone::Bad);
        assert!(
            verdict
                .sentence
                .starts_with("Claude Code 2.0.77, user file: does not load: line 3: "),
            "{}",
            verdict.sentence
        );
        let plugin = verdict_of("---\nname: a\n", ClaudeCode::PLUGIN);
        assert!(
            plugin
                .sentence
                .starts_with("Claude Code 2.1.330, plugin file: loads, but loses text: line 1: "),
            "{}",
            plugin.sentence
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
        assert!(sentence.contains("loses text: line 3: "), "{sentence}");
    }
}
