//! What our readers of OpenCode and Gemini CLI make of the hand-written cases, beside what the
//! programs themselves made of them: OpenCode 1.18.34 by `opencode debug config`, Gemini CLI 0.61.0
//! by its own loader of agents. Texts are recorded as hashes.

use agent_playground::definition::Definition;
use agent_playground::reader::{Gemini, Input, OpenCode, Outcome, Reader, Reading};
use serde_json::{Map, Value, json};

const CASES: &str = include_str!("conformance/cases.json");

/// Where our reader differs, and why that is so.
const OPENCODE_EXCEPTIONS: &[(&str, &str)] = &[(
    "proj5/c19.md",
    "js-yaml takes a question mark behind a key for the beginning of the next key",
)];

#[test]
fn cases_read_as_opencode_was_seen_to_read_them() {
    let recorded = include_str!("conformance/opencode.json");
    compare(&OpenCode, recorded, OPENCODE_EXCEPTIONS);
}

#[test]
fn cases_read_as_gemini_was_seen_to_read_them() {
    compare(&Gemini, include_str!("conformance/gemini.json"), &[]);
}

fn compare(reader: &dyn Reader, recorded: &str, exceptions: &[(&str, &str)]) {
    let cases: Value = serde_json::from_str(CASES).expect("the cases are JSON");
    let recorded: Map<String, Value> =
        serde_json::from_str(recorded).expect("the records are JSON");
    let cases = cases["cases"].as_array().expect("there are cases");
    assert_eq!(recorded.len(), cases.len(), "every case has its record");
    let mut found = Vec::new();
    for case in cases {
        let id = case["id"].as_str().expect("a case has an id");
        let definition = Definition::parse(case["input"].as_str().expect("a case has an input"));
        let path = "agents/zz.md";
        let reading = reader.read(&Input {
            definition: &definition,
            path: Some(path),
        });
        let (seen, ours) = (&recorded[id], told(&reading));
        let excepted = exceptions.iter().any(|(exception, _)| *exception == id);
        if (*seen == ours) == excepted {
            found.push(format!(
                "{id}: seen {seen}, ours {ours}: {:?}",
                reading.losses
            ));
        }
    }
    assert!(
        found.is_empty(),
        "{} differences:\n{}",
        found.len(),
        found.join("\n")
    );
}

/// A reading in the form of the records: a name is recorded where it is not the file's.
fn told(reading: &Reading) -> Value {
    match reading.outcome {
        Outcome::DoesNotLoad { told: true } => return json!("told"),
        Outcome::DoesNotLoad { told: false } => return json!("silent"),
        _ => {}
    }
    let mut out = Map::new();
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            out.insert(key.to_owned(), Value::String(value));
        }
    };
    put("name", reading.name.clone().filter(|name| name != "zz"));
    put("description", reading.description.as_deref().map(hash));
    put("model", reading.model.clone());
    put("prompt", reading.prompt.as_deref().map(hash));
    Value::Object(out)
}

/// FNV-1a of 64 bits, in hexadecimal.
fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
