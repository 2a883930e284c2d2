use super::listed::Listed;
use crate::dialect::Kind;
use crate::dialect::tool_names::{ForeignTool, Standing, server_name};
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};

/// A tool that only another program has.
pub static TL11: Rule = Rule {
    id: "TL11",
    title: "Tool of another program",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/tools-reference",
    },
    about: "Lists that were written for GitHub Copilot, OpenCode, Kiro, Gemini CLI and others name tools that \
            Claude Code does not have: they grant nothing. Where Claude Code has a tool for the same work, it is \
            offered. Copilot and VS Code understand Claude Code's names as well.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, codebase, run_shell_command\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Grep, Bash\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for key in ["tools", "disallowedTools"] {
        let Some(listed) = Listed::of(file, key) else {
            continue;
        };
        let effect = if key == "tools" { "grants" } else { "forbids" };
        for (index, name) in listed.names.iter().enumerate() {
            findings.extend(match name.standing {
                Standing::Foreign(tool) => Some(of_program(&listed, index, tool, effect)),
                Standing::ForeignServer => Some(of_server(&listed, index, effect)),
                _ => None,
            });
        }
    }
    findings
}

fn of_program(listed: &Listed<'_>, index: usize, tool: &ForeignTool, effect: &str) -> Finding {
    let name = &listed.names[index];
    let (base, of) = (name.shown(), tool.of);
    let rest = match tool.claude {
        [] => "It has none that does the same".to_owned(),
        tools => format!("Its work is done by {}", tools.join(" and ")),
    };
    let message =
        format!("\"{base}\" is a tool of {of}; in Claude Code it {effect} nothing. {rest}");
    let finding = Finding::new(&TL11, name.base_span, message);
    let mend = listed.replace(index, tool.claude);
    finding.fix_if_any(mend.map(|mend| mend.into_fix(&base)))
}

fn of_server(listed: &Listed<'_>, index: usize, effect: &str) -> Finding {
    let name = &listed.names[index];
    let base = name.shown();
    let wanted = server_name(&name.base);
    let written = wanted.as_deref().unwrap_or("mcp__server__tool");
    let message = format!(
        "\"{base}\" {effect} nothing: Claude Code writes a tool of an MCP server as {written}"
    );
    let finding = Finding::new(&TL11, name.base_span, message);
    let mend = wanted.and_then(|wanted| listed.replace(index, &[&wanted]));
    finding.fix_if_any(mend.map(|mend| mend.into_fix(&base)))
}

#[cfg(test)]
mod tests {
    use crate::lint::Safety;
    use crate::lint::rules::tests::{found, found_at};
    use crate::text::apply;

    fn with(tools: &str) -> String {
        format!("---\nname: a\ndescription: b\n{tools}\n---\nBody\n")
    }

    #[test]
    fn the_tool_for_the_same_work_is_written_in_the_form_of_the_file() {
        for (tools, marked, expected) in [
            ("tools: Read, fetch", "fetch", "tools: Read, WebFetch"),
            ("tools: Read fs_write", "fs_write", "tools: Read Write Edit"),
            (
                "tools: ['Read', 'read_file']",
                "read_file",
                "tools: ['Read']",
            ),
            (
                "tools:\n  - Grep\n  - codebase",
                "codebase",
                "tools:\n  - Grep\n  - Glob",
            ),
            (
                "tools: [Read, edit/editFiles]",
                "edit/editFiles",
                "tools: [Read, Edit, Write]",
            ),
            (
                "tools: [Read, serena/*]",
                "serena/*",
                "tools: [Read, mcp__serena]",
            ),
            (
                "tools: Read, github/get_issue",
                "github/get_issue",
                "tools: Read, mcp__github__get_issue",
            ),
            ("tools: Read, problems", "problems", "tools: Read"),
            (
                "disallowedTools: execute_bash",
                "execute_bash",
                "disallowedTools: Bash",
            ),
        ] {
            let text = with(tools);
            let findings = found("TL11", &text);
            assert_eq!(findings.len(), 1, "{tools}");
            assert_eq!(findings[0].span.slice(&text), marked);
            let fix = &findings[0].fixes[0];
            assert_eq!(fix.safety, Safety::Unsafe);
            assert_eq!(apply(&text, &fix.edits).as_deref(), Ok(&*with(expected)));
        }
    }

    #[test]
    fn a_server_whose_name_would_change_has_no_fix() {
        let findings = found("TL11", &with("tools: Read, microsoft.docs.mcp/*"));
        assert!(findings[0].fixes.is_empty());
    }

    #[test]
    fn files_of_other_programs_may_name_their_tools() {
        let text = with("tools: ['codebase', 'search']");
        for path in [
            ".github/agents/a.agent.md",
            ".gemini/agents/a.md",
            ".kiro/agents/a.md",
        ] {
            assert!(found_at("TL11", path, &text).is_empty(), "{path}");
        }
    }
}
