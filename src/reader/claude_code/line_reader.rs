//! How Claude Code read fields up to 2.0.75: each line by itself, no YAML.

use crate::definition::{ScalarKind, plain_kind};
use crate::reader::{Loss, LossKind};
use crate::text::Span;

/// A `key: value` line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'source> {
    pub key: &'source str,
    pub value: &'source str,
    pub span: Span,
}

/// The lines of a frontmatter that hold a colon, in order. A quote at either end of a value goes
/// away, whether there is one at the other end or not.
pub(super) fn lines(source: &str, frontmatter: Span) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut at = frontmatter.start;
    for line in frontmatter.slice(source).split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let key = key.trim();
        if key.is_empty() {
            continue;
        }
        let value = value.trim();
        let value = value.strip_prefix(['"', '\'']).unwrap_or(value);
        let value = value.strip_suffix(['"', '\'']).unwrap_or(value);
        found.push(Line { key, value, span });
    }
    found
}

/// # Errors
/// A name or description that the newest version refuses as well. The older ones were not seen to
/// list such agents either; whether they refused them is not known.
pub(super) fn check(lines: &[Line<'_>]) -> Result<(), Loss> {
    let refused = |line: &Line<'_>| {
        let kind = plain_kind(line.value);
        match line.key {
            "name" => {
                kind != ScalarKind::String
                    || line.value.starts_with('-')
                    || line.value.contains(':')
            }
            "description" => matches!(
                kind,
                ScalarKind::Bool | ScalarKind::Integer | ScalarKind::Float
            ),
            _ => false,
        }
    };
    match lines.iter().find(|line| refused(line)) {
        None => Ok(()),
        Some(line) => Err(Loss::seen(
            LossKind::File,
            line.span,
            format!(
                "the {} is none that this version was seen to list",
                line.key
            ),
        )
        .unverified()),
    }
}

/// The lines that no value reaches: those without a colon, as the continuation of a block.
pub(super) fn losses(source: &str, frontmatter: Span) -> Vec<Loss> {
    let mut found: Vec<Loss> = Vec::new();
    let mut at = frontmatter.start;
    for line in frontmatter.slice(source).split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let span = Span::new(
            at + indent.min(line.len()),
            at + line.trim_end().len().max(indent),
        );
        at += line.len();
        let lost = !line.trim().is_empty() && !line.contains(':') && !line.starts_with('#');
        if !lost {
            continue;
        }
        match found.last_mut() {
            // Neighbours are one loss.
            Some(last) if source[last.span.end..span.start].trim().is_empty() => {
                last.span = Span::new(last.span.start, span.end);
            }
            _ => found.push(Loss::seen(
                LossKind::Text,
                span,
                "this version reads line by line: what continues a value is not read",
            )),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_go_away_on_either_side() {
        let source = "a: \"b\" c\nd:e'\n: f\ng\n h : i\n";
        let read: Vec<_> = lines(source, Span::new(0, source.len()))
            .into_iter()
            .map(|line| (line.key, line.value))
            .collect();
        assert_eq!(read, [("a", "b\" c"), ("d", "e"), ("h", "i")]);
    }

    #[test]
    fn lines_that_continue_a_value_are_lost_together() {
        let source = "a: |\n  one\n\n  two\nb: c\n";
        let lost = losses(source, Span::new(0, source.len()));
        assert_eq!(lost.len(), 1);
        assert_eq!(lost[0].span.slice(source), "one\n\n  two");
    }
}
