use crate::dialect::Kind;
use crate::dialect::models::{ModelName, model_name};
use crate::edit::field::{remove, set_text};
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};

/// A model without its provider.
pub static XD08: Rule = Rule {
    id: "XD08",
    title: "Model without a provider",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "OpenCode's documentation",
        link: "https://opencode.ai/docs/agents/",
    },
    about: "OpenCode works with many providers and finds a model by provider/model, as anthropic/claude-sonnet-5. \
            The aliases of Claude Code, such as sonnet and inherit, name none. Without the field the agent runs \
            on the model of whoever calls it.",
    speaks_of: |kind| kind == Kind::OpenCodeAgent,
    bad: Sample::at(
        ".opencode/agents/reviewer.md",
        "---\ndescription: Use it after a change.\nmode: subagent\nmodel: sonnet\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        ".opencode/agents/reviewer.md",
        "---\ndescription: Use it after a change.\nmode: subagent\nmodel: anthropic/claude-sonnet-5\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(field) = file.field("model") else {
        return Vec::new();
    };
    let name = field.value.text().map_or("", |text| text.as_str().trim());
    // A variable such as {env:MODEL} may hold the provider.
    if name.is_empty() || name.contains(['/', '{', '$']) {
        return Vec::new();
    }
    let message = format!(
        "\"{name}\" names no provider, and OpenCode finds a model by provider/model, as \
         anthropic/claude-sonnet-5"
    );
    let finding = Finding::new(&XD08, field.value_span(), message);
    let (title, edits) = match model_name(name) {
        ModelName::Identifier { .. } if name.starts_with("claude-") => {
            let whole = format!("anthropic/{name}");
            let edits = set_text(file.definition, "model", &whole);
            (format!("Write it as {whole}"), edits)
        }
        ModelName::Alias if name.eq_ignore_ascii_case("inherit") => (
            "Take model away".to_owned(),
            remove(file.definition, "model"),
        ),
        _ => return vec![finding],
    };
    vec![match edits {
        Ok(edits) => finding.fix(Fix::unsafe_(title, edits)),
        Err(_) => finding,
    }]
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found_at;

    #[test]
    fn a_provider_is_added_where_it_is_known() {
        for (model, fix) in [
            ("sonnet", None),
            ("claude-opus-5", Some("Write it as anthropic/claude-opus-5")),
            ("inherit", Some("Take model away")),
        ] {
            let text = format!("---\ndescription: b\nmode: all\nmodel: {model}\n---\n");
            let findings = found_at("XD08", ".opencode/agents/a.md", &text);
            let title = findings[0].fixes.first().map(|fix| &*fix.title);
            assert_eq!(title, fix, "{model}");
        }
    }

    #[test]
    fn one_with_a_provider_is_not_spoken_of() {
        for model in ["anthropic/claude-opus-5", "\"{env:MODEL}\"", ""] {
            let text = format!("---\ndescription: b\nmode: all\nmodel: {model}\n---\n");
            assert!(found_at("XD08", ".opencode/agents/a.md", &text).is_empty());
        }
    }
}
