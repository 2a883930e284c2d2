use std::sync::Arc;

use super::*;
use crate::reader::Outcome;
use crate::text::SourceFile;

fn agent(path: &str, name: &str, description: &str) -> SourceFile {
    let text = format!("---\nname: {name}\ndescription: {description}\n---\n\nYou do it.\n");
    SourceFile::new(path, text)
}

fn rows(files: &[SourceFile]) -> Vec<Arc<Row>> {
    files.iter().map(|file| Arc::new(Row::of(file))).collect()
}

fn roster(files: &[SourceFile]) -> Roster {
    Roster::of(rows(files), &TurnedOff::nothing())
}

fn ranking(roster: &Roster) -> Ranking {
    Ranking::of(roster.rows().iter().map(|row| &**row))
}

fn in_claude(name: &str, description: &str) -> SourceFile {
    agent(&format!(".claude/agents/{name}.md"), name, description)
}

#[test]
fn a_row_says_what_the_program_reads() {
    let text = "---\nname: reader\ndescription: Use it. Then: stop\ntools: Read, codebase\nmodel: opus\n---\nBody\n";
    let row = Row::of(&SourceFile::new(".claude/agents/reader.md", text));
    assert_eq!(row.outcome, Some(Outcome::LoadsAfterRepair));
    assert_eq!(row.label(), "reader");
    assert_eq!(row.description, "Use it. Then: stop");
    assert_eq!(row.model.as_deref(), Some("opus"));
    assert_eq!(row.tools.count(), Some(2));
    assert_eq!(row.foreign, ["codebase"]);
    // "- reader: Use it. Then: stop (Tools: Read, codebase)" has 52 bytes.
    assert_eq!(row.tokens, Some(13));
    assert!(row.why_not.is_none());
}

#[test]
fn a_file_that_does_not_load_says_why_and_keeps_its_name() {
    for (path, text, name, why) in [
        (
            ".claude/agents/a.md",
            "---\nname: lost\ndescription: \"b\n---\n",
            "lost",
            "line ",
        ),
        (
            ".claude/agents/a.md",
            "---\nname: lost\n---\n",
            "lost",
            "no description",
        ),
        (
            ".gemini/agents/a.md",
            "---\nname: lost\ndescription: b\ncolor: red\n---\n",
            "lost",
            "color",
        ),
        (".claude/agents/a.md", "", "a.md", "empty"),
    ] {
        let row = Row::of(&SourceFile::new(path, text));
        assert!(row.is_lost(), "{text:?}");
        assert_eq!(row.label(), name, "{text:?}");
        let reason = row.why_not.unwrap_or_default();
        assert!(reason.contains(why), "{reason}");
        assert_eq!(row.tokens, None);
    }
}

#[test]
fn a_row_names_the_programs_that_drop_it() {
    let dropped_by = |path: &str, text: &str| Row::of(&SourceFile::new(path, text)).dropped_by;
    let path = ".claude/agents/a.md";
    assert_eq!(
        dropped_by(path, "---\nname: a\ndescription: b\n---\nc\n"),
        [""; 0]
    );
    // Claude Code mends a second colon for itself, others do not.
    let others = dropped_by(path, "---\nname: a\ndescription: b. Then: c\n---\nd\n");
    assert!(others.contains(&"strict YAML"), "{others:?}");
    assert!(!others.contains(&"Claude Code"), "{others:?}");
    let all = dropped_by(path, "---\nname: a\ndescription: \"b\n---\nc\n");
    assert_eq!(all.first(), Some(&"Claude Code"), "{all:?}");
    assert_eq!(
        dropped_by(
            ".gemini/agents/a.md",
            "---\nname: a\ndescription: b\ncolor: red\n---\nc\n"
        ),
        ["Gemini CLI"]
    );
    assert_eq!(dropped_by("docs/a.md", "# Title\n"), [""; 0]);
}

