//! Which things of two lists belong together.

use std::collections::HashMap;
use std::hash::Hash;

/// The partners that have been found so far.
pub(super) struct Partners {
    of_new: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Partners {
    /// None yet, for lists of these lengths.
    pub fn new(old: usize, new: usize) -> Self {
        Self {
            of_new: vec![None; new],
            taken: vec![false; old],
        }
    }

    /// Pairs what has no partner yet and is alike by `key`: the first with the first. What has no key is
    /// left alone. It takes time linear in the lengths of the lists.
    pub fn pair<'things, T, K: Eq + Hash>(
        &mut self,
        old: &'things [T],
        new: &'things [T],
        key: impl Fn(&'things T) -> Option<K>,
    ) {
        let mut left: HashMap<K, Vec<usize>> = HashMap::new();
        for (at, thing) in old.iter().enumerate().rev() {
            if !self.is_taken(at)
                && let Some(key) = key(thing)
            {
                left.entry(key).or_default().push(at);
            }
        }
        for (at, thing) in new.iter().enumerate() {
            if self.of_new(at).is_none()
                && let Some(key) = key(thing)
                && let Some(other) = left.get_mut(&key).and_then(Vec::pop)
            {
                self.join(other, at);
            }
        }
    }

    /// Makes two things partners, if neither has one.
    pub fn join(&mut self, old: usize, new: usize) {
        if let (Some(taken @ false), Some(partner @ None)) =
            (self.taken.get_mut(old), self.of_new.get_mut(new))
        {
            *taken = true;
            *partner = Some(old);
        }
    }

    /// The partner of a thing of the new list.
    pub fn of_new(&self, at: usize) -> Option<usize> {
        self.of_new.get(at).copied().flatten()
    }

    /// Whether a thing of the old list has a partner.
    pub fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or_default()
    }
}
