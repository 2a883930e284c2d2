use super::listed::{Listed, Listing, TOOLS_OF_AGENTS, shown};
use crate::dialect::Kind;
use crate::dialect::tool_names::{Standing, today};
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::{Span, TextEdit};

/// A limit in parentheses that does not limit.
pub static TL06: Rule = Rule {
    id: "TL06",
    title: "Limit without effect",
    severity: Severity::Warning,
    basis: Basis::Documented {
        of: "Claude Code in August 2026, as people who tried it say too",
        link: TOOLS_OF_AGENTS,
    },
    about: "disallowedTools takes whole tools away: Bash(git push *) there leaves the agent without Bash. To \
            forbid single commands, use deny rules in the settings or a hook. In tools, Agent(reviewer) limits \
            whom an agent may call only where it runs as the main one; a sub-agent may call any.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ndisallowedTools: Bash(git push *)\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Bash(git log *)\ndisallowedTools: Edit\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let limited = |name: &&Listing| {
        let tool = matches!(name.standing, Standing::Known { .. } | Standing::Renamed(_));
        tool && name.whole != name.base
    };
    let mut findings = Vec::new();
    if let Some(forbidden) = Listed::of(file, "disallowedTools") {
        findings.extend(forbidden.names.iter().filter(limited).map(|name| {
            let message = format!(
                "\"{}\" takes {} away altogether, not only what stands in parentheses. Forbid single uses in the settings",
                shown(&name.whole),
                name.base
            );
            let finding = Finding::new(&TL06, name.span, message);
            bare(finding, &forbidden, name)
        }));
    }
    if let Some(granted) = Listed::of(file, "tools") {
        let agents = granted.names.iter().filter(limited);
        findings.extend(agents.filter(|name| today(&name.base) == "Agent").map(|name| {
            let message = format!(
                "The names behind {} limit whom the agent may call only where it runs as the main one (claude --agent). As a sub-agent it may call any",
                name.base
            );
            Finding::new(&TL06, name.span, message).severity(Severity::Info)
        }));
    }
    findings
}

/// The finding with a fix that says what is read anyway.
fn bare(finding: Finding, listed: &Listed<'_>, name: &Listing) -> Finding {
    let behind = Span::new(name.base_span.end, name.span.end);
    if !listed.is_mendable() || behind.len() != name.whole.len() - name.base.len() {
        return finding;
    }
    let edits = vec![TextEdit {
        span: behind,
        replacement: String::new(),
    }];
    finding.fix(Fix::unsafe_(
        format!("Forbid {} as a whole", name.base),
        edits,
    ))
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    #[test]
    fn what_is_forbidden_is_the_whole_tool() {
        let text =
            "---\nname: a\ndescription: b\ndisallowedTools:\n  - Edit\n  - Bash(rm *)\n---\n";
        let findings = found("TL06", text);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.slice(text), "Bash(rm *)");
        let after = apply(text, &findings[0].fixes[0].edits).expect("it applies");
        assert_eq!(after, text.replace("(rm *)", ""));
    }

    #[test]
    fn whom_a_sub_agent_calls_is_not_limited() {
        let text = "---\nname: a\ndescription: b\ntools: Read, Bash(git *), Task(x, y)\n---\n";
        let findings = found("TL06", text);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.slice(text), "Task(x, y)");
        assert_eq!(findings[0].severity, Severity::Info);
    }
}
