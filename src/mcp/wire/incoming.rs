//! What a server sends.

use serde::Deserialize;
use serde_json::{Map, Number, Value};

/// The id of a request, by which its answer is known.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(in crate::mcp) enum Id {
    Number(Number),
    Text(String),
}

impl Id {
    pub(in crate::mcp) fn to_value(&self) -> Value {
        match self {
            Self::Number(number) => Value::Number(number.clone()),
            Self::Text(text) => Value::String(text.clone()),
        }
    }

    pub(in crate::mcp) fn is(&self, number: u64) -> bool {
        matches!(self, Self::Number(own) if own.as_u64() == Some(number))
    }
}

/// A message of a server.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mcp) enum Incoming {
    /// The answer to a request.
    Answer {
        /// Of an error that came before the id was read, none.
        id: Option<Id>,
        outcome: Result<Map<String, Value>, RpcError>,
    },
    /// It asks for something itself.
    Request { id: Id, method: String },
    /// It tells something.
    Notification {
        method: String,
        params: Map<String, Value>,
    },
}

/// The error of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mcp) struct RpcError {
    pub(in crate::mcp) code: i64,
    pub(in crate::mcp) message: String,
    pub(in crate::mcp) data: Value,
}

impl RpcError {
    /// A header is missing, or says something else than the message (2026-07-28).
    pub(in crate::mcp) const HEADER_MISMATCH: i64 = -32020;
    /// The protocol version is not spoken (2026-07-28).
    pub(in crate::mcp) const UNSUPPORTED_VERSION: i64 = -32022;
    /// There is no such method.
    pub(in crate::mcp) const METHOD_NOT_FOUND: i64 = -32601;
}

/// The messages in a text: one, or a list of them, which the protocol had in 2025-03-26.
///
/// # Errors
/// Why it is no message of JSON-RPC.
pub(in crate::mcp) fn incoming(text: &[u8]) -> Result<Vec<Incoming>, &'static str> {
    let value: Value = serde_json::from_slice(text).map_err(|error| match error.classify() {
        serde_json::error::Category::Eof => "it is JSON that is cut off",
        _ => "it is no JSON",
    })?;
    match value {
        Value::Array(messages) => messages.into_iter().map(one).collect(),
        value => Ok(vec![one(value)?]),
    }
}

fn one(value: Value) -> Result<Incoming, &'static str> {
    let Value::Object(mut message) = value else {
        return Err("it is JSON, and no message of JSON-RPC");
    };
    if message.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return Err("it is JSON that does not call itself jsonrpc 2.0");
    }
    let id = match message.remove("id") {
        None | Some(Value::Null) => None,
        Some(id) => {
            Some(serde_json::from_value(id).map_err(|_| "its id is neither a number nor a text")?)
        }
    };
    if let Some(Value::String(method)) = message.remove("method") {
        let params = object(message.remove("params"));
        return Ok(match id {
            Some(id) => Incoming::Request { id, method },
            None => Incoming::Notification { method, params },
        });
    }
    match (message.remove("error"), message.remove("result")) {
        (Some(Value::Object(mut error)), _) => Ok(Incoming::Answer {
            id,
            outcome: Err(RpcError {
                code: error
                    .get("code")
                    .and_then(Value::as_i64)
                    .unwrap_or_default(),
                message: error
                    .get("message")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
                data: error.remove("data").unwrap_or_default(),
            }),
        }),
        (_, Some(Value::Object(result))) if id.is_some() => Ok(Incoming::Answer {
            id,
            outcome: Ok(result),
        }),
        _ => Err("it has neither a method nor a result nor an error"),
    }
}

fn object(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Result<Incoming, &'static str> {
        incoming(text.as_bytes()).map(|mut all| all.remove(0))
    }

    #[test]
    fn each_kind_of_message_is_told_apart() {
        assert!(matches!(
            one(r#"{"jsonrpc":"2.0","id":7,"result":{}}"#),
            Ok(Incoming::Answer { id: Some(id), outcome: Ok(_) }) if id.is(7)
        ));
        let error = one(r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"No"}}"#);
        assert!(matches!(
            error,
            Ok(Incoming::Answer { id: None, outcome: Err(error) }) if error.code == -32000 && error.message == "No"
        ));
        assert!(matches!(
            one(r#"{"jsonrpc":"2.0","id":"a","method":"roots/list"}"#),
            Ok(Incoming::Request { id: Id::Text(id), method }) if id == "a" && method == "roots/list"
        ));
        assert!(matches!(
            one(r#"{"jsonrpc":"2.0","method":"notifications/x","params":{"a":1}}"#),
            Ok(Incoming::Notification { params, .. }) if params.len() == 1
        ));
        let two = br#"[{"jsonrpc":"2.0","method":"a"},{"jsonrpc":"2.0","id":1,"result":{}}]"#;
        assert_eq!(incoming(two).map(|all| all.len()), Ok(2));
    }

    #[test]
    fn what_is_none_says_why() {
        for (text, why) in [
            ("", "cut off"),
            ("{\"jsonrpc\":", "cut off"),
            ("<html>", "no JSON"),
            ("3", "no message"),
            (r#"{"error":"not_found"}"#, "jsonrpc 2.0"),
            (r#"{"jsonrpc":"2.0","id":1}"#, "neither"),
            (r#"{"jsonrpc":"2.0","id":1,"result":3}"#, "neither"),
            (r#"{"jsonrpc":"2.0","result":{}}"#, "neither"),
            (r#"{"jsonrpc":"2.0","id":[],"result":{}}"#, "its id"),
            (r#"[{"jsonrpc":"2.0","method":"a"},3]"#, "no message"),
        ] {
            let error = incoming(text.as_bytes()).expect_err(text);
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
