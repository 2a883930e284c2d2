//! Where a piece of a growing text ends, so that the next can be read without it.

use super::Follows;
use crate::definition::{Block, Definition, Element, Located, Piece};

/// An end of a piece.
#[derive(Debug)]
pub(super) struct Cut {
    /// In bytes of the definition's source.
    pub at: usize,
    /// How what comes after it follows.
    pub follows: Follows,
    /// What has to stand before what comes after it: the marks of all that is open there.
    pub reopens: String,
}

impl Cut {
    /// The last good place to end a piece that goes on in the text; everything before `first` stands there for
    /// the sake of the piece only. It is always after `first`, where anything is.
    pub fn of(definition: &Definition, first: usize) -> Self {
        let end = definition.source.len();
        match definition.body.blocks.last() {
            // What a block says does not depend on the next.
            Some(last) if last.span.start > first => Self {
                at: last.span.start,
                follows: Follows::Apart,
                reopens: String::new(),
            },
            Some(last) => Inside::new(definition, last, first).cut(),
            None => Self {
                at: end,
                follows: Follows::Apart,
                reopens: String::new(),
            },
        }
    }
}

/// A block that fills a piece. Places in it are bytes from its start.
struct Inside<'a> {
    block: &'a Block,
    /// From its start to the end of the piece.
    text: &'a str,
    /// What stands before this is there for the sake of the piece.
    first: usize,
    /// Where the block stands in the source.
    start: usize,
}

impl<'a> Inside<'a> {
    fn new(definition: &'a Definition, block: &'a Block, first: usize) -> Self {
        let start = block.span.start;
        Self {
            block,
            text: definition.source.get(start..).unwrap_or_default(),
            first: first.saturating_sub(start),
            start,
        }
    }

    fn cut(&self) -> Cut {
        self.before_a_child()
            .or_else(|| self.before_a_line())
            .unwrap_or_else(|| self.within_a_line())
    }

    /// Before the last item of a list, or row of a table. A table's head is said again.
    fn before_a_child(&self) -> Option<Cut> {
        let (child, reopens) = match self.outermost()? {
            Element::List(_) => (Element::Item, String::new()),
            Element::Table => (Element::TableRow, self.lines(2).to_owned()),
            _ => return None,
        };
        let mut depth = 0_usize;
        let mut last = None;
        for located in &self.block.content {
            match &located.piece {
                Piece::Open(element) => {
                    if depth == 1 && *element == child && located.span.start > self.first {
                        last = Some(located.span.start);
                    }
                    depth += 1;
                }
                Piece::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Some(Cut {
            at: self.start + last?,
            follows: Follows::AsNext,
            reopens,
        })
    }

    /// Before the last line that means the same at the beginning of a block as it does here.
    fn before_a_line(&self) -> Option<Cut> {
        let mut end = self.text.len();
        while let Some(before) = self.text.get(..end.checked_sub(1)?)?.rfind('\n') {
            let line = before + 1;
            if line <= self.first {
                return None;
            }
            let (reopens, is_code) = self.reopens(line);
            // The marks of what holds the line are said again before it, those of a code block before its fence.
            let begins = match is_code {
                true => line,
                false => line + self.marks_before(line),
            };
            let text = self.text.get(begins..end).unwrap_or_default();
            let means_the_same = match is_code {
                true => !ends_code(text),
                false => begins_prose(text) || self.begins_item(begins),
            };
            if means_the_same {
                return Some(Cut {
                    at: self.start + begins,
                    follows: Follows::Within,
                    reopens,
                });
            }
            end = line;
        }
        None
    }

    /// Before the last word of a line; where there is none, at the very end.
    fn within_a_line(&self) -> Cut {
        let spaces = self.text.rmatch_indices([' ', '\t']);
        let at = spaces
            .map(|(space, _)| space + 1)
            .take_while(|word| *word > self.first)
            .find(|word| self.text.get(*word..).is_some_and(begins_prose))
            .unwrap_or(self.text.len());
        let last = at.min(self.block.span.len()).saturating_sub(1);
        Cut {
            at: self.start + at,
            follows: Follows::Within,
            reopens: self.reopens(last).0,
        }
    }

    fn begins_item(&self, at: usize) -> bool {
        let mut content = self.block.content.iter();
        content
            .any(|located| located.span.start == at && located.piece == Piece::Open(Element::Item))
    }

    fn outermost(&self) -> Option<&Element> {
        self.block
            .content
            .first()
            .and_then(|located| match &located.piece {
                Piece::Open(element) => Some(element),
                _ => None,
            })
    }

    /// So many lines from the block's start.
    fn lines(&self, count: usize) -> &str {
        let end = self.text.match_indices('\n').nth(count.saturating_sub(1));
        end.map_or(self.text, |(at, _)| &self.text[..=at])
    }

    /// The elements that a place lies in, from the outermost, each with what follows its beginning.
    fn open_at(&self, at: usize) -> impl Iterator<Item = (&Located, Option<&Located>)> {
        let content = &self.block.content;
        content
            .iter()
            .enumerate()
            .filter(move |(_, located)| {
                matches!(located.piece, Piece::Open(_))
                    && located.span.start < at
                    && at < located.span.end
            })
            .map(|(index, located)| (located, content.get(index + 1)))
    }

    /// The marks that open anew all that is open at a place, and whether the innermost is a fenced code block.
    fn reopens(&self, at: usize) -> (String, bool) {
        let mut marks = String::new();
        for (located, next) in self.open_at(at) {
            let from = self.text.get(located.span.start..).unwrap_or_default();
            match &located.piece {
                Piece::Open(Element::Quote) => marks.push_str("> "),
                Piece::Open(Element::Item) => {
                    let mark = next
                        .and_then(|next| self.text.get(located.span.start..next.span.start))
                        .filter(|mark| mark.ends_with(' ') && !mark.contains('\n'));
                    let word = from.split_whitespace().next().unwrap_or("-");
                    match mark {
                        Some(mark) => marks.push_str(mark),
                        None => {
                            marks.push_str(word);
                            marks.push(' ');
                        }
                    }
                }
                Piece::Open(Element::CodeBlock(_)) if from.starts_with(['`', '~']) => {
                    marks.push_str(from.lines().next().unwrap_or_default());
                    marks.push('\n');
                    return (marks, true);
                }
                _ => {}
            }
        }
        (marks, false)
    }

    /// How long the marks are that a line begins with because of what holds it.
    fn marks_before(&self, line: usize) -> usize {
        let mut open = self.open_at(line);
        let is_quoted = open.any(|(located, _)| located.piece == Piece::Open(Element::Quote));
        let text = self.text.get(line..).unwrap_or_default();
        let kept = match is_quoted {
            false => text.trim_start_matches([' ', '\t']),
            true => text.trim_start_matches([' ', '\t', '>']),
        };
        text.len() - kept.len()
    }
}

/// Whether a line of code may be the end of its block, or says nothing. What begins with it would begin with a
/// code block of nothing.
fn ends_code(line: &str) -> bool {
    line.trim_start_matches([' ', '\t', '>'])
        .trim_end()
        .trim_matches(['`', '~'])
        .is_empty()
}

/// Whether a text is prose wherever it stands: no mark of Markdown is a letter.
fn begins_prose(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}
