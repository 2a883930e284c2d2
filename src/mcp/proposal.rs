//! The servers that a file asks for in `mcpServers`, as proposals: nothing is contacted because a file
//! names it.

use crate::definition::{Definition, Entry, Scalar, ScalarKind, Value};
use crate::http::{Address, NoAddress};
use crate::text::Span;

/// A server that a file asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its name in the file.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// How it would be reached.
    pub way: Way,
}

/// How a server would be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// At an address: a page can ask it, once somebody has agreed.
    Address {
        /// The address.
        address: Address,
        /// The names of the headers that the file would send. Their values are left where they are: a
        /// file chooses no key, and a key in a file is not a page's to send.
        headers: Vec<String>,
    },
    /// A program that runs on the author's machine.
    LocalProgram {
        /// The program and its arguments.
        command: String,
    },
    /// A name alone: the server is configured somewhere else.
    NameOnly,
    /// No page can reach it, or Claude Code would not.
    Unusable(Unusable),
}

/// Why a server cannot be asked from a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It speaks a way that is not Streamable HTTP, such as `ws`.
    Transport(String),
    /// Its address has a `${VARIABLE}` in it, and a page has no variables.
    Variable,
    /// Its url is no address that a request can be sent to.
    Address(NoAddress),
    /// Its configuration says neither an address nor a program.
    Nothing,
}

/// The servers that a file asks for, in its order; of two with the same name the last.
pub fn proposals(definition: &Definition) -> Vec<Proposal> {
    let found = match definition.field("mcpServers").map(|field| &field.value) {
        Some(Value::List { items, .. }) => items.iter().flat_map(of_item).collect(),
        // Not documented, yet written: what is meant is plain.
        Some(Value::Map { entries, .. }) => entries.iter().filter_map(of_entry).collect(),
        Some(Value::Scalar(_)) | None => Vec::new(),
    };
    let mut proposals: Vec<Proposal> = Vec::new();
    for proposal in found {
        match proposals.iter_mut().find(|one| one.name == proposal.name) {
            Some(earlier) => *earlier = proposal,
            None => proposals.push(proposal),
        }
    }
    proposals
}

fn of_item(item: &Value) -> Vec<Proposal> {
    match item {
        Value::Scalar(scalar) => name_only(scalar).into_iter().collect(),
        Value::Map { entries, .. } => entries.iter().filter_map(of_entry).collect(),
        Value::List { .. } => Vec::new(),
    }
}

fn name_only(scalar: &Scalar) -> Option<Proposal> {
    let name = scalar.text.as_str();
    (scalar.kind == ScalarKind::String && !name.trim().is_empty()).then(|| Proposal {
        name: name.to_owned(),
        span: scalar.span,
        way: Way::NameOnly,
    })
}

fn of_entry(entry: &Entry) -> Option<Proposal> {
    let name = entry.key.text.as_str();
    if name.trim().is_empty() {
        return None;
    }
    let way = match &entry.value {
        Value::Map { entries, .. } => way(entries),
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => Way::NameOnly,
        Value::Scalar(_) | Value::List { .. } => Way::Unusable(Unusable::Nothing),
    };
    Some(Proposal {
        name: name.to_owned(),
        span: entry.key.span,
        way,
    })
}

fn way(entries: &[Entry]) -> Way {
    let value = |key: &str| {
        let entry = entries
            .iter()
            .rev()
            .find(|one| one.key.text.as_str() == key);
        entry.map(|entry| &entry.value)
    };
    let text = |key: &str| {
        let text = value(key)?.text()?.as_str().trim();
        (!text.is_empty()).then_some(text)
    };
    // Without a type Claude Code takes it for a program; a url and no command says what was meant.
    let kind = text("type").unwrap_or(match (text("command"), text("url")) {
        (None, Some(_)) => "http",
        _ => "stdio",
    });
    match (kind, text("url"), text("command")) {
        ("stdio", _, Some(command)) => Way::LocalProgram {
            command: with_arguments(command, value("args")),
        },
        ("http" | "streamable-http", Some(url), _) if url.contains("${") => {
            Way::Unusable(Unusable::Variable)
        }
        ("http" | "streamable-http", Some(url), _) => match Address::parse(url) {
            Err(why) => Way::Unusable(Unusable::Address(why)),
            Ok(address) => Way::Address {
                address,
                headers: keys(value("headers")),
            },
        },
        ("stdio" | "http" | "streamable-http", _, _) => Way::Unusable(Unusable::Nothing),
        (other, _, _) => Way::Unusable(Unusable::Transport(other.to_owned())),
    }
}

fn with_arguments(command: &str, arguments: Option<&Value>) -> String {
    let mut words = vec![command];
    if let Some(Value::List { items, .. }) = arguments {
        words.extend(
            items
                .iter()
                .filter_map(Value::text)
                .map(|text| text.as_str()),
        );
    }
    words.join(" ")
}

fn keys(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Map { entries, .. }) => entries
            .iter()
            .map(|entry| entry.key.text.as_str().to_owned())
            .collect(),
        _ => Vec::new(),
    }
}

impl Proposal {
    /// Whether somebody can agree to ask it from a page.
    pub fn can_be_asked(&self) -> bool {
        matches!(self.way, Way::Address { .. })
    }

