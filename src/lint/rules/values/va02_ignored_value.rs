use super::{field, named};
use crate::definition::{Field, ScalarKind, Value};
use crate::dialect::Kind;
use crate::dialect::claude_fields::{COLORS, FIELDS, Kind as Takes, KnownField};
use crate::edit::field::{set_text, set_word};
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity, nearest};
use crate::reader::ignored;

/// A value that Claude Code does not take.
pub static VA02: Rule = Rule {
    id: "VA02",
    title: "Value that Claude Code ignores",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "A value that a field does not take counts as if the field were not there; only the debug log says so. \
            permissionMode, memory and isolation want their words in this very spelling; background is true \
            or false, and yes is neither. A colour beyond the eight documented ones is not complained of, but \
            nobody says what becomes of it.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\npermissionMode: Plan\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\npermissionMode: plan\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let in_plugin = file.kind == Kind::PluginAgent;
    FIELDS
        .iter()
        // There the whole field is ignored, whatever it says.
        .filter(|known| !(in_plugin && known.ignored_in_plugins))
        .filter_map(|known| {
            let field = field(file, known.key)?;
            let says_nothing = field
                .value
                .text()
                .is_some_and(|text| text.as_str().trim().is_empty());
            if says_nothing {
                return None;
            }
            match known.key {
                // Of the names another group of rules speaks.
                "tools" | "disallowedTools" => of_tools(field),
                "color" => of_color(file, field),
                _ => of_field(file, known, field),
            }
        })
        .collect()
}

fn of_field(file: &File<'_>, known: &KnownField, field: &Field) -> Option<Finding> {
    let why = ignored(field)?;
    let shown = named(&field.value);
    let meant = meant(known.kind, &field.value);
    let question = meant.map_or_else(String::new, |meant| format!(". Was \"{meant}\" meant?"));
    let message = format!("Claude Code ignores {shown}: {why}{question}");
    let finding = Finding::new(&VA02, field.value_span(), message);
    Some(match meant {
        Some(meant) => with_fix(finding, file, known, field, meant),
        None => finding,
    })
}

/// What is no list of names, or no name in one.
fn of_tools(field: &Field) -> Option<Finding> {
    let may_name = |value: &&Value| {
        matches!(value, Value::Scalar(scalar)
            if matches!(scalar.kind, ScalarKind::String | ScalarKind::Null))
    };
    let key = &field.key;
    match &field.value {
        Value::List { items, .. } => {
            let dropped = items.iter().find(|item| !may_name(item))?;
            let shown = named(dropped);
            let message =
                format!("Claude Code drops {shown} from {key}, which lists the names of tools");
            Some(Finding::new(&VA02, dropped.span(), message))
        }
        value if may_name(&value) => None,
        value => {
            let then = match key.as_str() {
                "tools" => "the agent may use every tool",
                _ => "nothing is forbidden",
            };
            let shown = named(value);
            let message = format!(
                "Claude Code ignores {shown}: {key} lists the names of tools, and as this is none, {then}"
            );
            Some(Finding::new(&VA02, field.value_span(), message))
        }
    }
}

fn of_color(file: &File<'_>, field: &Field) -> Option<Finding> {
    let text = field.value.text().map_or("", |text| text.as_str());
    if COLORS.iter().any(|color| color.value == text) {
        return None;
    }
    let message = format!(
        "{} is none of the colours that the documentation names: {}",
        named(&field.value),
        words(COLORS.iter().map(|color| color.value)),
    );
    let finding = Finding::new(&VA02, field.value_span(), message).severity(Severity::Info);
    let meant = nearest(text, COLORS.iter().map(|color| color.value));
    let known = FIELDS.iter().find(|known| known.key == field.key);
    Some(match (known, meant) {
        (Some(known), Some(meant)) => with_fix(finding, file, known, field, meant),
        _ => finding,
    })
}

/// Adds the fix that writes what was meant.
fn with_fix(
    finding: Finding,
    file: &File<'_>,
    known: &KnownField,
    field: &Field,
    meant: &str,
) -> Finding {
    let edits = match known.kind {
        Takes::Truth => set_word(file.definition, known.key, meant),
        _ => set_text(file.definition, known.key, meant),
    };
    let Ok(edits) = edits else { return finding };
    let text = field.value.text().map_or("", |text| text.as_str());
    let title = format!("Write it as {meant}");
    // Where only the case is wrong, nothing else was meant. What an agent may do, and where it runs, its
    // author decides all the same: a memory brings Read, Write and Edit with it.
    let same_word = text.eq_ignore_ascii_case(meant);
    let changes_nothing_it_does = known.key == "color";
    finding.fix(if same_word && changes_nothing_it_does {
        Fix::safe(title, edits)
    } else {
        Fix::unsafe_(title, edits)
    })
}

