//! Texts that are alike, found without comparing each with each.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A line that so many texts share says nothing about which belong together.
const RARE: usize = 8;
/// Shorter lines, such as `---` and `1.`, are in every text.
const SHORTEST: usize = 12;
/// How much of two texts must be the same for them to be one that was changed: of a hundred.
const ALIKE: usize = 50;

/// Pairs of the two lists that share at least half of what they say, counted in bytes of whole lines, the
/// most alike first. Lines that many texts share do not make two alike, so the number of pairs looked at
/// grows with that of the texts.
pub(super) fn pairs(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let (old, new): (Vec<_>, Vec<_>) = (
        old.iter().map(|text| Lines::of(text)).collect(),
        new.iter().map(|text| Lines::of(text)).collect(),
    );
    let (at_old, at_new) = (index(&old), index(&new));
    let mut candidates: HashSet<(usize, usize)> = HashSet::new();
    for (line, old) in &at_old {
        let Some(new) = at_new.get(line) else {
            continue;
        };
        if old.len() <= RARE && new.len() <= RARE {
            let pairs = old
                .iter()
                .flat_map(|old| new.iter().map(|new| (*old, *new)));
            candidates.extend(pairs);
        }
    }
    let mut alike: Vec<(usize, usize, usize)> = candidates
        .into_iter()
        .filter_map(|(from, to)| {
            let share = old.get(from)?.share(new.get(to)?);
            (share >= ALIKE).then_some((share, from, to))
        })
        .collect();
    // Whichever side is called old, equal shares come in the same order.
    alike.sort_unstable_by_key(|(share, from, to)| {
        (
            std::cmp::Reverse(*share),
            from.min(to).to_owned(),
            from.max(to).to_owned(),
        )
    });
    alike.into_iter().map(|(_, from, to)| (from, to)).collect()
}

/// The lines of a text that say something, by their hashes, with their lengths.
struct Lines {
    lengths: HashMap<u64, usize>,
    bytes: usize,
}

impl Lines {
    fn of(text: &str) -> Self {
        let lines = text.lines().map(str::trim);
        let lengths: HashMap<u64, usize> = lines
            .filter(|line| line.len() >= SHORTEST)
            .map(|line| (hash(line), line.len()))
            .collect();
        Self {
            bytes: lengths.values().sum(),
            lengths,
        }
    }

    /// How much of both is the same, of a hundred.
    fn share(&self, other: &Self) -> usize {
        let lengths = self.lengths.iter();
        let shared: usize = lengths
            .filter(|(line, _)| other.lengths.contains_key(line))
            .map(|(_, length)| length)
            .sum();
        200 * shared / (self.bytes + other.bytes).max(1)
    }
}

fn hash(line: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    line.hash(&mut hasher);
    hasher.finish()
}

/// Which texts have a line.
fn index(texts: &[Lines]) -> HashMap<u64, Vec<usize>> {
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, text) in texts.iter().enumerate() {
        for line in text.lengths.keys() {
            index.entry(*line).or_default().push(at);
        }
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "You review code with care.\nLook at the tests first.\nSay what is wrong.\n";
    const B: &str = "You bake bread every day.\nBegin with the sour dough.\nSay what is wrong.\n";

    #[test]
    fn what_shares_half_is_alike() {
        let changed = A.replace("with care", "quickly");
        assert_eq!(pairs(&[B, A], &[&changed]), [(1, 0)]);
        assert_eq!(pairs(&[B], &[A]), []);
        assert_eq!(pairs(&["short\n"], &["short\n"]), []);
    }

    #[test]
    fn a_line_of_all_makes_none_alike_but_counts_for_those_that_are() {
        let boilerplate = "Always answer in the language of the question.\n";
        let texts: Vec<String> = (0..20)
            .map(|number| format!("{boilerplate}Text number {number} of all.\n"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_eq!(pairs(&texts, &texts).len(), 20);
    }
}
