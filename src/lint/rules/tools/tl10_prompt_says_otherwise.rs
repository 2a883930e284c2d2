use super::listed::{Listed, is_of_another_program};
use super::prompt::{self, Forbidden, Limit, Order};
use crate::dialect::Kind;
use crate::dialect::tool_names::{Standing, standing, today};
use crate::edit::field::set_list;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::Span;

/// A prompt and a list of tools that do not agree.
pub static TL10: Rule = Rule {
    id: "TL10",
    title: "Prompt and tools disagree",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "Agent Playground",
        link: "",
    },
    about: "A prompt that forbids changes is a request; only the list of tools is a limit. Where it says that the \
            agent changes nothing and the agent can edit all the same, one of the two is wrong. So it is where \
            the prompt orders a tool that the agent does not get: the model cannot follow. Bash does not count \
            as editing, as reviewers need it to read history and to run tests.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Edit\n---\n\nYou are a read-only reviewer.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Grep\n---\n\nYou are a read-only reviewer.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if is_of_another_program(file) {
        return Vec::new();
    }
    let granted = Listed::of(file, "tools");
    let forbidden = Listed::of(file, "disallowedTools");
    let agent = Agent {
        file,
        inherits: match &granted {
            None => file.field("tools").is_none(),
            Some(listed) => listed
                .names
                .iter()
                .any(|name| name.standing == Standing::Everything),
        },
        granted,
        forbidden,
    };
    let sentences = prompt::sentences(file.definition);
    let mut findings = agent.against_limits(&sentences);
    let orders = prompt::orders(file.source(), &sentences);
    findings.extend(orders.iter().filter_map(|order| agent.cannot(order)));
    findings
}

/// The tools that a prompt forbids so.
fn tools_of(forbids: Forbidden, writes: bool) -> Vec<&'static str> {
    match forbids {
        // A report has to be written with something.
        Forbidden::Changes if writes => vec!["Edit", "NotebookEdit"],
        Forbidden::CodeChanges if writes => Vec::new(),
        Forbidden::Changes | Forbidden::CodeChanges => vec!["Edit", "Write", "NotebookEdit"],
        Forbidden::Tool(tool) => vec![tool],
    }
}

/// What an agent may use.
struct Agent<'a, 'file> {
    file: &'a File<'file>,
    granted: Option<Listed<'a>>,
    forbidden: Option<Listed<'a>>,
    /// Whether it gets all that is not forbidden.
    inherits: bool,
}

impl Agent<'_, '_> {
    /// What it may use although its prompt forbids it.
    fn against_limits(&self, sentences: &[Span]) -> Vec<Finding> {
        let mut limits = prompt::limits(self.file.source(), sentences).peekable();
        if limits.peek().is_none() {
            return Vec::new();
        }
        let writes = prompt::writes_something(self.file.definition);
        // Each tool with the first sentence that forbids it.
        let mut forbidden: Vec<(&str, Limit)> = Vec::new();
        for limit in limits {
            for tool in tools_of(limit.forbids, writes) {
                let is_new = forbidden.iter().all(|(other, _)| *other != tool);
                if is_new && !self.is_forbidden(tool) {
                    forbidden.push((tool, limit.clone()));
                }
            }
        }
        match &self.granted {
            Some(granted) if !self.inherits => granted
                .names
                .iter()
                .enumerate()
                .filter_map(|(index, name)| {
                    let tool = today(&name.base);
                    let (_, limit) = forbidden.iter().find(|(other, _)| *other == tool)?;
                    Some(self.granted_but(granted, index, limit))
                })
                .collect(),
            // Who forbids some tools has thought of it.
            _ if self.inherits && self.forbidden.is_none() => self.inherited(&forbidden),
            _ => Vec::new(),
        }
    }

    fn granted_but(&self, granted: &Listed<'_>, index: usize, limit: &Limit) -> Finding {
        let name = &granted.names[index];
        let sentence = prompt::shown(limit.span.slice(self.file.source()));
        let message = format!(
            "\"{}\" is granted, but the prompt says \"{sentence}\". Take it away, or say in the prompt what it is for",
            name.base
        );
        let finding = Finding::new(&TL10, name.base_span, message);
        finding.fix_if_any(granted.removal(index, &name.base))
    }

