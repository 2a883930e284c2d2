//! What holds for every rule.

use crate::definition::Definition;
use crate::lint::{File, Finding, Rule, Safety, Sample, TurnedOff, check, rule, rules};
use crate::text::apply;

/// What a rule finds in an agent of Claude Code.
pub fn found(id: &str, text: &str) -> Vec<Finding> {
    found_in(id, &Sample { path: "", text: "" }, text)
}

/// What a rule finds in a file at a path.
#[allow(dead_code)]
pub fn found_at(id: &str, path: &'static str, text: &str) -> Vec<Finding> {
    found_in(id, &Sample { path, text: "" }, text)
}

fn found_in(id: &str, at: &Sample, text: &str) -> Vec<Finding> {
    assert!(rule(id).is_some(), "there is no rule {id}");
    let definition = Definition::parse(text);
    let file = File::new(&definition, Some(at.path()));
    let mut findings = check(&file, &TurnedOff::nothing());
    findings.retain(|finding| finding.rule.id == id);
    findings
}

fn in_sample(rule: &Rule, sample: &Sample) -> Vec<Finding> {
    found_in(rule.id, sample, sample.text)
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
fn the_bad_sample_is_found_and_the_good_one_is_not() {
    for rule in rules() {
        assert!(
            !in_sample(rule, &rule.bad).is_empty(),
            "{rule:?} finds nothing"
        );
        let found = in_sample(rule, &rule.good);
        assert!(
            found.is_empty(),
            "{rule:?} finds {found:?} in its good sample"
        );
    }
}

#[test]
fn findings_stand_at_a_place_and_say_what_to_do() {
    for rule in rules() {
        let text = rule.bad.text;
        for finding in in_sample(rule, &rule.bad) {
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
fn a_safe_fix_mends_what_was_found() {
    for rule in rules() {
        let before = in_sample(rule, &rule.bad);
        for finding in &before {
            let Some(fix) = finding.safe_fix() else {
                continue;
            };
            let after = apply(rule.bad.text, &fix.edits).expect("they do not overlap");
            let left = found_in(rule.id, &rule.bad, &after);
            assert!(left.len() < before.len(), "{rule:?}: {after}");
        }
    }
}