/// The value that a wrong one stands for.
fn meant(takes: Takes, value: &Value) -> Option<&'static str> {
    let Value::Scalar(scalar) = value else {
        return None;
    };
    let text = scalar.text.as_str();
    match takes {
        Takes::Truth => match text.to_ascii_lowercase().as_str() {
            "yes" | "on" | "1" | "true" => Some("true"),
            "no" | "off" | "0" | "false" => Some("false"),
            _ => None,
        },
        // Near to local, and its opposite.
        Takes::Choice(_) if text.eq_ignore_ascii_case("global") => None,
        Takes::Choice(choices) | Takes::Suggestions(choices)
            if scalar.kind == ScalarKind::String =>
        {
            nearest(text, choices.iter().map(|choice| choice.value))
        }
        _ => None,
    }
}

/// `a, b and c`.
fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};
    use crate::lint::{Finding, Safety, Severity};

    fn of_line(line: &str) -> Vec<Finding> {
        found(
            "VA02",
            &format!("---\nname: a\ndescription: b\n{line}\n---\n"),
        )
    }

    #[test]
    fn tools_are_named_by_texts() {
        for (line, says) in [
            ("tools: 5", "the agent may use every tool"),
            ("tools: true", "the agent may use every tool"),
            ("disallowedTools: {Bash: true}", "nothing is forbidden"),
            ("tools: [Read, 5, Grep]", "drops \"5\" from tools"),
            ("tools:\n  - Read\n  - Bash: true", "drops a map from tools"),
        ] {
            let findings = of_line(line);
            assert_eq!(findings.len(), 1, "{line}");
            assert!(findings[0].message.contains(says), "{findings:?}");
        }
        for line in [
            "tools:",
            "tools: []",
            "tools: ~",
            "tools: Read",
            "tools: [Read,]",
        ] {
            assert!(of_line(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn what_was_meant_is_offered() {
        for (line, title, safety) in [
            ("memory: Project", "Write it as project", Safety::Unsafe),
            (
                "isolation: Worktree",
                "Write it as worktree",
                Safety::Unsafe,
            ),
            (
                "isolation: work-tree",
                "Write it as worktree",
                Safety::Unsafe,
            ),
            ("permissionMode: Plan", "Write it as plan", Safety::Unsafe),
            (
                "permissionMode: accept-edits",
                "Write it as acceptEdits",
                Safety::Unsafe,
            ),
            ("background: yes", "Write it as true", Safety::Unsafe),
            ("color: Red", "Write it as red", Safety::Safe),
        ] {
            let findings = of_line(line);
            assert_eq!(findings.len(), 1, "{line}");
            let fix = &findings[0].fixes[0];
            assert_eq!((&*fix.title, fix.safety), (title, safety), "{line}");
        }
    }

    #[test]
    fn what_cannot_be_guessed_has_no_fix() {
        for line in [
            "maxTurns: lots",
            "maxTurns: 0",
            "memory: global",
            "effort: auto",
            "autoCompactWindow: 5000",
            "permissionMode: [plan]",
            "model: 5",
        ] {
            let findings = of_line(line);
            assert_eq!(findings.len(), 1, "{line}");
            assert_eq!(findings[0].severity, Severity::Warning, "{line}");
            assert!(findings[0].fixes.is_empty(), "{line}");
        }
    }

    #[test]
    fn a_colour_of_ones_own_is_worth_knowing() {
        let findings = of_line("color: magenta");
        assert_eq!(findings[0].severity, Severity::Info);
        assert!(findings[0].fixes.is_empty());
    }

    #[test]
    fn what_counts_is_not_spoken_of() {
        for line in [
            "effort: High",
            "effort: 5",
            "maxTurns: \"5\"",
            "background: True",
            "permissionMode: manual",
            "isolation: remote",
            "memory:",
            "color: # red",
            "skills: 3",
            "observer: 3",
            "tools: Read",
        ] {
            assert!(of_line(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_plugin_ignores_the_whole_field() {
        let text = "---\nname: a\ndescription: b\npermissionMode: Plan\nmemory: all\n---\n";
        let findings = found_at("VA02", "plugins/x/agents/a.md", text);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.slice(text), "all");
    }
}
