use serde_json::json;

use super::*;
use crate::mcp::Annotations;

/// Tools of these names.
pub(super) fn tools(server: &str, names: &[&str]) -> Vec<Tool> {
    let tool = |name: &&str| Tool {
        server: server.to_owned(),
        name: (*name).to_owned(),
        title: None,
        description: String::new(),
        input_schema: json!({"type": "object", "properties": {"libraryName": {}}}),
        annotations: Annotations::default(),
    };
    names.iter().map(tool).collect()
}

fn context7(text: &str) -> Vec<Checked> {
    let tools = tools("context7", &["resolve-library-id", "query-docs"]);
    let live = Live {
        server: "context7",
        tools: &tools,
    };
    let definition = Definition::parse(text);
    let checked = check(&definition, &[live]);
    for one in &checked {
        assert_eq!(one.span.slice(text), one.name, "{one:?}");
    }
    checked
}

fn in_body(body: &str) -> Vec<(String, Option<String>)> {
    let checked = context7(&format!("---\nname: a\ndescription: b\n---\n{body}"));
    let amiss = checked.into_iter().filter(Checked::is_amiss);
    let near = |one: Checked| match one.standing {
        Standing::Missing { nearest, .. } => (one.name, nearest),
        other => panic!("{other:?}"),
    };
    amiss.map(near).collect()
}

#[test]
fn names_in_lists_are_checked() {
    let text = "---\nname: a\ndescription: b\ntools: Read, mcp__context7__query-docs, mcp__context7__get-library-docs, mcp__contxt7, mcp__slack__post, mcp__context7\ndisallowedTools: [mcp__*, mcp__context7__*, mcp__context7__resolve_library_id]\n---\n";
    let checked = context7(text);
    let server = || "context7".to_owned();
    let expected = [
        Standing::There {
            server: server(),
            tool: "query-docs".to_owned(),
        },
        Standing::Missing {
            server: server(),
            nearest: Some("mcp__context7__query-docs".to_owned()),
        },
        Standing::NoServer {
            server: "contxt7".to_owned(),
            nearest: Some("mcp__context7".to_owned()),
        },
        Standing::NoServer {
            server: "slack".to_owned(),
            nearest: None,
        },
        Standing::Whole {
            server: server(),
            tools: 2,
        },
        Standing::Everything,
        Standing::Whole {
            server: server(),
            tools: 2,
        },
        Standing::Missing {
            server: server(),
            nearest: Some("mcp__context7__resolve-library-id".to_owned()),
        },
    ];
    let found: Vec<Standing> = checked.iter().map(|one| one.standing.clone()).collect();
    assert_eq!(found, expected);
    assert_eq!(checked[0].place, Place::Tools);
    assert_eq!(checked[7].place, Place::DisallowedTools);
    assert_eq!(
        checked[1].words(),
        "context7 has no tool mcp__context7__get-library-docs. Did you mean mcp__context7__query-docs?"
    );
}

#[test]
fn a_broken_list_still_has_names() {
    let text = "---\nname: a\ndescription: b\nmore: lines\nthat break it\ntools: [Read, mcp__context7__get-docs]\n---\n";
    let checked = context7(text);
    assert_eq!(checked.len(), 1);
    assert_eq!(checked[0].name, "mcp__context7__get-docs");
}

#[test]
fn the_prompt_orders_a_tool_that_is_gone() {
    let meant = |name: &str| (name.to_owned(), Some("query-docs".to_owned()));
    for body in [
        "1. ALWAYS use Context7 MCP to fetch documentation:\n   - get-library-docs: \"tokio-rs/axum\" for routing\n",
        "Context7 first:\n- get-library-docs for redis-rs, tower, and others\n",
        "Use the `get-library-docs` tool of Context7.\n",
        "With Context7, call get-library-docs(id).\n",
        "Ask Context7:\n\n- **get-library-docs** – the documents\n",
        "Use context7:get-library-docs before you answer.\n",
    ] {
        assert_eq!(
            in_body(body),
            [meant("get-library-docs")].map(|(name, near)| {
                let full = body.contains(':') && body.contains("context7:");
                (
                    if full {
                        format!("context7:{name}")
                    } else {
                        name
                    },
                    near,
                )
            }),
            "{body}"
        );
    }
    let full = "Never mind the server: mcp__context7__get-library-docs\n```\nmcp__context7__get-docs\n```\n";
    let near = Some("mcp__context7__query-docs".to_owned());
    assert_eq!(
        in_body(full),
        [
            ("mcp__context7__get-library-docs".to_owned(), near.clone()),
            ("mcp__context7__get-docs".to_owned(), near)
        ]
    );
}

#[test]
fn other_words_are_left_alone() {
    for body in [
        // Nobody speaks of the server here.
        "- get-library-docs: fetch it\n",
        "Use Context7.\n\n# Style\n\n- get-library-docs: fetch it\n",
        // No order.
        "Context7 has up-to-date API-docs and library-wide search.\n",
        "Context7: read redis-docs, and tokio-rs/axum\n",
        // Nothing like it is there.
        "With Context7, use `context7/mcp-server`, and call it with\n- `libraryName`: its name\n",
        "With Context7, use end-to-end tests.\n- real-time: yes\n",
        // Said to somebody else.
        "Context7:\n```\nget-library-docs: x\n```\n<example>\nuse get-library-docs\n</example>\n",
        // There it is.
        "Use Context7: call resolve-library-id, then query-docs.\n",
        "The mcp__ tools of Context7, as mcp__<server>__<tool>\n",
    ] {
        assert_eq!(in_body(body), [], "{body}");
    }
}

#[test]
fn what_is_there_is_found_in_the_prompt_too() {
    let text = "---\nname: a\n---\nUse Context7: call resolve-library-id, then `query-docs`, or **mcp__context7__query-docs**, of mcp__context7__*.\n";
    let checked = context7(text);
    let names: Vec<&str> = checked.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "resolve-library-id",
            "query-docs",
            "mcp__context7__query-docs",
            "mcp__context7__*"
        ]
    );
    assert!(checked.iter().all(|one| !one.is_amiss()));
}

#[test]
fn words_of_several_signs_are_no_trouble() {
    in_body(
        "Context7: “get-library-docs” – ünïcode-wörd, use ‘é-é’ … `` `mcp__ü__é` ``\r\n— get-library-docs：\n",
    );
}
