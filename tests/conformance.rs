//! What our reading makes of hand-written cases, beside what Claude Code 2.1.330 was seen to do.

mod recorded;

use recorded::{Recorded, differences};

/// Where we differ on purpose, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "proj/a69-dup1.md",
        "another file of the same folder has the same name, and that one counts",
    ),
    (
        "proj/x.txt",
        "its file name keeps it from loading, which its text does not tell",
    ),
    (
        "proj/y.markdown",
        "its file name keeps it from loading, which its text does not tell",
    ),
    (
        "proj/z.MD",
        "its file name keeps it from loading, which its text does not tell",
    ),
    (
        "proj4/model-8.md",
        "INHERIT is reported in lower case; we keep it as it is written",
    ),
];

#[test]
fn cases_read_as_claude_code_was_seen_to_read_them() {
    let cases: serde_json::Value =
        serde_json::from_str(include_str!("conformance/cases.json")).expect("the cases are JSON");
    let cases = cases["cases"].as_array().expect("there are cases");
    assert!(cases.len() >= 360, "no case got lost");
    let mut found = Vec::new();
    for case in cases {
        let id = case["id"].as_str().expect("a case has an id");
        let input = case["input"].as_str().expect("a case has its input");
        let differences = differences(id, input, &Recorded::new(&case["claude_code_2_1_330"]));
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
