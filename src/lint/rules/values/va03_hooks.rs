use super::field;
use crate::definition::{Entry, ScalarKind, Value};
use crate::dialect::Kind;
use crate::dialect::hook_events::HOOK_EVENTS;
use crate::edit::field::remove;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity, nearest};
use crate::text::TextEdit;

/// Hooks that cost the whole agent, or never run.
pub static VA03: Rule = Rule {
    id: "VA03",
    title: "Hooks that Claude Code does not take",
    severity: Severity::Error,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/hooks",
    },
    about: "hooks is a map from events to lists, as in the settings. A list or a text in its place, or an event \
            with anything but a list, and the whole agent is not loaded; only the debug log says so. An event \
            that Claude Code does not know is passed over, and its hooks never run.",
    // In a plugin hooks are ignored, and another rule says so.
    speaks_of: |kind| kind == Kind::ClaudeAgent,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nhooks: []\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nhooks:\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: command\n          command: ./check.sh\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(field) = field(file, "hooks") else {
        return Vec::new();
    };
    match &field.value {
        Value::Map { entries, .. } => entries.iter().filter_map(of_event).collect(),
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => Vec::new(),
        value => {
            let what = match value {
                Value::List { .. } => "a list",
                _ => "no map",
            };
            let message = format!(
                "hooks is {what}, so Claude Code does not load the agent. Write events with lists below it, \
                 or leave the field out"
            );
            let mut finding = Finding::new(&VA03, field.value_span(), message);
            let is_empty = matches!(value, Value::List { items, .. } if items.is_empty());
            if is_empty && let Ok(edits) = remove(file.definition, "hooks") {
                finding = finding.fix(Fix::safe("Leave the empty field out", edits));
            }
            vec![finding]
        }
    }
}

fn of_event(entry: &Entry) -> Option<Finding> {
    let event = entry.key.text.as_str();
    if HOOK_EVENTS.contains(&event) {
        if matches!(entry.value, Value::List { .. }) {
            return None;
        }
        let value = entry.value.span();
        let span = if value.is_empty() {
            entry.key.span
        } else {
            value
        };
        let message = format!(
            "What stands below {event} is no list, so Claude Code does not load the agent. Write a dash \
             before each matcher"
        );
        return Some(Finding::new(&VA03, span, message));
    }
    let meant = nearest(event, HOOK_EVENTS.iter().copied());
    let hint = meant.map_or_else(String::new, |meant| format!(". Was \"{meant}\" meant?"));
    let message = format!("Claude Code knows no event \"{event}\": its hooks never run{hint}");
    let finding = Finding::new(&VA03, entry.key.span, message);
    // Every event so far begins with a capital: such a one may just be newer than the list.
    let may_be_new = meant.is_none() && event.starts_with(|c: char| c.is_ascii_uppercase());
    let finding = finding.severity(if may_be_new {
        Severity::Info
    } else {
        Severity::Warning
    });
    Some(match meant {
        Some(meant) => {
            let edits = vec![TextEdit {
                span: entry.key.span,
                replacement: meant.to_owned(),
            }];
            finding.fix(Fix::unsafe_(format!("Write it as {meant}"), edits))
        }
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;
    use crate::lint::{Finding, Severity};

    fn of_hooks(hooks: &str) -> Vec<Finding> {
        found(
            "VA03",
            &format!("---\nname: a\ndescription: b\nhooks: {hooks}\n---\n"),
        )
    }

    #[test]
    fn what_costs_the_agent_is_an_error() {
        for hooks in [
            "[]",
            "x",
            "3",
            "{PreToolUse: x}",
            "{PreToolUse: }",
            "{Stop: {a: b}}",
        ] {
            let findings = of_hooks(hooks);
            assert_eq!(findings.len(), 1, "{hooks}");
            assert_eq!(findings[0].severity, Severity::Error, "{hooks}");
        }
        assert_eq!(
            of_hooks("[]")[0].fixes[0].title,
            "Leave the empty field out"
        );
        assert!(of_hooks("[a]")[0].fixes.is_empty());
    }

    #[test]
    fn an_unknown_event_never_runs() {
        for (hooks, severity, fix) in [
            (
                "{preToolUse: []}",
                Severity::Warning,
                Some("Write it as PreToolUse"),
            ),
            ("{pre: x}", Severity::Warning, None),
            ("{AfterTheRain: []}", Severity::Info, None),
        ] {
            let findings = of_hooks(hooks);
            assert_eq!(findings[0].severity, severity, "{hooks}");
            let title = findings[0].fixes.first().map(|fix| &*fix.title);
            assert_eq!(title, fix, "{hooks}");
        }
    }

    #[test]
    fn what_loads_is_not_spoken_of() {
        for hooks in ["", "{}", "{PreToolUse: []}", "{PostCompact: [{hooks: []}]}"] {
            assert!(of_hooks(hooks).is_empty(), "{hooks}");
        }
    }
}
