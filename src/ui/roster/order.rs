//! Which rows are shown, and in which order.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::columns::{Column, Compared};
use super::known::Mark;
use super::reading::Reading;
use crate::roster::Ranked;
use crate::ui::pause::Pause;

/// How long after the last key the request is asked.
const ASK_AFTER: Duration = Duration::from_millis(100);

/// What was chosen; a handle to copy.
#[derive(Clone, Copy)]
pub struct Order {
    /// The words that a row must have, as they were typed.
    pub words: RwSignal<String>,
    /// The mark that it must have.
    pub mark: RwSignal<Option<Mark>>,
    /// The column that decides.
    pub column: RwSignal<Column>,
    /// Whether the greatest comes first.
    pub most_first: RwSignal<bool>,
    /// The request, as it is typed.
    pub request: RwSignal<String>,
    /// How well rows answer it, from 0 to 1 of the best; `None` where nothing is asked, or nobody can say yet.
    pub scores: Memo<Option<Arc<Scores>>>,
    /// The rows that are shown, in their order.
    pub rows: Memo<Arc<Vec<usize>>>,
    asked: RwSignal<String>,
    pause: Pause,
}

/// How well rows answer a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores(Vec<Option<f32>>);

impl Scores {
    /// Shares of the best; it comes first.
    fn of(ranked: &[Ranked]) -> Self {
        let best = ranked.first().map_or(1.0, |first| first.score);
        let rows = ranked.iter().map(|found| found.row + 1).max();
        let mut shares = vec![None; rows.unwrap_or_default()];
        for found in ranked {
            if let Some(share) = shares.get_mut(found.row) {
                *share = Some(if best > 0.0 { found.score / best } else { 0.0 });
            }
        }
        Self(shares)
    }

    /// The share of a row; `None` where it has no word of the request.
    pub fn of_row(&self, row: usize) -> Option<f32> {
        self.0.get(row).copied().flatten()
    }
}

impl Order {
    /// By name, with everything shown.
    pub fn follow(reading: Reading) -> Self {
        let words = RwSignal::new(String::new());
        let mark = RwSignal::new(None::<Mark>);
        let column = RwSignal::new(Column::Name);
        let most_first = RwSignal::new(false);
        let asked = RwSignal::new(String::new());
        let scores = Memo::new(move |_| {
            let request = asked.get();
            if request.trim().is_empty() {
                return None;
            }
            let ranked = reading.rank(&request)?;
            Some(Arc::new(Scores::of(&ranked)))
        });
        let rows = Memo::new(move |_| {
            let scores = scores.get();
            let score = |row| scores.as_ref().and_then(|scores| scores.of_row(row));
            let words: Vec<String> = words.with(|words| {
                let each = words.split_whitespace();
                each.map(str::to_lowercase).collect()
            });
            let (mark, column, most_first) = (mark.get(), column.get(), most_first.get());
            reading.known.with(|known| {
                reading.rivals.with(|rivals| {
                    let of = |row: usize| rivals.get(row).map_or(&[][..], Vec::as_slice);
                    let mut rows: Vec<usize> = (0..known.ids.len())
                        .filter(|row| scores.is_none() || score(*row).is_some())
                        .filter(|row| mark.is_none_or(|mark| known.has_mark(*row, mark, of(*row))))
                        .filter(|row| known.has_words(*row, &words))
                        .collect();
                    let compared = Compared {
                        known,
                        rivals,
                        scores: &|row| score(row).unwrap_or_default(),
                    };
                    rows.sort_by(|one, other| {
                        let order = compared.by(column, *one, *other);
                        let order = if most_first { order.reverse() } else { order };
                        order.then_with(|| compared.by(Column::Name, *one, *other))
                    });
                    Arc::new(rows)
                })
            })
        });
        Self {
            words,
            mark,
            column,
            most_first,
            request: RwSignal::new(String::new()),
            scores,
            rows,
            asked,
            pause: Pause::new(ASK_AFTER),
        }
    }

    /// Orders by a column; a second time the other way round.
    pub fn by(self, column: Column) {
        let again = self.column.get_untracked() == column;
        let most_first = match again {
            true => !self.most_first.get_untracked(),
            false => column.begins_with_most(),
        };
        self.column.set(column);
        self.most_first.set(most_first);
    }

    /// Asks a request, a moment after it was typed: who answers best comes first.
    pub fn ask(self, request: String) {
        let is_empty = |text: &str| text.trim().is_empty();
        let was_empty = self.request.with_untracked(|before| is_empty(before));
        if was_empty && !is_empty(&request) {
            self.column.set(Column::Answers);
            self.most_first.set(true);
        }
        if is_empty(&request) && self.column.get_untracked() == Column::Answers {
            self.column.set(Column::Name);
            self.most_first.set(false);
        }
        self.request.set(request);
        self.pause
            .then(move || self.asked.set(self.request.get_untracked()));
    }
}
