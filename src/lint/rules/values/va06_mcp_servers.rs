use super::field;
use crate::definition::{Entry, Scalar, ScalarKind, Value};
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity, nearest};
use crate::text::{Span, TextEdit};

/// An MCP server that Claude Code drops.
pub static VA06: Rule = Rule {
    id: "VA06",
    title: "MCP server that Claude Code does not take",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/sub-agents",
    },
    about: "mcpServers is a list. Each item is the name of a server that is configured elsewhere, or a map from a \
            name to a whole configuration: with a command, or with the type http, sse or ws and a url. Any \
            other item is dropped, and only the debug log says so. A map in place of the list is not \
            documented; Claude Code says nothing of it, not even of a wrong server in it.",
    // In a plugin the whole field is ignored, and another rule says so.
    speaks_of: |kind| kind == Kind::ClaudeAgent,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nmcpServers:\n  - docs:\n      type: remote\n      url: https://docs.example/mcp\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nmcpServers:\n  - docs:\n      type: http\n      url: https://docs.example/mcp\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// The types of servers, and what a configuration of each needs. Without a type it is the first.
const TYPES: &[(&str, &[&str])] = &[
    ("stdio", &["command"]),
    ("http", &["url"]),
    ("streamable-http", &["url"]),
    ("sse", &["url"]),
    ("ws", &["url"]),
    ("sse-ide", &["url", "ideName"]),
    ("ws-ide", &["url", "ideName"]),
    ("sdk", &["name"]),
    ("claudeai-proxy", &["url", "id"]),
];

/// Those that an author would write.
const WRITTEN: [&str; 4] = ["stdio", "http", "sse", "ws"];

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(field) = field(file, "mcpServers") else {
        return Vec::new();
    };
    match &field.value {
        Value::List { items, .. } => items
            .iter()
            .flat_map(|item| of_item(file.source(), item))
            .collect(),
        Value::Scalar(Scalar {
            kind: ScalarKind::Null,
            ..
        }) => Vec::new(),
        value => {
            let what = match value {
                Value::Map { .. } => "a map",
                _ => "no list",
            };
            let message = format!(
                "mcpServers is {what}, and Claude Code documents a list with a dash before each server"
            );
            vec![Finding::new(&VA06, field.key_span, message)]
        }
    }
}

fn of_item(source: &str, item: &Value) -> Vec<Finding> {
    match item {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => Vec::new(),
        Value::Map { entries, .. } => entries
            .iter()
            .filter_map(|entry| of_server(source, entry))
            .collect(),
        item => vec![Finding::new(
            &VA06,
            item.span(),
            "Claude Code drops this item: a server is a name, or a map from a name to its configuration",
        )],
    }
}

fn of_server(source: &str, server: &Entry) -> Option<Finding> {
    let name = server.key.text.as_str();
    let dropped = |span, why: String| {
        let message = format!("Claude Code drops the server \"{name}\": {why}");
        Finding::new(&VA06, span, message)
    };
    let entries = match &server.value {
        Value::Map { entries, .. } => entries,
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => {
            let why = "the colon begins a configuration, and none follows".to_owned();
            return Some(without_colon(dropped(server.key.span, why), source, server));
        }
        value => {
            return Some(dropped(
                value.span(),
                "its configuration is a map, with a command or a url".to_owned(),
            ));
        }
    };
    let entry = |key: &str| {
        entries
            .iter()
            .rev()
            .find(|entry| entry.key.text.as_str() == key)
    };
    let is_text = |entry: &&Entry| matches!(&entry.value, Value::Scalar(scalar) if scalar.kind == ScalarKind::String);
    let Some(kind) = entry("type") else {
        if entry("command").as_ref().is_some_and(is_text) {
            return None;
        }
        let why = if entry("url").is_some() {
            "a url needs a type, http or sse"
        } else {
            "it has neither a command nor a type with a url"
        };
        return Some(dropped(server.key.span, why.to_owned()));
    };
    let word = kind.value.text().map_or("", |text| text.as_str());
    let Some((_, needed)) = TYPES.iter().find(|(known, _)| *known == word) else {
        let span = match kind.value.span() {
            span if span.is_empty() => kind.key.span,
            span => span,
        };
        let why = format!("its type is \"{word}\", and none of stdio, http, sse and ws");
        let finding = dropped(span, why);
        return Some(match nearest(word, WRITTEN) {
            Some(meant) => {
                let edits = vec![TextEdit {
                    span,
                    replacement: meant.to_owned(),
                }];
                finding.fix(Fix::unsafe_(format!("Write it as {meant}"), edits))
            }
            None => finding,
        });
    };
    let missing = needed
        .iter()
        .find(|key| !entry(key).as_ref().is_some_and(is_text))?;
    Some(dropped(
        kind.value.span(),
        format!("the type {word} needs a {missing}"),
    ))
}

/// Adds the fix that leaves a bare name: `- docs` for `- docs:`.
fn without_colon(finding: Finding, source: &str, server: &Entry) -> Finding {
    let end = server.key.span.end;
    let behind = source.get(end..).unwrap_or_default();
    let line = behind.lines().next().unwrap_or_default();
    // A comment or a `~` may stand there, and then it is not so plain.
    if line.trim() != ":" {
        return finding;
    }
    let colon = Span::new(end, end + line.trim_end().len());
    let edits = vec![TextEdit {
        span: colon,
        replacement: String::new(),
    }];
    let title = format!("Name the server {}", server.key.text.as_str());
    finding.fix(Fix::unsafe_(title, edits))
}

#[cfg(test)]
mod tests {
    use crate::lint::Finding;
    use crate::lint::rules::tests::found;

    fn of_servers(servers: &str) -> Vec<Finding> {
        found(
            "VA06",
            &format!("---\nname: a\ndescription: b\nmcpServers:{servers}\n---\n"),
        )
    }

    #[test]
    fn what_claude_code_takes_is_not_spoken_of() {
        for servers in [
            "",
            " []",
            " [slack]",
            " [{x: {type: stdio, command: npx}}]",
            " [{a: {command: x}, b: {command: y}}]",
            "\n  - a\n  - b: {command: x}",
            " [{x: {type: http, url: \"https://a.example\"}}]",
        ] {
            assert!(of_servers(servers).is_empty(), "{servers}");
        }
    }

    #[test]
    fn what_it_drops_is_marked_where_it_is_wrong() {
        for (servers, why) in [
            (" [3]", "drops this item"),
            (" [{x: {type: bogus}}]", "its type is \"bogus\""),
            (" [{x: {type: stdio}}]", "needs a command"),
            (" [{x: {url: \"https://a.example\"}}]", "a url needs a type"),
            (" [{x: {args: [a]}}]", "neither a command"),
            (" [{x: y}]", "is a map"),
            (" {slack: {type: stdio}}", "is a map"),
            (" 3", "no list"),
        ] {
            let findings = of_servers(servers);
            assert_eq!(findings.len(), 1, "{servers}");
            assert!(findings[0].message.contains(why), "{}", findings[0].message);
        }
    }

    #[test]
    fn slips_have_a_fix() {
        let findings = of_servers("\n  - docs:\n  - x: {type: htp, url: a}");
        assert_eq!(findings[0].fixes[0].title, "Name the server docs");
        assert_eq!(findings[1].fixes[0].title, "Write it as http");
    }
}
