//! Rules over many files, such as the agents of a project: what is wrong between them.

use super::{Check, File, Finding, Together, TurnedOff, rules};
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

/// The files of a roster that Claude Code loads: only they compete and cost anything.
pub(super) fn loaded<'files>(
    files: &'files Together<'files>,
) -> impl Iterator<Item = (usize, &'files File<'files>)> {
    files
        .iter()
        .filter(|(_, file)| file.claude().outcome.loads())
        .copied()
}

/// The folder whose files a program loads together, by the path of one of them: the innermost `agents`, but
/// a folder of that name below `.claude/agents` is a part of it. Files outside of any such folder belong
/// together, as those do that have no path yet.
pub(super) fn tree<'file>(file: &File<'file>) -> &'file str {
    let path = file.path.unwrap_or_default();
    let mut innermost = "";
    let mut start = 0;
    let mut above = "";
    for (end, _) in path.match_indices(['/', '\\']) {
        let folder = path.get(start..end).unwrap_or_default();
        if folder == "agents" {
            innermost = path.get(..end).unwrap_or_default();
            if above == ".claude" {
                break;
            }
        }
        above = folder;
        start = end + 1;
    }
    innermost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;

    #[test]
    fn files_are_loaded_together_by_folder() {
        let definition = Definition::parse("---\nname: a\ndescription: b\n---\n");
        for (path, folder) in [
            (Some(".claude/agents/a.md"), ".claude/agents"),
            (Some("x\\.claude\\agents\\team\\a.md"), "x\\.claude\\agents"),
            (Some(".claude/agents/x/agents/a.md"), ".claude/agents"),
            (Some("plugins/p/agents/sub/a.md"), "plugins/p/agents"),
            (Some("agents/p/agents/a.md"), "agents/p/agents"),
            (Some("categories/01/a.md"), ""),
            (None, ""),
        ] {
            assert_eq!(tree(&File::new(&definition, path)), folder, "{path:?}");
        }
    }
}
