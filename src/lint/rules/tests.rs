//! What holds for every rule.

use crate::definition::Definition;
use crate::dialect::Kind;
use crate::lint::{
    Basis, Check, File, Finding, Rule, Safety, Sample, TurnedOff, check, check_roster, needs_body,
    rule, rules,
};
use crate::text::apply;

/// What a rule finds in an agent of Claude Code.
pub fn found(id: &str, text: &str) -> Vec<Finding> {
    found_at(id, Sample::agent("").path(), text)
}

/// What each finding marks in a text, and the title of its best fix; empty where it has none.
pub fn marked<'a>(findings: &'a [Finding], text: &'a str) -> Vec<(&'a str, &'a str)> {
    findings
        .iter()
        .map(|finding| {
            let title = finding.fixes.first().map_or("", |fix| &*fix.title);
            (finding.span.slice(text), title)
        })
        .collect()
}

/// What a rule finds in a file at a path.
pub fn found_at(id: &str, path: &str, text: &str) -> Vec<Finding> {
    found_together(id, &[(path, text)])
        .into_iter()
        .map(|(_, finding)| finding)
        .collect()
}

/// What a rule finds in files that lie together, given by path and text, and in which of them.
pub fn found_together(id: &str, files: &[(&str, &str)]) -> Vec<(usize, Finding)> {
    let rule = rule(id).unwrap_or_else(|| panic!("there is no rule {id}"));
    let definitions: Vec<_> = files
        .iter()
        .map(|(_, text)| Definition::parse(*text))
        .collect();
    let files: Vec<_> = definitions
        .iter()
        .zip(files)
        .map(|(definition, (path, _))| File::new(definition, Some(path)))
        .collect();
    let off = TurnedOff::nothing();
    let mut findings = match rule.check {
        Check::Roster(_) => check_roster(&files, &off),
        Check::File(_) => {
            let in_each = files.iter().enumerate();
            in_each
                .flat_map(|(at, file)| check(file, &off).into_iter().map(move |found| (at, found)))
                .collect()
        }
    };
    findings.retain(|(_, finding)| finding.rule.id == id);
    findings
}

/// The files of a sample: path and text.
fn files(sample: &Sample) -> Vec<(String, String)> {
    (1..=sample.copies)
        .map(|number| {
            let numbered = |text: &str| text.replace("{n}", &number.to_string());
            (numbered(sample.path()), numbered(sample.text))
        })
        .collect()
}

fn in_files(rule: &Rule, files: &[(String, String)]) -> Vec<(usize, Finding)> {
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    found_together(rule.id, &files)
}

#[test]
fn ids_are_in_order_and_stand_once() {
    let all: Vec<_> = rules().collect();
    for pair in all.windows(2) {
        let place = |rule: &Rule| (rule.group(), rule.id);
        assert!(place(pair[0]) < place(pair[1]), "{pair:?}");
    }
}

#[test]
fn a_rule_says_what_it_is_about() {
    for rule in rules() {
        assert_eq!(rule.id.len(), 4, "{rule:?}");
        assert!(rule.id.starts_with(rule.group().letters()), "{rule:?}");
        assert!(
            !rule.title.is_empty() && !rule.title.ends_with('.'),
            "{rule:?}"
        );
        assert!(rule.about.ends_with('.'), "{rule:?}");
        assert!(
            !rule.about.contains("  "),
            "{rule:?}: a line is not joined to the next"
        );
        assert!(!rule.basis.source().is_empty(), "{rule:?}");
    }
}

#[test]
fn what_was_observed_was_so_in_a_version() {
    for rule in rules() {
        let Basis::Spec { observed, .. } = rule.basis else {
            continue;
        };
        // `2.1.330`
        let has_version = observed.split([' ', ',']).any(|word| {
            let numbers: Vec<&str> = word.split('.').collect();
            let is_number = |part: &&str| part.parse::<u32>().is_ok();
            numbers.len() == 3 && numbers.iter().all(is_number)
        });
        assert!(has_version, "{rule:?}: {observed}");
        assert!(!observed.contains("documentation"), "{rule:?}");
    }
}

