//! Rules beside what the programs do: the debug log of Claude Code for each recorded input, and our
//! readers of the others.

use agent_playground::definition::Definition;
use agent_playground::lint::{File, Severity, TurnedOff, check};
use agent_playground::reader::{Input, by_id};
use serde_json::Value;

fn cases() -> Vec<Value> {
    let mut cases: Value =
        serde_json::from_str(include_str!("conformance/cases.json")).expect("the cases are JSON");
    match cases["cases"].take() {
        Value::Array(cases) => cases,
        _ => panic!("there are no cases"),
    }
}

/// The fields whose values the log complains of in these words.
const FIELDS: [&str; 6] = [
    "permissionMode",
    "maxTurns",
    "effort",
    "isolation",
    "background",
    "memory",
];

/// The fields that a log complains of.
fn complained_of(log: &Value) -> Vec<&'static str> {
    let lines: Vec<&str> = log
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    FIELDS
        .into_iter()
        .filter(|field| {
            let words = format!("has invalid {field} ");
            lines.iter().any(|line| line.contains(&words))
        })
        .collect()
}

#[test]
fn a_value_is_found_where_the_log_complains_of_it_and_nowhere_else() {
    let mut complaints = 0;
    for case in cases() {
        let seen = &case["claude_code_2_1_330"];
        if seen["loaded"] != Value::Bool(true) {
            continue;
        }
        let (id, input) = (&case["id"], case["input"].as_str().unwrap_or_default());
        let definition = Definition::parse(input);
        let file = File::new(&definition, Some(".claude/agents/a.md"));
        let findings = check(&file, &TurnedOff::nothing());
        let ours: Vec<_> = FIELDS
            .into_iter()
            .filter(|key| {
                let field = definition.field(key);
                field.is_some_and(|field| {
                    findings.iter().any(|finding| {
                        finding.rule.id == "VA02"
                            && finding.severity == Severity::Warning
                            && field.span.contains(finding.span)
                    })
                })
            })
            .collect();
        let seen = complained_of(&seen["debug_log"]);
        assert_eq!(ours, seen, "{id}: {input}");
        complaints += seen.len();
    }
    assert!(complaints >= 20, "no record got lost: {complaints}");
}

#[test]
fn a_server_is_found_where_the_log_complains_of_it() {
    let mut complaints = 0;
    for case in cases() {
        let input = case["input"].as_str().unwrap_or_default();
        if !input.contains("\nmcpServers: [") && !input.contains("\nmcpServers:\n  -") {
            continue;
        }
        let definition = Definition::parse(input);
        let file = File::new(&definition, Some(".claude/agents/a.md"));
        let ours = check(&file, &TurnedOff::nothing())
            .iter()
            .any(|finding| finding.rule.id == "VA06");
        let log = case["claude_code_2_1_330"]["debug_log"].to_string();
        let seen = log.contains("has invalid mcpServers item");
        assert_eq!(ours, seen, "{}: {input}", case["id"]);
        complaints += usize::from(seen);
    }
    assert!(complaints >= 1, "no record got lost");
}

#[test]
fn hooks_are_an_error_where_they_cost_the_agent() {
    let mut seen = [0, 0];
    for case in cases() {
        let id = case["id"].as_str().unwrap_or_default();
        if !id.contains("hooks") {
            continue;
        }
        let input = case["input"].as_str().unwrap_or_default();
        let definition = Definition::parse(input);
        let file = File::new(&definition, Some(".claude/agents/a.md"));
        let lost = check(&file, &TurnedOff::nothing())
            .iter()
            .any(|finding| finding.rule.id == "VA03" && finding.severity == Severity::Error);
        let loaded = case["claude_code_2_1_330"]["loaded"] == Value::Bool(true);
        assert_eq!(lost, !loaded, "{id}: {input}");
        seen[usize::from(loaded)] += 1;
    }
    assert!(seen[0] >= 3 && seen[1] >= 4, "no record got lost: {seen:?}");
}

#[test]
fn a_file_that_a_program_refuses_is_an_error_and_no_other() {
    let mut seen = [0, 0];
    for (path, reader, rule) in [
        (".gemini/agents/a.md", "gemini", "XD01"),
        (".opencode/agents/a.md", "opencode", "XD02"),
        (".github/agents/a.agent.md", "copilot", "XD04"),
        (".cursor/agents/a.md", "cursor", "XD06"),
    ] {
        let reader = by_id(reader).expect("there is such a reader");
        for case in cases() {
            let input = case["input"].as_str().unwrap_or_default();
            let definition = Definition::parse(input);
            let file = File::new(&definition, Some(path));
            let findings = check(&file, &TurnedOff::nothing());
            let refused = findings
                .iter()
                .any(|finding| finding.rule.id == rule && finding.severity == Severity::Error);
            let reading = reader.read(&Input {
                definition: &definition,
                path: Some(path),
            });
            // OpenCode makes an agent even of a file whose fields it does not get at.
            let loads = reading.outcome.loads();
            if rule != "XD02" || !loads {
                assert_eq!(refused, !loads, "{rule} {}: {input}", case["id"]);
            }
            seen[usize::from(loads)] += 1;
        }
    }
    assert!(seen[0] > 100 && seen[1] > 100, "both are there: {seen:?}");
}
