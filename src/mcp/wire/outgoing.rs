//! What is sent to a server.

use serde_json::{Map, Value, json};

use super::Id;
use crate::mcp::version::{Handshake, Stateless};

/// A call of a tool.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mcp) struct Call {
    pub(in crate::mcp) tool: String,
    pub(in crate::mcp) arguments: Map<String, Value>,
}

/// A message to a server.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mcp) enum Outgoing {
    Discover,
    Initialize(Handshake),
    Initialized,
    ListTools {
        cursor: Option<String>,
    },
    Call(Call),
    /// Nobody waits for the answer to that request any more.
    Cancelled {
        request: u64,
    },
    /// The answer to a request of the server.
    Answer {
        id: Id,
        outcome: Result<(), Refused>,
    },
}

/// A request of the server that nobody here answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::mcp) struct Refused {
    pub(in crate::mcp) method: String,
}

impl Outgoing {
    pub(in crate::mcp) fn method(&self) -> &'static str {
        match self {
            Self::Discover => "server/discover",
            Self::Initialize(_) => "initialize",
            Self::Initialized => "notifications/initialized",
            Self::ListTools { .. } => "tools/list",
            Self::Call(_) => "tools/call",
            Self::Cancelled { .. } => "notifications/cancelled",
            Self::Answer { .. } => "",
        }
    }

    /// Whether the server is to answer it.
    pub(in crate::mcp) fn is_request(&self) -> bool {
        matches!(
            self,
            Self::Discover | Self::Initialize(_) | Self::ListTools { .. } | Self::Call(_)
        )
    }

    /// The message as JSON. `stateless` where each message says by itself what is spoken.
    pub(in crate::mcp) fn to_json(&self, id: u64, stateless: Option<Stateless>) -> String {
        if let Self::Answer { id, outcome } = self {
            return answer(id, outcome).to_string();
        }
        let mut params = self.params();
        let mut meta = stateless.map(Stateless::meta).unwrap_or_default();
        if matches!(self, Self::Call(_)) {
            meta.insert("progressToken".to_owned(), json!(id));
        }
        if !meta.is_empty() {
            params.insert("_meta".to_owned(), Value::Object(meta));
        }
        let mut message = json!({ "jsonrpc": "2.0", "method": self.method(), "params": params });
        if self.is_request() {
            message["id"] = json!(id);
        }
        message.to_string()
    }

    fn params(&self) -> Map<String, Value> {
        let params = match self {
            Self::Initialize(version) => json!({
                "protocolVersion": version.name(),
                "capabilities": {},
                "clientInfo": client(),
            }),
            Self::ListTools {
                cursor: Some(cursor),
            } => json!({ "cursor": cursor }),
            Self::Call(call) => json!({ "name": call.tool, "arguments": call.arguments }),
            Self::Cancelled { request } => {
                json!({ "requestId": request, "reason": "The user stopped the call" })
            }
            Self::Discover
            | Self::Initialized
            | Self::ListTools { cursor: None }
            | Self::Answer { .. } => json!({}),
        };
        match params {
            Value::Object(params) => params,
            _ => Map::new(),
        }
    }
}

impl Stateless {
    /// What each message says about who sends it and what is spoken.
    fn meta(self) -> Map<String, Value> {
        let entry = |name: &str, value| (format!("io.modelcontextprotocol/{name}"), value);
        Map::from_iter([
            entry("protocolVersion", json!(self.name())),
            entry("clientInfo", client()),
            // None of what a client may offer: no sampling, no elicitation, no roots.
            entry("clientCapabilities", json!({})),
        ])
    }
}

fn client() -> Value {
    json!({ "name": "agent-playground", "version": env!("CARGO_PKG_VERSION") })
}

fn answer(id: &Id, outcome: &Result<(), Refused>) -> Value {
    let id = id.to_value();
    match outcome {
        Ok(()) => json!({ "jsonrpc": "2.0", "id": id, "result": {} }),
        Err(refused) => json!({
            "jsonrpc": "2.0",
            "id": id,
            "error": { "code": super::RpcError::METHOD_NOT_FOUND, "message": refused.words() },
        }),
    }
}

impl Refused {
    /// What the server is told.
    pub(in crate::mcp) fn words(&self) -> String {
        match self.method.as_str() {
            "sampling/createMessage" => {
                "Agent Playground offers no sampling: it runs no model for a server".to_owned()
            }
            "elicitation/create" => {
                "Agent Playground offers no elicitation: it asks the user nothing for a server"
                    .to_owned()
            }
            "roots/list" => {
                "Agent Playground offers no roots: it shows no folders to a server".to_owned()
            }
            _ => "Agent Playground does not answer this method".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(message: &Outgoing, stateless: Option<Stateless>) -> Value {
        serde_json::from_str(&message.to_json(3, stateless)).expect("it is JSON")
    }

    #[test]
    fn a_stateless_message_says_everything_itself() {
        let call = Outgoing::Call(Call {
            tool: "add".to_owned(),
            arguments: Map::from_iter([("a".to_owned(), json!(1))]),
        });
        let message = json(&call, Some(Stateless::V2026_07_28));
        assert_eq!(message["id"], 3);
        assert_eq!(message["params"]["name"], "add");
        assert_eq!(message["params"]["arguments"]["a"], 1);
        let meta = &message["params"]["_meta"];
        assert_eq!(meta["progressToken"], 3);
        assert_eq!(
            meta["io.modelcontextprotocol/protocolVersion"],
            "2026-07-28"
        );
        assert_eq!(
            meta["io.modelcontextprotocol/clientCapabilities"],
            json!({})
        );
        assert_eq!(
            meta["io.modelcontextprotocol/clientInfo"]["name"],
            "agent-playground"
        );
    }

    #[test]
    fn of_the_older_era_only_the_first_message_does() {
        let message = json(&Outgoing::Initialize(Handshake::V2025_11_25), None);
        assert_eq!(message["params"]["protocolVersion"], "2025-11-25");
        let list = json(&Outgoing::ListTools { cursor: None }, None);
        assert_eq!(list["params"], json!({}));
        let told = json(&Outgoing::Initialized, None);
        assert_eq!(told["method"], "notifications/initialized");
        assert!(told.get("id").is_none());
    }

    #[test]
    fn what_is_not_offered_is_refused_in_words() {
        for (method, word) in [
            ("sampling/createMessage", "sampling"),
            ("elicitation/create", "elicitation"),
            ("roots/list", "roots"),
            ("tasks/get", "method"),
        ] {
            let message = json(
                &Outgoing::Answer {
                    id: Id::Text("a".to_owned()),
                    outcome: Err(Refused {
                        method: method.to_owned(),
                    }),
                },
                None,
            );
            assert_eq!(message["id"], "a");
            assert_eq!(message["error"]["code"], -32601);
            let words = message["error"]["message"].as_str().expect("words");
            assert!(words.contains(word), "{words}");
        }
    }
}
