//! Rules over many files, such as the agents of a project: what is wrong between them.

use super::member::Agent;
use super::{Check, File, Finding, Member, Together, TurnedOff, rules};
use crate::text::sort_by_numbers;

/// How many tokens the lines of all agents may cost in every session before Claude Code warns.
pub const ROSTER_TOKENS: usize = 15_000;

/// What the rules find that look at files together, each with the place of its file in `files`; in the
/// order of the files, and of each file. Whoever checks a folder checks its files one by one as well, see
/// [`check`](super::check).
///
/// A rule that `off` turns off finds nothing; one that a comment turns off finds nothing in that file,
/// which counts for the others all the same.
pub fn check_roster(files: &[File<'_>], off: &TurnedOff) -> Vec<(usize, Finding)> {
    let members: Vec<Member> = files.iter().map(Member::of).collect();
    check_members(&members.iter().collect::<Vec<_>>(), off)
}

/// The same for files of which is known what is compared.
pub fn check_members(members: &[&Member], off: &TurnedOff) -> Vec<(usize, Finding)> {
    let mut findings = Vec::new();
    for rule in rules() {
        let Check::Roster(check) = rule.check else {
            continue;
        };
        if off.contains(rule.id) {
            continue;
        }
        let spoken_of: Vec<(usize, &Member)> = members
            .iter()
            .enumerate()
            .filter(|(_, member)| (rule.speaks_of)(member.kind))
            .map(|(at, member)| (at, *member))
            .collect();
        findings.extend(check(&spoken_of));
    }
    findings.retain(|(at, finding)| {
        let member = members.get(*at);
        member.is_some_and(|member| !member.off.contains(finding.rule.id))
    });
    sort_by_numbers(&mut findings, |(at, finding)| (*at, finding.span.start));
    findings
}

/// The files of a roster that Claude Code loads, and what it loads: only they compete and cost anything.
pub(super) fn loaded<'files>(
    files: &'files Together<'files>,
) -> impl Iterator<Item = (usize, &'files Member, &'files Agent)> {
    files
        .iter()
        .filter_map(|(at, member)| Some((*at, *member, member.agent.as_ref()?)))
}
