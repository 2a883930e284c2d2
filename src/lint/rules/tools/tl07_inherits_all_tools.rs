use super::listed::{Listed, TOOLS_OF_AGENTS, is_of_another_program};
use super::tl04_key_of_skills;
use crate::definition::{ScalarKind, Value};
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::text::Span;

/// An agent that gets every tool, because nothing limits it.
pub static TL07: Rule = Rule {
    id: "TL07",
    title: "Inherits all tools",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "Claude Code's documentation",
        link: TOOLS_OF_AGENTS,
    },
    about: "Without tools an agent gets every tool of the session, those of MCP servers too. The documentation \
            advises to grant only what the work needs: it keeps a reviewer from editing, and the agent to its \
            task. Where all are meant, * says so.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Grep, Glob\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if is_of_another_program(file) {
        return Vec::new();
    }
    if Listed::of(file, "disallowedTools").is_some() {
        return Vec::new();
    }
    let finding = |span: Span, message: &str| Finding::new(&TL07, span, message);
    let Some(field) = file.field("tools") else {
        // With the key of skills the author did not mean all of them.
        if tl04_key_of_skills::KEYS
            .iter()
            .any(|key| file.field(key).is_some())
        {
            return Vec::new();
        }
        let message = "Without tools the agent may use every tool of the session. Name those that its work \
                       needs, or write * where all are meant";
        return match at(file) {
            Some(span) => vec![finding(span, message)],
            None => Vec::new(),
        };
    };
    match &field.value {
        Value::Scalar(scalar) => match scalar.kind {
            ScalarKind::Null | ScalarKind::String
                if scalar.text.as_str().trim().is_empty() || scalar.kind == ScalarKind::Null =>
            {
                let message = "tools stands without a value, so the agent may use every tool. Name those that \
                               its work needs, or write [] for none";
                vec![finding(field.key_span, message)]
            }
            ScalarKind::String => Vec::new(),
            _ => vec![no_list(field.value.span())],
        },
        Value::Map { .. } => vec![no_list(field.key_span)],
        Value::List { .. } => Vec::new(),
    }
}

fn no_list(span: Span) -> Finding {
    let message = "tools is no text and no list here, so Claude Code passes over it and the agent may use every \
                   tool. Write the names with commas, as in Read, Grep";
    Finding::new(&TL07, span, message).severity(Severity::Warning)
}

/// Where to say it: at the name, else at what else stands there.
fn at(file: &File<'_>) -> Option<Span> {
    let name = file.field("name").or_else(|| file.field("description"));
    name.map(|field| field.key_span)
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::found;

    fn marked(more: &str) -> Vec<(String, Severity)> {
        let text = format!("---\nname: a\ndescription: b\n{more}---\n");
        let findings = found("TL07", &text);
        let mark = |finding: &crate::lint::Finding| finding.span.slice(&text).to_owned();
        findings
            .iter()
            .map(|finding| (mark(finding), finding.severity))
            .collect()
    }

    #[test]
    fn no_list_is_all_tools() {
        assert_eq!(marked(""), [("name".to_owned(), Severity::Info)]);
        assert_eq!(marked("tools:\n"), [("tools".to_owned(), Severity::Info)]);
        assert_eq!(
            marked("tools: ''\n"),
            [("tools".to_owned(), Severity::Info)]
        );
    }

    #[test]
    fn what_is_no_list_is_passed_over() {
        assert_eq!(
            marked("tools: true\n"),
            [("true".to_owned(), Severity::Warning)]
        );
        assert_eq!(
            marked("tools: {Read: yes}\n"),
            [("tools".to_owned(), Severity::Warning)]
        );
    }

    #[test]
    fn any_limit_or_a_word_for_all_is_enough() {
        for more in [
            "tools: Read\n",
            "tools: '*'\n",
            "tools: []\n",
            "disallowedTools: Edit\n",
            "allowed-tools: Read\n",
        ] {
            assert!(marked(more).is_empty(), "{more}");
        }
    }
}
