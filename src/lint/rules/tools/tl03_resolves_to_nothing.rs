use super::listed::{DOCUMENTED, Listed};
use crate::dialect::Kind;
use crate::dialect::tool_names::{Standing, server_name};
use crate::edit::field::set_list;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};

/// A list in which no name is a tool.
pub static TL03: Rule = Rule {
    id: "TL03",
    title: "The tools resolve to nothing",
    severity: Severity::Error,
    basis: Basis::Documented {
        of: DOCUMENTED,
        link: "https://code.claude.com/docs/en/errors#agent-would-be-spawned-with-zero-tools",
    },
    about: "Where tools names something but no name is a tool that a sub-agent may have, Claude Code refuses to \
            launch the agent: it would be spawned with zero tools. Versions before 2.1.208 launched it without \
            any. Lists of another program's names end so.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: codebase, editFiles\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Grep, Edit\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(listed) = Listed::of(file, "tools") else {
        return Vec::new();
    };
    let in_background = file.definition.text("background") == Some("true");
    let plans = file.definition.text("permissionMode") == Some("plan");
    let resolves = listed
        .names
        .iter()
        .any(|name| name.resolves(in_background) || (plans && name.base == "ExitPlanMode"));
    if resolves {
        return Vec::new();
    }
    let names = match listed.names {
        [one] => format!("\"{}\" is no tool", one.shown()),
        _ => "None of these names is a tool".to_owned(),
    };
    let message = format!(
        "{names} that this agent can have, so Claude Code refuses to launch it. Name at least one, or leave tools away"
    );
    let mut finding = Finding::new(&TL03, listed.field.key_span, message);
    if !file.claude().outcome.loads() {
        finding = finding.severity(Severity::Warning);
    }
    let meant = meant(&listed);
    if !meant.is_empty()
        && listed.is_mendable()
        && let Ok(edits) = set_list(file.definition, "tools", &meant)
    {
        let title = format!("Write the tools as {}", meant.join(", "));
        finding = finding.fix(Fix::unsafe_(title, edits));
    }
    vec![finding]
}

/// The tools that are meant, each once, as far as that is known.
fn meant(listed: &Listed<'_>) -> Vec<String> {
    let mut meant: Vec<String> = Vec::new();
    for name in listed.names {
        let tools: Vec<String> = match name.standing {
            Standing::Miswritten(tool) | Standing::Retired(Some(tool)) => vec![tool.to_owned()],
            Standing::Foreign(tool) => tool.claude.iter().map(|tool| (*tool).to_owned()).collect(),
            Standing::ForeignServer => server_name(&name.base).into_iter().collect(),
            _ => Vec::new(),
        };
        for tool in tools {
            if !meant.contains(&tool) {
                meant.push(tool);
            }
        }
    }
    meant
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    fn with(tools: &str) -> String {
        format!("---\nname: a\ndescription: b\n{tools}\n---\nBody\n")
    }

    #[test]
    fn what_is_meant_is_offered_once() {
        let text = with("tools: ['codebase', 'search', 'edit', 'github/*', 'problems']");
        let findings = found("TL03", &text);
        assert_eq!(findings[0].severity, Severity::Error);
        assert_eq!(findings[0].span.slice(&text), "tools");
        let after = apply(&text, &findings[0].fixes[0].edits).expect("it applies");
        assert_eq!(after, with("tools: [Grep, Glob, Edit, mcp__github]"));
    }

    #[test]
    fn one_tool_is_enough() {
        for tools in [
            "tools: codebase, Read",
            "tools: mcp__a",
            "tools: Task",
            "tools: \"*\"",
            "tools: LSP",
            "tools: []",
            "tools:",
            "tools: 3",
            "tools: ExitPlanMode\npermissionMode: plan",
            "disallowedTools: codebase",
        ] {
            assert!(found("TL03", &with(tools)).is_empty(), "{tools}");
        }
    }

    #[test]
    fn tools_that_a_sub_agent_never_gets_do_not_count() {
        for tools in [
            "tools: AskUserQuestion",
            "tools: mcp__*",
            "tools: LSP, TaskCreate\nbackground: true",
            "tools: LS",
            "tools: none",
        ] {
            assert_eq!(found("TL03", &with(tools)).len(), 1, "{tools}");
        }
    }

    #[test]
    fn of_a_file_that_does_not_load_nothing_worse_is_said() {
        let findings = found("TL03", "---\nname: a\ntools: codebase\n---\n");
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
