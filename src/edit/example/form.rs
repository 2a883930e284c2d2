//! How a file writes its examples, so that new ones look like them.

use crate::definition::{Example, Part, PartKind, Speaker};
use crate::edit::description::Description;
use crate::edit::splice::with_plain_line_ends;
use crate::text::Span;

/// What a new example says, in order. Parts without text are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewExample {
    /// What each part is, and its text.
    pub parts: Vec<(PartKind, String)>,
}

/// What stands around the text of a part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    pub before: String,
    pub after: String,
}

/// The quotes that may stand around a text, the usual ones first.
pub(super) const QUOTES: [(&str, &str); 4] = [("\"", "\""), ("'", "'"), ("“", "”"), ("«", "»")];

impl NewExample {
    /// One that shows what goes where, for the agent of that name.
    pub fn starter(agent: &str) -> Self {
        let answer = match agent {
            "" => "I'll call the agent for this.".to_owned(),
            name => format!("I'll use the {name} agent for this."),
        };
        let parts = [
            (PartKind::Context, "What has happened."),
            (PartKind::Turn(Speaker::User), "What the person asks for."),
            (PartKind::Turn(Speaker::Assistant), &*answer),
            (PartKind::Commentary, "Why this agent is the right one."),
        ];
        Self {
            parts: parts.map(|(kind, text)| (kind, text.to_owned())).into(),
        }
    }

    /// What an example of a file says.
    pub(in crate::edit) fn of(example: &Example) -> Self {
        let parts = example.parts.iter();
        Self {
            parts: parts
                .map(|part| (part.kind.clone(), with_plain_line_ends(&part.text)))
                .collect(),
        }
    }

    /// The parts that say something, without the white space at their ends.
    pub(super) fn parts(&self) -> Vec<(PartKind, String)> {
        self.parts
            .iter()
            .map(|(kind, text)| (kind.clone(), text.trim().to_owned()))
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }
}

/// What stands around a part's text in the decoded description.
pub(super) fn frame_of(description: &Description<'_>, part: &Part) -> Frame {
    Frame {
        before: description
            .slice(Span::new(part.whole.start, part.span.start))
            .to_owned(),
        after: description
            .slice(Span::new(part.span.end, part.whole.end))
            .to_owned(),
    }
}

/// The frame for a new part of that kind: the one that this example, or another one of the file,
/// puts around such a part; else the usual one.
pub(super) fn frame(
    description: &Description<'_>,
    example: Option<usize>,
    kind: &PartKind,
) -> Frame {
    let examples = &description.parts.examples;
    let own = example.and_then(|index| examples.get(index));
    let found = own
        .into_iter()
        .chain(examples.iter().rev())
        .flat_map(|example| &example.parts)
        .find(|part| part.kind == *kind && !part.text.is_empty());
    match found {
        Some(part) => frame_of(description, part),
        None => {
            let like = own.or(examples.last());
            match like {
                Some(like) if tagged(description, like) => tag_frame(kind),
                Some(like) => usual_frame(lines(description, like), kind),
                None => usual_frame(false, kind),
            }
        }
    }
}

fn usual_frame(lines: bool, kind: &PartKind) -> Frame {
    let frame = |before: &str, after: &str| Frame {
        before: before.to_owned(),
        after: after.to_owned(),
    };
    match kind {
        PartKind::Context => frame("Context: ", ""),
        PartKind::Turn(Speaker::User) => frame("user: \"", "\""),
        PartKind::Turn(Speaker::Assistant) => frame("assistant: \"", "\""),
        PartKind::Turn(Speaker::Other(name)) => frame(&format!("{name}: \""), "\""),
        PartKind::Commentary if lines => frame("<commentary>\n", "\n</commentary>"),
        PartKind::Commentary => frame("<commentary>", "</commentary>"),
        PartKind::Note => frame("<", ">"),
        PartKind::Prose | PartKind::Text => frame("", ""),
    }
}

/// Whether the turns of an example stand in tags: a label before them would swallow them.
fn tagged(description: &Description<'_>, example: &Example) -> bool {
    example.parts.iter().any(|part| {
        matches!(part.kind, PartKind::Turn(_)) && description.slice(part.label).starts_with('<')
    })
}

/// The tags that may stand around a part in place of its label.
pub(super) fn tag_frame(kind: &PartKind) -> Frame {
    let tag = match kind {
        PartKind::Context => "context",
        PartKind::Turn(Speaker::User) => "user",
        PartKind::Turn(Speaker::Assistant) => "assistant",
        _ => return usual_frame(false, kind),
    };
    Frame {
        before: format!("<{tag}>"),
        after: format!("</{tag}>"),
    }
}

/// Whether an example stands on several lines.
pub(super) fn lines(description: &Description<'_>, example: &Example) -> bool {
    description.slice(example.span).contains('\n')
}

/// The white space that ends at `end`.
pub(super) fn gap_before(description: &Description<'_>, end: usize) -> Span {
    let before = description.slice(Span::new(0, end));
    Span::new(before.trim_end().len(), end)
}

/// The text of a new example, with the tags, the gaps and the frames of the last one; the usual
/// ones, on lines of their own or not, where there is none.
pub(super) fn write(
    description: &Description<'_>,
    parts: &[(PartKind, String)],
    on_lines: bool,
) -> String {
    let model = description.parts.examples.last();
    let (mut out, first, between, last) = match model {
        Some(model) => {
            let opening = description.slice(Span::new(model.span.start, model.opening.end));
            let gap = |end: usize| description.slice(gap_before(description, end)).to_owned();
            let first = model.parts.first().map(|part| gap(part.whole.start));
            let usual = if lines(description, model) { "\n" } else { " " };
            let first = first.unwrap_or_else(|| usual.trim_matches(' ').to_owned());
            let between = model.parts.get(1).map(|part| gap(part.whole.start));
            let between = between
                .filter(|gap| !gap.is_empty())
                .unwrap_or_else(|| usual.to_owned());
            let last = model.closing.map(|tag| gap(tag.start));
            let last = last.unwrap_or_else(|| usual.trim_matches(' ').to_owned());
            (opening.to_owned(), first, between, last)
        }
        None if on_lines => (
            "<example>".to_owned(),
            "\n".into(),
            "\n".into(),
            "\n".into(),
        ),
        None => (
            "<example>".to_owned(),
            String::new(),
            " ".into(),
            String::new(),
        ),
    };
    for (index, (kind, text)) in parts.iter().enumerate() {
        out.push_str(if index == 0 { &first } else { &between });
        let frame = match model {
            Some(_) => frame(description, None, kind),
            None => usual_frame(on_lines, kind),
        };
        out.push_str(&frame.before);
        out.push_str(text);
        out.push_str(&frame.after);
    }
    out.push_str(&last);
    out.push_str("</example>");
    out
}
