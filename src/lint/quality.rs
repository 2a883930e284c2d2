//! What can be counted of a definition, each with what it means and who says so.
//!
//! It is no judgement: nothing here is added up to a score, and no figure is better for being higher.
//! What is wrong is said by the rules.

use super::File;
use super::trigger::{reads_as_english, trigger_in};
use crate::definition::{Element, LayoutProblem, PartKind, Piece};
use crate::dialect::Kind;
use crate::edit::invoke::scenarios;
use crate::reader::estimated_tokens;
use crate::text::Span;

/// One thing that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What was counted: `Description`.
    pub name: &'static str,
    /// What it came to, with its unit: `about 212 tokens`.
    pub value: String,
    /// What that means, and what is advised: one or more sentences.
    pub about: &'static str,
    /// Who says so.
    pub source: &'static str,
    /// Where it is written down, if it is.
    pub link: Option<&'static str>,
    /// What was counted, in bytes of the source; `None` where nothing was.
    pub span: Option<Span>,
}

const DOCUMENTATION: &str = "https://code.claude.com/docs/en/sub-agents";
const ADVICE_ON_EXAMPLES: &str =
    "https://github.com/anthropics/claude-plugins-official/commit/ce721c1f";

/// What can be counted of a file; nothing for one that is no definition.
pub fn quality(file: &File<'_>) -> Vec<Measure> {
    if file.kind == Kind::NotADefinition {
        return Vec::new();
    }
    let mut measures = vec![cost(file), trigger(file)];
    if file.kind.is_agent() {
        measures.push(examples(file));
    }
    measures.extend([length(file), structure(file)]);
    measures
}

/// What everybody pays who has the agent, whether it is called or not.
fn cost(file: &File<'_>) -> Measure {
    let tokens = match file.kind {
        Kind::ClaudeAgent | Kind::PluginAgent => file.claude().roster_tokens(),
        _ => file.definition.text("description").map(estimated_tokens),
    };
    Measure {
        name: "Description",
        value: tokens.map_or_else(
            || "none is read".to_owned(),
            |tokens| format!("about {}", count(tokens, "token")),
        ),
        about: "The name, the description and the tools are sent to the model with every request of every session, \
                whether the agent is called or not. Claude Code warns when the descriptions of all agents together \
                pass 15,000 tokens. The figure is an estimate of four letters to a token.",
        source: "Claude Code",
        link: None,
        span: description(file),
    }
}

/// Whether words were found that say when to call the agent.
fn trigger(file: &File<'_>) -> Measure {
    let text = file.definition.text("description").unwrap_or_default();
    let found = trigger_in(text);
    let value = match found {
        _ if text.trim().is_empty() => "no description".to_owned(),
        Some(words) => format!("found: \"{}\"", words.slice(text)),
        None if reads_as_english(file, text) => "not found".to_owned(),
        None => "not looked for: only English is understood here".to_owned(),
    };
    Measure {
        name: "Says when to call it",
        value,
        about: "An agent is chosen by its description, so it should name the cases: \"Use this agent when …\", and \
                \"proactively\" where it should be called without being asked for. Words were looked for and \
                nothing more: whether it is called, only a try tells.",
        source: "Claude Code's documentation",
        link: Some(DOCUMENTATION),
        span: found
            .and_then(|words| {
                let field = file.definition.field("description")?;
                Some(field.value.text()?.to_source(words))
            })
            .or_else(|| description(file)),
    }
}

/// How many examples there are, and where.
fn examples(file: &File<'_>) -> Measure {
    let examples = &file.definition.examples.examples;
    let told = examples.iter().filter(|example| {
        let mut parts = example.parts.iter();
        parts.any(|part| matches!(part.kind, PartKind::Turn(_)))
    });
    let scenarios = scenarios(file.definition);
    let in_body = scenarios.len();
    let first = examples.first().map(|example| example.span);
    let value = match (examples.len(), in_body) {
        (0, 0) => "none".to_owned(),
        (0, in_body) => format!("{} in the body", count(in_body, "scenario")),
        (all, in_body) => {
            let told = told.count();
            let mut value = format!("{} in the description", count(all, "example"));
            if told > 0 {
                value += &format!(", {told} told as a conversation");
            }
            if in_body > 0 {
                value += &format!("; {} in the body", count(in_body, "scenario"));
            }
            value
        }
    };
    Measure {
        name: "Examples",
        value,
        about: "More are not better. Conversations in the description were advised once and cost tokens in every \
                session; the advice now is a sentence that names the triggers, with two to five scenarios in the \
                system prompt below \"When to invoke\". A description without examples is well.",
        source: "The plugin-dev skill, since April 2026",
        link: Some(ADVICE_ON_EXAMPLES),
        span: first.or_else(|| scenarios.first().map(|scenario| scenario.span)),
    }
}

/// How long the system prompt is.
fn length(file: &File<'_>) -> Measure {
    let body = file.definition.layout.body;
    let written = body.slice(file.source());
    let prompt = written.trim();
    let guessed = matches!(
        file.definition.layout.problem,
        Some(LayoutProblem::NoFrontmatter | LayoutProblem::NeverClosed | LayoutProblem::Empty)
    );
    let value = match prompt.chars().count() {
        _ if guessed => "no frontmatter ends before it".to_owned(),
        0 => "empty".to_owned(),
        characters => format!(
            "{}, about {}",
            count(characters, "character"),
            count(estimated_tokens(prompt), "token")
        ),
    };
    Measure {
        name: "System prompt",
        value,
        about: "Only the agent itself reads it, when it is called. 500 to 3,000 characters are advised, and 10,000 at \
                most; no program but GitHub's, which takes 30,000, sets a limit.",
        source: "The plugin-dev skill",
        link: None,
        span: (!guessed && !prompt.is_empty()).then(|| {
            let start = body.start + (written.len() - written.trim_start().len());
            Span::new(start, start + prompt.len())
        }),
    }
}

