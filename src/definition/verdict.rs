use super::{Definition, Field, LayoutProblem, Reading, ScalarKind, Value};
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

/// Says how the file stands in Claude Code as a project file, and whether it is valid YAML. What
/// keeps a file from loading was observed in version 2.1.330.
pub(super) fn verdict(definition: &Definition) -> Verdict {
    match obstacle(definition) {
        Some((why, span)) => Verdict {
            tone: Tone::Bad,
            sentence: format!("Does not load in Claude Code: {why}"),
            span,
        },
        None => loads(definition),
    }
}

fn loads(definition: &Definition) -> Verdict {
    if let Some(LayoutProblem::ClosedInsideLine(span)) = definition.layout.problem {
        let line = LineIndex::new(&definition.source).line(span.start);
        return Verdict {
            tone: Tone::Caution,
            sentence: format!(
                "Loads in Claude Code, but loses text: the --- inside line {line} ends the frontmatter"
            ),
            span: Some(span),
        };
    }
    match &definition.reading {
        Reading::Repaired { error, .. } => Verdict {
            tone: Tone::Caution,
            sentence: format!(
                "Loads in Claude Code; not valid YAML (line {}: {})",
                error.line, error.message
            ),
            span: Some(error.span),
        },
        _ => Verdict {
            tone: Tone::Good,
            sentence: "Loads in Claude Code; valid YAML".to_owned(),
            span: definition.layout.frontmatter,
        },
    }
}

/// What keeps Claude Code from loading the file, and where.
fn obstacle(definition: &Definition) -> Option<(String, Option<Span>)> {
    let layout = &definition.layout;
    let said = |why: &str, span| Some((why.to_owned(), span));
    match &layout.problem {
        Some(LayoutProblem::Empty) => return said("the file is empty", None),
        Some(LayoutProblem::NoFrontmatter) => {
            return said("the file does not begin with a --- line", Some(Span::at(0)));
        }
        Some(LayoutProblem::TextBefore(span)) => {
            return said("something stands before the opening ---", Some(*span));
        }
        Some(LayoutProblem::NeverClosed) => {
            return said(
                "the frontmatter is never closed by a second ---",
                layout.opening,
            );
        }
        Some(LayoutProblem::ClosedInsideLine(_)) | None => {}
    }
    match &definition.reading {
        Reading::LineByLine { after_repair, .. } => {
            let why = format!("line {}: {}", after_repair.line, after_repair.message);
            return Some((why, Some(after_repair.span)));
        }
        Reading::NotAMapping { span } => {
            return said(
                "the frontmatter is not made of key: value lines",
                Some(*span),
            );
        }
        Reading::None | Reading::Yaml | Reading::Repaired { .. } => {}
    }
    let fence = layout.opening;
    name_obstacle(definition.field("name"), fence)
        .or_else(|| description_obstacle(definition.field("description"), fence))
        .or_else(|| hooks_obstacle(definition.field("hooks")))
        .map(|(why, span)| (why.to_owned(), span))
}

type Obstacle = Option<(&'static str, Option<Span>)>;

fn name_obstacle(field: Option<&Field>, fence: Option<Span>) -> Obstacle {
    const LONGEST: usize = 256;
    let Some(field) = field else {
        return Some(("it has no name, so it counts as a document", fence));
    };
    let text = match &field.value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => scalar.text.as_str(),
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => {
            return Some(("its name is empty", Some(field.span)));
        }
        _ => return Some(("its name is not a text: put it in quotes", Some(field.span))),
    };
    let why = if text.is_empty() {
        "its name is empty"
    } else if text.starts_with('-') {
        "its name begins with -"
    } else if text.contains(':') {
        "its name holds a colon"
    } else if text.encode_utf16().count() > LONGEST {
        "its name is longer than 256 characters"
    } else {
        return None;
    };
    Some((why, Some(field.span)))
}

fn description_obstacle(field: Option<&Field>, fence: Option<Span>) -> Obstacle {
    let Some(field) = field else {
        return Some(("it has no description", fence));
    };
    match &field.value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => scalar
            .text
            .as_str()
            .is_empty()
            .then_some(("its description is empty", Some(field.span))),
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => {
            Some(("its description is empty", Some(field.span)))
        }
        _ => Some(("its description is not a text", Some(field.span))),
    }
}

/// The events that Claude Code documents; others are dropped with a warning, whatever they hold.
const HOOK_EVENTS: &[&str] = &[
    "ConfigChange",
    "Notification",
    "PermissionRequest",
    "PostToolUse",
    "PostToolUseFailure",
    "PreCompact",
    "PreToolUse",
    "SessionEnd",
    "SessionStart",
    "Stop",
    "SubagentStart",
    "SubagentStop",
    "TaskCompleted",
    "TeammateIdle",
    "UserPromptSubmit",
    "WorktreeCreate",
    "WorktreeRemove",
];

/// A map from events to lists loads; a list, a text, or a known event without a list drops the
/// whole agent.
fn hooks_obstacle(field: Option<&Field>) -> Obstacle {
    let field = field?;
    let fits = match &field.value {
        Value::Map { entries, .. } => {
            let known = |key: &str| HOOK_EVENTS.contains(&key);
            entries
                .iter()
                .filter(|entry| known(entry.key.text.as_str()))
                .all(|entry| matches!(entry.value, Value::List { .. }))
        }
        Value::Scalar(scalar) => scalar.kind == ScalarKind::Null,
        Value::List { .. } => false,
    };
    (!fits).then_some((
        "its hooks are not a map from events to lists",
        Some(field.span),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(source: &str) -> String {
        Definition::parse(source).verdict().sentence
    }

    #[test]
    fn a_good_file() {
        let verdict = Definition::parse("---\nname: a\ndescription: b\n---\nBody").verdict();
        assert_eq!(verdict.sentence, "Loads in Claude Code; valid YAML");
        assert_eq!(verdict.tone, Tone::Good);
    }

    #[test]
    fn a_description_that_needs_the_repair() {
        let source =
            "---\nname: a\ndescription: Use it. Examples: <example>user: \"b\"</example>\n---\n";
        let verdict = Definition::parse(source).verdict();
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
