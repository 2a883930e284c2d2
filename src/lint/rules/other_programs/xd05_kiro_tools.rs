use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Fix, Name, Rule, Sample, Severity, names_in};
use crate::text::TextEdit;

/// A tool of Claude Code in a file of Kiro's.
pub static XD05: Rule = Rule {
    id: "XD05",
    title: "Kiro has no tool of that name",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "Kiro's documentation",
        link: "https://kiro.dev/docs/custom-agents/configuration-reference",
    },
    about: "Kiro's tools are called read, write, shell, glob, grep, web_fetch, web_search, subagent and todo. The \
            names of Claude Code match none of them, so an agent that lists those has fewer tools than was meant, \
            or none.",
    speaks_of: |kind| kind == Kind::KiroAgent,
    bad: Sample::at(
        ".kiro/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: [Read, Bash]\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        ".kiro/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: [read, shell]\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// Tools of Claude Code, and those of Kiro that do their work.
const OF_CLAUDE: &[(&str, &str)] = &[
    ("Read", "read"),
    ("Write", "write"),
    ("Edit", "write"),
    ("Bash", "shell"),
    ("Glob", "glob"),
    ("Grep", "grep"),
    ("WebFetch", "web_fetch"),
    ("WebSearch", "web_search"),
    ("Task", "subagent"),
    ("TodoWrite", "todo"),
];

fn check(file: &File<'_>) -> Vec<Finding> {
    let fields = ["tools", "allowedTools"].into_iter();
    fields
        .filter_map(|key| file.field(key))
        .flat_map(|field| names_in(&field.value))
        .filter_map(|name| of_name(&name))
        .collect()
}

fn of_name(name: &Name) -> Option<Finding> {
    let (claude, kiro) = OF_CLAUDE
        .iter()
        .find(|(claude, _)| *claude == name.base())?;
    let span = name.base_span();
    let message = format!("Kiro has no tool {claude}. Its own is called {kiro}");
    let edits = vec![TextEdit {
        span,
        replacement: (*kiro).to_owned(),
    }];
    let fix = Fix::unsafe_(format!("Write it as {kiro}"), edits);
    Some(Finding::new(&XD05, span, message).fix(fix))
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};

    #[test]
    fn a_name_of_claude_code_has_one_of_kiro() {
        let text = "---\nname: a\ndescription: b\ntools: [read, WebFetch, \"@git/status\"]\n---\n";
        let findings = found_at("XD05", ".kiro/agents/a.md", text);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.slice(text), "WebFetch");
        assert_eq!(findings[0].fixes[0].title, "Write it as web_fetch");
        assert!(found("XD05", text).is_empty());
    }
}