/// What the system prompt is made of.
fn structure(file: &File<'_>) -> Measure {
    let body = &file.definition.body;
    let opened = |is: fn(&Element) -> bool| {
        body.blocks
            .iter()
            .flat_map(|block| &block.content)
            .filter(|located| matches!(&located.piece, Piece::Open(element) if is(element)))
            .count()
    };
    let parts = [
        (body.headings.len(), "heading"),
        (
            opened(|element| matches!(element, Element::List(_))),
            "list",
        ),
        (opened(|element| matches!(element, Element::Table)), "table"),
        (
            opened(|element| matches!(element, Element::CodeBlock(_))),
            "code block",
        ),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| count(number, what))
        .collect();
    Measure {
        name: "Structure",
        value: if said.is_empty() {
            "running text".to_owned()
        } else {
            said.join(", ")
        },
        about: "A prompt is advised to say who the agent is, what it does in which steps, what its answer looks like and \
                what to do in doubt. Headings and lists keep these apart for whoever maintains it; a short prompt \
                needs none.",
        source: "The plugin-dev skill",
        link: None,
        span: body.headings.first().map(|heading| heading.span),
    }
}

/// Where the text of the description stands.
fn description(file: &File<'_>) -> Option<Span> {
    let value = file.definition.field("description")?.value.span();
    (!value.is_empty()).then_some(value)
}

/// A number with its unit: `1 token`, `1,200 tokens`.
fn count(number: usize, unit: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let plural = if number == 1 { "" } else { "s" };
    format!("{grouped} {unit}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;

    fn values(path: &str, text: &str) -> Vec<(&'static str, String)> {
        let definition = Definition::parse(text);
        let measures = quality(&File::new(&definition, Some(path)));
        for measure in &measures {
            assert!(
                measure.about.ends_with('.') && !measure.about.contains("  "),
                "{measure:?}"
            );
            assert!(!measure.source.is_empty());
        }
        measures
            .into_iter()
            .map(|measure| (measure.name, measure.value))
            .collect()
    }

    #[test]
    fn what_is_there_is_counted() {
        let text = "---\nname: a\ndescription: |\n  Use it after a change.\n  <example>user: \"x\"</example>\n---\n\n# Role\n\nYou review.\n\n- one\n- two\n\n## When to invoke\n\n- **A change.** It is reviewed.\n";
        let expected = [
            ("Description", "about 19 tokens"),
            ("Says when to call it", "found: \"Use\""),
            (
                "Examples",
                "1 example in the description, 1 told as a conversation; 1 scenario in the body",
            ),
            ("System prompt", "84 characters, about 21 tokens"),
            ("Structure", "2 headings, 2 lists"),
        ];
        let found = values(".claude/agents/a.md", text);
        assert_eq!(
            found,
            expected.map(|(name, value)| (name, value.to_owned()))
        );
    }

    #[test]
    fn each_knows_its_place() {
        let text = "---\nname: a\ndescription: \"It \\\"reviews\\\" after a change.\"\n---\n\nYou review.\n\n## When to invoke\n\n- **A change.** It is reviewed.\n";
        let definition = Definition::parse(text);
        let measures = quality(&File::new(&definition, Some(".claude/agents/a.md")));
        let places: Vec<_> = measures
            .iter()
            .map(|measure| measure.span.map(|span| span.slice(text)))
            .collect();
        assert_eq!(
            places,
            [
                Some("\"It \\\"reviews\\\" after a change.\""),
                Some("after"),
                Some("- **A change.** It is reviewed."),
                Some(&text[text.find("You").expect("a prompt")..text.len() - 1]),
                Some("## When to invoke"),
            ]
        );
        let definition = Definition::parse("---\nname: a\ndescription:\n---\n");
        for measure in quality(&File::new(&definition, Some(".claude/agents/a.md"))) {
            assert_eq!(measure.span, None, "{}", measure.name);
        }
    }

    #[test]
    fn what_is_not_there_is_said_so() {
        let found = values(".claude/agents/a.md", "---\nname: a\ndescription:\n---\n");
        let expected = [
            ("Description", "none is read"),
            ("Says when to call it", "no description"),
            ("Examples", "none"),
            ("System prompt", "empty"),
            ("Structure", "running text"),
        ];
        assert_eq!(
            found,
            expected.map(|(name, value)| (name, value.to_owned()))
        );
        assert!(values("README.md", "# A\n").is_empty());
    }

    #[test]
    fn other_languages_are_not_judged_by_english_words() {
        let found = values(
            ".claude/agents/a.md",
            "---\nname: a\ndescription: 代码审查专家\n---\n你是专家。\n",
        );
        assert_eq!(
            found[1].1,
            "not looked for: only English is understood here"
        );
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(count(1, "token"), "1 token");
        assert_eq!(count(999, "token"), "999 tokens");
        assert_eq!(count(1_200_000, "token"), "1,200,000 tokens");
    }
}
