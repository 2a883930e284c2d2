//! The smallest client of HTTP that reaches a server on this machine, and keeps what it answers.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use agent_playground::http::{Address, Head, Request};
use agent_playground::mcp::{Event, ExchangeId};

use super::recording::{Exchanged, sent};
use super::script::Carrier;

/// What of a head a recording keeps.
const KEPT: [&str; 3] = ["content-type", "mcp-session-id", "retry-after"];

/// Carries messages over sockets.
#[derive(Default)]
pub struct Wire {
    open: Vec<(ExchangeId, usize, Answer)>,
    /// Every request and what came back for it.
    pub exchanged: Vec<Exchanged>,
    exposed: Option<&'static [&'static str]>,
}

struct Answer {
    reader: Option<BufReader<TcpStream>>,
    body: Body,
}

#[derive(Clone, Copy)]
enum Body {
    /// The head is not read yet.
    Unread,
    Length(usize),
    Chunks,
    ToTheEnd,
}

impl Wire {
    /// One that lets only these headers through of what a server sends, as a browser does.
    pub fn exposing(headers: &'static [&'static str]) -> Self {
        Self {
            exposed: Some(headers),
            ..Self::default()
        }
    }

    fn start(request: &Request) -> Option<BufReader<TcpStream>> {
        let origin = request.address().origin();
        let host = format!("{}:{}", origin.host(), origin.port());
        let mut stream = TcpStream::connect(&host).ok()?;
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .expect("a timeout");
        let body = request.body().unwrap_or_default();
        let mut text = format!(
            "{} {} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nOrigin: http://127.0.0.1:8080\r\nContent-Length: {}\r\n",
            request.method().name(),
            request.address().path(),
            body.len()
        );
        for (name, value) in request.headers_to_send() {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        text.push_str(body);
        stream.write_all(text.as_bytes()).ok()?;
        Some(BufReader::new(stream))
    }
}

impl Answer {
    fn head(&mut self) -> Option<Head> {
        let reader = self.reader.as_mut()?;
        let mut head = Head::default();
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        head.status = line.split(' ').nth(1)?.parse().ok()?;
        loop {
            line.clear();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(':') else {
                break;
            };
            head.headers
                .push((name.to_owned(), value.trim().to_owned()));
        }
        let chunked = head
            .header("Transfer-Encoding")
            .is_some_and(|value| value.contains("chunked"));
        let length = head
            .header("Content-Length")
            .and_then(|one| one.parse().ok());
        self.body = match length {
            _ if chunked => Body::Chunks,
            Some(length) => Body::Length(length),
            None => Body::ToTheEnd,
        };
        Some(head)
    }

    /// The next bytes; none at the end, an error where it breaks off.
    fn bytes(&mut self) -> std::io::Result<Vec<u8>> {
        let reader = self.reader.as_mut().ok_or(ErrorKind::NotConnected)?;
        let most = match self.body {
            Body::Unread | Body::Length(0) => return Ok(Vec::new()),
            Body::Length(left) => left.min(4_096),
            Body::ToTheEnd => 4_096,
            Body::Chunks => {
                let mut line = String::new();
                reader.read_line(&mut line)?;
                let size =
                    usize::from_str_radix(line.trim(), 16).map_err(|_| ErrorKind::UnexpectedEof)?;
                let mut chunk = vec![0; size + 2];
                reader.read_exact(&mut chunk)?;
                chunk.truncate(size);
                return Ok(chunk);
            }
        };
        let mut bytes = vec![0; most];
        let read = reader.read(&mut bytes)?;
        bytes.truncate(read);
        if let Body::Length(left) = &mut self.body {
            if read == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            *left -= read;
        }
        Ok(bytes)
    }
}

impl Carrier for Wire {
    fn send(&mut self, exchange: ExchangeId, request: &Request) {
        let answer = Answer {
            reader: Self::start(request),
            body: Body::Unread,
        };
        self.open.push((exchange, self.exchanged.len(), answer));
        self.exchanged.push(sent(request));
    }

    fn close(&mut self, exchange: ExchangeId) {
        self.open.retain(|(one, ..)| *one != exchange);
    }

    fn next(&mut self, give: &mut dyn FnMut(ExchangeId, Event<'_>)) -> bool {
        let Some((exchange, at, answer)) = self.open.last_mut() else {
            return false;
        };
        let (exchange, at) = (*exchange, *at);
        if matches!(answer.body, Body::Unread) {
            match answer.head() {
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
        match answer.bytes() {
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
                give(exchange, Event::TimedOut { seconds: 30 });
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
    let mut answer = Answer {
        reader: Wire::start(&request),
        body: Body::Unread,
    };
    assert_eq!(answer.head().map(|head| head.status), Some(200));
}
