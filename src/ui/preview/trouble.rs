//! What is broken, where, and what it means: shown above everything that could still be read.

use leptos::prelude::*;

use crate::definition::{Definition, LayoutProblem, Reading};
use crate::text::{LineIndex, Span};
use crate::ui::session::Session;

/// One explanation at most; the verdict line has the short form.
#[component]
pub fn Trouble(session: Session) -> impl IntoView {
    let explanation = Memo::new(move |_| session.definition.with(|read| explain(read)));
    let go = move |_| {
        if let Some(span) = session
            .definition
            .with_untracked(|read| place_of_trouble(read))
        {
            session.reveal_span(span);
        }
    };
    move || {
        explanation.get().map(|explanation| {
            let excerpt = explanation.excerpt.map(|excerpt| {
                view! {
                    <p class="excerpt">
                        <span class="excerpt-line">{excerpt.number}</span>
                        <code>{excerpt.before}<mark>{excerpt.marked}</mark>{excerpt.after}</code>
                    </p>
                }
            });
            view! {
                <div class="trouble">
                    <p>{explanation.text}</p>
                    {excerpt}
                    <button type="button" class="button" on:click=go>
                        "Go to the place"
                    </button>
                </div>
            }
        })
    }
}

#[derive(Clone, PartialEq)]
struct Explanation {
    text: String,
    excerpt: Option<Excerpt>,
}

#[derive(Clone, PartialEq)]
struct Excerpt {
    /// The line, from 1.
    number: String,
    before: String,
    marked: String,
    after: String,
}

fn place_of_trouble(read: &Definition) -> Option<Span> {
    match &read.reading {
        Reading::Repaired { error, .. } => Some(error.span),
        Reading::LineByLine { after_repair, .. } => Some(after_repair.span),
        Reading::NotAMapping { span } => Some(*span),
        Reading::Yaml | Reading::None => match &read.layout.problem {
            Some(LayoutProblem::TextBefore(span) | LayoutProblem::ClosedInsideLine(span)) => {
                Some(*span)
            }
            Some(LayoutProblem::NeverClosed) => read.layout.opening,
            Some(LayoutProblem::Empty | LayoutProblem::NoFrontmatter) => Some(Span::at(0)),
            None => None,
        },
    }
}

fn explain(read: &Definition) -> Option<Explanation> {
    let text = match (&read.layout.problem, &read.reading) {
        (Some(LayoutProblem::Empty), _) => {
            "The file is empty. A definition begins with a line ---, fields such as name and description, and a second ---."
                .to_owned()
        }
        (Some(LayoutProblem::NoFrontmatter), _) => {
            "There is no frontmatter. A definition begins with a line ---, fields such as name and description, and a second ---."
                .to_owned()
        }
        (Some(LayoutProblem::TextBefore(_)), _) => {
            "Something stands before the opening ---. Programs then see no frontmatter at all: remove what is above it."
                .to_owned()
        }
        (Some(LayoutProblem::NeverClosed), _) => {
            "The frontmatter never closes: a second line --- is missing. Programs ignore the whole file; what looks like its fields is shown below."
                .to_owned()
        }
        (Some(LayoutProblem::ClosedInsideLine(_)), _) => {
            "The frontmatter ends at a --- inside a line, earlier than it looks. What follows it belongs to the body for every program that splits there."
                .to_owned()
        }
        (None, Reading::Repaired { error, quoted }) => {
            let lines = if quoted.len() == 1 { "one line" } else { "some lines" };
            format!(
                "Line {}: {}. Claude Code mends {lines} by itself and loads the file; programs that read strict YAML do not.",
                error.line, error.message
            )
        }
        (None, Reading::LineByLine { after_repair, .. }) => format!(
            "Line {}: {}. No program can read these fields; what can be made out line by line is shown below.",
            after_repair.line, after_repair.message
        ),
        (None, Reading::NotAMapping { .. }) => {
            "The frontmatter holds no fields: each needs the form key: value, with a blank after the colon."
                .to_owned()
        }
        (None, Reading::Yaml | Reading::None) => return None,
    };
    Some(Explanation {
        text,
        excerpt: place_of_trouble(read).and_then(|span| excerpt(read, span)),
    })
}

/// The failing place with a little of its line before and after.
fn excerpt(read: &Definition, span: Span) -> Option<Excerpt> {
    const BEFORE: usize = 30;
    const MARKED: usize = 60;
    const AFTER: usize = 30;
    let lines = LineIndex::new(&read.source);
    let number = lines.line(span.start);
    let line = lines.line_span(&read.source, number)?;
    let end = span.end.min(line.end).max(span.start);
    let ahead = Span::new(line.start, span.start).slice(&read.source);
    let skipped = ahead.chars().count().saturating_sub(BEFORE);
    let marked: String = Span::new(span.start, end)
        .slice(&read.source)
        .chars()
        .take(MARKED)
        .collect();
    if marked.trim().is_empty() {
        return None;
    }
    let after: String = Span::new(end, line.end)
        .slice(&read.source)
        .chars()
        .take(AFTER)
        .collect();
    let before = ahead.chars().skip(skipped).collect();
    Some(Excerpt {
        number: number.to_string(),
        before,
        marked,
        after,
    })
}