    /// Where all tools are inherited, one finding at the first sentence says it.
    fn inherited(&self, forbidden: &[(&str, Limit)]) -> Vec<Finding> {
        let Some((_, limit)) = forbidden.first() else {
            return Vec::new();
        };
        let of_limit = forbidden.iter().filter(|(_, other)| other == limit);
        let free: Vec<&str> = of_limit.map(|(tool, _)| *tool).collect();
        let sentence = prompt::shown(limit.span.slice(self.file.source()));
        let message = format!(
            "The prompt says \"{sentence}\", but the agent gets all tools, {} among them. Name those that it needs, or forbid these",
            free.join(" and ")
        );
        let finding = Finding::new(&TL10, limit.span, message);
        vec![self.forbid(finding, &free)]
    }

    fn forbid(&self, finding: Finding, tools: &[&str]) -> Finding {
        let names: Vec<String> = tools.iter().map(|tool| (*tool).to_owned()).collect();
        match set_list(self.file.definition, "disallowedTools", &names) {
            Ok(edits) if self.file.claude().outcome.loads() => {
                let title = format!("Forbid {}", tools.join(", "));
                finding.fix(Fix::unsafe_(title, edits))
            }
            _ => finding,
        }
    }

    /// An order that it cannot follow.
    fn cannot(&self, order: &Order) -> Option<Finding> {
        let tool = &*order.tool;
        let withheld = standing(tool) == Standing::MainOnly
            && !(tool == "ExitPlanMode"
                && self.file.definition.text("permissionMode") == Some("plan"));
        // Where it is listed, another rule speaks of it.
        let listed = |tool: &str| {
            self.granted
                .as_ref()
                .is_some_and(|granted| granted.has(tool))
        };
        if withheld && listed(tool) {
            return None;
        }
        if withheld {
            let message = format!(
                "The prompt orders \"{tool}\", which no sub-agent gets: it belongs to the main conversation"
            );
            return Some(Finding::new(&TL10, order.span, message));
        }
        if self.is_forbidden(tool) {
            let message = format!("The prompt orders \"{tool}\", which disallowedTools takes away");
            return Some(Finding::new(&TL10, order.span, message));
        }
        let granted = self.granted.as_ref().filter(|_| !self.inherits)?;
        // Another rule speaks of a list without tools; those that are only miswritten are meant.
        let usable = granted
            .names
            .iter()
            .any(|name| name.resolves(false) || matches!(name.standing, Standing::Miswritten(_)));
        if !usable || self.is_granted(granted, tool) {
            return None;
        }
        let message = format!(
            "The prompt orders \"{tool}\", which is not among the tools. Grant it, or change the prompt"
        );
        let finding = Finding::new(&TL10, order.span, message);
        let mut names: Vec<String> = granted
            .names
            .iter()
            .map(|name| name.whole.clone())
            .collect();
        names.push(tool.to_owned());
        Some(match set_list(self.file.definition, "tools", &names) {
            Ok(edits) if granted.is_mendable() => {
                finding.fix(Fix::unsafe_(format!("Grant {tool}"), edits))
            }
            _ => finding,
        })
    }

    fn is_granted(&self, granted: &Listed<'_>, tool: &str) -> bool {
        let for_memory =
            self.file.field("memory").is_some() && matches!(tool, "Read" | "Write" | "Edit");
        for_memory
            || granted.names.iter().any(|name| match name.standing {
                Standing::Server | Standing::EveryServer => covers(&name.base, tool),
                Standing::Miswritten(meant) | Standing::Retired(Some(meant)) => {
                    meant == today(tool)
                }
                Standing::Foreign(foreign) => foreign.claude.contains(&today(tool)),
                _ => today(&name.base) == today(tool),
            })
    }

    fn is_forbidden(&self, tool: &str) -> bool {
        self.forbidden.as_ref().is_some_and(|forbidden| {
            forbidden.names.iter().any(|name| match name.standing {
                Standing::Server | Standing::EveryServer => covers(&name.base, tool),
                _ => today(&name.base) == today(tool),
            })
        })
    }
}

