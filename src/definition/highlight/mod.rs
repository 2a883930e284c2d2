//! What is coloured in the source, and how.
//!
//! The tokens come from the same parse as everything else, so colours never disagree with the
//! preview. Which colour a mark has is for the style sheet to say.

mod frontmatter;
mod mark;
mod markdown;
#[cfg(test)]
mod tests;

pub(crate) use frontmatter::comments_of;
pub use mark::Mark;

use super::Definition;
use crate::text::{Span, sort_by_numbers};

/// A stretch of source and what it is, for colouring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The bytes; at least one.
    pub span: Span,
    /// What they are.
    pub mark: Mark,
    /// How many places before it in the list its innermost enclosing token stands; 0 for none.
    outer: u32,
}

impl Token {
    fn new(span: Span, mark: Mark) -> Self {
        Self {
            span,
            mark,
            outer: 0,
        }
    }
}

/// The tokens of the whole file, ordered by start, then the longer first. They may nest (a label
/// in a value), never cross, are never empty, and begin and end on character borders.
pub fn tokens(definition: &Definition) -> Vec<Token> {
    tokens_with_lost(definition, &[])
}

/// The same, with what a program loses of the text marked as [`Mark::Lost`].
pub fn tokens_with_lost(definition: &Definition, lost: &[Span]) -> Vec<Token> {
    let mut tokens: Vec<Token> = lost
        .iter()
        .map(|span| Token::new(*span, Mark::Lost))
        .collect();
    frontmatter::tokens(definition, &mut tokens);
    markdown::tokens(definition, &mut tokens);
    nest(&definition.source, tokens)
}

/// The tokens of a list as [`tokens`] gives it that overlap `visible`, in their order.
///
/// Costs a binary search and what it yields, so an editor can ask for its viewport at every scroll.
pub fn tokens_in(tokens: &[Token], visible: Span) -> impl Iterator<Item = &Token> {
    let first = tokens.partition_point(|token| token.span.start < visible.start);
    // A token that begins earlier and reaches into sight encloses the last one before `first`, or
    // is it.
    let mut enclosing = Vec::new();
    let mut next = first.checked_sub(1);
    while let Some((index, token)) = next.and_then(|index| Some((index, tokens.get(index)?))) {
        if token.span.end > visible.start && token.span.start < visible.end {
            enclosing.push(token);
        }
        next = match token.outer {
            0 => None,
            outer => index.checked_sub(outer as usize),
        };
    }
    let within = tokens.get(first..).unwrap_or_default().iter();
    enclosing
        .into_iter()
        .rev()
        .chain(within.take_while(move |token| token.span.start < visible.end))
}

/// Puts tokens into their order and makes sure that they nest: what would cross the end of an
/// earlier token is cut there.
fn nest(source: &str, mut found: Vec<Token>) -> Vec<Token> {
    found.retain(|token| !token.span.slice(source).is_empty());
    // Of those with one start the longer first.
    sort_by_numbers(&mut found, |token| {
        (token.span.start, usize::MAX - token.span.end)
    });
    let mut nested: Vec<Token> = Vec::with_capacity(found.len());
    // The tokens that are open at the current one's start, by their index.
    let mut open: Vec<usize> = Vec::new();
    for mut token in found {
        let enclosing = loop {
            let Some(index) = open.last().copied() else {
                break None;
            };
            match nested.get(index) {
                Some(outer) if outer.span.end > token.span.start => break Some((index, *outer)),
                _ => open.pop(),
            };
        };
        if let Some((index, outer)) = enclosing {
            token.span.end = token.span.end.min(outer.span.end);
            if token.span == outer.span && token.mark == outer.mark {
                continue;
            }
            token.outer = u32::try_from(nested.len() - index).unwrap_or_default();
        }
        open.push(nested.len());
        nested.push(token);
    }
    nested
}
