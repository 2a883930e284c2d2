use crate::definition::{Value, split_tools};
use crate::dialect::Kind;
use crate::lint::{File, names_in};
use crate::reader::Reading;

/// The tools that a definition gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Granted {
    /// Nobody says: the program has no lists of tools, or does not load the file.
    Unsaid,
    /// All of them.
    All,
    /// All but these.
    AllBut(Vec<String>),
    /// These and no others; an empty list is no tool at all.
    These(Vec<String>),
}

impl Granted {
    /// What a file gets, as its program reads it.
    pub(crate) fn of(file: &File<'_>, reading: Option<&Reading>) -> Self {
        let Some(reading) = reading.filter(|reading| reading.outcome.loads()) else {
            return Self::Unsaid;
        };
        match (reading.tools.listing(), file.kind) {
            (Some(listing), _) => Self::listed(file, listing),
            (None, Kind::Skill | Kind::NotADefinition) => Self::Unsaid,
            (None, kind) => match file.field("tools").map(|field| names_in(&field.value)) {
                Some(names) if names.iter().any(|name| name.text == "*") => Self::All,
                Some(names) if !names.is_empty() => {
                    Self::These(names.into_iter().map(|name| name.text).collect())
                }
                None if kind == Kind::CopilotAgent => Self::All,
                Some(_) | None => Self::Unsaid,
            },
        }
    }

    /// What Claude Code lists to whoever calls the agent.
    fn listed(file: &File<'_>, listing: &str) -> Self {
        // It prints "All tools" for an empty list, and then grants none.
        let is_empty_list = file.field("tools").is_some_and(
            |field| matches!(&field.value, Value::List { items, .. } if items.is_empty()),
        );
        let names = |text: &str| {
            split_tools(text)
                .into_iter()
                .map(|item| item.slice(text).to_owned())
                .collect()
        };
        match listing.strip_prefix("All tools") {
            _ if is_empty_list || matches!(listing, "" | "None") => Self::These(Vec::new()),
            Some("") => Self::All,
            Some(rest) => match rest.strip_prefix(" except ") {
                Some(denied) => Self::AllBut(names(denied)),
                None => Self::These(names(listing)),
            },
            None => Self::These(names(listing)),
        }
    }

    /// How many it gets, where that is a number.
    pub fn count(&self) -> Option<usize> {
        match self {
            Self::These(names) => Some(names.len()),
            Self::Unsaid | Self::All | Self::AllBut(_) => None,
        }
    }

    /// The same in words: `All`, `All but Bash`, `Read, Grep`, `None`; empty where nobody says.
    pub fn words(&self) -> String {
        match self {
            Self::Unsaid => String::new(),
            Self::All => "All".to_owned(),
            Self::AllBut(names) => format!("All but {}", names.join(", ")),
            Self::These(names) if names.is_empty() => "None".to_owned(),
            Self::These(names) => names.join(", "),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::roster::Row;
    use crate::text::SourceFile;

    fn words(path: &str, fields: &str) -> String {
        let text = format!("---\nname: a\ndescription: b\n{fields}\n---\nBody\n");
        Row::of(&SourceFile::new(path, text)).tools.words()
    }

    #[test]
    fn claude_code_grants_what_it_lists_but_for_an_empty_list() {
        for (fields, expected) in [
            ("model: opus", "All"),
            ("tools: '*'", "All"),
            ("tools: []", "None"),
            ("tools: Read Bash(npm run *)", "Read, Bash(npm run *)"),
            ("disallowedTools: Write, Edit", "All but Write, Edit"),
            ("tools: Read, Edit\ndisallowedTools: Edit", "Read"),
        ] {
            assert_eq!(words(".claude/agents/a.md", fields), expected, "{fields}");
        }
    }

    #[test]
    fn other_programs_grant_what_is_written() {
        for (path, fields, expected) in [
            (
                ".github/agents/a.agent.md",
                "tools: ['read', 'search']",
                "read, search",
            ),
            (".github/agents/a.agent.md", "model: a", "All"),
            (".gemini/agents/a.md", "tools: [read_file]", "read_file"),
            (".cursor/agents/a.md", "model: inherit", ""),
            ("a/SKILL.md", "allowed-tools: Read", ""),
        ] {
            assert_eq!(words(path, fields), expected, "{path} {fields}");
        }
    }
}