#[test]
fn the_bad_sample_is_found_and_the_good_one_is_not() {
    for rule in rules() {
        assert!(
            !in_files(rule, &files(&rule.bad)).is_empty(),
            "{rule:?} finds nothing"
        );
        let found = in_files(rule, &files(&rule.good));
        assert!(
            found.is_empty(),
            "{rule:?} finds {found:?} in its good sample"
        );
    }
}

#[test]
fn findings_stand_at_a_place_and_say_what_to_do() {
    for rule in rules() {
        let files = files(&rule.bad);
        for (at, finding) in in_files(rule, &files) {
            let text = &*files[at].1;
            let span = finding.span;
            assert!(text.get(span.start..span.end).is_some(), "{finding:?}");
            assert!(
                text.trim().is_empty() || span.len() < text.trim().len(),
                "{rule:?} marks the whole file"
            );
            assert!(!finding.message.ends_with('.'), "{finding:?}");
            for fix in &finding.fixes {
                assert_eq!(
                    fix.edits.is_empty(),
                    fix.safety == Safety::Display,
                    "{fix:?}"
                );
                assert!(apply(text, &fix.edits).is_ok(), "{fix:?}");
            }
        }
    }
}

#[test]
fn only_what_is_wrong_with_the_beginning_is_said_there() {
    // FM01: something stands before the frontmatter. FM02: it is never closed. FM09: a byte order mark.
    const OF_THE_BEGINNING: [&str; 3] = ["FM01", "FM02", "FM09"];
    for rule in rules().filter(|rule| !OF_THE_BEGINNING.contains(&rule.id)) {
        for (_, finding) in in_files(rule, &files(&rule.bad)) {
            assert!(finding.span.start > 0, "{finding:?}");
        }
    }
    for (id, path) in [
        ("DE01", ".claude/agents/a.md"),
        ("XD01", ".gemini/agents/a.md"),
        ("XD04", ".github/agents/a.agent.md"),
        ("XD11", "skills/a/SKILL.md"),
    ] {
        for (text, place) in [
            ("---\nlicense: b\nname: a\n---\nBody\n", "name"),
            ("---\nlicense: b\n---\nBody\n", "license"),
        ] {
            let findings = found_at(id, path, text);
            assert!(!findings.is_empty(), "{id}: {text}");
            for finding in findings {
                assert!(finding.span.start > 0, "{finding:?}");
                if finding.message.contains("description") {
                    assert_eq!(finding.span.slice(text), place, "{finding:?}");
                }
            }
        }
    }
}

#[test]
fn a_safe_fix_mends_what_was_found() {
    for rule in rules() {
        let files = files(&rule.bad);
        let before = in_files(rule, &files);
        for (at, finding) in &before {
            let Some(fix) = finding.safe_fix() else {
                continue;
            };
            let mut after = files.clone();
            after[*at].1 = apply(&files[*at].1, &fix.edits).expect("they do not overlap");
            let left = in_files(rule, &after);
            assert!(left.len() < before.len(), "{rule:?}: {after:?}");
        }
    }
}

#[test]
fn no_rule_misses_a_body_that_need_not_be_read() {
    let body = "TODO: be helpful. Use $ARGUMENTS and @a.md if possible.\n\n```\nopen\n";
    let off = TurnedOff::nothing();
    for kind in Kind::ALL.into_iter().filter(|kind| !needs_body(*kind)) {
        let text = format!("---\nname: A b\ndescription: c\n---\n{}", body.repeat(40));
        let found = |definition: &Definition| {
            let file = File::of_kind(definition, Some("skills/a/SKILL.md"), kind);
            let findings = check(&file, &off).into_iter();
            findings
                .map(|found| (found.rule.id, found.span))
                .collect::<Vec<_>>()
        };
        let with_body = found(&Definition::parse(text.as_str()));
        assert_eq!(
            with_body,
            found(&Definition::parse_frontmatter(text.as_str()))
        );
        assert_eq!(with_body.is_empty(), kind == Kind::NotADefinition);
    }
}
