use super::listed::Listed;
use crate::dialect::Kind;
use crate::dialect::tool_names::Standing;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};

/// A tool that is gone, or has another name today.
pub static TL02: Rule = Rule {
    id: "TL02",
    title: "Retired tool",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/tools-reference",
    },
    about: "Claude Code has dropped tools over time: MultiEdit, LS, NotebookRead, BashOutput and SlashCommand \
            resolve to nothing now, and an agent that relied on one does without. Task and KillShell still work \
            as old names of Agent and TaskStop.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Edit, MultiEdit, LS\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Edit, Glob\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for key in ["tools", "disallowedTools"] {
        let Some(listed) = Listed::of(file, key) else {
            continue;
        };
        let names = listed.names.iter().enumerate();
        findings.extend(names.filter_map(|(index, name)| match name.standing {
            Standing::Renamed(today) => Some(renamed(&listed, index, today)),
            Standing::Retired(instead) => retired(&listed, index, instead),
            _ => None,
        }));
    }
    findings
}

fn renamed(listed: &Listed<'_>, index: usize, today: &str) -> Finding {
    let name = &listed.names[index];
    let message = format!(
        "\"{}\" still works, but the tool is called {today} now",
        name.base
    );
    let finding = Finding::new(&TL02, name.base_span, message).severity(Severity::Info);
    // Versions from before the new name know the old one alone, so it is a choice.
    let twice = listed.names.iter().any(|other| other.base == today);
    let mend = match twice {
        true => listed.without(index),
        false => listed.rename(index, today),
    };
    match mend {
        Some(edits) if twice => finding.fix(Fix::unsafe_(
            format!("Take {} away: {today} is listed already", name.base),
            edits,
        )),
        Some(edits) => finding.fix(Fix::unsafe_(format!("Write it as {today}"), edits)),
        None => finding,
    }
}

fn retired(listed: &Listed<'_>, index: usize, instead: Option<&'static str>) -> Option<Finding> {
    let name = &listed.names[index];
    let base = &name.base;
    let forbids = listed.field.key == "disallowedTools";
    let has_instead = instead.is_some_and(|tool| listed.has_or_means(tool));
    // A tool that is gone need not be forbidden; only where what took its place is allowed it matters.
    if forbids && (instead.is_none() || has_instead) {
        return None;
    }
    let effect = if forbids { "forbids" } else { "grants" };
    let then = match instead {
        Some(tool) if has_instead => format!("{tool}, which is listed, does its work"),
        Some(tool) => format!("{tool} does its work now"),
        None => "Nothing has taken its place".to_owned(),
    };
    let message = format!("\"{base}\" is gone from Claude Code and {effect} nothing. {then}");
    let finding = Finding::new(&TL02, name.base_span, message);
    // A name that grants nothing can go where its work is granted; to grant more is a choice.
    let tool = match instead {
        Some(tool) if !has_instead => tool,
        _ => {
            let title = format!("Take {base} away");
            return Some(match listed.without(index) {
                Some(edits) if has_instead && !listed.is_repaired() => {
                    finding.fix(Fix::safe(title, edits))
                }
                Some(edits) => finding.fix(Fix::unsafe_(title, edits)),
                None => finding,
            });
        }
    };
    Some(match listed.rename(index, tool) {
        Some(edits) => finding.fix(Fix::unsafe_(format!("Write it as {tool}"), edits)),
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;
    use crate::lint::{Safety, Severity};
    use crate::text::apply;

    fn with(tools: &str) -> String {
        format!("---\nname: a\ndescription: b\n{tools}\n---\nBody\n")
    }

    #[test]
    fn what_took_the_place_is_written_or_kept() {
        for (tools, safety, expected) in [
            (
                "tools: Read, MultiEdit",
                Safety::Unsafe,
                "tools: Read, Edit",
            ),
            ("tools: Edit, MultiEdit", Safety::Safe, "tools: Edit"),
            ("tools:\n  - LS\n  - Glob", Safety::Safe, "tools:\n  - Glob"),
            ("tools: [Read, BashOutput]", Safety::Unsafe, "tools: [Read]"),
            (
                "tools: Read, Task(x)",
                Safety::Unsafe,
                "tools: Read, Agent(x)",
            ),
            ("tools: Agent, Task", Safety::Unsafe, "tools: Agent"),
            ("tools: SlashCommand", Safety::Unsafe, "tools: Skill"),
            (
                "disallowedTools: MultiEdit",
                Safety::Unsafe,
                "disallowedTools: Edit",
            ),
        ] {
            let text = with(tools);
            let findings = found("TL02", &text);
            assert_eq!(findings.len(), 1, "{tools}");
            let fix = &findings[0].fixes[0];
            assert_eq!(fix.safety, safety, "{tools}");
            assert_eq!(apply(&text, &fix.edits).as_deref(), Ok(&*with(expected)));
        }
    }

    #[test]
    fn an_old_name_that_works_is_only_worth_knowing() {
        let findings = found("TL02", &with("tools: Read, KillShell"));
        assert_eq!(findings[0].severity, Severity::Info);
        assert!(findings[0].message.contains("TaskStop"));
    }

    #[test]
    fn forbidding_what_is_gone_does_no_harm() {
        for tools in [
            "disallowedTools: Edit, MultiEdit",
            "disallowedTools: BashOutput",
        ] {
            assert!(found("TL02", &with(tools)).is_empty(), "{tools}");
        }
    }

    #[test]
    fn all_safe_fixes_fit_together() {
        let text = with("tools: Read, Edit, Glob, MultiEdit, LS, NotebookRead");
        let edits: Vec<_> = found("TL02", &text)
            .iter()
            .filter_map(|finding| finding.safe_fix())
            .flat_map(|fix| fix.edits.clone())
            .collect();
        assert_eq!(edits.len(), 3);
        assert_eq!(
            apply(&text, &edits).as_deref(),
            Ok(&*with("tools: Read, Edit, Glob"))
        );
    }
}
