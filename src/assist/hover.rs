use super::position::Position;
use crate::definition::Definition;
use crate::dialect::claude_fields::{Choice, Kind as Holds, KnownField, TOOLS};
use crate::dialect::models::{ModelName, model_name};
use crate::dialect::tool_names::{self, Standing};
use crate::dialect::{FieldTable, Kind};
use crate::text::Span;

/// What a word of the frontmatter means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The word, in bytes of the source.
    pub span: Span,
    /// The word as its table has it.
    pub title: String,
    /// What it means, in a sentence or two.
    pub text: String,
    /// Where that is written down; empty where it was only seen.
    pub source: &'static str,
}

/// What the word at a byte of the source of a file of that kind means: a key, a value of a choice, a
/// model, a tool. `None` where that is not known.
pub fn hover(definition: &Definition, kind: Kind, byte: usize) -> Option<Hover> {
    let table = FieldTable::of(kind);
    let asked = Asked {
        definition,
        table,
        in_plugin: kind == Kind::PluginAgent,
    };
    match Position::of(definition, table, byte) {
        Position::Key(span) => asked.key(span),
        Position::Word { key, word } => asked
            .value(&key, word)
            .or_else(|| asked.key_before(&key, byte)),
        Position::Name { key, name } => asked
            .tool(&key, name)
            .or_else(|| asked.key_before(&key, byte)),
        Position::Inside { .. }
        | Position::Description { .. }
        | Position::Body { .. }
        | Position::Elsewhere => asked.any_key(byte),
    }
}

/// A file, and what is known of its kind.
struct Asked<'file> {
    definition: &'file Definition,
    table: &'static FieldTable,
    in_plugin: bool,
}

impl Asked<'_> {
    fn key(&self, span: Span) -> Option<Hover> {
        let known = self.table.known(span.slice(&self.definition.source))?;
        Some(self.of_key(known, span))
    }

    /// A pointer between key and value means the key.
    fn key_before(&self, name: &str, byte: usize) -> Option<Hover> {
        let field = self.definition.field(name)?;
        if !field.key_span.touches(byte) {
            return None;
        }
        Some(self.of_key(self.table.known(name)?, field.key_span))
    }

    /// The same of a field whose value is no word.
    fn any_key(&self, byte: usize) -> Option<Hover> {
        let fields = &self.definition.fields;
        let field = fields.iter().find(|field| field.key_span.touches(byte))?;
        self.key(field.key_span)
    }

    fn of_key(&self, known: &KnownField, span: Span) -> Hover {
        let mut text = known.doc.to_owned();
        if known.required {
            text.push_str(" Required.");
        }
        if known.ignored_in_plugins {
            text.push_str(if self.in_plugin {
                " Ignored here, in the agent of a plugin."
            } else {
                " Ignored in the agents of plugins."
            });
        }
        if known.unverified {
            text.push_str(" Not verified.");
        }
        let source = if known.unverified {
            ""
        } else {
            self.table.documentation
        };
        Hover {
            span,
            title: known.key.to_owned(),
            text,
            source,
        }
    }

    fn value(&self, key: &str, word: Span) -> Option<Hover> {
        let known = self.table.known(key)?;
        let written = word.slice(&self.definition.source);
        let choices = match known.kind {
            Holds::Choice(choices) | Holds::Suggestions(choices) => choices,
            _ => return None,
        };
        match choices.iter().find(|choice| choice.value == written) {
            Some(choice) if !choice.doc.is_empty() => {
                Some(self.said(word, choice.value, sentence(choice.doc)))
            }
            _ if key == "model" && self.table.is_of_claude_code() => {
                Some(self.said(word, written, of_model(written)?))
            }
            _ => None,
        }
    }

    fn tool(&self, key: &str, name: Span) -> Option<Hover> {
        if self.table.known(key)?.kind != Holds::Tools {
            return None;
        }
        let written = name.slice(&self.definition.source);
        let text = if self.table.is_of_claude_code() {
            of_tool(written)?
        } else {
            let doc = described(self.table.tools, written).or_else(|| of_claude(written))?;
            sentence(doc)
        };
        (!text.is_empty()).then(|| self.said(name, written, text))
    }

    fn said(&self, span: Span, title: &str, text: String) -> Hover {
        Hover {
            span,
            title: title.to_owned(),
            text,
            source: self.table.documentation,
        }
    }
}

