//! The requests over HTTP that messages go out in.
//!
//! A page may send only the headers that the server allows to pages; these are all that are ever sent.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::exchange::Exchange;
use super::{Action, Connection, ExchangeId, Task};
use crate::http::Request;
use crate::mcp::version::{Handshake, Version};
use crate::mcp::wire::Outgoing;

/// The headers of the protocol.
pub mod headers {
    /// The version that is spoken.
    pub const PROTOCOL_VERSION: &str = "Mcp-Protocol-Version";
    /// The method of the message, without sessions.
    pub const METHOD: &str = "Mcp-Method";
    /// The tool that is called, without sessions.
    pub const NAME: &str = "Mcp-Name";
    /// The session.
    pub const SESSION_ID: &str = "Mcp-Session-Id";
}

impl Connection {
    /// Sends a message of the connection itself.
    pub(super) fn send(&mut self, message: Outgoing, call: Option<super::CallId>, again: bool) {
        self.send_task(Task {
            message,
            call,
            again,
        });
    }

    pub(super) fn send_task(&mut self, task: Task) {
        let number = self.number();
        let id = ExchangeId(number);
        let body = task.message.to_json(number, self.stateless());
        let request = Request::post(self.server.address.clone(), body);
        let request = with_headers(request, self.headers(&task.message));
        let why = why(&task.message);
        let key = self.server.key().cloned();
        self.open
            .insert(id, Exchange::new(number, task, self.sessions, key));
        // The key and the address were given together.
        let request = self.server.signed(request.clone()).unwrap_or(request);
        self.actions.push_back(Action::Send {
            exchange: id,
            request,
            why,
        });
    }

    /// Nobody waits for the answer: a server may refuse it, and then the session ends by itself.
    pub(super) fn send_end_of_session(&mut self) {
        let exchange = ExchangeId(self.number());
        let mut headers = Vec::new();
        self.session_headers(&mut headers);
        let request = Request::delete(self.server.address.clone());
        let request = with_headers(request, headers);
        let request = self.server.signed(request.clone()).unwrap_or(request);
        self.actions.push_back(Action::Send {
            exchange,
            request,
            why: "ends the session".to_owned(),
        });
    }

    fn headers(&self, message: &Outgoing) -> Vec<(&'static str, String)> {
        let mut headers = vec![("Accept", "application/json, text/event-stream".to_owned())];
        match self.stateless() {
            Some(version) => {
                headers.push((headers::PROTOCOL_VERSION, version.name().to_owned()));
                if !message.method().is_empty() {
                    headers.push((headers::METHOD, message.method().to_owned()));
                }
                if let Outgoing::Call(call) = message {
                    headers.push((headers::NAME, header_value(&call.tool)));
                }
            }
            None if matches!(message, Outgoing::Initialize(_)) => {}
            None => self.session_headers(&mut headers),
        }
        headers
    }

    fn session_headers(&self, headers: &mut Vec<(&'static str, String)>) {
        if let Some(version) = self.version_header() {
            headers.push((headers::PROTOCOL_VERSION, version.to_owned()));
        }
        if let Some(id) = self.session.as_ref().and_then(|session| session.id.clone()) {
            headers.push((headers::SESSION_ID, id));
        }
    }

    /// Before June 2025 nobody knew the header, and a server may not allow it to pages.
    fn version_header(&self) -> Option<&'static str> {
        match self.version? {
            Version::Handshake(Handshake::V2025_03_26 | Handshake::V2024_11_05) => None,
            version => Some(version.name()),
        }
    }

    /// The headers that the first message behind a handshake has, and the handshake had not.
    pub(super) fn headers_since_handshake(&self) -> Vec<&'static str> {
        let mut headers = Vec::new();
        self.session_headers(&mut headers);
        headers.into_iter().map(|(name, _)| name).collect()
    }
}

fn with_headers(request: Request, headers: Vec<(&'static str, String)>) -> Request {
    let with = |request: Request, (name, value): (&str, String)| request.header(name, &value);
    headers.into_iter().fold(request, with)
}

/// Why a message is sent, for the log.
fn why(message: &Outgoing) -> String {
    match message {
        Outgoing::Discover => "asks what it speaks".to_owned(),
        Outgoing::Initialize(_) => "begins a session".to_owned(),
        Outgoing::Initialized => "says that the session has begun".to_owned(),
        Outgoing::ListTools { .. } => "lists the tools".to_owned(),
        Outgoing::Call(call) => format!("calls {}", call.tool),
        Outgoing::Cancelled { .. } => "stops a call".to_owned(),
        Outgoing::Answer {
            outcome: Ok(()), ..
        } => "answers a ping".to_owned(),
        Outgoing::Answer {
            outcome: Err(refused),
            ..
        } => format!("declines {}", refused.method),
    }
}

/// A text as the value of a header: what no header can hold goes in base64, marked as the protocol says.
fn header_value(text: &str) -> String {
    let is_plain = text.chars().all(|sign| matches!(sign, ' '..='~'))
        && text == text.trim()
        && !(text.starts_with("=?base64?") && text.ends_with("?="));
    match is_plain {
        true => text.to_owned(),
        false => format!("=?base64?{}?=", BASE64_STANDARD.encode(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::header_value;

    #[test]
    fn a_name_that_no_header_holds_goes_in_base64() {
        assert_eq!(header_value("query-docs"), "query-docs");
        assert_eq!(header_value("a b"), "a b");
        assert_eq!(header_value(" a"), "=?base64?IGE=?=");
        assert_eq!(header_value("né\n"), "=?base64?bsOpCg==?=");
        assert_eq!(
            header_value("=?base64?YQ==?="),
            "=?base64?PT9iYXNlNjQ/WVE9PT89?="
        );
    }
}
