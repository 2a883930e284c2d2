//! Carries messages to a server on this machine, and keeps what it answers.

use std::io::ErrorKind;

use agent_playground::http::{Address, Request};
use agent_playground::mcp::{Event, ExchangeId};

use super::recording::{Exchanged, sent};
use super::script::Carrier;
use super::socket::Socket;

/// What of a head a recording keeps.
const KEPT: [&str; 3] = ["content-type", "mcp-session-id", "retry-after"];

/// Carries messages over sockets.
#[derive(Default)]
pub struct Wire {
    open: Vec<(ExchangeId, usize, Option<Socket>)>,
    /// Every request and what came back for it.
    pub exchanged: Vec<Exchanged>,
    exposed: Option<&'static [&'static str]>,
}

impl Wire {
    /// One that lets only these headers through of what a server sends, as a browser does.
    pub fn exposing(headers: &'static [&'static str]) -> Self {
        Self {
            exposed: Some(headers),
            ..Self::default()
        }
    }
}

impl Carrier for Wire {
    fn send(&mut self, exchange: ExchangeId, request: &Request) {
        let socket = Socket::send(request);
        self.open.push((exchange, self.exchanged.len(), socket));
        self.exchanged.push(sent(request));
    }

    fn close(&mut self, exchange: ExchangeId) {
        self.open.retain(|(one, ..)| *one != exchange);
    }

    fn next(&mut self, give: &mut dyn FnMut(ExchangeId, Event<'_>)) -> bool {
        let Some((exchange, at, socket)) = self.open.last_mut() else {
            return false;
        };
        let (exchange, at) = (*exchange, *at);
        let Some(socket) = socket else {
            self.open.pop();
            give(exchange, Event::Failed);
            return true;
        };
        // The head is not read yet.
        if self.exchanged[at].status == 0 {
            match socket.head() {
                Some(mut head) => {
                    if let Some(exposed) = self.exposed {
                        head.headers.retain(|(name, _)| {
                            exposed.iter().any(|one| one.eq_ignore_ascii_case(name))
                        });
                    }
                    let kept = head.headers.iter().filter(|(name, _)| {
                        KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(name))
                    });
                    self.exchanged[at].head = kept.cloned().collect();
                    self.exchanged[at].status = head.status;
                    give(exchange, Event::Head(&head));
                }
                None => {
                    self.open.pop();
                    give(exchange, Event::Failed);
                }
            }
            return true;
        }
        match socket.bytes() {
            Ok(bytes) if bytes.is_empty() => {
                self.open.pop();
                give(exchange, Event::End);
            }
            Ok(bytes) => {
                self.exchanged[at]
                    .body
                    .push_str(&String::from_utf8_lossy(&bytes));
                give(exchange, Event::Bytes(&bytes));
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                self.open.pop();
                give(exchange, Event::TimedOut { seconds: 120 });
            }
            Err(_) => {
                self.open.pop();
                give(exchange, Event::Failed);
            }
        }
        true
    }
}

/// Ends a session behind the back of whoever began it.
pub fn end_session(address: &Address, session: &str) {
    let request = Request::delete(address.clone())
        .header("Accept", "application/json, text/event-stream")
        .header("Mcp-Session-Id", session);
    let head = Socket::send(&request).and_then(|mut socket| socket.head());
    assert_eq!(head.map(|head| head.status), Some(200));
}
