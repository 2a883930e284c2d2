//! All safe fixes of a file at once.

use super::{File, Finding, Fix, Rule, TurnedOff, check};
use crate::definition::Definition;
use crate::dialect::Kind;
use crate::text::{Span, TextEdit, apply, compose, sort_by_numbers, trim};

/// What became of a file when every safe fix was applied that does no harm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The edits of the source, in its order, not overlapping: one step to undo. Empty where there was
    /// nothing to fix.
    pub edits: Vec<TextEdit>,
    /// What was done, in the order in which it was.
    pub applied: Vec<Applied>,
}

/// A fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The id of the rule whose finding it mends.
    pub rule: &'static str,
    /// What it did: `Write it as Grep`.
    pub title: String,
}

/// Applies the safe fixes of all rules but those that are `off`.
///
/// Fixes that name the same bytes are applied one after the other, each to what the one before has
/// left. A fix is left out when the file would then have more findings of any rule, even of one that is
/// off, would no longer load, or would get all tools where it has some. So the findings become fewer
/// with every round, which is what makes an end, and a second call has nothing to do.
///
/// `kind` says what kind of file it is; without one it is found from path and content.
pub fn fix_all(source: &str, path: Option<&str>, kind: Option<Kind>, off: &TurnedOff) -> Fixed {
    rounds(source, off, &|text| State::of(text, path, kind))
}

/// A text, and what matters of it here.
#[derive(Clone)]
struct State {
    text: String,
    kind: Kind,
    findings: Vec<Finding>,
    loads: bool,
    has_all_tools: bool,
}

impl State {
    fn of(text: String, path: Option<&str>, kind: Option<Kind>) -> Self {
        let definition = Definition::parse(text.as_str());
        let file = match kind {
            Some(kind) => File::of_kind(&definition, path, kind),
            None => File::new(&definition, path),
        };
        Self {
            kind: file.kind,
            findings: check(&file, &TurnedOff::nothing()),
            loads: file.claude().outcome.loads(),
            has_all_tools: file.claude().tools.listing() == Some("All tools"),
            text,
        }
    }

    fn count(&self, rule: &Rule) -> usize {
        let of_rule = |finding: &&Finding| finding.rule.id == rule.id;
        self.findings.iter().filter(of_rule).count()
    }

    /// Whether each of the fixes, which made this of `before`, has mended its finding and none has done
    /// harm.
    fn is_better_than(&self, before: &Self, fixes: &[Candidate<'_>]) -> bool {
        let mended = |rule: &Rule| {
            let of_rule = |candidate: &&Candidate<'_>| candidate.rule.id == rule.id;
            fixes.iter().filter(of_rule).count()
        };
        self.kind == before.kind
            && (self.loads || !before.loads)
            && (!self.has_all_tools || before.has_all_tools || !before.loads)
            && super::rules().all(|rule| self.count(rule) + mended(rule) <= before.count(rule))
    }
}

/// A safe fix, and the rule whose finding it mends.
#[derive(Clone, Copy)]
struct Candidate<'state> {
    rule: &'static Rule,
    fix: &'state Fix,
}

type Look<'look> = dyn Fn(String) -> State + 'look;

fn rounds(source: &str, off: &TurnedOff, look: &Look<'_>) -> Fixed {
    let mut fixed = Fixed::default();
    let mut state = look(source.to_owned());
    while let Some(round) = Round::of(&state, off, look) {
        fixed.edits = compose(source.len(), &fixed.edits, &round.edits);
        fixed.applied.extend(round.applied);
        state = round.after;
    }
    let edits = fixed.edits.into_iter();
    fixed.edits = edits.filter_map(|edit| trim(source, edit)).collect();
    fixed
}

/// What one round has done.
struct Round {
    edits: Vec<TextEdit>,
    applied: Vec<Applied>,
    after: State,
}

impl Round {
    /// `None` where no fix is left that may be applied.
    fn of(state: &State, off: &TurnedOff, look: &Look<'_>) -> Option<Self> {
        let candidates = state.findings.iter().filter_map(|finding| {
            let rule = finding.rule;
            let fix = finding.safe_fix()?;
            (!off.contains(rule.id)).then_some(Candidate { rule, fix })
        });
        let mut waiting: Vec<Candidate<'_>> = candidates.collect();
        // Fixes that wait for others are looked at when none of the others may be applied.
        while !waiting.is_empty() {
            let (together, rest) = apart(&waiting);
            let mut attempt = Attempt {
                before: state,
                look,
                accepted: Vec::new(),
                after: None,
            };
            attempt.accept(&together);
            if let Some(after) = attempt.after {
                return Some(Self {
                    edits: edits(&attempt.accepted),
                    applied: attempt.accepted.iter().map(Candidate::applied).collect(),
                    after,
                });
            }
            waiting = rest;
        }
        None
    }
}

impl Candidate<'_> {
    fn applied(&self) -> Applied {
        Applied {
            rule: self.rule.id,
            title: self.fix.title.clone(),
        }
    }
}

/// The edits of fixes that are apart, in the order of the text.
fn edits(fixes: &[Candidate<'_>]) -> Vec<TextEdit> {
    let edits = fixes.iter().flat_map(|candidate| &candidate.fix.edits);
    let mut edits: Vec<TextEdit> = edits.cloned().collect();
    sort_by_numbers(&mut edits, |edit| (edit.span.start, edit.span.end));
    edits
}

/// Fixes that neither overlap nor touch, and those that do with one of them.
fn apart<'state>(
    candidates: &[Candidate<'state>],
) -> (Vec<Candidate<'state>>, Vec<Candidate<'state>>) {
    // In order.
    let mut taken: Vec<Span> = Vec::new();
    let (mut together, mut rest) = (Vec::new(), Vec::new());
    for candidate in candidates {
        let spans = || candidate.fix.edits.iter().map(|edit| edit.span);
        let free = |span: Span| {
            let next = taken.partition_point(|one| one.end < span.start);
            taken.get(next).is_none_or(|next| span.end < next.start)
        };
        if spans().all(free) {
            for span in spans() {
                taken.insert(taken.partition_point(|one| *one < span), span);
            }
            together.push(*candidate);
        } else {
            rest.push(*candidate);
        }
    }
    (together, rest)
}

/// Which of some fixes may be applied together.
struct Attempt<'state, 'look> {
    before: &'state State,
    look: &'look Look<'look>,
    accepted: Vec<Candidate<'state>>,
    /// What the accepted ones make of the text.
    after: Option<State>,
}

impl<'state> Attempt<'state, '_> {
    /// Accepts all of them if they do no harm beside those that are accepted; else finds the ones that
    /// do by halving.
    fn accept(&mut self, candidates: &[Candidate<'state>]) {
        if candidates.is_empty() {
            return;
        }
        let mut all = self.accepted.clone();
        all.extend_from_slice(candidates);
        let text = apply(&self.before.text, &edits(&all)).ok();
        let after = text.map(self.look);
        let harmless = |after: &State| after.is_better_than(self.before, &all);
        if let Some(after) = after.filter(harmless) {
            self.accepted = all;
            self.after = Some(after);
        } else if candidates.len() > 1 {
            let (left, right) = candidates.split_at(candidates.len() / 2);
            self.accept(left);
            self.accept(right);
        }
    }
}

#[cfg(test)]
mod tests;