/// What the name of a model is to Claude Code.
fn of_model(name: &str) -> Option<String> {
    Some(match model_name(name) {
        ModelName::Alias if name.eq_ignore_ascii_case("default") => return None,
        ModelName::Alias => "An alias that Claude Code knows.".to_owned(),
        ModelName::Identifier { dated: true } => {
            "A full identifier: the snapshot of a day, which stays as it is when there are newer ones."
                .to_owned()
        }
        ModelName::Identifier { dated: false } => "A full identifier of a model.".to_owned(),
        ModelName::Miswritten(family) => {
            format!("No name that the API knows. The alias of this family is {family}.")
        }
        ModelName::Foreign(vendor) => {
            format!("A model of {vendor}. Claude Code passes its name on, which works with a gateway that has it.")
        }
        ModelName::Unknown => return None,
    })
}

/// What the name of a tool is to a sub-agent of Claude Code.
fn of_tool(name: &str) -> Option<String> {
    let doc = |tool: &str| of_claude(tool).map(sentence).unwrap_or_default();
    Some(match tool_names::standing(name) {
        Standing::Everything => "All tools.".to_owned(),
        Standing::EveryServer => {
            "All tools of all MCP servers. Only disallowedTools may say so.".to_owned()
        }
        Standing::Server => {
            let server = name.strip_prefix("mcp__")?.split("__").next()?;
            format!("Of the MCP server {server}, if the session has it.")
        }
        Standing::Known {
            in_background: true,
        } => doc(name),
        Standing::Known {
            in_background: false,
        } => format!("{} Not where the agent runs in the background.", doc(name)),
        Standing::Renamed(today) => {
            format!("An old name of {today}, which still works. {}", doc(today))
        }
        Standing::Miswritten(tool) => {
            format!("No tool: the case of letters counts. {tool} is one. {}", doc(tool))
        }
        Standing::Retired(Some(instead)) => {
            format!("A tool that is gone. {instead} does its work today. {}", doc(instead))
        }
        Standing::Retired(None) => "A tool that is gone.".to_owned(),
        Standing::MainOnly => format!("{} No sub-agent gets it.", doc(name)),
        Standing::Foreign(tool) if tool.claude.is_empty() => {
            format!("A tool of {}. Claude Code has none that does its work.", tool.of)
        }
        Standing::Foreign(tool) => {
            format!("A tool of {}. In Claude Code it is {}.", tool.of, tool.claude.join(", "))
        }
        Standing::ForeignServer => {
            "A tool of an MCP server, as GitHub Copilot and Kiro write it. Claude Code writes mcp__server__tool."
                .to_owned()
        }
        Standing::Unknown => return None,
    })
}

/// What a tool of Claude Code does.
fn of_claude(name: &str) -> Option<&'static str> {
    use tool_names::{FOREGROUND, MAIN_ONLY};
    [TOOLS, FOREGROUND, MAIN_ONLY]
        .into_iter()
        .find_map(|tools| described(tools, name))
}

