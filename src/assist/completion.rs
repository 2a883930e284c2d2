use super::position::Position;
use crate::definition::Definition;
use crate::dialect::claude_fields::{self, Choice, FIELDS, Kind, TOOLS};
use crate::lint::names_in;
use crate::text::Span;

/// What could be written at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// What a chosen one takes the place of, in bytes of the source.
    pub replaces: Span,
    /// The choices; whoever shows them keeps those that fit what is written already.
    pub options: Vec<Completion>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// As the list shows it.
    pub label: String,
    /// What is written.
    pub insert: String,
    /// What it means; may be empty.
    pub doc: &'static str,
}

/// The choices at a byte of the source; `None` where nothing is known to fit. `agents` gives the names
/// of the other agents at hand; it is asked only where one could be written.
pub fn completions(
    definition: &Definition,
    byte: usize,
    agents: impl FnOnce() -> Vec<String>,
) -> Option<Completions> {
    let (replaces, options) = match Position::of(definition, byte) {
        Position::Key(span) => (span, keys(definition, span)),
        Position::Word { key, word } => (word, values(&key)?),
        Position::Name { key, name } => (name, tools(definition, &key, name)?),
        Position::Inside { base, item } if matches!(base.as_str(), "Agent" | "Task") => {
            (item, agents().into_iter().map(of_agent).collect())
        }
        Position::Inside { .. } => return None,
        Position::Description { word } => (word, in_description(definition, word)?),
        Position::Body { line } => (line, in_body(definition, line)?),
        Position::Elsewhere => return None,
    };
    (!options.is_empty()).then_some(Completions { replaces, options })
}

impl Completion {
    fn of(choice: &Choice) -> Self {
        Self {
            label: choice.value.to_owned(),
            insert: choice.value.to_owned(),
            doc: choice.doc,
        }
    }
}

/// The keys that are not there yet. One is replaced up to its colon, which stays where there is one.
fn keys(definition: &Definition, span: Span) -> Vec<Completion> {
    let rest = &definition.source[span.end..];
    let ending = if rest.starts_with(':') { "" } else { ": " };
    FIELDS
        .iter()
        .filter(|known| {
            definition
                .field(known.key)
                .is_none_or(|field| field.key_span.start == span.start)
        })
        .map(|known| Completion {
            label: known.key.to_owned(),
            insert: format!("{}{ending}", known.key),
            doc: known.doc,
        })
        .collect()
}

fn values(key: &str) -> Option<Vec<Completion>> {
    const TRUTHS: &[Choice] = &[
        Choice {
            value: "true",
            doc: "",
        },
        Choice {
            value: "false",
            doc: "",
        },
    ];
    let choices = match claude_fields::known(key)?.kind {
        Kind::Choice(choices) | Kind::Suggestions(choices) => choices,
        Kind::Truth => TRUTHS,
        _ => return None,
    };
    Some(choices.iter().map(Completion::of).collect())
}

/// Patterns that tools are written with, beside their names.
const PATTERNS: &[Choice] = &[
    Choice {
        value: "Bash(git *)",
        doc: "only commands that begin with git",
    },
    Choice {
        value: "mcp__server__tool",
        doc: "a tool of an MCP server: both names are yours to fill in",
    },
    Choice {
        value: "mcp__server",
        doc: "all tools of an MCP server",
    },
];

/// The tools that the list does not name yet.
fn tools(definition: &Definition, key: &str, at: Span) -> Option<Vec<Completion>> {
    if claude_fields::known(key)?.kind != Kind::Tools {
        return None;
    }
    let listed: Vec<String> = definition
        .field(key)
        .map(|field| names_in(&field.value))
        .unwrap_or_default()
        .into_iter()
        .filter(|name| name.span.start != at.start)
        .map(|name| name.base().to_owned())
        .collect();
    let free = TOOLS
        .iter()
        .filter(|tool| !listed.iter().any(|name| name == tool.value))
        .chain(PATTERNS);
    Some(free.map(Completion::of).collect())
}

fn of_agent(name: String) -> Completion {
    Completion {
        label: name.clone(),
        insert: name,
        doc: "an agent of yours",
    }
}

