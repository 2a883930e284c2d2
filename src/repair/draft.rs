//! A text that is mended step by step, and still knows what stands where in the original.

use super::Change;
use crate::text::{Span, TextEdit};

/// A text in the making: the original, cut into pieces that are kept and pieces that are new.
pub(super) struct Draft<'source> {
    source: &'source str,
    pieces: Vec<Piece>,
    text: String,
    changes: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// These bytes of the original.
    Kept(Span),
    /// A text of ours, where the original has these bytes.
    New { text: String, instead_of: Span },
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Piece::Kept(span) => span.len(),
            Piece::New { text, .. } => text.len(),
        }
    }

    fn original(&self) -> Span {
        match self {
            Piece::Kept(span) => *span,
            Piece::New { instead_of, .. } => *instead_of,
        }
    }

    /// Cuts at byte `at` of the piece, which lies inside it. What a new text stands for goes with
    /// its first part.
    fn cut(self, at: usize) -> (Piece, Piece) {
        match self {
            Piece::Kept(span) => (
                Piece::Kept(Span::new(span.start, span.start + at)),
                Piece::Kept(Span::new(span.start + at, span.end)),
            ),
            Piece::New {
                mut text,
                instead_of,
            } => {
                let rest = text.split_off(at);
                (
                    Piece::New { text, instead_of },
                    Piece::New {
                        text: rest,
                        instead_of: Span::at(instead_of.end),
                    },
                )
            }
        }
    }
}

/// One replacement in a draft, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mend {
    /// What is replaced, in bytes of the draft's text.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
    /// One sentence without a full stop; empty where another mend of the same step says it.
    pub what: String,
}

impl Mend {
    pub(super) fn new(span: Span, replacement: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            span,
            replacement: replacement.into(),
            what: what.into(),
        }
    }

    /// Whether it leaves anything otherwise than it is.
    pub(super) fn changes(&self, text: &str) -> bool {
        self.span.slice(text) != self.replacement
    }
}

impl<'source> Draft<'source> {
    pub(super) fn new(source: &'source str) -> Self {
        let whole = Span::new(0, source.len());
        Self {
            source,
            pieces: if whole.is_empty() {
                Vec::new()
            } else {
                vec![Piece::Kept(whole)]
            },
            text: source.to_owned(),
            changes: Vec::new(),
        }
    }

    /// The text as it stands now.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Applies mends that do not overlap; one that does not fit the text, or overlaps one before
    /// it, is left out. Whether anything changed.
    pub(super) fn apply(&mut self, mut mends: Vec<Mend>) -> bool {
        mends.sort_by_key(|mend| mend.span);
        let mut end = 0;
        mends.retain(|mend| {
            let fits = mend.span.start >= end
                && self.text.get(mend.span.start..mend.span.end).is_some()
                && mend.changes(&self.text);
            if fits {
                end = mend.span.end;
            }
            fits
        });
        for mend in mends.iter().rev() {
            self.replace(mend);
        }
        !mends.is_empty()
    }

    fn replace(&mut self, mend: &Mend) {
        let first = self.cut_at(mend.span.start);
        let last = self.cut_at(mend.span.end);
        let covered = self.pieces.get(first..last).unwrap_or_default();
        let at = || match self.pieces.get(first) {
            Some(piece) => piece.original().start,
            None => self.source.len(),
        };
        let original = covered
            .iter()
            .map(Piece::original)
            .reduce(Span::cover)
            .unwrap_or_else(|| Span::at(at()));
        let new = Piece::New {
            text: mend.replacement.clone(),
            instead_of: original,
        };
        self.pieces.splice(first..last, [new]);
        self.text
            .replace_range(mend.span.start..mend.span.end, &mend.replacement);
        if !mend.what.is_empty() {
            self.changes.push(Change {
                span: original,
                what: mend.what.clone(),
            });
        }
    }

