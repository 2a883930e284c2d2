use super::{field, named};
use crate::definition::ScalarKind;
use crate::dialect::Kind;
use crate::dialect::claude_fields::MODELS;
use crate::dialect::models::{ModelName, identifier_of, model_name};
use crate::edit::field::set_text;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity, nearest};

/// A model that the API will not have.
pub static VA01: Rule = Rule {
    id: "VA01",
    title: "Model that Claude Code does not know",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/model-config",
    },
    about: "Aliases such as sonnet and inherit count in any case. Every other name is passed on to the API as it \
            stands, and nothing is said before the agent is called: then the API refuses a model that it does \
            not have. Models of other vendors, and names in the form of other programs, work only where a \
            gateway serves them. An identifier with a date is one snapshot, which is retired some day.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nmodel: gpt-4o\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nmodel: sonnet\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(field) = field(file, "model") else {
        return Vec::new();
    };
    let kind = match &field.value {
        crate::definition::Value::Scalar(scalar) => scalar.kind,
        _ => return Vec::new(),
    };
    let name = field.value.text().map_or("", |text| text.as_str().trim());
    // What is no text is ignored, and another rule says so.
    if kind != ScalarKind::String || name.is_empty() {
        return Vec::new();
    }
    let shown = named(&field.value);
    let (severity, message, better) = match model_name(name) {
        ModelName::Alias | ModelName::Identifier { dated: false } => return Vec::new(),
        ModelName::Identifier { dated: true } => (
            Severity::Info,
            format!(
                "{shown} is the snapshot of a day and is refused once that is retired. An alias such as \
                 sonnet stays with the newest"
            ),
            Vec::new(),
        ),
        ModelName::Miswritten(family) => (
            Severity::Warning,
            format!(
                "{shown} is no name that the API has, and Claude Code passes it on as it is. \"{family}\" is \
                 the newest of its family"
            ),
            [Some(family.to_owned()), identifier_of(name)]
                .into_iter()
                .flatten()
                .collect(),
        ),
        ModelName::Foreign(vendor) => (
            Severity::Warning,
            format!(
                "{shown} is a model of {vendor}. Claude Code passes it on as it is, and it works only where \
                 a gateway serves it"
            ),
            vec!["inherit".to_owned()],
        ),
        ModelName::Unknown => {
            let meant = nearest(name, MODELS.iter().map(|alias| alias.value));
            let hint = match meant {
                Some(meant) => format!("Was \"{meant}\" meant?"),
                None => "It works only where a gateway serves it".to_owned(),
            };
            (
                Severity::Warning,
                format!("Claude Code knows no model {shown} and passes it on as it is. {hint}"),
                meant.map(str::to_owned).into_iter().collect(),
            )
        }
    };
    let mut finding = Finding::new(&VA01, field.value_span(), message).severity(severity);
    for model in better {
        if let Ok(edits) = set_text(file.definition, "model", &model) {
            let title = match model.as_str() {
                "inherit" => "Take the session's model: inherit".to_owned(),
                model => format!("Write it as {model}"),
            };
            finding = finding.fix(Fix::unsafe_(title, edits));
        }
    }
    vec![finding]
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;
    use crate::lint::{Finding, Severity};

    fn of_model(model: &str) -> Vec<Finding> {
        found(
            "VA01",
            &format!("---\nname: a\ndescription: b\nmodel: {model}\n---\n"),
        )
    }

    #[test]
    fn the_fix_is_what_was_meant() {
        for (model, fixes) in [
            ("sonet", vec!["Write it as sonnet"]),
            (
                "Claude Opus 4.6 (copilot)",
                vec!["Write it as opus", "Write it as claude-opus-4-6"],
            ),
            ("gpt-4.1", vec!["Take the session's model: inherit"]),
            ("fast", vec![]),
        ] {
            let findings = of_model(model);
            let titles: Vec<_> = findings[0].fixes.iter().map(|fix| &*fix.title).collect();
            assert_eq!(titles, fixes, "{model}");
            assert_eq!(findings[0].severity, Severity::Warning, "{model}");
        }
    }

    #[test]
    fn a_snapshot_is_worth_knowing() {
        let findings = of_model("claude-sonnet-4-5-20250929");
        assert_eq!(findings[0].severity, Severity::Info);
    }

    #[test]
    fn what_is_known_or_ignored_is_not_spoken_of() {
        for model in [
            "Sonnet",
            "claude-opus-5",
            "opus # for now",
            "[a]",
            "5",
            "",
            "\"\"",
        ] {
            assert_eq!(of_model(model).len(), 0, "{model}");
        }
        let repaired = "---\nname: a\ndescription: b: c\nmodel: opus # d\n---\n";
        assert!(found("VA01", repaired).is_empty());
    }
}
