//! Edits of one part of an example, or of the prose.

use super::form::{QUOTES, frame, gap_before, lines, tag_frame};
use crate::definition::{Definition, Part, PartKind, Speaker, Value};
use crate::edit::description::{Description, Said};
use crate::edit::splice::{Change, with_plain_line_ends};
use crate::edit::{Refused, field};
use crate::text::{Span, TextEdit};

/// Sets what a part of an example says, white space at its ends left out. A text that would be read
/// as something else without quotes, or in these, gets others around it. A note or a text without
/// label that is set to nothing disappears.
///
/// # Errors
/// When the text cannot be told from the labels and tags around it, or cannot be written.
pub fn set_part(
    definition: &Definition,
    example: usize,
    part: usize,
    text: &str,
) -> Result<Vec<TextEdit>, Refused> {
    let description = Description::of(definition).ok_or(Refused::Gone)?;
    let found = part_of(&description, example, part)?;
    let mut wanted = description.said();
    let text = text.trim();
    if text.is_empty() && matches!(found.kind, PartKind::Note | PartKind::Text) {
        return remove_part(definition, example, part);
    }
    wanted.examples[example][part].1 = with_plain_line_ends(text);
    set(&description, found, text, &wanted)
}

/// Sets a piece of the prose outside of the examples. Nothing takes the piece away. Where there is no
/// prose at all, the first piece is put before the examples, and a missing description is added.
///
/// # Errors
/// When the text holds an example's tag, or cannot be written.
pub fn set_prose(
    definition: &Definition,
    piece: usize,
    text: &str,
) -> Result<Vec<TextEdit>, Refused> {
    let text = text.trim();
    let Some(description) = Description::of(definition).filter(|it| !it.text().trim().is_empty())
    else {
        return match definition.field("description").map(|field| &field.value) {
            Some(Value::List { .. } | Value::Map { .. }) => Err(Refused::Structured),
            _ => field::set_text(definition, "description", text),
        };
    };
    let mut wanted = description.said();
    if wanted.prose.is_empty() && piece == 0 && !text.is_empty() {
        wanted.prose.push(with_plain_line_ends(text));
        let lines = description.text().trim_end().contains('\n');
        let gap = if lines { "\n\n" } else { " " };
        let change = Change::text(Span::at(0), format!("{text}{gap}"));
        return first_that_reads(&description, std::iter::once([change]), &wanted);
    }
    let found = description.parts.prose.get(piece).ok_or(Refused::Gone)?;
    if text.is_empty() {
        wanted.prose.remove(piece);
    } else {
        wanted.prose[piece] = with_plain_line_ends(text);
    }
    set(&description, found, text, &wanted)
}

/// Adds a part to an example that has none of its kind, where one is usually found: a context
/// first, a commentary last, a turn before the commentary and after the turns that are there (a
/// person's before the first).
///
/// # Errors
/// As for [`set_part`].
pub fn add_part(
    definition: &Definition,
    example: usize,
    kind: &PartKind,
    text: &str,
) -> Result<Vec<TextEdit>, Refused> {
    let description = Description::of(definition).ok_or(Refused::Gone)?;
    let found = description
        .parts
        .examples
        .get(example)
        .ok_or(Refused::Gone)?;
    let index = place_of(kind, &found.parts);
    let text = text.trim();
    let frame = frame(&description, Some(example), kind);
    let gap = gap(&description, example);
    let mut wanted = description.said();
    wanted.examples[example].insert(index, (kind.clone(), with_plain_line_ends(text)));
    let at = match index
        .checked_sub(1)
        .and_then(|before| found.parts.get(before))
    {
        Some(before) => before.whole.end,
        None => found.opening.end,
    };
    let first = if index == 0 {
        found.parts.first()
    } else {
        None
    };
    let mut frames = vec![(frame.before.clone(), frame.after.clone())];
    let bare = without_quotes(&frame.before, &frame.after);
    let (before, after) = bare.unwrap_or((frame.before, frame.after));
    frames.extend(quoted(&before, &after));
    // Before text without a label only a closing tag says where the part ends.
    let tags = tag_frame(kind);
    frames.push((tags.before, tags.after));
    let changes = frames.into_iter().map(|(before, after)| {
        let part = format!("{before}{text}{after}");
        // The first part stands where the one that was first stood.
        match first {
            Some(first) => Change::text(Span::at(first.whole.start), format!("{part}{gap}")),
            None if index == 0 && gap == " " => Change::text(Span::at(at), part),
            None => Change::text(Span::at(at), format!("{gap}{part}")),
        }
    });
    first_that_reads(&description, changes.map(|change| [change]), &wanted)
}

