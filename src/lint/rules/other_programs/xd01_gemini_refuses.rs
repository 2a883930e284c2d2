use super::losses::Program;
use crate::definition::Value;
use crate::dialect::Kind;
use crate::edit::field::remove;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity, nearest};
use crate::reader::{Gemini, Loss, Reader};
use crate::text::TextEdit;

/// Whatever makes Gemini CLI refuse a file.
pub static XD01: Rule = Rule {
    id: "XD01",
    title: "Gemini CLI refuses the file, or loses text",
    severity: Severity::Error,
    basis: Basis::Spec {
        observed: "Gemini CLI 0.61.0",
        link: "https://github.com/google-gemini/gemini-cli/blob/main/docs/core/subagents.md",
    },
    about: "Gemini CLI mends nothing. A key that it does not know, a tool that it does not have or a value of the \
            wrong kind, and the whole file is refused with a message at the start. Its keys are name, \
            description, kind, display_name, tools, model, temperature, max_turns, timeout_mins and mcp_servers; \
            tools is a list of its own names, such as read_file. A # after a blank cuts a text short, and \
            whatever stands behind the closing --- on its line costs the prompt.",
    speaks_of: |kind| kind == Kind::GeminiAgent,
    bad: Sample::at(
        ".gemini/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: [Read, grep_search]\nmaxTurns: 5\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        ".gemini/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: [read_file, grep_search]\nmax_turns: 5\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// Tools of Claude Code, and those of Gemini CLI that do their work.
const OF_CLAUDE: &[(&str, &str)] = &[
    ("Read", "read_file"),
    ("Write", "write_file"),
    ("Edit", "replace"),
    ("MultiEdit", "replace"),
    ("Bash", "run_shell_command"),
    ("Grep", "grep_search"),
    ("Glob", "glob"),
    ("LS", "list_directory"),
    ("WebFetch", "web_fetch"),
    ("WebSearch", "google_web_search"),
    ("TodoWrite", "write_todos"),
];

/// To how many findings the fix is added that takes a key away. Each is tried on the whole file.
const TAKEN_AWAY: usize = 20;

fn check(file: &File<'_>) -> Vec<Finding> {
    let known = Gemini.known_keys(&file.definition.fields);
    let program = Program::new("Gemini CLI", known, file);
    let refusals = Gemini.refusals(&file.input());
    if !refusals.is_empty() {
        return refusals
            .iter()
            .enumerate()
            .map(|(index, loss)| of_refusal(file, &program, loss, index < TAKEN_AWAY))
            .collect();
    }
    let losses = Gemini.read(&file.input()).losses;
    losses
        .iter()
        .map(|loss| program.finding(&XD01, loss).severity(Severity::Warning))
        .collect()
}

fn of_refusal(file: &File<'_>, program: &Program<'_>, loss: &Loss, take_away: bool) -> Finding {
    let mut finding = program.finding(&XD01, loss);
    let unknown = program.unknown_key(loss);
    if let Some(field) = unknown
        && finding.fixes.is_empty()
        && take_away
        && let Ok(edits) = remove(file.definition, &field.key)
    {
        finding = finding.fix(Fix::unsafe_(format!("Take {} away", field.key), edits));
    }
    let is_item = file.field("tools").is_some_and(
        |field| matches!(&field.value, Value::List { span, .. } if span.contains(loss.span)),
    );
    if is_item && let Some(tool) = tool_meant(loss.span.slice(file.source())) {
        let edits = vec![TextEdit {
            span: loss.span,
            replacement: tool.to_owned(),
        }];
        finding = finding.fix(Fix::unsafe_(format!("Write it as {tool}"), edits));
    }
    finding
}

/// The tool of Gemini CLI that an item of a list stands for.
fn tool_meant(item: &str) -> Option<&'static str> {
    let name = item.trim_matches(['"', '\'']);
    OF_CLAUDE
        .iter()
        .find(|(claude, _)| *claude == name)
        .map(|(_, gemini)| *gemini)
        .or_else(|| nearest(name, Gemini::TOOLS.iter().copied()))
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found_at, marked};
    use crate::lint::{Finding, Severity};

    fn of(frontmatter: &str) -> (String, Vec<Finding>) {
        let text = format!("---\n{frontmatter}\n---\nBody\n");
        let findings = found_at("XD01", ".gemini/agents/a.md", &text);
        (text, findings)
    }

    #[test]
    fn every_reason_stands_at_its_token() {
        let (text, findings) = of(
            "name: A b\ndescription: b\ntools: [Read, glob, \"Bash\", Raed]\ncolor: red\nmcpServers: {}",
        );
        assert_eq!(
            marked(&findings, &text),
            [
                ("A b", ""),
                ("Read", "Write it as read_file"),
                ("\"Bash\"", "Write it as run_shell_command"),
                ("Raed", ""),
                ("color", "Take color away"),
                ("mcpServers", "Write it as mcp_servers"),
            ]
        );
        assert!(
            findings
                .iter()
                .all(|finding| finding.severity == Severity::Error)
        );
    }

    #[test]
    fn a_tool_is_meant_in_a_list_alone() {
        for frontmatter in [
            "name: a\ndescription: b\ntools: Read",
            "name: a\ndescription: b\nkind: glob",
        ] {
            assert!(of(frontmatter).1[0].fixes.is_empty(), "{frontmatter}");
        }
    }

    #[test]
    fn what_is_missing_is_said_at_the_name() {
        let (text, findings) = of("name: a");
        assert_eq!(findings[0].span.slice(&text), "name");
        assert!(findings[0].message.starts_with("There is no description"));
    }

    #[test]
    fn lost_text_is_a_warning() {
        let (text, findings) = of("name: a\ndescription: b # c");
        assert_eq!(findings[0].span.slice(&text), "# c");
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn a_frontmatter_that_does_not_parse_has_its_repair() {
        let (_, findings) = of("name: a\ndescription: b: c");
        assert!(
            findings[0]
                .message
                .starts_with("Gemini CLI does not read the file. Line 3: ")
        );
        assert_eq!(findings[0].fixes[0].title, "Repair the frontmatter");
    }

    #[test]
    fn a_file_that_loads_is_not_spoken_of() {
        assert!(of("name: a\ndescription: b\ntools: ['*']").1.is_empty());
        assert!(
            of("kind: remote\nname: a\nagent_card_url: https://a.example")
                .1
                .is_empty()
        );
    }
}