fn described(tools: &'static [Choice], name: &str) -> Option<&'static str> {
    let tool = tools.iter().find(|tool| tool.value == name)?;
    Some(tool.doc).filter(|doc| !doc.is_empty())
}

/// The words of a table as a sentence.
fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), characters.as_str()),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<(String, String)> {
        at_in(Kind::ClaudeAgent, text)
    }

    fn at_in(kind: Kind, text: &str) -> Option<(String, String)> {
        let byte = text.find('|').expect("a pointer");
        let source = text.replacen('|', "", 1);
        let found = hover(&Definition::parse(source.as_str()), kind, byte)?;
        Some((found.span.slice(&source).to_owned(), found.text))
    }

    #[test]
    fn keys_values_and_tools_are_explained() {
        let (word, text) = at("---\nna|me: a\n---\n").expect("a key");
        assert_eq!(word, "name");
        assert!(text.ends_with("Required."));
        let (word, text) = at("---\nmodel: ha|iku\n---\n").expect("a value");
        assert_eq!(
            (word.as_str(), text.as_str()),
            ("haiku", "Fast, for small work.")
        );
        let (word, text) = at("---\ntools: Read, Gr|ep\n---\n").expect("a tool");
        assert_eq!(
            (word.as_str(), text.as_str()),
            ("Grep", "Finds text in files.")
        );
        let (_, text) = at("---\ntools: mcp__context7__get|\n---\n").expect("a server");
        assert!(text.contains("context7"));
    }

    #[test]
    fn what_nobody_knows_is_not_explained() {
        assert_eq!(at("---\nvi|be: calm\n---\n"), None);
        assert_eq!(at("---\nmodel: fa|st\n---\n"), None);
        assert_eq!(at("---\nname: a\n---\n\nRe|ad\n"), None);
    }
    #[test]
    fn a_tool_is_explained_by_what_it_is_to_an_agent() {
        for (tool, expected) in [
            ("LSP", "Not where the agent runs in the background."),
            ("AskUserQuestion", "No sub-agent gets it."),
            ("Task", "An old name of Agent"),
            ("MultiEdit", "Edit does its work today."),
            ("BashOutput", "A tool that is gone."),
            ("grep", "Grep is one."),
            ("codebase", "In Claude Code it is Grep, Glob."),
            ("think", "has none that does its work."),
            ("Bash(git *)", "Runs commands in a shell."),
        ] {
            let (_, text) = at(&format!("---\ntools: |{tool}\n---\n")).expect(tool);
            assert!(text.contains(expected), "{tool}: {text}");
        }
        assert_eq!(at("---\ntools: |Frobnicate\n---\n"), None);
        assert_eq!(at("---\nskills: |Read\n---\n"), None);
    }

    #[test]
    fn a_model_is_explained_by_the_form_of_its_name() {
        for (model, expected) in [
            ("claude-haiku-4-5-20251001", "snapshot of a day"),
            ("claude-opus-5", "A full identifier of a model."),
            ("sonnet-4.5", "The alias of this family is sonnet."),
            ("gpt-4o", "A model of OpenAI."),
            ("Sonnet", "An alias"),
        ] {
            let (word, text) = at(&format!("---\nmodel: |{model}\n---\n")).expect(model);
            assert_eq!(word, model);
            assert!(text.contains(expected), "{model}: {text}");
        }
    }

    #[test]
    fn a_file_of_another_program_is_explained_in_its_own_terms() {
        let (_, text) = at_in(Kind::OpenCodeAgent, "---\nmode: sub|agent\n---\n").expect("a value");
        assert_eq!(text, "Other agents call it.");
        let (_, text) = at_in(Kind::GeminiAgent, "---\ntools: [gl|ob]\n---\n").expect("a tool");
        assert_eq!(text, "Finds files by name.");
        assert_eq!(at_in(Kind::OpenCodeAgent, "---\nmax|Turns: 5\n---\n"), None);
        let (_, text) = at_in(Kind::PluginAgent, "---\nho|oks: {}\n---\n").expect("a key");
        assert!(text.ends_with("Ignored here, in the agent of a plugin."));
    }

    #[test]
    fn a_key_is_explained_up_to_its_end() {
        for text in [
            "---\ndescription|: b\n---\n",
            "---\nhooks|:\n  a: b\n---\n",
            "---\ntools|: Read\n---\n",
        ] {
            assert!(at(text).is_some(), "{text}");
        }
    }
}
