//! What a real server answered, kept without anything of the machine that it ran on.

use agent_playground::http::Request;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a server answered, and what the engine made of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Recording {
    /// The server and its version.
    pub server: String,
    /// The name that it has in the names of its tools.
    pub name: String,
    /// The version that was known before; `null` where it was asked for.
    pub known: Option<String>,
    /// Every request and its answer.
    pub exchanges: Vec<Exchanged>,
    /// What came of it, a line each.
    pub news: Vec<String>,
}

/// A request and its answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Exchanged {
    pub method: String,
    pub headers: Vec<(String, String)>,
    pub message: Option<Value>,
    pub status: u16,
    pub head: Vec<(String, String)>,
    pub body: String,
}

/// A request as a recording has it.
pub fn sent(request: &Request) -> Exchanged {
    let mut message: Option<Value> = request
        .body()
        .map(|body| serde_json::from_str(body).expect("it is JSON"));
    // The version of the project is no part of what was recorded.
    for path in [
        "/params/clientInfo/version",
        "/params/_meta/io.modelcontextprotocol~1clientInfo/version",
    ] {
        if let Some(version) = message.as_mut().and_then(|one| one.pointer_mut(path)) {
            *version = Value::String("0".to_owned());
        }
    }
    Exchanged {
        method: request.method().name().to_owned(),
        headers: request
            .headers_to_send()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
        message,
        status: 0,
        head: Vec::new(),
        body: String::new(),
    }
}
