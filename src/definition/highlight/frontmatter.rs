//! The tokens of the frontmatter: fences, keys, values, comments, examples, failing places.

use super::{Mark, Token};
use crate::definition::{
    Definition, LayoutProblem, Part, PartKind, Reading, Scalar, ScalarKind, Speaker, Value,
};
use crate::text::{Span, sort_by_numbers};

pub(super) fn tokens(definition: &Definition, out: &mut Vec<Token>) {
    let layout = &definition.layout;
    for fence in [layout.opening, layout.closing].into_iter().flatten() {
        out.push(Token::new(fence, Mark::Fence));
    }
    let fields_start = out.len();
    for field in &definition.fields {
        out.push(Token::new(field.key_span, Mark::Key));
        values(&field.value, out);
    }
    let known = out.get(fields_start..).unwrap_or_default();
    let known = known.iter().map(|token| token.span).collect();
    let comments = comments(definition, known).into_iter();
    out.extend(comments.map(|span| Token::new(span, Mark::Comment)));
    examples(definition, out);
    let cut = match &layout.problem {
        Some(LayoutProblem::ClosedInsideLine(fence)) => Some(*fence),
        _ => None,
    };
    for span in [failing(&definition.reading), cut].into_iter().flatten() {
        out.push(Token::new(span, Mark::Error));
    }
}

/// The scalars of a value, and the keys of its maps. A stack of our own: how deep values nest is
/// the author's choice.
fn values(value: &Value, out: &mut Vec<Token>) {
    let mut left = vec![value];
    while let Some(value) = left.pop() {
        match value {
            Value::Scalar(scalar) => out.push(Token::new(scalar.span, scalar_mark(scalar))),
            Value::List { items, .. } => left.extend(items.iter().rev()),
            Value::Map { entries, .. } => {
                for entry in entries.iter().rev() {
                    left.push(&entry.value);
                    out.push(Token::new(entry.key.span, Mark::Key));
                }
            }
        }
    }
}

fn scalar_mark(scalar: &Scalar) -> Mark {
    match scalar.kind {
        ScalarKind::String => Mark::Value,
        ScalarKind::Integer
        | ScalarKind::Float
        | ScalarKind::Bool
        | ScalarKind::Date
        | ScalarKind::Null => Mark::Literal,
    }
}

/// The comments of the frontmatter, each from its `#` to the end of its line: the parser drops them, so they are
/// looked for where no key and no value stands.
///
/// Where the frontmatter is no valid YAML, a `#` behind other text may be anything; there only
/// lines that begin with it count.
pub(crate) fn comments_of(definition: &Definition) -> Vec<Span> {
    let mut known = Vec::new();
    for field in &definition.fields {
        known.push(Token::new(field.key_span, Mark::Key));
        values(&field.value, &mut known);
    }
    comments(definition, known.iter().map(|token| token.span).collect())
}

/// The same where the places of all keys and values are known.
fn comments(definition: &Definition, mut known: Vec<Span>) -> Vec<Span> {
    let mut found = Vec::new();
    let Some(frontmatter) = definition.layout.frontmatter else {
        return found;
    };
    let trailing = matches!(definition.reading, Reading::Yaml | Reading::Repaired { .. });
    known.retain(|span| !span.is_empty());
    sort_by_numbers(&mut known, |span| (span.start, span.end));
    let mut at = frontmatter.start;
    for span in known.into_iter().chain([Span::at(frontmatter.end)]) {
        comments_between(
            &definition.source,
            frontmatter,
            Span::new(at, span.start),
            trailing,
            &mut found,
        );
        at = at.max(span.end);
    }
    found
}

fn comments_between(
    source: &str,
    frontmatter: Span,
    gap: Span,
    trailing: bool,
    out: &mut Vec<Span>,
) {
    let mut at = gap.start;
    while let Some(found) = source.get(at..gap.end).and_then(|rest| rest.find('#')) {
        let start = at + found;
        let before = source.get(frontmatter.start..start).unwrap_or_default();
        let on_line = before.trim_end_matches([' ', '\t']);
        let first = on_line.is_empty() || on_line.ends_with(['\n', '\r']);
        let apart = before.len() > on_line.len();
        if !(first || (trailing && apart)) {
            at = start + 1;
            continue;
        }
        let rest = source.get(start..frontmatter.end).unwrap_or_default();
        let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
        out.push(Span::new(start, start + len));
        at = (start + len).min(gap.end);
    }
}

fn examples(definition: &Definition, out: &mut Vec<Token>) {
    for example in &definition.examples.examples {
        out.push(Token::new(example.opening, Mark::Tag));
        if let Some(closing) = example.closing {
            out.push(Token::new(closing, Mark::Tag));
        }
        for part in &example.parts {
            self::part(&definition.source, part, out);
        }
    }
}

fn part(source: &str, part: &Part, out: &mut Vec<Token>) {
    let mark = match &part.kind {
        PartKind::Prose | PartKind::Text => return,
        PartKind::Context => Mark::Context,
        PartKind::Turn(Speaker::User) => Mark::User,
        PartKind::Turn(Speaker::Assistant) => Mark::Assistant,
        PartKind::Turn(Speaker::Other(_)) => Mark::OtherSpeaker,
        PartKind::Commentary => Mark::Commentary,
        PartKind::Note => Mark::Note,
    };
    out.push(Token::new(part.whole, mark));
    let tagged = part.label.slice(source).starts_with('<');
    out.push(Token::new(
        part.label,
        if tagged { Mark::Tag } else { Mark::Label },
    ));
    let after = Span::new(part.span.end, part.whole.end);
    if tagged && let Some(closing) = after.slice(source).find("</") {
        out.push(Token::new(
            Span::new(after.start + closing, after.end),
            Mark::Tag,
        ));
    }
}

/// Where parsers stop.
fn failing(reading: &Reading) -> Option<Span> {
    match reading {
        Reading::None | Reading::Yaml => None,
        Reading::Repaired { error, .. } => Some(error.span),
        Reading::LineByLine { after_repair, .. } => Some(after_repair.span),
        Reading::NotAMapping { span } => Some(*span),
    }
}
