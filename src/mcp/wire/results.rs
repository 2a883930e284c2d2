//! What the answers of a server say.

use serde_json::{Map, Value};

use crate::mcp::tool::{Annotations, Content, Media, ResourceBody, Tool, ToolResult};

/// The answer to `server/discover`.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mcp) struct Discovered {
    pub(in crate::mcp) versions: Vec<String>,
    pub(in crate::mcp) server: Said,
}

/// The answer to `initialize`.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mcp) struct Initialized {
    pub(in crate::mcp) version: String,
    pub(in crate::mcp) server: Said,
}

/// What a server says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::mcp) struct Said {
    pub(in crate::mcp) name: String,
    pub(in crate::mcp) version: String,
    pub(in crate::mcp) instructions: String,
    pub(in crate::mcp) has_tools: bool,
}

/// A page of the answer to `tools/list`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::mcp) struct ToolsPage {
    pub(in crate::mcp) tools: Vec<Tool>,
    pub(in crate::mcp) next: Option<String>,
}

/// `None` where it does not say which versions there are.
pub(in crate::mcp) fn discovered(answer: &Map<String, Value>) -> Option<Discovered> {
    let versions = answer.get("supportedVersions")?.as_array()?;
    let versions = versions.iter().filter_map(Value::as_str);
    let info = answer
        .get("_meta")
        .and_then(|meta| meta.get("io.modelcontextprotocol/serverInfo"));
    Some(Discovered {
        versions: versions.map(str::to_owned).collect(),
        server: said(answer, info.or(answer.get("serverInfo"))),
    })
}

/// `None` where it does not say which version is spoken.
pub(in crate::mcp) fn initialized(answer: &Map<String, Value>) -> Option<Initialized> {
    Some(Initialized {
        version: answer.get("protocolVersion")?.as_str()?.to_owned(),
        server: said(answer, answer.get("serverInfo")),
    })
}

fn said(answer: &Map<String, Value>, info: Option<&Value>) -> Said {
    let of_info = |key: &str| info.and_then(|info| text(info, key)).unwrap_or_default();
    let title = of_info("title");
    // One that says nothing of what it can do may have tools.
    let has_tools = answer.get("capabilities").is_none_or(|able| {
        let tools = able.get("tools");
        tools.is_some_and(|tools| !matches!(tools, Value::Null | Value::Bool(false)))
    });
    Said {
        name: if title.is_empty() {
            of_info("name")
        } else {
            title
        },
        version: of_info("version"),
        instructions: answer
            .get("instructions")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        has_tools,
    }
}

/// `None` where it has no list.
pub(in crate::mcp) fn tools_page(server: &str, answer: &Map<String, Value>) -> Option<ToolsPage> {
    let listed = answer.get("tools")?.as_array()?;
    let next = answer.get("nextCursor").and_then(Value::as_str);
    Some(ToolsPage {
        tools: listed.iter().filter_map(|one| tool(server, one)).collect(),
        next: next.filter(|cursor| !cursor.is_empty()).map(str::to_owned),
    })
}

/// `None` for one without a name, which nobody could call.
fn tool(server: &str, listed: &Value) -> Option<Tool> {
    let schema = listed
        .get("inputSchema")
        .filter(|schema| schema.is_object());
    let claims = listed.get("annotations").unwrap_or(&Value::Null);
    let claim = |key: &str| claims.get(key).and_then(Value::as_bool);
    Some(Tool {
        server: server.to_owned(),
        name: text(listed, "name").filter(|name| !name.is_empty())?,
        title: text(listed, "title"),
        description: text(listed, "description").unwrap_or_default(),
        input_schema: schema
            .cloned()
            .unwrap_or_else(|| serde_json::json!({ "type": "object" })),
        annotations: Annotations {
            title: text(claims, "title"),
            read_only: claim("readOnlyHint"),
            destructive: claim("destructiveHint"),
            idempotent: claim("idempotentHint"),
            open_world: claim("openWorldHint"),
        },
    })
}

/// The answer to `tools/call`; `None` where it has neither parts nor data.
pub(in crate::mcp) fn result(answer: &Map<String, Value>) -> Option<ToolResult> {
    let parts = answer.get("content").and_then(Value::as_array);
    let structured = answer
        .get("structuredContent")
        .filter(|data| !data.is_null());
    if parts.is_none() && structured.is_none() {
        return None;
    }
    Some(ToolResult {
        content: parts.into_iter().flatten().map(part).collect(),
        structured: structured.cloned(),
        is_error: answer
            .get("isError")
            .and_then(Value::as_bool)
            .unwrap_or_default(),
    })
}

