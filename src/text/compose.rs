use super::{Span, TextEdit};

/// One batch of edits that does what two do one after the other.
///
/// The spans of `first` count in a text of `len` bytes, those of `second` in what `first` makes of it;
/// those of the result count in the text before both. Each batch is in order and does not overlap. Of
/// the result no two edits touch.
pub fn compose(len: usize, first: &[TextEdit], second: &[TextEdit]) -> Vec<TextEdit> {
    let mut between = Pieces::of(len, first);
    let mut after = Vec::new();
    let mut at = 0;
    for edit in second {
        between.take(edit.span.start.saturating_sub(at), &mut after);
        after.push(Piece::New(&edit.replacement));
        between.take(edit.span.len(), &mut Vec::new());
        at = edit.span.end;
    }
    between.take(usize::MAX, &mut after);
    edits(len, &after)
}

/// The same edit without the characters with which what it replaces and what it puts there begin and
/// end alike; `None` where it changes nothing. One that has to do with a CR is left as it is, for a line
/// end must not be cut in two.
pub fn trim(source: &str, edit: TextEdit) -> Option<TextEdit> {
    let (old, new) = (edit.span.slice(source), edit.replacement.as_str());
    if old == new {
        return None;
    }
    if old.contains('\r') || new.contains('\r') {
        return Some(edit);
    }
    let len = |(character, _): (char, char)| character.len_utf8();
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let pairs = old.chars().zip(new.chars());
    let start: usize = pairs.take_while(same).map(len).sum();
    let rest = old[start..].chars().rev().zip(new[start..].chars().rev());
    let end: usize = rest.take_while(same).map(len).sum();
    Some(TextEdit {
        span: Span::new(edit.span.start + start, edit.span.end - end),
        replacement: new[start..new.len() - end].to_owned(),
    })
}

/// A part of a text that was edited.
#[derive(Clone, Copy)]
enum Piece<'edits> {
    /// Bytes of the text before.
    Kept(Span),
    /// What an edit put there.
    New(&'edits str),
}

impl Piece<'_> {
    fn len(self) -> usize {
        match self {
            Self::Kept(span) => span.len(),
            Self::New(text) => text.len(),
        }
    }

    fn split_at(self, at: usize) -> (Self, Self) {
        match self {
            Self::Kept(Span { start, end }) => (
                Self::Kept(Span::new(start, start + at)),
                Self::Kept(Span::new(start + at, end)),
            ),
            // Edits lie on character borders; one that does not takes the whole.
            Self::New(text) => {
                let (left, right) = text.split_at_checked(at).unwrap_or((text, ""));
                (Self::New(left), Self::New(right))
            }
        }
    }
}

/// The parts of an edited text, the next one last.
struct Pieces<'edits>(Vec<Piece<'edits>>);

impl<'edits> Pieces<'edits> {
    fn of(len: usize, edits: &'edits [TextEdit]) -> Self {
        let mut pieces = Vec::new();
        let mut at = 0;
        for edit in edits {
            pieces.push(Piece::Kept(Span::new(at, edit.span.start)));
            pieces.push(Piece::New(&edit.replacement));
            at = edit.span.end;
        }
        pieces.push(Piece::Kept(Span::new(at, len)));
        pieces.reverse();
        Self(pieces)
    }

    /// Moves the next so many bytes to `taken`, or as many as there are.
    fn take(&mut self, mut bytes: usize, taken: &mut Vec<Piece<'edits>>) {
        while bytes > 0
            && let Some(piece) = self.0.pop()
        {
            if piece.len() <= bytes {
                bytes -= piece.len();
                taken.push(piece);
            } else {
                let (left, right) = piece.split_at(bytes);
                taken.push(left);
                self.0.push(right);
                bytes = 0;
            }
        }
    }
}

/// The edits that make these pieces of a text of `len` bytes.
fn edits(len: usize, pieces: &[Piece<'_>]) -> Vec<TextEdit> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut replacement = String::new();
    for piece in pieces.iter().chain([&Piece::Kept(Span::at(len))]) {
        match piece {
            Piece::New(text) => replacement.push_str(text),
            Piece::Kept(span) if span.is_empty() && span.start < len => {}
            Piece::Kept(span) => {
                if at < span.start || !replacement.is_empty() {
                    out.push(TextEdit {
                        span: Span::new(at, span.start),
                        replacement: std::mem::take(&mut replacement),
                    });
                }
                at = span.end;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::apply;

    fn edit(start: usize, end: usize, replacement: &str) -> TextEdit {
        TextEdit {
            span: Span::new(start, end),
            replacement: replacement.to_owned(),
        }
    }

    #[test]
    fn an_edit_of_an_edit_is_one() {
        let found = compose(6, &[edit(1, 2, "xyz")], &[edit(2, 3, "Y"), edit(5, 6, "")]);
        assert_eq!(found, [edit(1, 2, "xYz"), edit(3, 4, "")]);
        assert_eq!(compose(3, &[edit(3, 3, "d")], &[]), [edit(3, 3, "d")]);
        assert_eq!(compose(3, &[edit(1, 1, "d")], &[edit(1, 2, "")]), []);
        assert_eq!(compose(0, &[], &[edit(0, 0, "a")]), [edit(0, 0, "a")]);
    }

    #[test]
    fn what_stays_is_no_part_of_an_edit() {
        let source = "tools: grép, read";
        let span = source.len() - 11;
        let found = trim(source, edit(span, source.len(), "grép, Read"));
        assert_eq!(found, Some(edit(14, 15, "R")));
        assert_eq!(trim("aa", edit(0, 2, "aaa")), Some(edit(2, 2, "a")));
        assert_eq!(trim("aa", edit(0, 2, "aa")), None);
        let line_end = edit(0, 2, "\n");
        assert_eq!(trim("\r\n", line_end.clone()), Some(line_end));
    }

    /// Edits of a text of `len` bytes, in order and apart.
    fn batch(len: usize, cuts: &[(usize, usize, String)]) -> Vec<TextEdit> {
        let mut at = 0;
        let mut batch = Vec::new();
        for (skip, take, replacement) in cuts {
            let start = at + skip;
            let end = start + take;
            if end > len {
                break;
            }
            batch.push(edit(start, end, replacement));
            at = end + 1;
        }
        batch
    }

    proptest! {
        #[test]
        fn both_at_once_are_one_after_the_other(
            source in "[a-d]{0,20}",
            first in proptest::collection::vec((0..4_usize, 0..4_usize, "[x-z]{0,3}"), 0..5),
            second in proptest::collection::vec((0..4_usize, 0..4_usize, "[0-9]{0,3}"), 0..5),
        ) {
            let first = batch(source.len(), &first);
            let between = apply(&source, &first).expect("they are apart");
            let second = batch(between.len(), &second);
            let after = apply(&between, &second).expect("they are apart");
            let both = compose(source.len(), &first, &second);
            prop_assert_eq!(apply(&source, &both), Ok(after));
            for pair in both.windows(2) {
                prop_assert!(pair[0].span.end < pair[1].span.start, "{:?}", both);
            }
        }
    }
}
