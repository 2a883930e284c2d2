//! Edits of whole examples: add, duplicate, delete, move.

use super::form::{NewExample, gap_before, lines, write};
use super::part::first_that_reads;
use crate::definition::{Definition, Example};
use crate::edit::Refused;
use crate::edit::description::{Description, Said};
use crate::edit::field;
use crate::edit::splice::{Change, Piece};
use crate::text::{Span, TextEdit};

/// The words that do nothing but introduce examples.
const INTRODUCTIONS: &[&str] = &[
    "example",
    "examples",
    "example usage",
    "usage examples",
    "examples of usage",
    "for example",
    "some examples",
];

/// Adds an example behind the last one, written as the others are; where there is none, behind the
/// prose. A file without description gets one.
///
/// # Errors
/// When a text cannot be told from the labels and tags around it, or cannot be written.
pub fn add(definition: &Definition, example: &NewExample) -> Result<Vec<TextEdit>, Refused> {
    let Some(description) = Description::of(definition).filter(|it| !it.text().trim().is_empty())
    else {
        let parts = example.parts();
        return match (Description::of(definition), definition.field("description")) {
            (None, Some(_)) => Err(Refused::Structured),
            (Some(empty), _) => {
                field::set_text(definition, "description", &write(&empty, &parts, false))
            }
            (None, None) => {
                let nothing = Definition::parse("---\ndescription: \"\"\n---\n");
                let written = Description::of(&nothing).map(|empty| write(&empty, &parts, false));
                field::set_text(definition, "description", &written.unwrap_or_default())
            }
        };
    };
    let (change, wanted) = added(&description, example)?;
    if description.said_after(std::slice::from_ref(&change)) != Some(wanted) {
        return Err(Refused::Marker);
    }
    description.edits(&[change])
}

/// The change that adds an example, and what the description says then.
pub(in crate::edit) fn added(
    description: &Description<'_>,
    example: &NewExample,
) -> Result<(Change, Said), Refused> {
    let parts = example.parts();
    if parts.is_empty() {
        return Err(Refused::Gone);
    }
    let mut wanted = description.said();
    let on_lines = description.text().trim_end().contains('\n');
    let text = write(description, &parts, on_lines);
    let change = match description.parts.examples.last() {
        Some(last) => Change {
            span: Span::at(last.span.end),
            with: vec![
                separator(description, description.parts.examples.len() - 1),
                Piece::Text(text),
            ],
        },
        None => {
            let gap = if on_lines { "\n\n" } else { " " };
            let end = description.text().trim_end().len();
            Change::text(Span::at(end), format!("{gap}{text}"))
        }
    };
    wanted.examples.push(parts);
    Ok((change, wanted))
}

/// Adds a copy of an example right behind it, byte for byte.
///
/// # Errors
/// When there is no such example.
pub fn duplicate(definition: &Definition, example: usize) -> Result<Vec<TextEdit>, Refused> {
    let description = Description::of(definition).ok_or(Refused::Gone)?;
    let found = description
        .parts
        .examples
        .get(example)
        .ok_or(Refused::Gone)?;
    let mut wanted = description.said();
    let copy = wanted.examples.get(example).ok_or(Refused::Gone)?.clone();
    wanted.examples.insert(example + 1, copy);
    let separator = separator(&description, example);
    let copies = [
        Piece::Copy(found.span),
        Piece::Text(description.slice(found.span).to_owned()),
    ];
    let changes = copies.into_iter().map(|copy| {
        vec![Change {
            span: Span::at(found.span.end),
            with: vec![separator.clone(), copy],
        }]
    });
    first_that_reads(&description, changes, &wanted)
}

/// Deletes an example with the white space before it. With the last one goes a word that did nothing
/// but introduce it, such as `Examples:` at the end of the prose before, unless prose follows or
/// nothing else is there. An example that was left unclosed is closed where it would swallow what
/// follows.
///
/// # Errors
/// When nothing would be left of the description.
pub fn delete(definition: &Definition, example: usize) -> Result<Vec<TextEdit>, Refused> {
    let description = Description::of(definition).ok_or(Refused::Gone)?;
    if example >= description.parts.examples.len() {
        return Err(Refused::Gone);
    }
    let mut refused = Refused::Marker;
    for changes in ways_to_cut(&description, &[example]) {
        match description.edits(&changes) {
            Ok(edits) => return Ok(edits),
            Err(because) => refused = because,
        }
    }
    Err(refused)
}

/// The ways to take these examples (in order) out of a description so that the others, and the
/// prose but for a pointless introduction, say what they said.
pub(in crate::edit) fn ways_to_cut(
    description: &Description<'_>,
    which: &[usize],
) -> Vec<Vec<Change>> {
    let mut left = description.said();
    let mut index = 0;
    left.examples.retain(|_| {
        index += 1;
        !which.contains(&(index - 1))
    });
    let introduction = introduction(description, which);
    let mut prose = joined(&left.prose);
    if let Some(introduction) = introduction {
        // It ends the prose before the first example, and no prose follows.
        let words = joined(&[description.slice(introduction).to_owned()]);
        prose.truncate(prose.len() - words.len());
    }
    let cuts = cuts(description, which, introduction);
    let mut closed: Vec<Change> = description
        .parts
        .examples
        .iter()
        .enumerate()
        .filter(|(index, example)| !example.closed && !which.contains(index))
        .map(|(_, example)| Change::text(Span::at(example.span.end), "</example>"))
        .chain(cuts.iter().cloned())
        .collect();
    closed.sort_by_key(|change| change.span);
    [cuts, closed]
        .into_iter()
        .filter(|changes| {
            let said = description.said_after(changes);
            said.is_some_and(|said| said.examples == left.examples && joined(&said.prose) == prose)
        })
        .collect()
}

