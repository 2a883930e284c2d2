//! Which moments are kept as time passes.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Reason, Snapshot};

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
/// Above each age, one moment is kept in so long a time: the last of it.
const STEPS: [(f64, f64); 4] = [
    (30.0 * DAY, 7.0 * DAY),
    (2.0 * DAY, DAY),
    (2.0 * HOUR, HOUR),
    (10.0 * MINUTE, 5.0 * MINUTE),
];
/// So many moments are kept of a document at the most.
pub const MOST: usize = 100;
/// So many bytes of text are kept in its moments at the most, but always the newest.
pub const MOST_BYTES: usize = 8_000_000;

/// The ids of the moments that need not be kept any more. `moments` are those of one document, the
/// oldest first. Those kept by hand go only where there is no room for all, and after all others.
pub fn superfluous(moments: &[Arc<Snapshot>], now: f64) -> Vec<String> {
    let mut kept: Vec<&Arc<Snapshot>> = Vec::with_capacity(moments.len());
    let mut seen = HashSet::new();
    for moment in moments.iter().rev() {
        let is_last = match (moment.reason, span_of(moment.at, now)) {
            (Reason::ByHand, _) | (_, None) => true,
            (_, Some(span)) => seen.insert(span),
        };
        if is_last {
            kept.push(moment);
        }
    }
    // The newest first, but what was kept by hand before everything that was not.
    if let Some((_, older)) = kept.split_first_mut() {
        older.sort_by_key(|moment| moment.reason != Reason::ByHand);
    }
    let mut bytes = 0;
    let fitting = kept
        .iter()
        .take(MOST)
        .enumerate()
        .take_while(|(at, moment)| {
            bytes += moment.text.len();
            *at == 0 || bytes <= MOST_BYTES
        })
        .count();
    kept.truncate(fitting);
    let kept: HashSet<&str> = kept.iter().map(|moment| moment.id.as_str()).collect();
    moments
        .iter()
        .filter(|moment| !kept.contains(moment.id.as_str()))
        .map(|moment| moment.id.clone())
        .collect()
}

/// The span of time that a moment is in, by its length and number; none where all are kept.
fn span_of(at: f64, now: f64) -> Option<(u64, i64)> {
    let step = STEPS.iter().find(|(age, _)| now - at >= *age)?;
    Some((step.1 as u64, (at / step.1).floor() as i64))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moments(list: &[(f64, bool, usize)]) -> Vec<Arc<Snapshot>> {
        let mut list = list.to_vec();
        list.sort_by(|a, b| a.0.total_cmp(&b.0));
        list.iter()
            .enumerate()
            .map(|(index, (at, by_hand, size))| {
                Arc::new(Snapshot {
                    id: index.to_string(),
                    document: "a".to_owned(),
                    at: *at,
                    reason: if *by_hand {
                        Reason::ByHand
                    } else {
                        Reason::Pause
                    },
                    name: None,
                    text: "x".repeat(*size).into(),
                })
            })
            .collect()
    }

    fn without(moments: &[Arc<Snapshot>], gone: &[String]) -> Vec<Arc<Snapshot>> {
        let kept = moments.iter().filter(|one| !gone.contains(&one.id));
        kept.cloned().collect()
    }

    #[test]
    fn the_older_the_fewer() {
        let now = 1_000.0 * DAY;
        let all: Vec<_> = (0..99)
            .map(|at| (now - f64::from(at) * MINUTE, false, 1))
            .collect();
        let all = moments(&all);
        let kept = without(&all, &superfluous(&all, now));
        let recent = kept.iter().filter(|one| now - one.at < 10.0 * MINUTE);
        assert_eq!(recent.count(), 10);
        // The rest lies in 19 spans of five minutes, of which the first begins with one moment.
        assert_eq!(kept.len(), 10 + 19);
    }

    #[test]
    fn what_was_kept_by_hand_goes_last() {
        let now = 1_000.0 * DAY;
        let mut all: Vec<_> = (0..150).map(|at| (now - f64::from(at), false, 1)).collect();
        all.push((DAY, true, 1));
        let all = moments(&all);
        let kept = without(&all, &superfluous(&all, now));
        assert_eq!(kept.len(), MOST);
        assert_eq!(kept[0].reason, Reason::ByHand);
    }

    #[test]
    fn the_newest_is_kept_however_large() {
        let all = moments(&[(1.0, true, 10), (2.0, false, MOST_BYTES + 1)]);
        assert_eq!(superfluous(&all, 3.0), ["0"]);
    }

    proptest! {
        #[test]
        fn thinning_keeps_its_promises(
            list in prop::collection::vec((0.0..100.0 * DAY, any::<bool>(), 0_usize..400_000), 1..160),
        ) {
            let (all, now) = (moments(&list), 100.0 * DAY);
            let gone = superfluous(&all, now);
            let kept = without(&all, &gone);
            prop_assert!(kept.len() <= MOST);
            let bytes: usize = kept.iter().map(|one| one.text.len()).sum();
            prop_assert!(bytes <= MOST_BYTES);
            prop_assert_eq!(kept.last().map(|one| &one.id), all.last().map(|one| &one.id));
            prop_assert!(superfluous(&kept, now).is_empty());
            // A moment by hand goes only where no other stays but the newest.
            let by_hand = |one: &&Arc<Snapshot>| one.reason == Reason::ByHand;
            let lost = all.iter().filter(|one| gone.contains(&one.id)).filter(by_hand).count();
            if lost > 0 {
                let others = kept.iter().filter(|one| one.reason != Reason::ByHand).count();
                prop_assert!(others <= 1);
            }
        }
    }
}
