//! Lines of an example at the left margin that all look like keys: the file is valid YAML, and the
//! description ends before them without a word.

use super::settings::KNOWN;
use crate::definition::{Scalar, ScalarKind, Value};

/// How many of the keys behind a description are lines of an example that it lost.
///
/// A conversation is evidence: somebody speaks, in quotes or in several words, or both sides do.
/// Without one they are settings that somebody meant, as `context: fork` and `agent: Explore` of
/// skills are, and lists of examples.
pub(crate) fn lines_of_example<'a>(
    source: &str,
    behind: impl Iterator<Item = (&'a str, &'a Value)>,
) -> usize {
    let mut evident = 0;
    let (mut asks, mut answers, mut speaks) = (false, false, false);
    for (index, (key, value)) in behind.enumerate() {
        let (true, Value::Scalar(scalar)) = (is_label(key), value) else {
            break;
        };
        let user = is_one_of(key, &["user", "human"]);
        let assistant = is_one_of(key, &["assistant"]);
        asks |= user;
        answers |= assistant;
        speaks |= (user || assistant) && is_speech(source, scalar);
        // One word behind such a key is more likely a setting that follows.
        if user || assistant || is_speech(source, scalar) {
            evident = index + 1;
        }
    }
    if speaks || asks && answers {
        evident
    } else {
        0
    }
}

/// Whether a key labels a line of an example. A name with a capital is a speaker's, unless it is a
/// setting that is misspelt.
fn is_label(key: &str) -> bool {
    const LABELS: &[&str] = &[
        "context",
        "user",
        "assistant",
        "commentary",
        "example",
        "examples",
        "human",
        "agent",
    ];
    let speaker = key.starts_with(|c: char| c.is_ascii_uppercase()) && !is_one_of(key, KNOWN);
    speaker || is_one_of(key, LABELS)
}

fn is_one_of(key: &str, labels: &[&str]) -> bool {
    labels.iter().any(|label| key.eq_ignore_ascii_case(label))
}

/// Whether somebody says it: it stands in quotes, or is more than a word.
fn is_speech(source: &str, scalar: &Scalar) -> bool {
    let written = source.get(scalar.span.start..scalar.span.end);
    let quoted = written.is_some_and(|written| written.starts_with(['"', '\'', '“', '«', '„']));
    let text = scalar.text.as_str().trim();
    scalar.kind == ScalarKind::String && (quoted || text.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;

    /// How many keys behind the description it lost.
    fn lost(lines: &str) -> usize {
        let source = format!("---\nname: a\ndescription: b\n{lines}---\n");
        let definition = Definition::parse(source.as_str());
        let behind = definition.fields.iter().skip(2);
        lines_of_example(
            &source,
            behind.map(|field| (field.key.as_str(), &field.value)),
        )
    }

    #[test]
    fn a_conversation_belongs_to_the_description() {
        assert_eq!(lost("user: \"hi\"\n"), 1);
        assert_eq!(lost("user: Bake some bread\nassistant: Yes\n"), 2);
        assert_eq!(lost("user: hi\nassistant: Yes\nmodel: m\n"), 2);
        assert_eq!(
            lost("Context: Rain\nuser: \"hi\"\nDaisy: \"ok\"\ncommentary: x y\n"),
            4
        );
        assert_eq!(lost("examples:\nhuman: What now?\nagent: \"ok\"\n"), 3);
    }

    #[test]
    fn settings_that_somebody_meant_stay_settings() {
        assert_eq!(lost("context: fork\nagent: Explore\n"), 0);
        assert_eq!(lost("context: fork\nagent: \"Explore\"\nAuthor: b\n"), 0);
        assert_eq!(lost("examples: []\n"), 0);
        assert_eq!(
            lost("examples:\n  - user: \"hi\"\n    assistant: \"ok\"\n"),
            0
        );
        assert_eq!(lost("user: root\n"), 0);
        assert_eq!(lost("user: \"hi\"\nTools: Read, Grep\n"), 1);
        assert_eq!(lost("user: \"hi\"\nassistant: \"ok\"\ncontext: fork\n"), 2);
    }
}