#[test]
fn what_is_no_definition_is_neither_loaded_nor_lost() {
    let row = Row::of(&SourceFile::new("docs/a.md", "# Title\n"));
    assert!(!row.is_lost() && !row.is_loaded());
    assert_eq!(row.program, None);
}

#[test]
fn findings_count_those_between_files_and_not_those_that_are_off() {
    let files = [
        in_claude("one", "Use it after a change."),
        agent(".claude/agents/two.md", "one", "Use it before a change."),
    ];
    let with = roster(&files);
    let mut off = TurnedOff::nothing();
    off.set("ID06", true);
    let without = Roster::of(rows(&files), &off);
    let (with, without) = (with.counts(0), without.counts(0));
    assert_eq!(with.warnings, without.warnings + 1);
    assert_eq!(with.total(), without.total() + 1);
}

#[test]
fn of_one_name_one_is_called() {
    let same = |path: &str| agent(path, "reviewer", "Use it.");
    let files = [
        same(".claude/agents/a.md"),
        same(".claude/agents/team/b.md"),
        same("app/.claude/agents/a.md"),
        same("plugins/x/agents/a.md"),
        same("plugins/y/agents/a.md"),
        agent(".claude/agents/c.md", "Other One", "Use it."),
        agent(".claude/agents/d.md", "other-one", "Use it."),
    ];
    let roster = roster(&files);
    let found: Vec<_> = roster
        .namesakes()
        .iter()
        .map(|group| (group.name.as_str(), group.rows.clone(), group.wins))
        .collect();
    assert_eq!(
        found,
        [
            ("Other One", vec![5, 6], Wins::Any),
            ("reviewer", vec![0, 1], Wins::ReadFirst),
            ("reviewer", vec![2, 0, 1], Wins::Nearest),
        ]
    );
}

#[test]
fn a_roster_and_the_rule_find_the_same_namesakes() {
    let files = [
        in_claude("one", "Use it."),
        agent(".claude/agents/two.md", "one", "Use it."),
        agent("elsewhere/agents/two.md", "one", "Use it."),
        agent(".claude/agents/three.md", "ONE", "Use it."),
    ];
    let roster = roster(&files);
    let members: Vec<_> = roster.rows().iter().map(|row| row.member()).collect();
    let findings = check_members(&members, &TurnedOff::nothing());
    let mut of_rule: Vec<usize> = findings
        .iter()
        .filter(|(_, finding)| finding.rule.id == "ID06")
        .map(|(at, _)| *at)
        .collect();
    of_rule.sort_unstable();
    let mut of_roster: Vec<usize> = roster
        .namesakes()
        .iter()
        .filter(|group| group.wins != Wins::Nearest)
        .flat_map(|group| group.rows.clone())
        .collect();
    of_roster.sort_unstable();
    assert_eq!(of_rule, of_roster);
    assert_eq!(of_rule, [0, 1, 3]);
}

#[test]
fn a_file_that_stands_twice_is_one() {
    let file = in_claude("one", "Use it.");
    assert!(roster(&[file.clone(), file]).namesakes().is_empty());
}

#[test]
fn tokens_add_up_by_folder() {
    let files = [
        in_claude("one", "Use it."),
        in_claude(
            "two",
            "Use it after a change, and before it, and in between.",
        ),
        agent("plugins/x/agents/a.md", "three", "Use it."),
        agent(".claude/agents/lost.md", "-lost", "Use it."),
        agent(".opencode/agents/a.md", "four", "Use it."),
    ];
    let roster = roster(&files);
    let of = |at: usize| roster.rows()[at].tokens.unwrap_or_default();
    let folders: Vec<_> = roster
        .folders()
        .iter()
        .map(|folder| (folder.path.as_str(), folder.agents, folder.tokens))
        .collect();
    assert_eq!(
        folders,
        [
            (".claude/agents", 2, of(0) + of(1)),
            ("plugins/x/agents", 1, of(2)),
        ]
    );
    assert_eq!(roster.tokens(), of(0) + of(1) + of(2));
    assert_eq!(roster.lost().collect::<Vec<_>>(), [3]);
}

