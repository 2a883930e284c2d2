use super::description_of;
use crate::definition::{Example, PartKind};
use crate::dialect::Kind;
use crate::edit::invoke::all_to_body;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::reader::estimated_tokens;

/// Examples in the description that are told as conversations.
pub static DE04: Rule = Rule {
    id: "DE04",
    title: "Examples told as conversations",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "The plugin-dev skill, since April 2026",
        link: "https://github.com/anthropics/claude-plugins-official/commit/ce721c1f",
    },
    about: "The advice has turned. The description was to hold <example> blocks with what the user and the \
            assistant say; now it is to be one or two sentences that name the triggers, and worked scenarios \
            stand in the system prompt below \"When to invoke\". The description is sent with every request, \
            the system prompt only when the agent runs. Examples still work: this is about their cost.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: |\n  Use this agent after a change.\n\n  <example>\n  Context: A function was written.\n  user: \"Is it right?\"\n  assistant: \"I'll ask the reviewer.\"\n  </example>\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use this agent after a change.\n---\n\nYou review code.\n\n## When to invoke\n\n- **A function was written.** It is asked whether it is right.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if description_of(file).is_none() {
        return Vec::new();
    }
    let examples = &file.definition.examples.examples;
    let told: Vec<&Example> = examples.iter().filter(|example| is_told(example)).collect();
    let Some(first) = told.first() else {
        return Vec::new();
    };
    let tokens: usize = told
        .iter()
        .map(|example| estimated_tokens(example.span.slice(file.source())))
        .sum();
    let examples = match told.len() {
        1 => "An example is".to_owned(),
        count => format!("{count} examples are"),
    };
    let message = format!(
        "{examples} told as a conversation, which costs about {tokens} tokens in every session. The advice \
         now is a sentence that names the triggers, with scenarios in the system prompt"
    );
    let mut finding = Finding::new(&DE04, first.opening, message);
    if let Ok(edits) = all_to_body(file.definition) {
        let title = "Move the examples to \"When to invoke\" in the system prompt";
        finding = finding.fix(Fix::unsafe_(title, edits));
    }
    vec![finding]
}

/// Whether somebody speaks in it.
fn is_told(example: &Example) -> bool {
    example
        .parts
        .iter()
        .any(|part| matches!(part.kind, PartKind::Turn(_)))
}

#[cfg(test)]
mod tests {
    use super::DE04;
    use crate::definition::Definition;
    use crate::lint::Safety;
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    #[test]
    fn the_examples_can_be_moved() {
        let text = DE04.bad.text;
        let findings = found("DE04", text);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.slice(text), "<example>");
        let fix = &findings[0].fixes[0];
        assert_eq!(fix.safety, Safety::Unsafe);
        let after = apply(text, &fix.edits).expect("they do not overlap");
        let definition = Definition::parse(after.as_str());
        assert!(definition.examples.examples.is_empty(), "{after}");
        assert!(after.contains("## When to invoke"), "{after}");
        assert!(found("DE04", &after).is_empty());
    }

    #[test]
    fn an_example_in_which_nobody_speaks_is_none() {
        let text =
            "---\nname: a\ndescription: Use it. <example>A function was written.</example>\n---\n";
        assert!(found("DE04", text).is_empty());
    }
}
