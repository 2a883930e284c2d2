use super::position::Position;
use crate::definition::Definition;
use crate::dialect::claude_fields::{Choice, Kind as Holds};
use crate::dialect::tool_names::FOREGROUND;
use crate::dialect::{FieldTable, Kind};
use crate::lint::names_in;
use crate::reader::Gemini;
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

/// The choices at a byte of the source of a file of that kind; `None` where nothing is known to fit.
/// `agents` gives the names of the other agents at hand; it is asked only where one could be written.
pub fn completions(
    definition: &Definition,
    kind: Kind,
    byte: usize,
    agents: impl FnOnce() -> Vec<String>,
) -> Option<Completions> {
    let table = FieldTable::of(kind);
    let (replaces, options) = match Position::of(definition, table, byte) {
        Position::Key(span) => (span, keys(definition, kind, span)),
        Position::Word { key, word } => (word, values(table, &key)?),
        Position::Name { key, name } => (name, tools(definition, table, &key, name)?),
        Position::Inside { base, item }
            if table.is_of_claude_code() && matches!(base.as_str(), "Agent" | "Task") =>
        {
            (item, agents().into_iter().map(of_agent).collect())
        }
        Position::Inside { .. } => return None,
        Position::Description { word } => (word, in_description(definition, kind, word)?),
        Position::Body { line } if kind.is_agent() || kind == Kind::NotADefinition => {
            (line, in_body(definition, line)?)
        }
        Position::Body { .. } | Position::Elsewhere => return None,
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
fn keys(definition: &Definition, kind: Kind, span: Span) -> Vec<Completion> {
    let rest = &definition.source[span.end..];
    let ending = if rest.starts_with(':') { "" } else { ": " };
    // Gemini CLI refuses an agent that runs here for the keys of one that runs elsewhere.
    let taken: Option<&[&str]> =
        (kind == Kind::GeminiAgent).then(|| Gemini.known_keys(&definition.fields));
    FieldTable::of(kind)
        .fields
        .iter()
        .filter(|known| taken.is_none_or(|taken| taken.contains(&known.key)))
        .filter(|known| kind != Kind::PluginAgent || !known.ignored_in_plugins)
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

fn values(table: &FieldTable, key: &str) -> Option<Vec<Completion>> {
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
    let choices = match table.known(key)?.kind {
        Holds::Choice(choices) | Holds::Suggestions(choices) => choices,
        Holds::Truth => TRUTHS,
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

/// The tools that the list does not name yet: of Claude Code those first that an agent has in the
/// background too.
fn tools(
    definition: &Definition,
    table: &FieldTable,
    key: &str,
    at: Span,
) -> Option<Vec<Completion>> {
    if table.known(key)?.kind != Holds::Tools {
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
    let (patterns, foreground) = if table.is_of_claude_code() {
        (PATTERNS, FOREGROUND)
    } else {
        (&[][..], &[][..])
    };
    let free = table
        .tools
        .iter()
        .chain(patterns)
        .chain(foreground)
        .filter(|tool| !listed.iter().any(|name| name == tool.value));
    Some(free.map(Completion::of).collect())
}

fn of_agent(name: String) -> Completion {
    Completion {
        label: name.clone(),
        insert: name,
        doc: "an agent of yours",
    }
}

/// At the beginning of the description the sentence that names what triggers the agent, and in agents an
/// example where its tag is begun. A value in quotes keeps to one line.
fn in_description(definition: &Definition, kind: Kind, word: Span) -> Option<Vec<Completion>> {
    const TRIGGER: &str = "Use this agent when";
    let source: &str = &definition.source;
    let begun = word.slice(source);
    let takes_examples = kind.is_agent() || kind == Kind::NotADefinition;
    if !takes_examples {
        return None;
    }
    let mut options = Vec::new();
    let before = definition
        .field("description")
        .and_then(|field| source.get(field.key_span.end..word.start));
    let opens_value = |sign: char| sign.is_whitespace() || ":|>+-\"'".contains(sign);
    if before.is_some_and(|before| before.chars().all(opens_value)) && TRIGGER.starts_with(begun) {
        options.push(Completion {
            label: format!("{TRIGGER} …"),
            insert: format!(
                "{TRIGGER} …, for example after … or before …. The cases stand under When to invoke in its prompt."
            ),
            doc: "What triggers the agent, in one sentence: the current advice. What stands for the cases is yours to fill in.",
        });
    }
    if "<example>".starts_with(begun) {
        options.extend(example(definition, word));
    }
    (!options.is_empty()).then_some(options)
}

/// The skeleton of an example, where it can stand: a label of its ends in a colon and a blank, which no
/// plain value may hold.
fn example(definition: &Definition, word: Span) -> Option<Completion> {
    let source: &str = &definition.source;
    let field = definition.field("description")?;
    let ahead = source.get(field.key_span.end..word.start)?;
    let value = ahead.trim_start().strip_prefix(':')?.trim_start();
    let is_between_the_quotes = {
        let value = field.value.span();
        value.start < word.start && word.end < value.end
    };
    let (quotes, parted_by) = match value.chars().next()? {
        // In a block every part has a line of its own.
        '|' | '>' => {
            let line = &source[source[..word.start].rfind('\n')? + 1..word.start];
            let indent: String = line.chars().take_while(|sign| *sign == ' ').collect();
            if indent.is_empty() {
                return None;
            }
            ("''", format!("\n{indent}"))
        }
        // The other quotes need no escape.
        '"' if is_between_the_quotes => ("''", " ".to_owned()),
        '\'' if is_between_the_quotes => ("\"\"", " ".to_owned()),
        _ => return None,
    };
    let parts = [
        "<example>",
        "Context: ",
        &format!("user: {quotes}"),
        &format!("assistant: {quotes}"),
        "<commentary></commentary>",
        "</example>",
    ];
    Some(Completion {
        label: "<example>".to_owned(),
        insert: parts.join(&parted_by),
        doc: "A conversation that shows when to call the agent. Current advice prefers prose triggers: \"Use this agent when …\".",
    })
}

/// The section that the current advice asks for, where a heading is begun and it is not there.
fn in_body(definition: &Definition, line: Span) -> Option<Vec<Completion>> {
    const HEADING: &str = "## When to invoke";
    let source: &str = &definition.source;
    let begun = line.slice(source);
    let is_there = definition.body.headings.iter().any(|heading| {
        heading.span.start != line.start && HEADING[3..].eq_ignore_ascii_case(heading.text.trim())
    });
    // A single sign may begin any heading.
    if begun.len() == 1 || !HEADING.starts_with(begun) || is_there {
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
    use crate::definition::Reading;
    use crate::dialect::Kind::ClaudeAgent as AGENT;
    use crate::reader::{Copilot, Cursor, Input, OpenCode, Reader, Skill};

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
        completions(&definition, AGENT, byte, || {
            vec!["code-reviewer".to_owned()]
        })
    }

    fn labels_of(kind: Kind, text: &str) -> Vec<String> {
        let byte = text.find('|').expect("a caret");
        let definition = Definition::parse(text.replacen('|', "", 1));
        let found = completions(&definition, kind, byte, Vec::new);
        let options = found.map(|found| found.options).unwrap_or_default();
        options.into_iter().map(|option| option.label).collect()
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
        for (description, begins) in [
            ("\"Use it. |\"", "<example> Context:  user: '' "),
            ("'Use it. <ex|'", "<example> Context:  user: \"\" "),
            ("\"Use it.\n  <ex|\"", "<example> Context:  user: '' "),
            (
                "'Use it.\n  <ex|\n  Now.'",
                "<example> Context:  user: \"\" ",
            ),
            (
                ">-\n  Use it.\n  <ex|",
                "<example>\n  Context: \n  user: ''\n",
            ),
            ("X\n  Use it. |\n", "<example>\n  Context: \n  user: ''\n"),
        ] {
            // The sign of a literal block is that of the caret here.
            let text = format!("---\nname: a\ndescription: {description}\n---\n\nYou.\n");
            let byte = text.find('|').expect("a caret");
            let text = text.replacen('|', "", 1).replacen("X\n", "|\n", 1);
            let found = completions(&Definition::parse(text.as_str()), AGENT, byte, Vec::new);
            let found = found.unwrap_or_else(|| panic!("{description}: nothing is offered"));
            let insert = &found.options[0].insert;
            assert!(insert.starts_with(begins), "{insert}");
            let mut after = text.clone();
            after.replace_range(found.replaces.start..found.replaces.end, insert);
            let definition = Definition::parse(after.as_str());
            assert_eq!(definition.reading, Reading::Yaml, "{after}");
            let examples = &definition.examples.examples;
            assert!(examples.len() == 1 && examples[0].closed, "{after}");
            let decoded = definition.text("description").unwrap_or_default();
            let decoded: Vec<&str> = decoded.split_whitespace().collect();
            let written: Vec<&str> = insert.split_whitespace().collect();
            let stands = decoded.windows(written.len()).any(|part| part == written);
            assert!(stands, "{decoded:?}");
        }
    }

    #[test]
    fn an_example_that_would_break_its_value_is_not_offered() {
        for description in [
            "Use it. <ex|",
            "Use it. |",
            "<ex|",
            "Use it.\n  <ex|",
            "\"Use it.\" <ex|",
            "'Use it.' <ex|",
        ] {
            let found = labels(&format!("---\ndescription: {description}\n---\n"));
            assert!(!found.contains(&"<example>".to_owned()), "{description}");
        }
        assert!(offered("---\ndescription: \"Use it. so|\"\n---\n").is_none());
    }

    #[test]
    fn the_section_of_triggers_is_offered_once() {
        assert_eq!(
            labels("---\nname: a\n---\n\n## W|\n"),
            ["## When to invoke"]
        );
        assert!(labels("---\nname: a\n---\n\n## When to invoke\n\nx\n\n## W|\n").is_empty());
        assert!(labels("---\nname: a\n---\n\n# When to Invoke\n\nx\n\n## W|\n").is_empty());
        // For whoever asks; a heading may be anything.
        assert_eq!(labels("---\nname: a\n---\n\n|\n"), ["## When to invoke"]);
        assert!(labels("---\nname: a\n---\n\n#|\n").is_empty());
        assert!(labels_of(Kind::Skill, "---\nname: a\n---\n\n|\n").is_empty());
    }

    #[test]
    fn the_sentence_that_names_the_triggers_begins_a_description() {
        const TRIGGER: &str = "Use this agent when …";
        for begun in ["|", "U|", "\"Use|\"", "'|'", ">-\n  Us|"] {
            let found = labels(&format!("---\nname: a\ndescription: {begun}\n---\n"));
            assert!(found.contains(&TRIGGER.to_owned()), "{begun}");
        }
        let found = labels("---\nname: a\ndescription: \"It reviews. |\"\n---\n");
        assert_eq!(found, ["<example>"]);
        assert!(labels_of(Kind::Skill, "---\ndescription: |\n---\n").is_empty());
    }

    #[test]
    fn the_sentence_fits_into_its_value() {
        for description in ["|", "\"|\"", "'|'"] {
            let text = format!("---\nname: a\ndescription: {description}\n---\n\nYou.\n");
            let options = offered(&text).expect("choices").options;
            let trigger = options.first().expect("the sentence comes first");
            let definition = Definition::parse(text.replacen('|', &trigger.insert, 1));
            assert_eq!(definition.reading, Reading::Yaml, "{description}");
            assert_eq!(
                definition.text("description"),
                Some(trigger.insert.as_str())
            );
        }
    }

    #[test]
    fn a_kind_of_file_has_the_keys_of_its_program() {
        for kind in Kind::ALL {
            let found = labels_of(kind, "---\n|\n---\n\nText.\n");
            let known = |key: &str| match kind {
                Kind::CopilotAgent | Kind::CopilotChatMode => Copilot::KNOWN.contains(&key),
                Kind::OpenCodeAgent => OpenCode::KNOWN.contains(&key),
                Kind::CursorAgent => Cursor::KNOWN.contains(&key),
                Kind::GeminiAgent => Gemini.known_keys(&[]).contains(&key),
                Kind::Skill => {
                    let definition = Definition::parse(format!("---\n{key}: a\n---\n"));
                    Skill.read(&Input::new(&definition)).losses.is_empty()
                }
                // There is no reader of Kiro's files.
                Kind::KiroAgent => key != "permissionMode",
                Kind::ClaudeAgent | Kind::PluginAgent | Kind::NotADefinition => {
                    crate::dialect::claude_fields::known(key).is_some()
                }
            };
            assert!(found.len() > 3, "{kind:?}");
            for key in found {
                assert!(known(&key), "{kind:?} {key}");
            }
        }
        let plugin = labels_of(Kind::PluginAgent, "---\n|\n---\n");
        assert!(!plugin.contains(&"hooks".to_owned()));
    }

    #[test]
    fn a_kind_of_file_has_the_values_of_its_program() {
        let modes = labels_of(Kind::OpenCodeAgent, "---\nmode: |\n---\n");
        assert_eq!(modes, ["primary", "subagent", "all"]);
        let tools = labels_of(
            Kind::GeminiAgent,
            "---\ntools:\n  - read_file\n  - |\n---\n",
        );
        assert!(tools.contains(&"glob".to_owned()));
        assert!(
            !tools
                .iter()
                .any(|tool| tool == "Read" || tool == "read_file")
        );
        let tools = labels_of(Kind::KiroAgent, "---\ntools: [|]\n---\n");
        assert!(tools.contains(&"shell".to_owned()) && !tools.contains(&"Bash".to_owned()));
        assert!(labels_of(Kind::OpenCodeAgent, "---\ntools: |\n---\n").is_empty());
        let remote = labels_of(Kind::GeminiAgent, "---\nkind: remote\n|\n---\n");
        assert!(remote.contains(&"auth".to_owned()) && !remote.contains(&"tools".to_owned()));
    }
}