/// An example, where its tag is begun. A value of one line keeps to one line.
fn in_description(definition: &Definition, word: Span) -> Option<Vec<Completion>> {
    let source: &str = &definition.source;
    let begun = word.slice(source);
    if begun.is_empty() || !"<example>".starts_with(begun) {
        return None;
    }
    let line_start = source[..word.start].rfind('\n').map_or(0, |at| at + 1);
    let line = &source[line_start..word.start];
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    let parts = [
        "<example>",
        "Context: ",
        "user: ''",
        "assistant: ''",
        "<commentary></commentary>",
        "</example>",
    ];
    // In a block, which is indented, every part has a line of its own.
    let insert = if indent.is_empty() {
        parts.join(" ")
    } else {
        parts.join(&format!("\n{indent}"))
    };
    Some(vec![Completion {
        label: "<example>".to_owned(),
        insert,
        doc: "A conversation that shows when to call the agent. Current advice prefers prose triggers: \"Use this agent when …\".",
    }])
}

/// The section that the current advice asks for, where a heading is begun and it is not there.
fn in_body(definition: &Definition, line: Span) -> Option<Vec<Completion>> {
    const HEADING: &str = "## When to invoke";
    let source: &str = &definition.source;
    let begun = line.slice(source);
    let is_there = definition.body.headings.iter().any(|heading| {
        heading.span.start != line.start && heading.span.slice(source).trim() == HEADING
    });
    if begun.len() < 2 || !HEADING.starts_with(begun) || is_there {
        return None;
    }
    Some(vec![Completion {
        label: HEADING.to_owned(),
        insert: format!("{HEADING}\n\n- **A case.** What happens, and what you do then.\n"),
        doc: "The cases in which the agent is called, in prose: what Anthropic's plugin-dev skill asks for in place of examples in the description.",
    }])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<String> {
        offered(text).map_or(Vec::new(), |found| {
            found
                .options
                .into_iter()
                .map(|option| option.label)
                .collect()
        })
    }

    fn offered(text: &str) -> Option<Completions> {
        let byte = text.find('|').expect("a caret");
        let definition = Definition::parse(text.replacen('|', "", 1));
        completions(&definition, byte, || vec!["code-reviewer".to_owned()])
    }

    #[test]
    fn missing_keys_are_offered_and_present_ones_are_not() {
        let found = labels("---\nname: a\n|\n---\n");
        assert!(found.contains(&"description".to_owned()));
        assert!(!found.contains(&"name".to_owned()));
        let found = offered("---\nname: a\nmod|: x\n---\n").expect("keys");
        assert!(found.options.iter().any(|option| option.insert == "model"));
    }

    #[test]
    fn values_of_a_choice_are_offered() {
        assert!(labels("---\nmodel: |\n---\n").contains(&"opus".to_owned()));
        assert_eq!(labels("---\nbackground: t|\n---\n"), ["true", "false"]);
        assert!(labels("---\nname: |\n---\n").is_empty());
    }

    #[test]
    fn tools_are_offered_once() {
        let found = labels("---\ntools: Read, |\n---\n");
        assert!(found.contains(&"Grep".to_owned()) && !found.contains(&"Read".to_owned()));
        assert!(found.contains(&"Bash(git *)".to_owned()));
        assert!(labels("---\nskills: |\n---\n").is_empty());
    }

    #[test]
    fn agents_are_offered_where_they_are_called() {
        assert_eq!(labels("---\ntools: Agent(|)\n---\n"), ["code-reviewer"]);
        assert!(labels("---\ntools: Bash(|)\n---\n").is_empty());
    }

    #[test]
    fn an_example_fits_into_its_value() {
        let found = offered("---\ndescription: Use it. <ex|\n---\n").expect("an example");
        assert!(!found.options[0].insert.contains('\n'));
        let found = offered("---\ndescription: >-\n  Use it.\n  <ex|\n---\n").expect("an example");
        assert!(
            found.options[0]
                .insert
                .starts_with("<example>\n  Context: ")
        );
        assert!(offered("---\ndescription: Use it. so|\n---\n").is_none());
    }

    #[test]
    fn the_section_of_triggers_is_offered_once() {
        assert_eq!(
            labels("---\nname: a\n---\n\n## W|\n"),
            ["## When to invoke"]
        );
        assert!(labels("---\nname: a\n---\n\n## When to invoke\n\nx\n\n## W|\n").is_empty());
        assert!(labels("---\nname: a\n---\n\n|\n").is_empty());
    }
}
