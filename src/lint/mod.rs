//! What is wrong or could be better in a definition: found at the token, said with its source, mended
//! where a mend is known.
//!
//! One rule a file, in the folder of its group below `rules/`; a new rule is that file and its line
//! in the list of its group. A rule of kind *spec* says what a program was seen to do, one of kind
//! *recommendation* what somebody advises. Where other linters disagree with what the programs do,
//! the programs are followed.

mod beginnings;
mod file;
mod finding;
mod fix_all;
mod member;
mod names;
mod prose;
mod quality;
mod roster;
mod rule;
mod rules;
mod secrets;
mod suggestion;
mod trigger;
mod turned_off;

pub use file::File;
pub use finding::{Finding, Fix, Safety, Severity};
pub use fix_all::{Applied, Fixed, fix_all};
pub use member::{Agent, Member};
pub use names::{Name, names_in};
pub use prose::{Passage, Prose};
pub use quality::{Measure, quality};
pub use roster::{ROSTER_TOKENS, check_members, check_roster};
pub use rule::{Basis, Check, Group, Rule, Sample, Together};
pub use secrets::{Secret, secrets};
pub use suggestion::nearest;
pub use turned_off::TurnedOff;

use crate::dialect::Kind;

/// Every rule, in the order of their ids.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    rules::GROUPS.into_iter().flatten().copied()
}

/// The rule of that id, in capital or small letters.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

/// Whether any rule looks at the body of such a file. Where none does, [`check`] finds the same in a
/// definition whose body was left out.
pub fn needs_body(kind: Kind) -> bool {
    kind.is_agent()
}

/// What the rules find in a file, in its order. Rules that do not speak of this kind of file, that are
/// turned off by `off` or by a comment in the frontmatter, find nothing; those that look at many files
/// together find something in [`check_roster`] only.
pub fn check(file: &File<'_>, off: &TurnedOff) -> Vec<Finding> {
    let off = off.with_comments_of(file.definition);
    let mut findings = Vec::new();
    for rule in rules() {
        if let Check::File(check) = rule.check
            && (rule.speaks_of)(file.kind)
            && !off.contains(rule.id)
        {
            findings.extend(check(file));
        }
    }
    crate::text::sort_by_numbers(&mut findings, |finding: &Finding| {
        (finding.span.start, finding.span.end)
    });
    findings
}