fn part(part: &Value) -> Content {
    let kind = text(part, "type").unwrap_or_default();
    known_part(&kind, part).unwrap_or(Content::Unknown { kind })
}

/// `None` for another kind, and for a part that lacks what its kind needs.
fn known_part(kind: &str, part: &Value) -> Option<Content> {
    let media = || {
        Some(Media {
            mime_type: text(part, "mimeType")?,
            data: text(part, "data")?,
        })
    };
    Some(match kind {
        "text" => Content::Text(text(part, "text")?),
        "image" => Content::Image(media()?),
        "audio" => Content::Audio(media()?),
        "resource" => {
            let resource = part.get("resource")?;
            let body = match text(resource, "text") {
                Some(text) => ResourceBody::Text(text),
                None => ResourceBody::Blob(text(resource, "blob")?),
            };
            Content::Resource {
                uri: text(resource, "uri")?,
                mime_type: text(resource, "mimeType"),
                body,
            }
        }
        "resource_link" => {
            let uri = text(part, "uri")?;
            Content::ResourceLink {
                name: text(part, "title")
                    .or_else(|| text(part, "name"))
                    .unwrap_or_else(|| uri.clone()),
                uri,
                description: text(part, "description"),
                mime_type: text(part, "mimeType"),
            }
        }
        _ => return None,
    })
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(object) => object,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn parts_of_each_kind_are_read() {
        let answer = object(json!({
            "content": [
                { "type": "text", "text": "a" },
                { "type": "image", "mimeType": "image/png", "data": "AA==" },
                { "type": "audio", "mimeType": "audio/wav", "data": "AA==" },
                { "type": "resource", "resource": { "uri": "x://1", "text": "b" } },
                { "type": "resource", "resource": { "uri": "x://2", "mimeType": "a/b", "blob": "AA==" } },
                { "type": "resource_link", "uri": "x://3", "name": "c" },
                { "type": "video", "data": "AA==" },
                { "type": "image" },
                3,
            ],
            "structuredContent": { "d": 1 },
            "isError": true,
        }));
        let result = result(&answer).expect("a result");
        assert!(result.is_error);
        assert_eq!(result.structured, Some(json!({ "d": 1 })));
        assert_eq!(
            result.text(),
            "a\n\n[image, image/png, 1 bytes]\n\n[sound, audio/wav, 1 bytes]\n\nb\n\n[bytes, a/b: x://2]\n\n\
             [c: x://3]\n\n[a part of the kind video]\n\n[a part of the kind image]\n\n[a part of no kind]"
        );
    }

    #[test]
    fn what_is_no_answer_is_none() {
        let empty = object(json!({}));
        assert_eq!(result(&empty), None);
        assert_eq!(tools_page("a", &empty), None);
        assert_eq!(initialized(&empty), None);
        assert_eq!(discovered(&object(json!({ "supportedVersions": 3 }))), None);
    }

    #[test]
    fn only_who_says_so_has_no_tools() {
        for (said, has_tools) in [
            (json!({}), true),
            (json!({ "capabilities": { "tools": {} } }), true),
            (json!({ "capabilities": { "tools": true } }), true),
            (json!({ "capabilities": { "tools": null } }), false),
            (json!({ "capabilities": { "prompts": {} } }), false),
        ] {
            let mut answer = object(said);
            answer.insert("protocolVersion".to_owned(), json!("2025-11-25"));
            let found = initialized(&answer).expect("it says a version");
            assert_eq!(found.server.has_tools, has_tools, "{answer:?}");
        }
    }

    #[test]
    fn a_tool_needs_a_name_and_nothing_else() {
        let page = object(json!({
            "tools": [{ "description": "no name" }, { "name": "" }, { "name": "a", "inputSchema": 3 }, 3],
            "nextCursor": "more",
        }));
        let page = tools_page("docs", &page).expect("a page");
        assert_eq!(page.tools.len(), 1);
        assert_eq!(page.tools[0].input_schema, json!({ "type": "object" }));
        assert_eq!(page.next.as_deref(), Some("more"));
    }
}
