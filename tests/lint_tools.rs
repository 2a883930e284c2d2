//! The fixes of tool lists, in every form of a list: together they fit, once is enough, and nothing else
//! changes.

use agent_playground::definition::Definition;
use agent_playground::dialect::Kind;
use agent_playground::lint::{File, Finding, Group, TurnedOff, check, names_in};
use agent_playground::text::{TextEdit, apply};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Names of all standings.
const NAMES: &[&str] = &[
    "Read",
    "read",
    "READ",
    "Edit",
    "edit",
    "MultiEdit",
    "Glob",
    "LS",
    "ls",
    "NotebookRead",
    "BashOutput",
    "Task",
    "Agent",
    "agent(x)",
    "Bash(git *)",
    "bash(git log)",
    "lsp",
    "AskUserQuestion",
    "mcp__a__b",
    "mcp__a",
    "codebase",
    "search/codebase",
    "github/get_issue",
    "Golb",
    "Frobnicate",
];

/// How a list is written.
const FORMS: &[fn(&[&str]) -> String] = &[
    |names| format!(" {}", names.join(", ")),
    |names| format!(" {}", names.join(",")),
    |names| format!(" {}", names.join(" ")),
    |names| format!(" \"{}\"", names.join(", ")),
    |names| format!(" [{}] # all", names.join(", ")),
    |names| format!(" ['{}']", names.join("', '")),
    |names| format!(" [\n    \"{}\",\n  ]", names.join("\",\n    \"")),
    |names| format!("\n  - {}", names.join("\n  - ")),
    |names| format!("\n- \"{}\"", names.join("\" # why\n- \"")),
    |names| format!(" >-\n  {}", names.join(",\n  ")),
];

fn list() -> impl Strategy<Value = String> {
    let names = subsequence(NAMES, 1..8).prop_shuffle();
    (names, select(FORMS)).prop_map(|(names, form)| form(&names))
}

fn file() -> impl Strategy<Value = String> {
    let body = select(
        &[
            "You review.",
            "You are a read-only agent.",
            "Use Grep to look.",
        ][..],
    );
    (list(), prop::option::of(list()), body).prop_map(|(tools, denied, body)| {
        let denied = denied.map_or(String::new(), |denied| {
            format!("disallowedTools:{denied}\n")
        });
        format!("---\nname: a-b\ndescription: Use it.\ntools:{tools}\n{denied}model: opus\n---\n\n{body}\n")
    })
}

fn findings(text: &str) -> Vec<Finding> {
    let definition = Definition::parse(text);
    let file = File::of_kind(&definition, None, Kind::ClaudeAgent);
    check(&file, &TurnedOff::nothing())
}

fn of_tools(text: &str) -> Vec<Finding> {
    let mut findings = findings(text);
    findings.retain(|finding| finding.rule.group() == Group::Tools);
    findings
}

/// What a text says but for its tools.
fn rest(text: &str) -> Vec<(String, Option<String>)> {
    let definition = Definition::parse(text);
    let mut rest: Vec<_> = definition
        .fields
        .iter()
        .filter(|field| field.key != "tools" && field.key != "disallowedTools")
        .map(|field| {
            let text = field.value.text().map(|text| text.as_str().to_owned());
            (field.key.clone(), text)
        })
        .collect();
    let body = definition.layout.body.slice(text).to_owned();
    rest.push(("body".to_owned(), Some(body)));
    rest
}

/// How many names of a list stand there more than once.
fn twice(text: &str, key: &str) -> usize {
    let definition = Definition::parse(text);
    let names = definition
        .field(key)
        .map_or_else(Vec::new, |field| names_in(&field.value));
    let mut names: Vec<_> = names.into_iter().map(|name| name.text).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    all - names.len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn safe_fixes_fit_together_and_once_is_enough(text in file()) {
        let before = of_tools(&text);
        let safe: Vec<TextEdit> = before
            .iter()
            .filter_map(Finding::safe_fix)
            .flat_map(|fix| fix.edits.clone())
            .collect();
        let after = apply(&text, &safe);
        prop_assert!(after.is_ok(), "{:?} of {:?}", safe, text);
        let after = after.unwrap_or_default();
        prop_assert_eq!(rest(&after), rest(&text));
        let left = of_tools(&after);
        prop_assert!(left.iter().all(|finding| finding.safe_fix().is_none()), "{:?}", after);
        for finding in &left {
            let count = |findings: &[Finding]| {
                let same = |other: &&Finding| other.rule.id == finding.rule.id;
                findings.iter().filter(same).count()
            };
            prop_assert!(count(&left) <= count(&before), "{:?} is new in {:?}", finding, after);
        }
    }

    #[test]
    fn each_fix_changes_its_list_and_writes_no_name_twice(text in file()) {
        for finding in of_tools(&text) {
            for fix in &finding.fixes {
                let after = apply(&text, &fix.edits);
                prop_assert!(after.is_ok(), "{:?}", fix);
                let after = after.unwrap_or_default();
                prop_assert_ne!(&after, &text);
                prop_assert_eq!(rest(&after), rest(&text), "{:?}", fix);
                for key in ["tools", "disallowedTools"] {
                    prop_assert!(twice(&after, key) <= twice(&text, key), "{:?}: {:?}", fix, after);
                }
            }
        }
    }
}
