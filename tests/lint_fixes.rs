//! All safe fixes of every file of the corpus: they make an end, leave nothing for a second call, make
//! no finding, and change nothing that Claude Code reads but what their findings speak of.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use agent_playground::definition::Definition;
use agent_playground::lint::{self, File, Fixed, Group, TurnedOff, fix_all};
use agent_playground::text::apply;
use serde_json::Value;

/// The corpus, in the folder beside the project's; it is not part of the repository.
const CORPUS: &str = "../shared/corpus";

/// A file by its path in its repository.
struct Real {
    path: String,
    text: String,
}

fn files() -> Vec<Real> {
    let Ok(index) = fs::read_to_string(Path::new(CORPUS).join("index.json")) else {
        println!("skipped: {CORPUS} is not there");
        return Vec::new();
    };
    let index: Value = serde_json::from_str(&index).expect("the index is JSON");
    let rows = index.as_array().expect("the index is a list");
    let text_of = |row: &Value, key: &str| row[key].as_str().expect("it is a text").to_owned();
    rows.iter()
        .map(|row| Real {
            path: text_of(row, "path"),
            text: fs::read_to_string(Path::new(CORPUS).join(text_of(row, "file")))
                .expect("the corpus is UTF-8"),
        })
        .collect()
}

/// How often each rule finds something.
fn counts(path: &str, text: &str) -> BTreeMap<&'static str, usize> {
    let definition = Definition::parse(text);
    let file = File::new(&definition, Some(path));
    let mut counts = BTreeMap::new();
    for finding in lint::check(&file, &TurnedOff::nothing()) {
        *counts.entry(finding.rule.id).or_default() += 1;
    }
    counts
}

/// What Claude Code reads, a text a field.
fn read(path: &str, text: &str) -> BTreeMap<&'static str, Option<String>> {
    let definition = Definition::parse(text);
    let file = File::new(&definition, Some(path));
    let reading = file.claude().clone();
    BTreeMap::from([
        ("loads", Some(reading.outcome.loads().to_string())),
        ("tools", reading.tools.listing().map(str::to_owned)),
        ("name", reading.name),
        ("description", reading.description),
        ("model", reading.model),
        ("prompt", reading.prompt),
    ])
}

/// What the findings of a rule may speak of; its fix may change nothing else.
fn speaks_of(rule: &str) -> &'static [&'static str] {
    let rule = lint::rule(rule).expect("it was applied");
    match rule.group() {
        Group::Identity => &["name"],
        Group::Description => &["description"],
        Group::Tools => &["tools"],
        Group::Values => &["model"],
        Group::Body => &["prompt"],
        Group::Frontmatter | Group::OtherPrograms => &[],
    }
}

/// What is wrong with the fixes of a file.
fn complaints(file: &Real, fixed: &Fixed) -> Vec<String> {
    let Real { path, text } = file;
    let Ok(after) = apply(text, &fixed.edits) else {
        return vec!["the edits overlap".to_owned()];
    };
    let mut complaints = Vec::new();
    let again = fix_all(&after, Some(path), None, &TurnedOff::nothing());
    if again != Fixed::default() {
        complaints.push(format!("a second call does {:?}", again.applied));
    }
    let (before, now) = (counts(path, text), counts(path, &after));
    for (rule, count) in &now {
        if before.get(rule).is_none_or(|old| old < count) {
            complaints.push(format!("{rule} finds more than before"));
        }
    }
    if fixed.applied.is_empty() != (after == *text) {
        complaints.push("what was done is not what is said".to_owned());
    }
    let may_change = |field| {
        let rules = fixed.applied.iter().map(|applied| applied.rule);
        rules.map(speaks_of).any(|fields| fields.contains(&field))
    };
    let (before, now) = (read(path, text), read(path, &after));
    for (field, value) in before {
        if now[field] != value && !may_change(field) {
            complaints.push(format!("{field} was {value:?} and is {:?}", now[field]));
        }
    }
    complaints
}

#[test]
fn every_file_is_fixed_in_one_call_and_reads_as_before() {
    let mut applied: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for file in files() {
        let fixed = fix_all(&file.text, Some(&file.path), None, &TurnedOff::nothing());
        for one in &fixed.applied {
            *applied.entry(one.rule).or_default() += 1;
        }
        for complaint in complaints(&file, &fixed) {
            found.push(format!("{}: {complaint} ({:?})", file.path, fixed.applied));
        }
    }
    println!("applied: {applied:?}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
