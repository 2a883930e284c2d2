use std::slice::from_ref;

use super::*;
use crate::text::SourceFile;

fn agent(path: &str, fields: &str, body: &str) -> SourceFile {
    SourceFile::new(path, format!("---\n{fields}\n---\n\n{body}\n"))
}

/// An agent that differs from another of these in its fields alone.
fn with(fields: &str) -> SourceFile {
    let start = "name: reviewer\ndescription: Use it after a change.";
    agent(
        ".claude/agents/reviewer.md",
        &format!("{start}\n{fields}"),
        "You review code.",
    )
}

fn one(before: SourceFile, after: SourceFile) -> Difference {
    let mut comparison = compare(&[before], &[after]);
    assert_eq!(comparison.differences.len(), 1);
    comparison.differences.remove(0)
}

fn reasons(before: &str, after: &str) -> Vec<Reason> {
    let difference = one(with(before), with(after));
    // Findings are other tests' matter.
    let reasons = difference.risks.iter().map(|risk| risk.reason);
    reasons
        .filter(|reason| {
            !matches!(
                reason,
                Reason::NewFinding | Reason::FindingGone | Reason::NewError
            )
        })
        .collect()
}

#[test]
fn each_reason() {
    for (before, after, expected) in [
        (
            "tools: Read",
            "tools: Read\nhooks: []",
            Reason::StopsLoading,
        ),
        ("tools: Read", "", Reason::LosesLimits),
        ("tools: Read", "tools: Read, Bash", Reason::GainsPower),
        ("tools: Read", "tools: Read, mcp__x__y", Reason::GainsPower),
        (
            "disallowedTools: Edit, Read",
            "disallowedTools: Read",
            Reason::GainsPower,
        ),
        (
            "",
            "permissionMode: acceptEdits",
            Reason::LoosensPermissions,
        ),
        ("permissionMode: plan", "", Reason::LoosensPermissions),
        (
            "",
            "hooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: x",
            Reason::ChangesHooks,
        ),
        ("", "mcpServers: [x]", Reason::ChangesServers),
        ("tools: Read", "tools: Read, Grep", Reason::GainsTools),
        ("team: b c", "team: b: c", Reason::StopsLoadingElsewhere),
        ("hooks: []", "", Reason::StartsLoading),
        ("model: opus", "model: haiku", Reason::ChangesModel),
        ("maxTurns: 5", "maxTurns: 6", Reason::ChangesSettings),
        (
            "permissionMode: acceptEdits",
            "permissionMode: default",
            Reason::ChangesSettings,
        ),
        ("skills: [a]", "skills: [b]", Reason::ChangesSettings),
        ("", "tools: Read", Reason::LosesTools),
        ("tools: Read, Grep", "tools: Read", Reason::LosesTools),
        ("", "tools: '*'", Reason::ChangesSettings),
        (
            "model: opus",
            "model: \"opus\" # the best",
            Reason::WrittenDifferently,
        ),
    ] {
        let found = reasons(before, after);
        assert_eq!(
            found.first(),
            Some(&expected),
            "{before:?} {after:?}: {found:?}"
        );
    }
}

#[test]
fn reasons_of_text_and_place() {
    let fields = "name: reviewer\ndescription: Use it after a change.\ntools: Read";
    let before = || {
        agent(
            "agents/a.md",
            fields,
            "You review code.\n\n# Output\nA list",
        )
    };
    let reason = |after: SourceFile| one(before(), after).main_reason();
    let other = |from: &str, to: &str| {
        let text = before().text.replace(from, to);
        SourceFile::new("agents/a.md", text)
    };
    // What the fence cuts off are the limits, too.
    let cut = one(before(), other("after a change", "after a --- change"));
    let cut: Vec<Reason> = cut.risks.iter().map(|risk| risk.reason).collect();
    assert!(
        cut.starts_with(&[Reason::LosesLimits, Reason::LosesText]),
        "{cut:?}"
    );
    for (from, to, expected) in [
        ("name: reviewer", "name: checker", Reason::ChangesName),
        ("after a", "before a", Reason::ChangesDescription),
        ("A list", "A table", Reason::ChangesPrompt),
    ] {
        assert_eq!(reason(other(from, to)), Some(expected), "{to}");
    }
    let line_ends = one(before(), other("\n", "\r\n"));
    assert!(line_ends.is_only_written(), "{:?}", line_ends.risks);
    let last = line_ends.risks.last().map(|risk| risk.sentence.as_str());
    assert!(
        last.is_some_and(|last| last.contains("line ends")),
        "{last:?}"
    );
    let moved = SourceFile::new("agents/deep/a.md", before().text);
    assert_eq!(reason(moved), Some(Reason::Moved));
}

#[test]
fn what_is_ignored_is_no_risk() {
    // No mode of that name, and in a plugin none at all.
    assert_eq!(
        reasons("", "permissionMode: bypass"),
        [Reason::ChangesSettings]
    );
    let plugin = |fields: &str| {
        let fields = format!("name: a\ndescription: Use it after a change.\ntools: Read\n{fields}");
        agent("plugins/x/agents/a.md", &fields, "You review code.")
    };
    let difference = one(
        plugin("color: red"),
        plugin("color: red\npermissionMode: bypassPermissions"),
    );
    let reasons: Vec<Reason> = difference.risks.iter().map(|risk| risk.reason).collect();
    assert!(
        !reasons.contains(&Reason::LoosensPermissions),
        "{reasons:?}"
    );
}