/// Agents that do different things, the first two of them nearly the same.
fn team() -> Vec<SourceFile> {
    vec![
        in_claude(
            "python-reviewer",
            "Use this agent to review Python code changes with a high quality bar after a feature is done.",
        ),
        in_claude(
            "rails-reviewer",
            "Use this agent to review Rails code changes with a high quality bar after a feature is done.",
        ),
        in_claude(
            "database-tuner",
            "Use this agent when a query is slow: it reads plans and proposes indexes.",
        ),
        in_claude(
            "test-writer",
            "Use this agent to write tests for modules that have none.",
        ),
        in_claude("translator", "このエージェントは文書を日本語に翻訳します。"),
    ]
}

#[test]
fn a_request_is_answered_by_who_speaks_of_it() {
    let ranking = ranking(&roster(&team()));
    for (request, row) in [
        ("Why are these queries so slow?", 2),
        ("please write a test for the payment module", 3),
        ("Review my Python", 0),
        ("RAILS-reviewer", 1),
        ("この文書の翻訳", 4),
    ] {
        let ranked = ranking.rank(request);
        assert_eq!(
            ranked.first().map(|first| first.row),
            Some(row),
            "{request}"
        );
        let in_order = |pair: &[Ranked]| pair[0].score >= pair[1].score;
        assert!(ranked.windows(2).all(in_order), "{ranked:?}");
    }
    for nothing in ["", "is it the?", "bake bread"] {
        assert!(ranking.rank(nothing).is_empty(), "{nothing}");
    }
}

#[test]
fn a_word_counts_once_however_often_it_is_asked() {
    let ranking = ranking(&roster(&team()));
    assert_eq!(
        ranking.rank("slow slow slow query"),
        ranking.rank("slow query")
    );
}

/// The rows that compete, as the rule says it, with every row asked about every other.
fn asked_one_by_one(roster: &Roster, ranking: &Ranking) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for one in 0..roster.rows().len() {
        let ranked = ranking.rank(&roster.rows()[one].description);
        let score = |row| {
            let of_row = ranked.iter().find(|ranked| ranked.row == row);
            of_row.map_or(0.0, |ranked| ranked.score)
        };
        for other in 0..roster.rows().len() {
            if roster.meet(one, other) && score(other) >= COMPETES * score(one) {
                found.push((one, other));
            }
        }
    }
    found
}

fn rivals(roster: &Roster, ranking: &Ranking) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for one in 0..roster.rows().len() {
        let rivals = ranking.rivals(one, |other| roster.meet(one, other));
        found.extend(rivals.iter().map(|rival| (one, rival.row)));
    }
    found.sort_unstable();
    found
}

#[test]
fn descriptions_compete_that_answer_each_other() {
    let roster = roster(&team());
    let ranking = ranking(&roster);
    assert_eq!(rivals(&roster, &ranking), [(0, 1), (1, 0)]);
}

#[test]
fn a_pair_is_named_once_by_its_greater_share() {
    let ranked = |row, score| vec![Ranked { row, score }];
    let rivals = [ranked(1, 0.6), ranked(0, 0.7), ranked(3, 0.9), Vec::new()];
    let found: Vec<_> = pairs(&rivals)
        .iter()
        .map(|pair| (pair.one, pair.other, pair.share))
        .collect();
    assert_eq!(found, [(2, 3, 0.9), (0, 1, 0.7)]);
}

