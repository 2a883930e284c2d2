//! Which rows answer a request, by their words: BM25 over names and descriptions. No model is asked; one that
//! delegates sees the same words, but also what they mean.

use std::collections::{BTreeMap, HashMap};

use bm25::{Embedder, EmbedderBuilder, Embedding, Scorer, TokenEmbedding, Tokenizer};

use super::Row;
use super::words::asked;

/// From which share on a row competes with another: asked for what the other's description says, it scores
/// at least half of what the other scores itself.
pub const COMPETES: f32 = 0.5;

/// A row and how well it answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The row.
    pub row: usize,
    /// For a request the score, which only compares rows of one request. For a rival the share of the score
    /// of the row itself that it competes with.
    pub score: f32,
}

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

/// The words of rows, weighed: a word says the more the fewer rows have it.
pub struct Ranking {
    embedder: Embedder<u32, Blanks>,
    scorer: Scorer<usize>,
    /// The words of each row, each once.
    words: HashMap<usize, Words>,
    /// Where each word stands.
    places: HashMap<u32, Places>,
}

/// The words of a row, each once, with what they are worth there.
struct Words {
    all: Embedding,
    /// Those of its description.
    described: Embedding,
}

/// The rows that have a word.
#[derive(Default)]
struct Places {
    /// Each with what the word is worth there, before it is weighed by how rare it is.
    rows: Vec<(usize, f32)>,
    /// No row has more.
    most: f32,
}

/// Terms have been cut into words already.
#[derive(Default)]
struct Blanks;

impl Tokenizer for Blanks {
    fn tokenize(&self, terms: &str) -> Vec<String> {
        let words = terms.split(' ').filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    }
}

impl Ranking {
    /// One without rows, for rows like these. A description is long or short beside their mean, which stays
    /// what it is now; where many rows have come or gone, a new ranking is exact again.
    pub fn for_rows<'rows>(rows: impl IntoIterator<Item = &'rows Row>) -> Self {
        let (mut count, mut words) = (0_usize, 0);
        for row in rows.into_iter().filter(|row| row.is_loaded()) {
            count += 1;
            words += Blanks.tokenize(&row.terms().together()).len();
        }
        let mean = words as f32 / count.max(1) as f32;
        Self {
            embedder: EmbedderBuilder::with_avgdl(mean).build(),
            scorer: Scorer::new(),
            words: HashMap::new(),
            places: HashMap::new(),
        }
    }

    /// The ranking of all of these rows.
    pub fn of<'rows>(rows: impl IntoIterator<Item = &'rows Row> + Clone) -> Self {
        let mut ranking = Self::for_rows(rows.clone());
        for (at, row) in rows.into_iter().enumerate() {
            ranking.put(at, row);
        }
        ranking
    }

    /// Puts a row in, in the place of the one that had its number. A row that does not load answers nothing.
    pub fn put(&mut self, at: usize, row: &Row) {
        self.remove(at);
        if !row.is_loaded() {
            return;
        }
        let all = once(self.embedder.embed(&row.terms().together()));
        for word in all.iter() {
            let places = self.places.entry(word.index).or_default();
            places.rows.push((at, word.value));
            places.most = places.most.max(word.value);
        }
        self.scorer.upsert(&at, all.clone());
        let mut described = once(self.embedder.embed(&row.terms().description));
        for word in described.iter_mut() {
            let whole = all.iter().find(|whole| whole.index == word.index);
            word.value = whole.map_or(word.value, |whole| whole.value);
        }
        self.words.insert(at, Words { all, described });
    }

    fn remove(&mut self, at: usize) {
        self.scorer.remove(&at);
        for word in self
            .words
            .remove(&at)
            .iter()
            .flat_map(|words| words.all.iter())
        {
            if let Some(places) = self.places.get_mut(&word.index) {
                places.rows.retain(|(row, _)| *row != at);
            }
        }
    }

    /// The rows that have words of a request, the best first. A word counts once however often the request
    /// says it.
    pub fn rank(&self, request: &str) -> Vec<Ranked> {
        let request = self.embedder.embed(&asked(request));
        let matches = self.scorer.matches(&request).into_iter();
        in_order(
            matches
                .map(|found| Ranked {
                    row: found.id,
                    score: found.score,
                })
                .collect(),
        )
    }

    /// The rows that compete with one: asked for what its description says they score at least the share
    /// [`COMPETES`] of what it scores itself. The closest come first. `meets` says which rows count.
    pub fn rivals(&self, row: usize, meets: impl Fn(usize) -> bool) -> Vec<Ranked> {
        let Some(Words { described, .. }) = self.words.get(&row) else {
            return Vec::new();
        };
        let request = described;
        let own = self.scorer.score(&row, request).unwrap_or_default();
        if own <= 0.0 {
            return Vec::new();
        }
        let score = |rival| self.scorer.score(&rival, request).unwrap_or_default() / own;
        // Sums of the same numbers in another order may differ in their last digits.
        let nearly = own * COMPETES * 0.999;
        let candidates = self.candidates(row, request, nearly);
        in_order(
            candidates
                .into_iter()
                .filter(|rival| *rival != row && meets(*rival))
                .map(|rival| Ranked {
                    row: rival,
                    score: score(rival),
                })
                .filter(|rival| rival.score >= COMPETES)
                .collect(),
        )
    }

    /// Rows among which are all that score so much for a request in the words of a row.
    ///
    /// Rare words weigh much and stand in few rows, common ones the other way round. So the most common
    /// words are passed over for as long as they cannot make the score by themselves; then only the rows of
    /// the others can, and of these only the ones that lack no more than the words passed over can give.
    fn candidates(&self, row: usize, request: &Embedding, wanted: f32) -> Vec<usize> {
        let mut words: Vec<(f32, f32, &Places)> = request
            .iter()
            .filter_map(|word| {
                let places = self.places.get(&word.index)?;
                let weight = self.weight(row, word);
                Some((weight * places.most, weight, places))
            })
            .collect();
        words.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut passed_over = 0.0;
        let mut scores: HashMap<usize, f32> = HashMap::new();
        for (most, weight, places) in words {
            if passed_over + most < wanted {
                passed_over += most;
                continue;
            }
            for (row, value) in &places.rows {
                *scores.entry(*row).or_default() += weight * value;
            }
        }
        let mut rows: Vec<usize> = scores
            .into_iter()
            .filter(|(_, score)| score + passed_over >= wanted)
            .map(|(row, _)| row)
            .collect();
        rows.sort_unstable();
        rows
    }

    /// How rare a word of a row is: its score there without what it is worth there.
    fn weight(&self, row: usize, word: &TokenEmbedding) -> f32 {
        let alone = Embedding(vec![word.clone()]);
        self.scorer.score(&row, &alone).unwrap_or_default() / word.value
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

/// Every word once. Its value speaks for all its places already.
fn once(words: Embedding) -> Embedding {
    let mut words = words.0;
    words.sort_by_key(|word| word.index);
    words.dedup_by_key(|word| word.index);
    Embedding(words)
}

/// The best first, and of equals the one that stands first.
fn in_order(mut ranked: Vec<Ranked>) -> Vec<Ranked> {
    ranked.sort_by(|one, other| {
        let by_score = other.score.total_cmp(&one.score);
        by_score.then(one.row.cmp(&other.row))
    });
    ranked
}
