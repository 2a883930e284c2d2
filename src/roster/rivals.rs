//! Which rows compete for the same requests.

use std::collections::BTreeMap;

use super::ranking::{Places, Ranked, Ranking, in_order};

/// From which share on a row competes with another: asked for what the other's description says, it scores
/// at least half of what the other scores itself.
pub const COMPETES: f32 = 0.5;

/// Two rows that compete.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The one that stands first.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// The greater of the shares that each has of the other's score.
    pub share: f32,
}

/// A word that is asked for.
struct Asked<'ranking> {
    index: u32,
    /// How rare it is: the same for all rows.
    weight: f32,
    places: &'ranking Places,
}

impl Asked<'_> {
    /// No row scores more for it.
    fn most(&self) -> f32 {
        self.weight * self.places.most
    }
}

impl Ranking {
    /// The rows that compete with one: asked for what its description says they score at least the share
    /// [`COMPETES`] of what it scores itself. The closest come first. `meets` says which rows count.
    ///
    /// Rare words weigh much and stand in few rows, common ones the other way round. So the most common
    /// words are passed over for as long as they cannot make the score by themselves: only the rows of the
    /// others can, and of these only the ones that lack no more than the words passed over can give.
    pub fn rivals(&self, row: usize, meets: impl Fn(usize) -> bool) -> Vec<Ranked> {
        let words = self.asked(row);
        let own = self.score(row, &words);
        if own <= 0.0 {
            return Vec::new();
        }
        // Sums of the same numbers in another order may differ in their last digits.
        let nearly = own * COMPETES * 0.999;
        let mut most = 0.0;
        let common = words.iter().take_while(|word| {
            most += word.most();
            most < nearly
        });
        let (common, rare) = words.split_at(common.count());
        let passed_over: f32 = common.iter().map(Asked::most).sum();
        let found = self.rows_of(rare).into_iter();
        let rivals = found
            .filter(|(rival, score)| {
                *rival != row && score + passed_over >= nearly && meets(*rival)
            })
            .map(|(rival, score)| Ranked {
                row: rival,
                score: (score + self.score(rival, common)) / own,
            })
            .filter(|rival| rival.score >= COMPETES);
        in_order(rivals.collect())
    }

    /// The words of a row's description, the most common first.
    fn asked(&self, row: usize) -> Vec<Asked<'_>> {
        let words = self.words.get(&row).into_iter();
        let mut asked: Vec<Asked<'_>> = words
            .flat_map(|words| &words.described)
            .filter_map(|word| {
                Some(Asked {
                    index: word.index,
                    weight: self.weight(row, word),
                    places: self.places.get(&word.index)?,
                })
            })
            .collect();
        asked.sort_by(|one, other| one.most().total_cmp(&other.most()));
        asked
    }

    /// What a row scores for some words.
    fn score(&self, row: usize, words: &[Asked<'_>]) -> f32 {
        let Some(own) = self.words.get(&row) else {
            return 0.0;
        };
        let scores = words.iter().map(|word| word.weight * own.value(word.index));
        scores.sum()
    }

    /// The rows that have any of some words, each with what it scores for them.
    fn rows_of(&self, words: &[Asked<'_>]) -> Vec<(usize, f32)> {
        let mut scores = vec![0.0; self.size];
        let mut rows = Vec::new();
        for word in words {
            for (row, value) in &word.places.rows {
                if let Some(score) = scores.get_mut(*row) {
                    if *score == 0.0 {
                        rows.push(*row);
                    }
                    *score += word.weight * value;
                }
            }
        }
        let score = |row: usize| scores.get(row).copied().unwrap_or_default();
        rows.into_iter().map(|row| (row, score(row))).collect()
    }
}

/// The pairs among the rivals of all rows, each once, the closest first.
pub fn pairs(rivals: &[Vec<Ranked>]) -> Vec<Pair> {
    let mut shares: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (row, rivals) in rivals.iter().enumerate() {
        for rival in rivals {
            let pair = (row.min(rival.row), row.max(rival.row));
            let share = shares.entry(pair).or_default();
            *share = share.max(rival.score);
        }
    }
    let mut pairs: Vec<Pair> = shares
        .into_iter()
        .map(|((one, other), share)| Pair { one, other, share })
        .collect();
    pairs.sort_by(|first, second| second.share.total_cmp(&first.share));
    pairs
}
