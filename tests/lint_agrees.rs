//! What the rules about frontmatter, name and description call an error is what keeps Claude Code from
//! loading a file, and what keeps it from loading one they call an error: beside what the program was
//! seen to do.

mod generated;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use agent_playground::definition::Definition;
use agent_playground::dialect::Kind;
use agent_playground::lint::{File, Finding, Group, Safety, Severity, TurnedOff, check};
use agent_playground::reader::LossKind;
use agent_playground::text::apply;
use generated::{broken, composed};
use proptest::prelude::*;

/// The corpus, in the folder beside the project's; it is not part of the repository.
const CORPUS: &str = "../shared/corpus";

/// Cases that the text by itself cannot tell, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("proj/a69-dup1.md", "another file has the same name"),
    ("proj/x.txt", "the file's name does not end in .md"),
    ("proj/y.markdown", "the file's name does not end in .md"),
    ("proj/z.MD", "the file's name does not end in .md"),
];

/// A file and whether Claude Code loaded it.
struct Seen {
    id: String,
    text: String,
    loaded: bool,
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("it is JSON")
}

fn text(value: &serde_json::Value, key: &str) -> String {
    value[key].as_str().expect("it is a text").to_owned()
}

fn cases() -> Vec<Seen> {
    let cases = json(include_str!("conformance/cases.json"));
    let cases = cases["cases"].as_array().expect("there are cases");
    assert!(cases.len() >= 360, "no case got lost");
    cases
        .iter()
        .map(|case| Seen {
            id: text(case, "id"),
            text: text(case, "input"),
            loaded: case["claude_code_2_1_330"]["loaded"] == true,
        })
        .filter(|case| !EXCEPTIONS.iter().any(|(id, _)| *id == case.id))
        .collect()
}

fn corpus() -> Vec<Seen> {
    let records = fs::read_to_string(Path::new(CORPUS).join("claude-code.jsonl"));
    let (Ok(entries), Ok(records)) = (fs::read_dir(Path::new(CORPUS).join("files")), records)
    else {
        println!("skipped: {CORPUS} is not there");
        return Vec::new();
    };
    let mut loaded = BTreeMap::new();
    for record in records.lines().map(json) {
        loaded.insert(text(&record, "id"), record["loaded"] == true);
    }
    entries
        .map(|entry| {
            let path = entry.expect("the corpus can be listed").path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            let id = name.split("__").next().unwrap_or_default().to_owned();
            Seen {
                text: fs::read_to_string(&path).expect("the corpus is UTF-8"),
                loaded: *loaded.get(&id).expect("a file has its record"),
                id,
            }
        })
        .collect()
}

/// Errors of the frontmatter, the name and the description.
fn errors(file: &File<'_>) -> Vec<Finding> {
    let mut found = check(file, &TurnedOff::nothing());
    found.retain(|finding| {
        finding.severity == Severity::Error
            && matches!(
                finding.rule.group(),
                Group::Frontmatter | Group::Identity | Group::Description
            )
    });
    found
}

/// What is wrong with the findings of a file, when they are compared with what our reader makes of it.
fn disagreement(file: &File<'_>) -> Option<String> {
    let errors = errors(file);
    let loads = file.claude().outcome.loads();
    if loads && !errors.is_empty() {
        return Some(format!("it loads: {errors:?}"));
    }
    if !loads && errors.is_empty() && !is_another_groups(file) {
        return Some(format!("it does not load: {:?}", file.claude().losses));
    }
    twice(&errors)
}

/// What a safe fix may not do, and has done: change what Claude Code reads, or make a finding.
fn harm(before: &File<'_>, findings: &[Finding], after: &str) -> Option<String> {
    let definition = Definition::parse(after);
    let fixed = File::of_kind(&definition, before.path, before.kind);
    let (old, new) = (before.claude(), fixed.claude());
    let same = old.name == new.name
        && old.description == new.description
        && old.model == new.model
        && old.tools == new.tools
        && old.prompt == new.prompt;
    if !same {
        return Some(format!("{old:?} became {new:?} in {after:?}"));
    }
    let count = |findings: &[Finding], id: &str| {
        findings
            .iter()
            .filter(|finding| finding.rule.id == id)
            .count()
    };
    let found = check(&fixed, &TurnedOff::nothing());
    found
        .iter()
        .find(|finding| count(&found, finding.rule.id) > count(findings, finding.rule.id))
        .map(|finding| format!("{finding:?} is new in {after:?}"))
}