    /// What the page says about it, in a sentence or two.
    pub fn words(&self) -> String {
        match &self.way {
            Way::Address { headers, .. } if headers.is_empty() => {
                "Can be asked from here, once you allow it.".to_owned()
            }
            Way::Address { headers, .. } => format!(
                "Can be asked from here, once you allow it. The file sends it {}; the values are not taken \
                 from the file: enter the key here, if it needs one.",
                headers.join(", ")
            ),
            Way::LocalProgram { command } => format!(
                "Needs a local program ({command}) and cannot run from a page. If it can serve Streamable \
                 HTTP, start it so and add its address."
            ),
            Way::NameOnly => {
                "The file only names it; its configuration lies elsewhere. Add its address to ask it from \
                 here."
                    .to_owned()
            }
            Way::Unusable(why) => why.words(),
        }
    }
}

impl Unusable {
    fn words(&self) -> String {
        match self {
            Self::Transport(kind) if kind == "sse" => {
                "Is declared as sse, the transport that MCP gave up in 2025; this page speaks Streamable \
                 HTTP. Most such servers have both: add the address of that one, often ending in /mcp."
                    .to_owned()
            }
            Self::Transport(kind) => {
                format!("Is declared with the type \"{kind}\"; this page speaks Streamable HTTP only.")
            }
            Self::Variable => {
                "Its address holds a variable, and a page has none: add the address as it really is."
                    .to_owned()
            }
            Self::Address(why) => format!("Its url cannot be asked. {why}"),
            Self::Nothing => {
                "Its configuration says neither a url with the type http nor a command.".to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(servers: &str) -> Vec<Proposal> {
        proposals(&Definition::parse(format!(
            "---\nname: a\ndescription: b\nmcpServers:{servers}\n---\n"
        )))
    }

    fn only(configuration: &str) -> Way {
        let mut found = of(&format!(" [{{x: {configuration}}}]"));
        assert_eq!(found.len(), 1, "{configuration}");
        found.remove(0).way
    }

    #[test]
    fn each_form_gives_its_servers() {
        let source = "\n  - slack\n  - docs:\n      type: http\n      url: https://docs.example/mcp\n    local: {command: npx, args: [-y, a-server]}\n";
        let names = |servers: &[Proposal]| -> Vec<String> {
            servers.iter().map(|one| one.name.clone()).collect()
        };
        let found = of(source);
        assert_eq!(names(&found), ["slack", "docs", "local"]);
        assert_eq!(found[0].way, Way::NameOnly);
        assert!(found[1].can_be_asked() && !found[0].can_be_asked());
        let words = found[2].words();
        assert!(words.contains("local program (npx -y a-server)"), "{words}");
        let map = of(
            "\n  docs:\n    type: http\n    url: https://docs.example/mcp\n  docs:\n    command: x\n",
        );
        assert_eq!(names(&map), ["docs"]);
        assert!(matches!(map[0].way, Way::LocalProgram { .. }));
        assert!(of("").is_empty() && of(" 3").is_empty() && of(" [3, [x], \"\"]").is_empty());
    }

    #[test]
    fn the_span_is_that_of_the_name() {
        let text =
            "---\nname: a\nmcpServers:\n  - 'docs': {type: http, url: 'https://a.example'}\n---\n";
        let found = proposals(&Definition::parse(text));
        assert_eq!(found[0].span.slice(text), "'docs'");
    }

    #[test]
    fn values_of_headers_stay_in_the_file() {
        let way = only(
            "{type: http, url: 'https://a.example/mcp', headers: {Authorization: Bearer hush}}",
        );
        assert!(!format!("{way:?}").contains("hush"));
        let Way::Address { headers, .. } = way else {
            panic!("{way:?}");
        };
        assert_eq!(headers, ["Authorization"]);
    }

    #[test]
    fn what_no_page_can_reach_says_why() {
        for (configuration, why) in [
            (
                "{type: sse, url: 'https://a.example/sse'}",
                Unusable::Transport("sse".to_owned()),
            ),
            (
                "{type: ws, url: 'wss://a.example'}",
                Unusable::Transport("ws".to_owned()),
            ),
            (
                "{type: http, url: 'https://${HOST}/mcp'}",
                Unusable::Variable,
            ),
            (
                "{type: http, url: 'ftp://a.example'}",
                Unusable::Address(NoAddress::Scheme),
            ),
            (
                "{type: http, url: a.example/mcp}",
                Unusable::Address(NoAddress::Scheme),
            ),
            (
                "{type: http, url: 'https:///mcp'}",
                Unusable::Address(NoAddress::Host),
            ),
            (
                "{type: http, url: 'https://me:hush@a.example/'}",
                Unusable::Address(NoAddress::User),
            ),
            ("{type: http}", Unusable::Nothing),
            ("{type: stdio}", Unusable::Nothing),
            ("{args: [a]}", Unusable::Nothing),
            ("y", Unusable::Nothing),
        ] {
            let found = only(configuration);
            assert_eq!(found, Way::Unusable(why.clone()), "{configuration}");
            let words = why.words();
            assert!(words.ends_with('.') && !words.contains("hush"), "{words}");
        }
        // An address alone says what it is.
        assert!(matches!(
            only("{url: 'HTTPS://a.example/mcp'}"),
            Way::Address { .. }
        ));
    }
}