fn cuts(description: &Description<'_>, which: &[usize], introduction: Option<Span>) -> Vec<Change> {
    let text = description.text();
    let mut taken = 0;
    let mut changes = Vec::new();
    for example in which
        .iter()
        .filter_map(|index| description.parts.examples.get(*index))
    {
        let gap = gap_before(description, example.span.start);
        let span = if gap.start > taken {
            Span::new(gap.start, example.span.end)
        } else {
            // Nothing is left before it: what follows comes first.
            let rest = description.slice(Span::new(example.span.end, text.len()));
            let blanks = rest.len() - rest.trim_start().len();
            Span::new(gap.start.max(taken), example.span.end + blanks)
        };
        // At the very start only what the value begins with may go.
        let span = match introduction.filter(|_| changes.is_empty()) {
            Some(introduction) => {
                Span::new(gap_before(description, introduction.start).start, span.end)
            }
            None => span,
        };
        taken = span.end;
        changes.push(Change::cut(span));
    }
    changes
}

/// The words before the first example that are pointless once all are gone.
fn introduction(description: &Description<'_>, which: &[usize]) -> Option<Span> {
    let examples = &description.parts.examples;
    let first = examples.first()?;
    let prose_follows = description
        .parts
        .prose
        .iter()
        .any(|piece| piece.span.start > first.span.start);
    if which.len() < examples.len() || prose_follows {
        return None;
    }
    let before = description.slice(Span::new(0, first.span.start)).trim_end();
    let start = before
        .rfind(['\n', '.', '!', '?', '。', ';'])
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let words = before.get(start..)?;
    let name = words
        .trim_matches(|sign: char| sign.is_whitespace() || "*_#:-".contains(sign))
        .to_lowercase();
    let pointless = words.contains(':') && INTRODUCTIONS.contains(&name.as_str());
    let alone = before[..start].trim().is_empty();
    (pointless && !alone)
        .then(|| Span::new(start + words.len() - words.trim_start().len(), before.len()))
}

/// Pieces of prose without their white space: cutting what stood between two makes them one.
fn joined(prose: &[String]) -> String {
    prose
        .iter()
        .flat_map(|piece| piece.split_whitespace())
        .collect()
}

/// What stands between an example and the next: as between it and the one before, or after.
fn separator(description: &Description<'_>, example: usize) -> Piece {
    let examples = &description.parts.examples;
    let between = |first: Option<&Example>, second: Option<&Example>| {
        let span = Span::new(first?.span.end, second?.span.start);
        description.slice(span).trim().is_empty().then_some(span)
    };
    let this = examples.get(example);
    let before = example.checked_sub(1).and_then(|index| examples.get(index));
    if let Some(span) = between(before, this).or_else(|| between(this, examples.get(example + 1))) {
        return Piece::Copy(span);
    }
    let gap = this.map_or(Span::at(0), |this| gap_before(description, this.span.start));
    let on_lines = this.is_some_and(|this| lines(description, this));
    match description.slice(gap) {
        found if found.contains('\n') => Piece::Copy(gap),
        _ if on_lines => Piece::Text("\n\n".to_owned()),
        _ => Piece::Text(" ".to_owned()),
    }
}

/// Moves an example before the one before it. Bullets and what stands between the two stay where
/// they are.
///
/// # Errors
/// When it is the first.
pub fn move_up(definition: &Definition, example: usize) -> Result<Vec<TextEdit>, Refused> {
    swap(definition, example.checked_sub(1).ok_or(Refused::AtTheEnd)?)
}

/// Moves an example behind the one that follows.
///
/// # Errors
/// When it is the last.
pub fn move_down(definition: &Definition, example: usize) -> Result<Vec<TextEdit>, Refused> {
    swap(definition, example)
}

/// Changes the places of an example and the next.
fn swap(definition: &Definition, first: usize) -> Result<Vec<TextEdit>, Refused> {
    let description = Description::of(definition).ok_or(Refused::Gone)?;
    let examples = &description.parts.examples;
    let (Some(one), Some(two)) = (examples.get(first), examples.get(first + 1)) else {
        return Err(Refused::AtTheEnd);
    };
    let mut wanted = description.said();
    wanted.examples.swap(first, first + 1);
    let body = |example: &Example| Span::new(example.opening.start, example.span.end);
    let (one, two) = ((body(one), one.closed), (body(two), two.closed));
    let text = |span: Span| Piece::Text(description.slice(span).to_owned());
    let swapped = |one: Vec<Piece>, two: Vec<Piece>, spans: [Span; 2]| {
        vec![
            Change {
                span: spans[0],
                with: one,
            },
            Change {
                span: spans[1],
                with: two,
            },
        ]
    };
    let spans = [one.0, two.0];
    let close = |closed: bool, piece: Piece| match closed {
        true => vec![piece],
        false => vec![piece, Piece::Text("</example>".to_owned())],
    };
    let ways = [
        swapped(vec![Piece::Copy(two.0)], vec![Piece::Copy(one.0)], spans),
        swapped(vec![text(two.0)], vec![text(one.0)], spans),
        // What is not closed must be, where prose would follow it.
        swapped(
            close(two.1, Piece::Copy(two.0)),
            close(one.1, Piece::Copy(one.0)),
            spans,
        ),
        swapped(close(two.1, text(two.0)), close(one.1, text(one.0)), spans),
    ];
    first_that_reads(&description, ways.into_iter(), &wanted)
}
