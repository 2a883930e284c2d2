use crate::definition::{Field, ScalarKind, Value};
use crate::dialect::Kind;
use crate::edit::field::set_text;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::Span;

/// A description that is missing, empty or no text.
pub static DE01: Rule = Rule {
    id: "DE01",
    title: "No description",
    severity: Severity::Error,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "Claude chooses an agent by its description. Claude Code takes a text and nothing else: without \
            one, or with a number, a truth value, a list or a map instead, the file does not load, and only \
            the debug log says so. An agent of a plugin loads all the same, but with a description that says \
            nothing and without its other fields.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent("---\nname: reviewer\ndescription:\n---\n\nYou review code.\n"),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if !file.reads_fields() {
        return Vec::new();
    }
    let Some((span, what)) = unmet(file) else {
        return Vec::new();
    };
    let plugin = file.kind == Kind::PluginAgent;
    let becomes = if plugin {
        "so the plugin's agent loses every field and gets one that says nothing"
    } else {
        "so Claude Code does not load the file, and only its debug log says so"
    };
    let message = format!("{what}, {becomes}. Say in a sentence when to call the agent");
    let mut finding = Finding::new(&DE01, span, message);
    if plugin {
        finding = finding.severity(Severity::Warning);
    }
    // What stands there may be meant as the text.
    if let Some(text) = plain_text(file.field("description"))
        && let Ok(edits) = set_text(file.definition, "description", text)
    {
        finding = finding.fix(Fix::unsafe_("Put it in quotes, as a text", edits));
    }
    vec![finding]
}

/// What is wrong, and where.
fn unmet(file: &File<'_>) -> Option<(Span, &'static str)> {
    let Some(field) = file.field("description") else {
        // A fence in the middle of a line may have cut it off; another rule says that.
        let cut = file
            .fields_but_for_the_fence()
            .is_some_and(|fields| fields.iter().any(|field| field.key == "description"));
        return file
            .place_of_what_is_missing()
            .filter(|_| !cut)
            .map(|span| (span, "There is no description"));
    };
    let span = match field.value.span() {
        span if span.is_empty() => field.key_span,
        span => span,
    };
    let what = match &field.value {
        Value::Scalar(scalar) => match scalar.kind {
            ScalarKind::String if !scalar.text.as_str().is_empty() => return None,
            ScalarKind::String | ScalarKind::Null => "The description is empty",
            ScalarKind::Bool => "The description is a truth value and no text",
            ScalarKind::Integer | ScalarKind::Float | ScalarKind::Date => {
                "The description is a number and no text"
            }
        },
        Value::List { .. } => "The description is a list and no text",
        Value::Map { .. } => "The description is a map and no text",
    };
    Some((span, what))
}

/// The characters of a number or a truth value.
fn plain_text(field: Option<&Field>) -> Option<&str> {
    match &field?.value {
        Value::Scalar(scalar) if !matches!(scalar.kind, ScalarKind::String | ScalarKind::Null) => {
            Some(scalar.text.as_str())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::{found, found_at};

    #[test]
    fn what_is_no_text_is_marked() {
        for (value, marked) in [
            ("", "description"),
            (" \"\"", "\"\""),
            (" ~", "~"),
            (" 3.14", "3.14"),
            (" true", "true"),
            (" [a, b]", "[a, b]"),
            (" {a: b}", "{a: b}"),
        ] {
            let text = format!("---\nname: a\ndescription:{value}\n---\n");
            let findings = found("DE01", &text);
            assert_eq!(findings.len(), 1, "{value}");
            assert_eq!(findings[0].span.slice(&text), marked, "{value}");
            assert_eq!(findings[0].severity, Severity::Error);
        }
        assert!(found("DE01", "---\nname: a\ndescription: b\n---\n").is_empty());
    }

    #[test]
    fn a_missing_one_is_said_at_the_name() {
        let text = "---\ncolor: red\nname: a\n---\n";
        assert_eq!(found("DE01", text)[0].span.slice(text), "name");
    }

    #[test]
    fn where_no_frontmatter_is_read_others_speak() {
        for text in [
            "You review code.\n",
            "---\nname: a\n",
            "\n---\nname: a\n---\n",
            "---\nname: \"a\" b\nmodel: c\n---\n",
            "---\nname: a --- b\ndescription: c\n---\n",
        ] {
            assert!(found("DE01", text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_plugin_s_agent_loads_all_the_same() {
        let findings = found_at("DE01", "plugins/x/agents/a.md", "---\nname: a\n---\nYou.\n");
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