#[test]
fn files_of_other_programs_have_limits_of_their_own() {
    for (path, before, after, expected) in [
        (
            ".github/agents/a.agent.md",
            "tools: [read]",
            "model: x",
            Reason::LosesLimits,
        ),
        (
            ".github/agents/a.agent.md",
            "tools: [read]",
            "tools: [read, execute]",
            Reason::GainsTools,
        ),
        (
            ".cursor/agents/a.md",
            "readonly: true",
            "model: x",
            Reason::LosesLimits,
        ),
        (
            ".opencode/agents/a.md",
            "permission: {bash: ask}",
            "permission: {bash: allow}",
            Reason::LoosensPermissions,
        ),
        (
            "skills/a/SKILL.md",
            "license: x",
            "license: x\nallowed-tools: Bash",
            Reason::LoosensPermissions,
        ),
    ] {
        let file = |more: &str| {
            agent(
                path,
                &format!("name: a\ndescription: Use it after a change.\n{more}"),
                "You do it.",
            )
        };
        let difference = one(file(before), file(after));
        assert_eq!(
            difference.main_reason(),
            Some(expected),
            "{path} {:?}",
            difference.risks
        );
    }
}

#[test]
fn the_riskiest_comes_first_and_of_two_the_one_with_more_reasons() {
    let file = |name: &str, fields: &str| {
        let fields = format!("name: {name}\ndescription: Use {name} after a change.\n{fields}");
        agent(&format!("agents/{name}.md"), &fields, "You review code.")
    };
    let old: Vec<_> = ["aa", "bb", "cc", "dd"]
        .iter()
        .map(|name| file(name, "tools: Read\nmodel: opus"))
        .collect();
    let new = [
        file("aa", "tools: Read\nmodel: haiku"),
        file("bb", "tools: Read, Bash\nmodel: opus"),
        file("cc", "tools: Read, Bash\nmodel: haiku"),
        file("dd", "tools: Read\nmodel: opus"),
    ];
    let comparison = compare(&old, &new);
    let order: Vec<&str> = comparison
        .differences
        .iter()
        .map(Difference::title)
        .collect();
    assert_eq!(order, ["cc", "bb", "aa"]);
    assert_eq!(comparison.same, 1);
    let sum = comparison.sum();
    assert!(
        sum.starts_with("4 definitions: 3 changed, 1 the same. 4 of 4 load; "),
        "{sum}"
    );
}

#[test]
fn what_is_new_or_gone_is_told() {
    let old = with("tools: Read");
    let comparison = compare(&[], from_ref(&old));
    assert_eq!(comparison.differences[0].main_reason(), Some(Reason::Added));
    assert_eq!(
        comparison.differences[0].risks[0].sentence,
        "it is new and loads, with Read"
    );
    let comparison = compare(
        &[with(
            "hooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: x",
        )],
        &[],
    );
    assert_eq!(
        comparison.differences[0].main_reason(),
        Some(Reason::Removed)
    );
    let comparison = compare(&[], &[with("permissionMode: bypassPermissions")]);
    assert_eq!(
        comparison.differences[0].main_reason(),
        Some(Reason::LoosensPermissions)
    );
}

#[test]
fn what_is_no_definition_is_passed_over_unless_it_was_one() {
    let readme = SourceFile::new("README.md", "# Agents\n");
    let other = SourceFile::new("README.md", "# More agents\n");
    assert!(compare(from_ref(&readme), from_ref(&other)).is_empty());
    // Two files that somebody names are compared all the same.
    assert!(!compare_two(&readme, &other).is_empty());
    let lost = SourceFile::new("notes/a.md", "You review code.\n");
    let was = agent(
        "notes/a.md",
        "name: a\ndescription: Use it after a change.\ntools: Read",
        "You review code.",
    );
    assert_eq!(one(was, lost).main_reason(), Some(Reason::StopsLoading));
}

#[test]
fn two_files_are_compared_wherever_they_lie() {
    let fields = "name: a\ndescription: Use it after a change.";
    let before = agent("old.md", fields, "You review code.");
    let same = SourceFile::new("", before.text.clone());
    assert!(compare_two(&before, &same).is_empty());
    let after = agent(
        "deep/new.md",
        &fields.replace("a\n", "'a'\n"),
        "You review code.",
    );
    let comparison = compare_two(&before, &after);
    assert!(
        comparison.is_read_the_same(),
        "{:?}",
        comparison.differences
    );
    let difference = &comparison.differences[0];
    let path = |side: &Option<Side>| side.as_ref().map(|side| side.path.clone());
    assert_eq!(path(&difference.before).as_deref(), Some("old.md"));
    assert_eq!(path(&difference.after).as_deref(), Some("deep/new.md"));
}

#[test]
fn a_duplicate_is_told_at_the_file_that_did_not_change() {
    let first = with("tools: Read");
    let second = SourceFile::new(".claude/agents/second.md", first.text.clone());
    let comparison = compare(from_ref(&first), &[first.clone(), second]);
    let found: Vec<_> = comparison
        .differences
        .iter()
        .map(|one| one.main_reason())
        .collect();
    assert_eq!(comparison.differences.len(), 2, "{found:?}");
}

#[test]
fn reasons_are_listed_in_their_order() {
    assert!(Reason::ALL.is_sorted());
    for (index, reason) in Reason::ALL.into_iter().enumerate() {
        assert_eq!(reason as usize, index);
        assert!(!reason.title().is_empty());
    }
}
