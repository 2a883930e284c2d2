//! Which findings of the rules are new, and which are gone.

use std::collections::HashMap;
use std::hash::Hash;

use crate::lint::{Finding, Severity};
use crate::text::Span;

/// Something that a rule finds on one side alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What the rule says.
    pub message: String,
    /// Where, in the text of its side.
    pub span: Span,
}

impl Found {
    fn of(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.id,
            severity: finding.severity,
            message: finding.message.clone(),
            span: finding.span,
        }
    }
}

/// A text and what was found in it.
#[derive(Clone, Copy)]
pub(crate) struct Findings<'side> {
    /// The text.
    pub source: &'side str,
    /// What was found, in its order.
    pub findings: &'side [Finding],
}

/// What is gone, and what is new, the worst first.
pub(super) fn changes(before: Findings<'_>, after: Findings<'_>) -> (Vec<Found>, Vec<Found>) {
    let (gone, new) = unmatched(before, after);
    let found = |side: Findings<'_>, alone: &[bool]| {
        let alone = side.findings.iter().zip(alone).filter(|(_, alone)| **alone);
        let mut found: Vec<Found> = alone.map(|(finding, _)| Found::of(finding)).collect();
        found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        found
    };
    (found(before, &gone), found(after, &new))
}

/// Which findings of each side have no other that stands for them: one of the same rule with the same
/// words about the same text, or else with the same words, or about the same text, for a message may name
/// a line and a text may have changed. Each finding stands for one.
pub(crate) fn unmatched(before: Findings<'_>, after: Findings<'_>) -> (Vec<bool>, Vec<bool>) {
    let mut alone = (
        vec![true; before.findings.len()],
        vec![true; after.findings.len()],
    );
    let message = |_: &str, finding: &Finding| finding.message.clone();
    let text = |source: &str, finding: &Finding| finding.span.slice(source).to_owned();
    take_away(before, after, &mut alone, |source, finding| {
        (message(source, finding), text(source, finding))
    });
    take_away(before, after, &mut alone, message);
    take_away(before, after, &mut alone, text);
    alone
}

/// Takes away those that are the same by what `key` says of them, the first for the first.
fn take_away<K: Eq + Hash>(
    before: Findings<'_>,
    after: Findings<'_>,
    (gone, new): &mut (Vec<bool>, Vec<bool>),
    key: impl Fn(&str, &Finding) -> K,
) {
    if !gone.contains(&true) || !new.contains(&true) {
        return;
    }
    let mut left: HashMap<(&str, K), Vec<&mut bool>> = HashMap::new();
    for (finding, alone) in before.findings.iter().zip(gone).rev() {
        if *alone {
            let key = (finding.rule.id, key(before.source, finding));
            left.entry(key).or_default().push(alone);
        }
    }
    for (finding, alone) in after.findings.iter().zip(new) {
        if *alone
            && let Some(same) = left.get_mut(&(finding.rule.id, key(after.source, finding)))
            && let Some(other) = same.pop()
        {
            *other = false;
            *alone = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;
    use crate::dialect::Kind;
    use crate::lint::{File, TurnedOff, check};

    fn found(source: &str) -> Vec<Finding> {
        let definition = Definition::parse(source);
        check(
            &File::of_kind(&definition, None, Kind::ClaudeAgent),
            &TurnedOff::nothing(),
        )
    }

    fn rules(before: &str, after: &str) -> (Vec<&'static str>, Vec<&'static str>) {
        let (old, new) = (found(before), found(after));
        let side = |source, findings| Findings { source, findings };
        let (gone, new) = changes(side(before, &old), side(after, &new));
        let ids = |found: Vec<Found>| found.iter().map(|found| found.rule).collect();
        (ids(gone), ids(new))
    }

    const START: &str = "---\nname: a-b\ndescription: Use it after a change.\ntools: Read, ";

    #[test]
    fn a_finding_that_has_moved_is_no_news() {
        let before = format!("{START}Grap\n---\n\nYou review code.\n");
        let after = format!("{START}Grap\nmodel: opus\n---\n\n\nYou review code.\n");
        assert_eq!(rules(&before, &after), (vec![], vec![]));
    }

    #[test]
    fn one_more_of_the_same_is_news() {
        let one = format!("{START}Foo1\n---\n\nYou review code.\n");
        let two = format!("{START}Foo1, Bar2\n---\n\nYou review code.\n");
        assert_eq!(rules(&one, &two), (vec![], vec!["TL01"]));
        assert_eq!(rules(&two, &one), (vec!["TL01"], vec![]));
    }
}