/// Whether a name of MCP tools covers a tool: itself, its server, or all of them. Servers of plugins
/// have longer names than a prompt gives them.
fn covers(name: &str, tool: &str) -> bool {
    let server = name.trim_end_matches('*').trim_end_matches("__");
    tool == name || tool.starts_with(server)
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    fn agent(fields: &str, body: &str) -> String {
        format!("---\nname: a\ndescription: b\n{fields}---\n{body}\n")
    }

    fn marked(fields: &str, body: &str) -> Vec<String> {
        let text = agent(fields, body);
        let findings = found("TL10", &text);
        findings
            .iter()
            .map(|finding| finding.span.slice(&text).to_owned())
            .collect()
    }

    #[test]
    fn a_reader_that_may_edit_is_found_at_the_tool() {
        let body = "You are a read-only agent.";
        assert_eq!(
            marked("tools: Read, Edit, Write\n", body),
            ["Edit", "Write"]
        );
        assert_eq!(marked("tools: Read, Edit(src/**)\n", body), ["Edit"]);
        assert!(marked("tools: Read, Bash\n", body).is_empty());
        assert!(marked("tools: Read, Edit\ndisallowedTools: Edit\n", body).is_empty());
        assert_eq!(
            marked(
                "tools: Read, Write\n",
                "**NEVER create files with Write tool.**"
            ),
            ["Write"]
        );
    }

    #[test]
    fn one_that_writes_its_report_may_write() {
        let body = "Do not modify files. Save your report to docs/.";
        assert!(marked("tools: Read, Write\n", body).is_empty());
        assert_eq!(marked("tools: Read, Write, Edit\n", body), ["Edit"]);
        assert!(
            marked(
                "tools: Read, Edit\n",
                "You never modify code. Write the documentation."
            )
            .is_empty()
        );
    }

    #[test]
    fn one_that_inherits_all_is_found_at_the_sentence() {
        let text = agent("", "Review. You are a read-only agent.");
        let findings = found("TL10", &text);
        assert_eq!(
            findings[0].span.slice(&text).trim(),
            "You are a read-only agent."
        );
        let after = apply(&text, &findings[0].fixes[0].edits).expect("it applies");
        assert!(after.contains("disallowedTools: Edit, Write, NotebookEdit\n"));
        assert!(found("TL10", &after).is_empty());
        assert!(marked("disallowedTools: Write\n", "You are a read-only agent.").is_empty());
    }

    #[test]
    fn an_order_needs_its_tool() {
        let body = "Use the WebSearch tool to find it.";
        assert_eq!(marked("tools: Read\n", body), ["WebSearch"]);
        assert_eq!(marked("disallowedTools: WebSearch\n", body), ["WebSearch"]);
        assert!(marked("tools: Read, WebSearch\n", body).is_empty());
        assert!(marked("tools: Read, websearch\n", body).is_empty());
        assert!(marked("tools: '*'\n", body).is_empty());
        assert!(marked("", body).is_empty());
        assert!(marked("tools: Agent, Read\n", "Use the Task tool to call it.").is_empty());
        assert!(marked("tools: mcp__a, Read\n", "Use mcp__a__b to look.").is_empty());
        assert_eq!(
            marked("tools: mcp__a__c, Read\n", "Use mcp__a__b to look."),
            ["mcp__a__b"]
        );
        assert!(marked("tools: Grep\nmemory: user\n", "Use Read to look.").is_empty());
        assert_eq!(
            marked("", "Use AskUserQuestion to ask."),
            ["AskUserQuestion"]
        );
    }

    #[test]
    fn a_tool_of_the_main_conversation_is_said_once() {
        let body = "Use AskUserQuestion to ask.";
        assert_eq!(marked("", body), ["AskUserQuestion"]);
        assert!(marked("tools: AskUserQuestion, Read\n", body).is_empty());
    }

    #[test]
    fn one_that_must_not_change_code_and_gets_all_is_found() {
        let body = "You give feedback. Do not modify code or comments directly.";
        assert_eq!(
            marked("", body),
            ["Do not modify code or comments directly."]
        );
    }

    #[test]
    fn a_tool_that_is_ordered_can_be_granted() {
        let text = agent("tools: [Read]\n", "Use Grep to find it.");
        let after = apply(&text, &found("TL10", &text)[0].fixes[0].edits).expect("it applies");
        assert!(after.contains("tools: [Read, Grep]\n"));
    }
}