#[test]
fn no_rival_is_passed_over() {
    let words = [
        "review", "code", "python", "rust", "test", "query", "slow", "deploy", "cloud", "docs",
        "api", "user",
    ];
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    };
    let files: Vec<SourceFile> = (0..60)
        .map(|number| {
            let said: Vec<&str> = (0..3 + next() % 6)
                .map(|_| words[next() % words.len()])
                .collect();
            in_claude(&format!("agent-{number}"), &said.join(" "))
        })
        .collect();
    let roster = roster(&files);
    let ranking = ranking(&roster);
    let expected = asked_one_by_one(&roster, &ranking);
    assert!(expected.len() > 50, "{}", expected.len());
    let found = rivals(&roster, &ranking);
    let missing = expected.iter().find(|pair| !found.contains(pair));
    let more = found.iter().find(|pair| !expected.contains(pair));
    assert_eq!((missing, more), (None, None));
}

#[test]
fn descriptions_that_the_rule_calls_the_same_compete() {
    let files = [
        in_claude("a-rather-long-and-winding-name", "Use it after a change."),
        in_claude("another", "use it, after a change"),
        in_claude("third", "Bake bread."),
    ];
    let roster = roster(&files);
    let ranking = ranking(&roster);
    assert_eq!(rivals(&roster, &ranking), [(0, 1), (1, 0)]);
}

#[test]
fn only_those_compete_that_one_session_loads() {
    let text = "Use this agent to review Python code.";
    let meets = |one: &str, other: &str| {
        roster(&[agent(one, "one", text), agent(other, "two", text)]).meet(0, 1)
    };
    for (one, other, expected) in [
        (".claude/agents/a.md", ".claude/agents/b.md", true),
        (".claude/agents/a.md", "app/.claude/agents/b.md", true),
        ("web/.claude/agents/a.md", "app/.claude/agents/b.md", false),
        (
            "web/.claude/agents/a.md",
            "web-2/.claude/agents/b.md",
            false,
        ),
        ("plugins/x/agents/a.md", "app/.claude/agents/b.md", true),
        ("plugins/x/agents/a.md", "plugins/y/agents/b.md", true),
        (".claude/agents/a.md", ".opencode/agents/b.md", false),
        (
            ".github/agents/a.agent.md",
            ".github/agents/b.agent.md",
            true,
        ),
        (".claude/agents/a.md", ".claude/agents/a.md", false),
    ] {
        assert_eq!(meets(one, other), expected, "{one} {other}");
    }
    let named = |path: &str| agent(path, "one", text);
    for (one, other, expected) in [
        (".claude/agents/a.md", ".claude/agents/b.md", false),
        ("plugins/x/agents/a.md", "plugins/y/agents/a.md", true),
    ] {
        assert_eq!(roster(&[named(one), named(other)]).meet(0, 1), expected);
    }
}

#[test]
fn a_row_takes_the_place_of_the_one_before() {
    let before = roster(&team());
    let mut ranking = ranking(&before);
    let mut files = team();
    files[2] = in_claude("baker", "Use this agent to bake bread.");
    ranking.put(2, &Row::of(&files[2]));
    assert!(
        ranking
            .rank("slow query")
            .iter()
            .all(|ranked| ranked.row != 2)
    );
    assert_eq!(
        ranking.rank("bread").first().map(|ranked| ranked.row),
        Some(2)
    );
    ranking.put(2, &Row::of(&SourceFile::new("a.md", "")));
    assert!(ranking.rank("bread").is_empty());
}

#[test]
fn thousands_of_rows_are_compared() {
    let files: Vec<SourceFile> = (0..5_000)
        .map(|number| {
            let (what, which) = (number % 50, number / 50);
            let description = format!(
                "Use this agent to work on part{what} of thing{which} and to keep it tidy."
            );
            in_claude(&format!("agent-{number}"), &description)
        })
        .collect();
    let roster = roster(&files);
    assert_eq!(roster.lost().count(), 0);
    let ranking = ranking(&roster);
    let first = ranking.rank("part7 of thing9")[0].row;
    assert_eq!(roster.rows()[first].label(), "agent-457");
    assert!(roster.tokens() > crate::lint::ROSTER_TOKENS);
}
