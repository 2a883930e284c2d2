use super::listed::{DOCUMENTED, Listed, Listing, TOOLS_OF_AGENTS};
use crate::dialect::Kind;
use crate::dialect::tool_names::{Standing, today};
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};

/// A tool that is granted and forbidden.
pub static TL05: Rule = Rule {
    id: "TL05",
    title: "Tool in both lists",
    severity: Severity::Warning,
    basis: Basis::Documented {
        of: DOCUMENTED,
        link: TOOLS_OF_AGENTS,
    },
    about: "disallowedTools is applied first, and tools is resolved against what is left: a tool in both lists is \
            taken away. Both lists may stand together; a tool belongs in one of them.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Bash\ndisallowedTools: Bash\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, mcp__github\ndisallowedTools: Bash, mcp__github__delete_file\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let (Some(granted), Some(forbidden)) = (
        Listed::of(file, "tools"),
        Listed::of(file, "disallowedTools"),
    ) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (index, name) in granted.names.iter().enumerate() {
        let Some(by) = forbidden.names.iter().position(|other| takes(other, name)) else {
            continue;
        };
        let base = &name.base;
        let other = &forbidden.names[by].whole;
        let message = match other == base {
            true => format!(
                "\"{base}\" is in disallowedTools as well, so the agent does not get it. Take it out of one list"
            ),
            false => format!(
                "\"{base}\" is taken away by \"{other}\" in disallowedTools. Take one of the two out"
            ),
        };
        let mut finding = Finding::new(&TL05, name.base_span, message);
        // Which of the two was meant, only the author knows.
        if let Some(edits) = granted.without(index) {
            finding = finding.fix(Fix::unsafe_(format!("Take {base} out of tools"), edits));
        }
        if let Some(edits) = forbidden.without(by) {
            let title = format!("Take {other} out of disallowedTools");
            finding = finding.fix(Fix::unsafe_(title, edits));
        }
        findings.push(finding);
    }
    findings
}

/// Whether a name in `disallowedTools` takes away what one in `tools` grants.
fn takes(forbidden: &Listing, granted: &Listing) -> bool {
    match (forbidden.standing, granted.standing) {
        (Standing::EveryServer, Standing::Server) => true,
        (Standing::Server, Standing::Server) => {
            let server = |name: &str| name.trim_end_matches("__*").to_owned();
            let (forbidden, granted) = (server(&forbidden.base), server(&granted.base));
            granted
                .strip_prefix(&forbidden)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("__"))
        }
        (
            Standing::Known { .. } | Standing::Renamed(_),
            Standing::Known { .. } | Standing::Renamed(_),
        ) => today(&forbidden.base) == today(&granted.base),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    fn marked(tools: &str, denied: &str) -> Vec<String> {
        let text = format!(
            "---\nname: a\ndescription: b\ntools: {tools}\ndisallowedTools: {denied}\n---\n"
        );
        let findings = found("TL05", &text);
        findings
            .iter()
            .map(|finding| finding.span.slice(&text).to_owned())
            .collect()
    }

    #[test]
    fn what_takes_a_tool_away_is_found() {
        assert_eq!(marked("Read, Task", "Agent"), ["Task"]);
        assert_eq!(marked("Read, Bash(git *)", "Bash"), ["Bash"]);
        assert_eq!(marked("mcp__a__b, mcp__ab", "mcp__a__*"), ["mcp__a__b"]);
        assert_eq!(marked("mcp__a, Read", "mcp__*"), ["mcp__a"]);
        assert!(marked("mcp__a, Read", "mcp__a__b, Write").is_empty());
        assert!(marked("codebase", "codebase").is_empty());
    }

    #[test]
    fn either_list_can_give_way() {
        let text = "---\nname: a\ndescription: b\ntools: [Read, Bash]\ndisallowedTools: [Bash, Edit]\n---\n";
        let findings = found("TL05", text);
        let after = |fix: usize| apply(text, &findings[0].fixes[fix].edits).expect("it applies");
        assert!(after(0).contains("tools: [Read]\n"));
        assert!(after(1).contains("disallowedTools: [Edit]\n"));
    }
}
