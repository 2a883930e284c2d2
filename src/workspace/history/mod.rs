//! The moments that are kept of a document: taken by themselves or by hand, thinned as time passes.
//!
//! This module stores nothing itself: it says what is to be stored and what need not be any more.

mod ago;
mod snapshot;
mod thinning;

use std::sync::Arc;

pub use ago::ago;
pub use snapshot::{Reason, Snapshot};
pub use thinning::{MOST, MOST_BYTES};

use crate::compare::lines::{Kind, hunks};
use crate::text::{Span, TextEdit, trim};

/// Longer texts are not compared line by line only to be counted.
const COUNTED: usize = 200_000;

/// The moments of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The oldest first.
    moments: Vec<Arc<Snapshot>>,
}

/// What a change of a history means for what is stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// To be stored, in place of those of their ids.
    pub put: Vec<Arc<Snapshot>>,
    /// To be stored no more, by their ids.
    pub removed: Vec<String>,
}

impl History {
    /// That of these moments, in any order.
    pub fn new(mut moments: Vec<Arc<Snapshot>>) -> Self {
        moments.sort_by(|a, b| a.at.total_cmp(&b.at));
        Self { moments }
    }

    /// The moments, the oldest first.
    pub fn moments(&self) -> &[Arc<Snapshot>] {
        &self.moments
    }

    /// Takes moments in, and lets go of what need not be kept at the time `now`. One whose text is that
    /// of the moment before or behind it is not kept twice: where a person wants it, that one counts as
    /// kept by hand from then on.
    pub fn add(&mut self, new: Vec<Snapshot>, now: f64) -> Change {
        let mut put: Vec<Arc<Snapshot>> = Vec::new();
        for snapshot in new {
            let place = self
                .moments
                .partition_point(|known| known.at <= snapshot.at);
            let twin = [place.checked_sub(1), Some(place)]
                .into_iter()
                .flatten()
                .find(|at| {
                    let known = self.moments.get(*at);
                    known.is_some_and(|known| known.text == snapshot.text)
                });
            let changed = match twin.and_then(|at| self.moments.get_mut(at)) {
                Some(_) if snapshot.reason != Reason::ByHand => continue,
                Some(known) => {
                    *known = Arc::new(Snapshot {
                        reason: Reason::ByHand,
                        name: snapshot.name.or_else(|| known.name.clone()),
                        ..Snapshot::clone(known)
                    });
                    Arc::clone(known)
                }
                None => {
                    let snapshot = Arc::new(snapshot);
                    self.moments.insert(place, Arc::clone(&snapshot));
                    snapshot
                }
            };
            put.retain(|one| one.id != changed.id);
            put.push(changed);
        }
        let removed = thinning::superfluous(&self.moments, now);
        self.moments.retain(|one| !removed.contains(&one.id));
        put.retain(|one| !removed.contains(&one.id));
        Change { put, removed }
    }
}

/// The edit that makes a text what it was; `None` where it is that already.
pub fn restoring(now: &str, then: &str) -> Option<TextEdit> {
    trim(
        now,
        TextEdit {
            span: Span::new(0, now.len()),
            replacement: then.to_owned(),
        },
    )
}

/// How much differs between two texts, in words: lines, or bytes where they are long.
pub fn how_much(before: &str, after: &str) -> String {
    if before == after {
        return "no difference".to_owned();
    }
    if before.len().max(after.len()) > COUNTED {
        return match after.len().cmp(&before.len()) {
            std::cmp::Ordering::Less => format!("{} bytes less", before.len() - after.len()),
            std::cmp::Ordering::Greater => format!("{} bytes more", after.len() - before.len()),
            std::cmp::Ordering::Equal => "as long, and different".to_owned(),
        };
    }
    let hunks = hunks(before, after, 0);
    let count = |kind: Kind| {
        let lines = hunks.iter().flat_map(|hunk| &hunk.lines);
        lines.filter(|line| line.kind == kind).count()
    };
    let words = |count: usize| match count {
        1 => "1 line".to_owned(),
        many => format!("{many} lines"),
    };
    format!(
        "+{} −{}",
        words(count(Kind::Added)),
        words(count(Kind::Removed))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(id: &str, at: f64, reason: Reason, text: &str) -> Snapshot {
        Snapshot {
            id: id.to_owned(),
            document: "d".to_owned(),
            at,
            reason,
            name: None,
            text: text.into(),
        }
    }

    fn ids(history: &History) -> Vec<&str> {
        let moments = history.moments().iter();
        moments.map(|one| one.id.as_str()).collect()
    }

    #[test]
    fn no_two_alike_stand_side_by_side() {
        let mut history = History::default();
        history.add(vec![snapshot("1", 1.0, Reason::Pause, "a")], 9.0);
        let change = history.add(vec![snapshot("2", 2.0, Reason::Repair, "a")], 9.0);
        assert_eq!(change, Change::default());
        history.add(vec![snapshot("3", 3.0, Reason::Pause, "b")], 9.0);
        // One that comes late, as it was opened.
        history.add(vec![snapshot("4", 2.5, Reason::Opened, "b")], 9.0);
        history.add(vec![snapshot("5", 4.0, Reason::Pause, "a")], 9.0);
        assert_eq!(ids(&history), ["1", "3", "5"]);
    }

    #[test]
    fn what_is_there_can_be_kept_by_hand_and_named() {
        let mut history = History::default();
        history.add(vec![snapshot("1", 1.0, Reason::Pause, "a")], 9.0);
        let named = Snapshot {
            name: Some("good".to_owned()),
            ..snapshot("2", 2.0, Reason::ByHand, "a")
        };
        let change = history.add(vec![named], 9.0);
        assert_eq!(change.put.len(), 1);
        let kept = &history.moments()[0];
        assert_eq!((kept.id.as_str(), kept.reason), ("1", Reason::ByHand));
        assert_eq!(kept.name.as_deref(), Some("good"));
        // Kept by hand again without a name, it has the one that it had.
        history.add(vec![snapshot("3", 3.0, Reason::ByHand, "a")], 9.0);
        assert_eq!(history.moments()[0].name.as_deref(), Some("good"));
    }

    #[test]
    fn restoring_gives_every_byte_back() {
        for (now, then) in [
            ("a\r\nb\n", "a\nb\r\n"),
            ("\u{feff}a", "\u{feff}b"),
            ("ผู้ช่วย", "ผู้"),
            ("", "🦀"),
        ] {
            let edit = restoring(now, then).expect("they differ");
            assert_eq!(crate::text::apply(now, &[edit]).as_deref(), Ok(then));
        }
        assert_eq!(restoring("a", "a"), None);
    }

    #[test]
    fn a_difference_is_counted_in_lines() {
        assert_eq!(how_much("a\nb\n", "a\nc\nd\n"), "+2 lines −1 line");
        assert_eq!(how_much("a", "a"), "no difference");
        assert_eq!(how_much("", &"x".repeat(COUNTED + 1)), "200001 bytes more");
    }
}
