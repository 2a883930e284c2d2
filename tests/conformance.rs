//! What our reader of Claude Code makes of hand-written cases, beside what the program was seen to
//! do: 2.1.330 with all of them, six older versions with the first.

mod recorded;

use agent_playground::reader::Version;
use recorded::{Recorded, differences};
use serde_json::Value;

/// The one case that a file by itself cannot tell, and why.
const EXCEPTIONS: &[(&str, &str)] = &[(
    "proj/a69-dup1.md",
    "another file of the same folder has the same name, and that one counts",
)];

fn cases() -> Vec<Value> {
    let mut cases: Value =
        serde_json::from_str(include_str!("conformance/cases.json")).expect("the cases are JSON");
    let Value::Array(cases) = cases["cases"].take() else {
        panic!("there are no cases");
    };
    assert!(cases.len() >= 360, "no case got lost");
    cases
}

/// Fails with what differs, but for the exceptions, which must differ.
fn expect_agreement(compared: impl Iterator<Item = (String, Vec<String>)>) {
    let mut found = Vec::new();
    for (id, differences) in compared {
        match EXCEPTIONS.iter().find(|(exception, _)| *exception == id) {
            None => found.extend(differences),
            Some((_, why)) if differences.is_empty() => {
                found.push(format!("{id}: agrees, so it is no exception ({why})"));
            }
            Some(_) => {}
        }
    }
    assert!(
        found.is_empty(),
        "{} differences:\n{}",
        found.len(),
        found.join("\n")
    );
}

fn text<'case>(case: &'case Value, key: &str) -> &'case str {
    case[key].as_str().expect("a case has its id and its input")
}

#[test]
fn cases_read_as_claude_code_was_seen_to_read_them() {
    let cases = cases();
    expect_agreement(cases.iter().map(|case| {
        let id = text(case, "id");
        let seen = Recorded::newest(&case["claude_code_2_1_330"]);
        let differences = differences(Version::NEWEST, id, text(case, "input"), &seen);
        (id.to_owned(), differences)
    }));
}

#[test]
fn cases_read_as_older_versions_were_seen_to_read_them() {
    let cases = cases();
    let observed: Vec<_> = cases
        .iter()
        .filter_map(|case| Some((case, case["older_versions"].as_object()?)))
        .collect();
    assert!(observed.len() >= 86, "no record got lost");
    for (_, versions) in &observed {
        assert_eq!(
            versions.len(),
            Version::OBSERVED.len() - 1,
            "every older version has its record"
        );
    }
    expect_agreement(observed.iter().flat_map(|(case, versions)| {
        versions.iter().map(|(version, record)| {
            let id = text(case, "id");
            let version = version.parse().expect("a record names its version");
            let seen = Recorded::older(record);
            let differences = differences(version, id, text(case, "input"), &seen);
            (id.to_owned(), differences)
        })
    }));
}
