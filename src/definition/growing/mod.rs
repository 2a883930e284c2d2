//! A Markdown text that grows at its end, as a model's answer does while it comes.
//!
//! It is read in pieces of bounded length. A piece that is followed by more than the next one can hold is
//! settled and never read again, so what a word costs does not depend on how much came before it. Where the
//! pieces end depends on the text alone, not on how it arrived: an answer that was heard word by word and one
//! that is read from a file are the same pieces.

mod cut;
mod links;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::cut::Cut;
use super::Definition;

/// How many bytes of the text a piece has at most.
const LONGEST_PIECE: usize = 8_000;

/// Makes a body of a piece, so that nothing in it is taken for a frontmatter.
const FRONTMATTER: &str = "---\n---\n";

/// How far a growing text was read.
#[derive(Clone, Debug, Default)]
pub struct Growing {
    /// How many bytes of the text are settled.
    settled: usize,
    /// How the next piece follows the one before.
    follows: Follows,
    /// What opens anew whatever the last cut has left open.
    reopens: String,
    /// The definitions of the links that are named anywhere in the text.
    links: String,
}

/// One piece of the text.
#[derive(Clone, Debug)]
pub struct GrowingPiece {
    /// The piece as the body of a definition. Its spans do not count in the text.
    pub definition: Arc<Definition>,
    /// How it follows the piece before.
    pub follows: Follows,
    /// Whether it stays as it is, and another follows.
    pub is_settled: bool,
}

/// How a piece follows the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Follows {
    /// With a block of its own.
    #[default]
    Apart,
    /// With the next item or row of the same list or table.
    AsNext,
    /// In the midst of a paragraph, a code block or an item.
    Within,
}

impl Growing {
    /// Whether a text that is whole now reads otherwise than it did while it came: links are defined after they
    /// were used.
    pub fn is_outdated_by(&self, whole: &str) -> bool {
        self.settled > 0 && self.links != links::definitions(whole)
    }

    /// From now on the links that are defined anywhere in the text are known, for a text that does not grow any
    /// more.
    pub fn take_links(&mut self, whole: &str) {
        self.links = links::definitions(whole);
    }

    /// Reads the next piece of the text as far as it is here, which must begin with what it was before. The
    /// last piece is not settled, and will be read again when there is more.
    pub fn read_on(&mut self, text: &str) -> GrowingPiece {
        let rest = text.get(self.settled..).unwrap_or_default();
        let is_settled = rest.len() > LONGEST_PIECE;
        let window = if is_settled { window(rest) } else { rest };
        let before = FRONTMATTER.len() + self.links.len() + self.reopens.len();
        let read = |end: usize| {
            let (links, reopens) = (&self.links, &self.reopens);
            let text = window.get(..end).unwrap_or(window);
            Arc::new(Definition::parse(format!(
                "{FRONTMATTER}{links}{reopens}{text}"
            )))
        };
        let follows = self.follows;
        let mut definition = read(window.len());
        if is_settled {
            let cut = Cut::of(&definition, before);
            let end = cut.at.saturating_sub(before);
            if end < window.len() {
                definition = read(end);
            }
            self.settled += end;
            self.follows = cut.follows;
            self.reopens = cut.reopens;
        }
        GrowingPiece {
            definition,
            follows,
            is_settled,
        }
    }
}

/// As much of the rest as a piece may hold: whole lines if there are any, because half a line may mean
/// something else.
fn window(rest: &str) -> &str {
    let most = &rest[..rest.floor_char_boundary(LONGEST_PIECE)];
    most.rfind('\n').map_or(most, |line_end| &most[..=line_end])
}