/// One cause is one error: a frontmatter is broken in one way, and a name is.
fn twice(errors: &[Finding]) -> Option<String> {
    let of = |group| {
        errors
            .iter()
            .filter(|error| error.rule.group() == group)
            .count()
    };
    let groups = [Group::Frontmatter, Group::Identity, Group::Description];
    let once = groups.into_iter().all(|group| of(group) <= 1);
    (!once).then(|| format!("one cause, more than one error: {errors:?}"))
}

/// Whether the hooks keep the file from loading, which another group speaks of.
fn is_another_groups(file: &File<'_>) -> bool {
    let hooks = file.field("hooks").map(|field| field.span);
    file.claude()
        .losses
        .iter()
        .any(|loss| loss.kind == LossKind::File && Some(loss.span) == hooks)
}

/// # Panics
/// When a file that was loaded has an error, or one that was not has none.
fn expect_agreement(seen: &[Seen]) {
    let mut found = Vec::new();
    for Seen { id, text, loaded } in seen {
        let definition = Definition::parse(text.as_str());
        let path = format!(".claude/agents/{}.md", id.replace(['/', '.'], "-"));
        let file = File::of_kind(&definition, Some(&path), Kind::ClaudeAgent);
        let errors = errors(&file);
        if *loaded && !errors.is_empty() {
            found.push(format!("{id} loads: {errors:?}"));
        }
        if !loaded && errors.is_empty() && !is_another_groups(&file) {
            found.push(format!("{id} does not load and has no error"));
        }
        found.extend(twice(&errors).map(|what| format!("{id}: {what}")));
        let plugin = File::of_kind(&definition, Some(&path), Kind::PluginAgent);
        let in_plugin = self::errors(&plugin);
        if !in_plugin.is_empty() {
            found.push(format!("{id} loads in a plugin: {in_plugin:?}"));
        }
    }
    assert!(
        found.is_empty(),
        "{} disagreements:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn errors_of_the_cases_agree() {
    let cases = cases();
    assert!(cases.iter().filter(|case| !case.loaded).count() > 50);
    expect_agreement(&cases);
}

#[test]
fn errors_of_the_corpus_agree() {
    expect_agreement(&corpus());
}

#[test]
fn files_of_other_kinds_have_no_error_of_claude_codes() {
    for seen in corpus() {
        let definition = Definition::parse(seen.text.as_str());
        for kind in Kind::ALL {
            if !kind.is_of_claude_code() {
                let errors = errors(&File::of_kind(&definition, None, kind));
                assert!(errors.is_empty(), "{} as {kind:?}: {errors:?}", seen.id);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn errors_and_safe_fixes_of_broken_files_agree(source in prop_oneof![composed(), broken()]) {
        let definition = Definition::parse(source.as_str());
        for kind in [Kind::ClaudeAgent, Kind::PluginAgent] {
            let file = File::of_kind(&definition, Some("agents/a.md"), kind);
            prop_assert_eq!(disagreement(&file), None, "{:?}", source);
            let findings = check(&file, &TurnedOff::nothing());
            for finding in &findings {
                prop_assert!(source.get(finding.span.start..finding.span.end).is_some(), "{:?}", finding);
                for fix in &finding.fixes {
                    let after = apply(&source, &fix.edits);
                    prop_assert!(after.is_ok(), "{:?}", finding);
                    let group = finding.rule.group();
                    let ours = matches!(group, Group::Frontmatter | Group::Identity);
                    if ours && fix.safety == Safety::Safe {
                        let (before, after) = (&file, after.unwrap_or_default());
                        prop_assert_eq!(harm(before, &findings, &after), None, "{:?} of {:?}", finding, source);
                    }
                }
            }
        }
    }
}
