use super::*;
use crate::lint::rule;

/// A finding of this rule at a word, with the safe fix to write it so; without one where it stays.
type Word = (&'static str, &'static str, Option<&'static str>);

/// A text in which these words are found.
fn look(text: String, words: &[Word]) -> State {
    let mut findings = Vec::new();
    for (id, word, instead) in words {
        let rule = rule(id).expect("there is one");
        for (start, _) in text.match_indices(word) {
            let span = Span::new(start, start + word.len());
            let mut finding = Finding::new(rule, span, "It is wrong");
            if let Some(instead) = instead {
                let replacement = (*instead).to_owned();
                let edits = vec![TextEdit { span, replacement }];
                finding = finding.fix(Fix::safe(format!("Write {instead}"), edits));
            }
            findings.push(finding);
        }
    }
    State {
        kind: Kind::ClaudeAgent,
        findings,
        loads: !text.contains("broken"),
        has_all_tools: text.contains("everything"),
        text,
    }
}

/// The text afterwards, and what was done.
fn fixed(source: &str, words: &[Word], off: &str) -> (String, Vec<String>) {
    let off = TurnedOff::named_in(off);
    let look = |text| look(text, words);
    let found = rounds(source, &off, &look);
    let after = apply(source, &found.edits).expect("they are apart");
    let again = rounds(&after, &off, &look);
    assert_eq!(again, Fixed::default(), "nothing is left for a second call");
    let titles = found.applied.into_iter().map(|one| one.title);
    (after, titles.collect())
}

#[test]
fn every_safe_fix_is_applied() {
    let words: &[Word] = &[
        ("ID03", "red", Some("Red")),
        ("VA04", "grean", Some("green")),
    ];
    let (after, titles) = fixed("red, grean, red", words, "");
    assert_eq!(after, "Red, green, Red");
    assert_eq!(titles, ["Write Red", "Write Red", "Write green"]);
    assert_eq!(fixed("red, grean", words, "VA04").0, "Red, grean");
    assert_eq!(fixed("fine", words, ""), ("fine".to_owned(), Vec::new()));
}

#[test]
fn fixes_of_the_same_bytes_follow_each_other() {
    let words: &[Word] = &[("ID03", "aab", Some("aac")), ("VA04", "zaa", Some("yaa"))];
    let source = "_zaab_, zaa";
    let found = rounds(source, &TurnedOff::nothing(), &|text| look(text, words));
    assert_eq!(found.applied.len(), 3);
    assert_eq!(apply(source, &found.edits).as_deref(), Ok("_yaac_, yaa"));
    // The last is apart from the others and no larger than it must be.
    let last = found.edits.last().map(|edit| edit.span);
    assert_eq!(last, Some(Span::new(8, 9)));
}

#[test]
fn fixes_that_only_move_the_trouble_are_left_out() {
    let words: &[Word] = &[("ID03", "one", Some("twi")), ("VA04", "twi", Some("one"))];
    assert_eq!(fixed("one twi", words, "").0, "one twi");
}

#[test]
fn a_fix_that_does_harm_is_left_out_and_the_others_are_not() {
    for harmful in ["bad bad", "broken", "everything", "oops"] {
        let words: &[Word] = &[
            ("ID03", "bad", Some("good")),
            ("VA04", "wrong", Some(harmful)),
            ("VA04", "oops", None),
        ];
        let (after, titles) = fixed("bad wrong bad bad", words, "");
        assert_eq!(after, "good wrong good good", "{harmful}");
        assert_eq!(titles.len(), 3);
    }
}

#[test]
fn a_fix_that_mends_nothing_is_left_out() {
    let words: &[Word] = &[("ID03", "loop", Some("loop "))];
    assert_eq!(fixed("loop", words, ""), ("loop".to_owned(), Vec::new()));
}

#[test]
fn a_fix_that_waits_for_a_harmful_one_is_applied() {
    let words: &[Word] = &[
        ("ID03", "abc", Some("broken")),
        ("VA04", "cde", Some("cdE")),
    ];
    assert_eq!(fixed("abcde", words, "").0, "abcdE");
}

#[test]
fn a_rule_that_is_off_gets_no_more_findings() {
    let words: &[Word] = &[("ID03", "a", Some("b")), ("VA04", "b", None)];
    assert_eq!(fixed("a", words, "VA04").0, "a");
}

#[test]
fn real_rules_leave_a_file_without_findings_alone() {
    let source = "---\nname: a-b-c\ndescription: Use it after a change.\n---\n\nYou review code.\n";
    let fixed = fix_all(
        source,
        Some(".claude/agents/a.md"),
        None,
        &TurnedOff::nothing(),
    );
    assert_eq!(fixed, Fixed::default());
}
