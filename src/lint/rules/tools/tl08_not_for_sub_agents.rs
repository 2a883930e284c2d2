use super::listed::{DOCUMENTED, Listed, Listing, TOOLS_OF_AGENTS};
use crate::dialect::Kind;
use crate::dialect::tool_names::{Standing, today};
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};

/// A tool that a sub-agent does not get, or loses in the background.
pub static TL08: Rule = Rule {
    id: "TL08",
    title: "Tool that sub-agents do not get",
    severity: Severity::Warning,
    basis: Basis::Documented {
        of: DOCUMENTED,
        link: TOOLS_OF_AGENTS,
    },
    about: "Some tools belong to the main conversation: AskUserQuestion, EndConversation, EnterPlanMode, \
            ExitPlanMode (unless the permission mode is plan), ScheduleWakeup, TaskOutput, WaitForMcpServers and \
            Workflow are withheld from every sub-agent. In the background, where sub-agents run unless a session \
            decides otherwise, more are withheld, such as LSP and TaskCreate.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, AskUserQuestion\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Grep\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(listed) = Listed::of(file, "tools") else {
        return Vec::new();
    };
    let always_behind = file.definition.text("background") == Some("true");
    let plans =
        file.kind != Kind::PluginAgent && file.definition.text("permissionMode") == Some("plan");
    let is_main = is_made_for_main(file, &listed);
    let names = listed.names.iter().enumerate();
    names
        .filter_map(|(index, name)| {
            let base = &name.base;
            let (severity, message) = match name.standing {
                Standing::MainOnly if plans && base == "ExitPlanMode" => return None,
                Standing::MainOnly => (
                    if is_main { Severity::Info } else { Severity::Warning },
                    format!(
                        "No sub-agent gets \"{base}\": an agent has it only where it runs as the main one (claude --agent)"
                    ),
                ),
                Standing::Known {
                    in_background: false,
                } if always_behind => (
                    Severity::Warning,
                    format!("The agent always runs in the background, where no sub-agent gets \"{base}\""),
                ),
                Standing::Known {
                    in_background: false,
                } => (Severity::Info, lost(base)),
                _ => return None,
            };
            let finding = Finding::new(&TL08, name.base_span, message).severity(severity);
            // Where the agent runs as the main one (claude --agent) it has the tool.
            Some(finding.fix_if_any(listed.removal(index, base)))
        })
        .collect()
}

/// Whether the file says what only counts where the agent runs as the main one.
fn is_made_for_main(file: &File<'_>, listed: &Listed<'_>) -> bool {
    let limits_agents = |name: &Listing| today(&name.base) == "Agent" && name.whole != name.base;
    file.field("initialPrompt").is_some() || listed.names.iter().any(limits_agents)
}

fn lost(tool: &str) -> String {
    const OF_TEAMS: [&str; 7] = [
        "CronCreate",
        "CronDelete",
        "CronList",
        "TaskCreate",
        "TaskGet",
        "TaskList",
        "TaskUpdate",
    ];
    let but = match OF_TEAMS.contains(&tool) {
        true => ", unless it belongs to an agent team",
        false => "",
    };
    format!("A sub-agent loses \"{tool}\" in the background, where most of them run{but}")
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::{found, found_at};

    fn with(more: &str) -> String {
        format!("---\nname: a\ndescription: b\n{more}\n---\n")
    }

    #[test]
    fn what_the_main_conversation_keeps_is_marked() {
        let text = with("tools: Read, Workflow, ExitPlanMode");
        let marked: Vec<_> = found("TL08", &text)
            .iter()
            .map(|finding| finding.span.slice(&text).to_owned())
            .collect();
        assert_eq!(marked, ["Workflow", "ExitPlanMode"]);
    }

    #[test]
    fn a_plan_may_be_shown_where_one_is_made() {
        let text = with("tools: Read, ExitPlanMode\npermissionMode: plan");
        assert!(found("TL08", &text).is_empty());
        // A plugin's agent has no permission mode.
        let in_plugin = found_at("TL08", "plugins/x/agents/a.md", &text);
        assert_eq!(in_plugin.len(), 1);
    }

    #[test]
    fn an_agent_that_is_made_to_be_the_main_one_has_them_there() {
        let severity = |more: &str| found("TL08", &with(more))[0].severity;
        assert_eq!(severity("tools: Read, AskUserQuestion"), Severity::Warning);
        assert_eq!(severity("tools: Agent(x), AskUserQuestion"), Severity::Info);
        let first = "tools: Read, AskUserQuestion\ninitialPrompt: Begin";
        assert_eq!(severity(first), Severity::Info);
    }

    #[test]
    fn the_background_takes_some() {
        let severity = |more: &str| found("TL08", &with(more))[0].severity;
        assert_eq!(severity("tools: Read, LSP"), Severity::Info);
        assert_eq!(
            severity("tools: Read, LSP\nbackground: true"),
            Severity::Warning
        );
        assert!(found("TL08", &with("disallowedTools: LSP, AskUserQuestion")).is_empty());
    }
}
