//! Rules over many files, such as the agents of a project: what is wrong between them.

use super::{Check, File, Finding, TurnedOff, rules};
use crate::text::sort_by_numbers;

/// What the rules find that look at files together, each with the place of its file in `files`; in the
/// order of the files, and of each file. Whoever checks a folder checks its files one by one as well, see
/// [`check`](super::check).
///
/// A rule that `off` turns off finds nothing; one that a comment turns off finds nothing in that file,
/// which counts for the others all the same.
pub fn check_roster(files: &[File<'_>], off: &TurnedOff) -> Vec<(usize, Finding)> {
    let mut findings = Vec::new();
    for rule in rules() {
        let Check::Roster(check) = rule.check else {
            continue;
        };
        if off.contains(rule.id) {
            continue;
        }
        let spoken_of: Vec<(usize, &File<'_>)> = files
            .iter()
            .enumerate()
            .filter(|(_, file)| (rule.speaks_of)(file.kind))
            .collect();
        findings.extend(check(&spoken_of));
    }
    findings.retain(|(at, finding)| {
        let off = files
            .get(*at)
            .map(|file| off.with_comments_of(file.definition));
        off.is_some_and(|off| !off.contains(finding.rule.id))
    });
    sort_by_numbers(&mut findings, |(at, finding)| (*at, finding.span.start));
    findings
}
