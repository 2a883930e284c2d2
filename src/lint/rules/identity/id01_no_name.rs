use super::name::{kebab_case, text_of};
use crate::definition::{ScalarKind, Value};
use crate::dialect::Kind;
use crate::edit::field::set_text;
use crate::lint::rules::frontmatter::{as_it_loads, with_repair};
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};

/// A name that is missing, empty, or no text.
pub static ID01: Rule = Rule {
    id: "ID01",
    title: "No name",
    severity: Severity::Error,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "Claude Code takes a file without a name for a document: there is no agent, and nothing says so. The name \
            must be a text: a number, true or a list is none, unless it stands in quotes. In a plugin the agent is \
            named after its file then, and its other fields are lost.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent("---\ndescription: Use it after a change.\n---\n\nYou review code.\n"),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    // A name that a --- cuts off is there; FM05 speaks of the ---.
    if !file.reads_fields() || file.is_cut_off("name") {
        return Vec::new();
    }
    let Some(field) = file.field("name") else {
        let span = file.place_of_what_is_missing().unwrap_or_default();
        return vec![finding(file, span, "There is no name")];
    };
    let is_empty = match &field.value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => true,
        Value::Scalar(scalar) => scalar.text.as_str().is_empty(),
        Value::List { .. } | Value::Map { .. } => false,
    };
    if is_empty {
        vec![finding(file, field.key_span, "The name is empty")]
    } else if text_of(field).is_none() {
        let what = "The name is not a text, which it would be in quotes";
        let finding = Finding::new(&ID01, field.value.span(), message(file, what));
        vec![with_repair(as_it_loads(finding, file), file)]
    } else {
        Vec::new()
    }
}

fn message(file: &File<'_>, what: &str) -> String {
    if file.kind == Kind::PluginAgent {
        format!("{what}, so the plugin's agent is named after its file and loses its other fields")
    } else {
        format!("{what}, so Claude Code takes the file for a document and not for an agent")
    }
}

/// A finding that offers the file's name.
fn finding(file: &File<'_>, span: crate::text::Span, what: &str) -> Finding {
    let finding = as_it_loads(Finding::new(&ID01, span, message(file, what)), file);
    let name = kebab_case(file.input().file_stem().unwrap_or_default());
    match set_text(file.definition, "name", &name) {
        Ok(edits) if !name.is_empty() => {
            finding.fix(Fix::unsafe_(format!("Name it {name}, as its file"), edits))
        }
        _ => finding,
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::{found, found_at};
    use crate::text::apply;

    #[test]
    fn the_files_name_is_offered() {
        let text = "---\ndescription: b\n---\n";
        let findings = found_at("ID01", ".claude/agents/Code Reviewer.md", text);
        assert_eq!(findings[0].span.slice(text), "description");
        assert_eq!(findings[0].severity, Severity::Error);
        assert_eq!(
            apply(text, &findings[0].fixes[0].edits).expect("it fits"),
            "---\nname: code-reviewer\ndescription: b\n---\n"
        );
    }

    #[test]
    fn what_is_no_text_is_no_name() {
        for (value, marked) in [
            ("3000", "3000"),
            ("[a]", "[a]"),
            ("", "name"),
            ("~", "name"),
            ("''", "name"),
        ] {
            let text = format!("---\nname: {value}\ndescription: b\n---\n");
            let findings = found("ID01", &text);
            assert_eq!(findings.len(), 1, "{text}");
            assert_eq!(findings[0].span.slice(&text), marked);
            assert!(found("ID03", &text).is_empty(), "{text}");
        }
        let text = "---\nname: 3000\ndescription: b\n---\n";
        assert_eq!(
            apply(text, &found("ID01", text)[0].fixes[0].edits).expect("it fits"),
            text.replace("3000", "\"3000\"")
        );
    }

    #[test]
    fn a_frontmatter_that_is_not_read_is_another_rules() {
        for text in [
            "You review.\n",
            "---\nname: a\n",
            "---\ndescription: b:\n---\n",
        ] {
            assert!(found("ID01", text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_plugin_loads_it_all_the_same() {
        let text = "---\ndescription: b\n---\n";
        let findings = found_at("ID01", "plugins/x/agents/a.md", text);
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
