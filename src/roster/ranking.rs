//! Which rows answer a request, by their words: BM25 over names and descriptions. No model is asked; one that
//! delegates sees the same words, but also what they mean.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use bm25::{
    Embedder, EmbedderBuilder, Embedding, Scorer, TokenEmbedder, TokenEmbedding, Tokenizer,
};

use super::Row;
use super::words::asked;

/// A row and how well it answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The row.
    pub row: usize,
    /// For a request the score, which only compares rows of one request. For a rival the share of the score
    /// of the row itself that it competes with.
    pub score: f32,
}

/// The words of rows, weighed: a word says the more the fewer rows have it.
pub struct Ranking {
    embedder: Embedder<u32, Blanks>,
    scorer: Scorer<usize>,
    /// The words of each row, each once.
    pub(super) words: HashMap<usize, Words>,
    /// Where each word stands.
    pub(super) places: HashMap<u32, Places>,
    /// How rare words are, as far as somebody has asked.
    weights: RefCell<HashMap<u32, f32>>,
    /// All rows have smaller numbers.
    pub(super) size: usize,
}

/// The words of a row, each once, with what they are worth there.
pub(super) struct Words {
    all: Embedding,
    /// Those of its description.
    pub(super) described: Vec<TokenEmbedding>,
}

/// The rows that have a word.
#[derive(Default)]
pub(super) struct Places {
    /// Each with what the word is worth there, before it is weighed by how rare it is.
    pub(super) rows: Vec<(usize, f32)>,
    /// No row has more.
    pub(super) most: f32,
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
            weights: RefCell::default(),
            size: 0,
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
        let described = Blanks.tokenize(&row.terms().description);
        let described: HashSet<u32> = described.iter().map(|word| u32::embed(word)).collect();
        let described = all.iter().filter(|word| described.contains(&word.index));
        let described = described.cloned().collect();
        self.words.insert(at, Words { all, described });
        self.size = self.size.max(at + 1);
    }

    fn remove(&mut self, at: usize) {
        self.scorer.remove(&at);
        // With any row the others' words become rarer or less rare.
        self.weights.get_mut().clear();
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

    /// How rare a word of a row is: what it scores there without what it is worth there.
    pub(super) fn weight(&self, row: usize, word: &TokenEmbedding) -> f32 {
        let mut weights = self.weights.borrow_mut();
        *weights.entry(word.index).or_insert_with(|| {
            let alone = Embedding(vec![word.clone()]);
            self.scorer.score(&row, &alone).unwrap_or_default() / word.value
        })
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
}

impl Words {
    /// What a word is worth here, before it is weighed by how rare it is.
    pub(super) fn value(&self, word: u32) -> f32 {
        let found = self.all.binary_search_by_key(&word, |word| word.index);
        let found = found.ok().and_then(|at| self.all.get(at));
        found.map_or(0.0, |word| word.value)
    }
}

/// Every word once, in the order of their numbers. Its value speaks for all its places already.
fn once(words: Embedding) -> Embedding {
    let mut words = words.0;
    words.sort_by_key(|word| word.index);
    words.dedup_by_key(|word| word.index);
    Embedding(words)
}

/// The best first, and of equals the one that stands first.
pub(super) fn in_order(mut ranked: Vec<Ranked>) -> Vec<Ranked> {
    ranked.sort_by(|one, other| {
        let by_score = other.score.total_cmp(&one.score);
        by_score.then(one.row.cmp(&other.row))
    });
    ranked
}