    /// The index of the piece that begins at byte `at` of the text, cutting one where need be.
    fn cut_at(&mut self, at: usize) -> usize {
        let mut start = 0;
        for index in 0..self.pieces.len() {
            if start == at {
                return index;
            }
            let len = self.pieces[index].len();
            if at < start + len {
                let (before, after) = self.pieces[index].clone().cut(at - start);
                self.pieces.splice(index..=index, [before, after]);
                return index + 1;
            }
            start += len;
        }
        self.pieces.len()
    }

    /// The edits that make the text of the original, in its order, and what they change.
    pub(super) fn finish(self) -> (Vec<TextEdit>, Vec<Change>) {
        let mut edits: Vec<TextEdit> = Vec::new();
        let mut kept = 0;
        let mut new = String::new();
        let mut close = |from: usize, to: usize, new: &mut String| {
            let replacement = std::mem::take(new);
            if from < to || !replacement.is_empty() {
                edits.extend(smallest(self.source, Span::new(from, to), replacement));
            }
        };
        for piece in &self.pieces {
            match piece {
                Piece::Kept(span) => {
                    close(kept, span.start, &mut new);
                    kept = span.end;
                }
                Piece::New { text, .. } => new.push_str(text),
            }
        }
        close(kept, self.source.len(), &mut new);
        let mut changes = self.changes;
        changes.sort_by_key(|change| change.span);
        changes.dedup();
        (edits, changes)
    }
}

/// The edit without what it leaves as it is at its two ends; `None` where that is everything.
fn smallest(source: &str, span: Span, replacement: String) -> Option<TextEdit> {
    let old = span.slice(source);
    let before: usize = old
        .chars()
        .zip(replacement.chars())
        .take_while(|(old, new)| old == new)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let after: usize = old[before..]
        .chars()
        .rev()
        .zip(replacement[before..].chars().rev())
        .take_while(|(old, new)| old == new)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let edit = TextEdit {
        span: Span::new(span.start + before, span.end - after),
        replacement: replacement[before..replacement.len() - after].to_owned(),
    };
    (!edit.span.is_empty() || !edit.replacement.is_empty()).then_some(edit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::apply;

    #[test]
    fn steps_become_edits_of_the_original() {
        let mut draft = Draft::new("> a: b: c\n> d\n");
        let remove = |at| Mend::new(Span::new(at, at + 2), "", "prefix");
        assert!(draft.apply(vec![remove(0), remove(10)]));
        assert_eq!(draft.text(), "a: b: c\nd\n");
        assert!(draft.apply(vec![Mend::new(Span::new(3, 7), "\"b: c\"", "value")]));
        assert!(draft.apply(vec![Mend::new(Span::new(0, 0), "---\n", "fence")]));
        assert_eq!(draft.text(), "---\na: \"b: c\"\nd\n");
        let (edits, changes) = draft.finish();
        assert_eq!(
            apply("> a: b: c\n> d\n", &edits).as_deref(),
            Ok("---\na: \"b: c\"\nd\n")
        );
        let spans: Vec<Span> = changes.iter().map(|change| change.span).collect();
        assert_eq!(spans.len(), 4);
        assert!(spans.contains(&Span::new(5, 9)), "{spans:?}");
    }

    proptest! {
        #[test]
        fn any_steps_make_the_same_text(
            source in "[a-cé\n]{0,20}",
            steps in prop::collection::vec((any::<prop::sample::Index>(), 0..5_usize, "[xyé]{0,3}"), 0..8),
        ) {
            let mut draft = Draft::new(&source);
            for (at, len, new) in steps {
                let places: Vec<usize> = (0..=draft.text().len())
                    .filter(|at| draft.text().is_char_boundary(*at))
                    .collect();
                let start = at.index(places.len());
                let end = (start + len).min(places.len() - 1);
                draft.apply(vec![Mend::new(Span::new(places[start], places[end]), new, "")]);
            }
            let text = draft.text().to_owned();
            let (edits, _) = draft.finish();
            prop_assert_eq!(apply(&source, &edits), Ok(text));
        }
    }
}