/// Takes a part out of an example, with its label and the white space before it.
///
/// # Errors
/// When what stands around it would be read as something else afterwards.
pub fn remove_part(
    definition: &Definition,
    example: usize,
    part: usize,
) -> Result<Vec<TextEdit>, Refused> {
    let description = Description::of(definition).ok_or(Refused::Gone)?;
    let found = part_of(&description, example, part)?;
    let mut wanted = description.said();
    wanted.examples[example].remove(part);
    let gap = gap_before(&description, found.whole.start);
    let changes = [Span::new(gap.start, found.whole.end), found.whole].map(Change::cut);
    first_that_reads(
        &description,
        changes.into_iter().map(|change| [change]),
        &wanted,
    )
}

/// The part of that number in the example of that number.
fn part_of<'of>(
    description: &'of Description<'_>,
    example: usize,
    part: usize,
) -> Result<&'of Part, Refused> {
    let example = description.parts.examples.get(example);
    example
        .and_then(|example| example.parts.get(part))
        .ok_or(Refused::Gone)
}

/// The edits for the first of these ways after which the description says what is wanted.
pub(super) fn first_that_reads(
    description: &Description<'_>,
    ways: impl Iterator<Item = impl AsRef<[Change]>>,
    wanted: &Said,
) -> Result<Vec<TextEdit>, Refused> {
    let mut refused = Refused::Marker;
    for way in ways {
        let changes = way.as_ref();
        if description.said_after(changes).as_ref() != Some(wanted) {
            continue;
        }
        match description.edits(changes) {
            Ok(edits) => return Ok(edits),
            Err(because) => refused = because,
        }
    }
    Err(refused)
}

fn set(
    description: &Description<'_>,
    part: &Part,
    text: &str,
    wanted: &Said,
) -> Result<Vec<TextEdit>, Refused> {
    let old = part.text.as_str();
    // The line ends of the file are not the person's.
    let text = if old.contains("\r\n") {
        &*with_plain_line_ends(text).replace('\n', "\r\n")
    } else {
        text
    };
    let Some(smallest) = Change::between(part.span, old, text) else {
        return Ok(Vec::new());
    };
    let before = description.slice(Span::new(
        part.label.end.max(part.whole.start),
        part.span.start,
    ));
    let after = description.slice(Span::new(part.span.end, part.whole.end));
    let mut changes = vec![smallest, Change::text(part.span, text)];
    if matches!(
        part.kind,
        PartKind::Context | PartKind::Turn(_) | PartKind::Commentary
    ) {
        let (bare_before, bare_after) =
            without_quotes(before, after).unwrap_or((before.to_owned(), after.to_owned()));
        let around = Span::new(part.span.start - before.len(), part.span.end + after.len());
        changes.extend(
            quoted(&bare_before, &bare_after)
                .map(|(before, after)| Change::text(around, format!("{before}{text}{after}"))),
        );
    }
    first_that_reads(
        description,
        changes.into_iter().map(|change| [change]),
        wanted,
    )
}

/// The frame with each kind of quotes put into it.
fn quoted<'a>(before: &'a str, after: &'a str) -> impl Iterator<Item = (String, String)> + 'a {
    QUOTES
        .iter()
        .map(move |(open, close)| (format!("{before}{open}"), format!("{close}{after}")))
}

/// The frame without the quotes that stand right around the text.
fn without_quotes(before: &str, after: &str) -> Option<(String, String)> {
    let is_quote = |sign: &char| "\"'“”„‘’‚«»「」『』".contains(*sign);
    let open = before.chars().next_back().filter(is_quote)?;
    let close = after.chars().next().filter(is_quote)?;
    let before = before.strip_suffix(open)?;
    Some((before.to_owned(), after.strip_prefix(close)?.to_owned()))
}

/// The white space between two parts of an example.
fn gap(description: &Description<'_>, example: usize) -> String {
    let example = &description.parts.examples[example];
    let found = example
        .parts
        .iter()
        .rev()
        .map(|part| gap_before(description, part.whole.start))
        .find(|gap| !gap.is_empty());
    match found {
        Some(gap) => description.slice(gap).to_owned(),
        None if lines(description, example) => "\n".to_owned(),
        None => " ".to_owned(),
    }
}

/// Where a new part goes among those that are there.
fn place_of(kind: &PartKind, parts: &[Part]) -> usize {
    let is_turn = |part: &Part| matches!(part.kind, PartKind::Turn(_));
    let after_turns = parts.iter().rposition(is_turn).map(|last| last + 1);
    let after_context = parts
        .iter()
        .rposition(|part| part.kind == PartKind::Context)
        .map_or(0, |last| last + 1);
    match kind {
        PartKind::Context => 0,
        PartKind::Turn(Speaker::User) => parts.iter().position(is_turn).unwrap_or(after_context),
        PartKind::Turn(_) => after_turns.unwrap_or(after_context),
        _ => parts.len(),
    }
}
