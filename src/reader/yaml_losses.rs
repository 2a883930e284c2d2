//! What YAML itself takes out of a text: comments, tags, anchors.

use super::{Loss, LossKind};
use crate::definition::Field;
use crate::text::Span;

/// What the text of a field loses, in the order of the file.
pub(super) fn of(source: &str, field: &Field) -> Vec<Loss> {
    before_value(source, field)
        .into_iter()
        .chain(comment_after(source, field))
        .collect()
}

fn before_value(source: &str, field: &Field) -> Option<Loss> {
    let span = property_before(source, field)?;
    Some(Loss::seen(
        LossKind::Text,
        span,
        format!(
            "to YAML {} is a sign of its own and not part of the text",
            span.slice(source)
        ),
    ))
}

/// The `!word` or `&word` that a value begins with: a tag or an anchor to YAML.
pub(crate) fn property_before(source: &str, field: &Field) -> Option<Span> {
    let start = field.key_span.end;
    let gap = source.get(start..field.value.span().start)?;
    let sign = gap
        .find(['!', '&'])
        .filter(|sign| !gap[..*sign].contains('#'))?;
    Some(Span::new(start + sign, start + gap.trim_end().len()))
}

fn comment_after(source: &str, field: &Field) -> Option<Loss> {
    let span = comment_behind(source, field)?;
    Some(Loss::seen(
        LossKind::Text,
        span,
        "a # after a blank begins a comment: the text ends before it",
    ))
}

/// The comment that ` #` begins in the line of a value without quotes.
pub(crate) fn comment_behind(source: &str, field: &Field) -> Option<Span> {
    let value = field.value.span();
    let is_plain = !value.slice(source).starts_with(['"', '\'', '|', '>']);
    let end = line_end(source, value.end);
    let rest = source.get(value.end..end)?;
    let blanks = rest.len() - rest.trim_start().len();
    (is_plain && rest.trim_start().starts_with('#'))
        .then(|| Span::new(value.end + blanks, value.end + rest.trim_end().len()))
}

/// Where the line ends that holds the byte `from`, without its line end.
pub(super) fn line_end(source: &str, from: usize) -> usize {
    source
        .get(from..)
        .and_then(|rest| rest.find(['\n', '\r']))
        .map_or(source.len(), |at| from + at)
}
