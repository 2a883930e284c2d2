//! The smallest client of HTTP that reaches a server on this machine.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use agent_playground::http::{Address, Head, Request};

/// The page that requests say they come from.
pub const ORIGIN: &str = "http://127.0.0.1:8080";

/// A connection on which one request was sent.
pub struct Socket {
    reader: BufReader<TcpStream>,
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

impl Socket {
    /// Sends a request; `None` where nobody takes it.
    pub fn send(request: &Request) -> Option<Self> {
        let headers: Vec<(&str, String)> = request.headers_to_send().collect();
        let body = request.body().unwrap_or_default();
        Self::send_raw(request.method().name(), request.address(), &headers, body)
    }

    /// Sends a request of any method.
    pub fn send_raw(
        method: &str,
        address: &Address,
        headers: &[(&str, String)],
        body: &str,
    ) -> Option<Self> {
        let origin = address.origin();
        let host = format!("{}:{}", origin.host(), origin.port());
        let mut stream = TcpStream::connect(&host).ok()?;
        // Models answer slowly on a busy machine.
        let patience = Duration::from_secs(120);
        stream.set_read_timeout(Some(patience)).expect("a timeout");
        let mut text = format!(
            "{method} {} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nOrigin: {ORIGIN}\r\nContent-Length: {}\r\n",
            address.path(),
            body.len()
        );
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        text.push_str(body);
        stream.write_all(text.as_bytes()).ok()?;
        Some(Self {
            reader: BufReader::new(stream),
            body: Body::Unread,
        })
    }

    /// Status and headers; `None` where the server closes before it has sent them.
    pub fn head(&mut self) -> Option<Head> {
        let mut head = Head::default();
        let mut line = String::new();
        self.reader.read_line(&mut line).ok()?;
        head.status = line.split(' ').nth(1)?.parse().ok()?;
        loop {
            line.clear();
            self.reader.read_line(&mut line).ok()?;
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
    pub fn bytes(&mut self) -> std::io::Result<Vec<u8>> {
        let most = match self.body {
            Body::Unread | Body::Length(0) => return Ok(Vec::new()),
            Body::Length(left) => left.min(4_096),
            Body::ToTheEnd => 4_096,
            Body::Chunks => {
                let mut line = String::new();
                self.reader.read_line(&mut line)?;
                let size =
                    usize::from_str_radix(line.trim(), 16).map_err(|_| ErrorKind::UnexpectedEof)?;
                let mut chunk = vec![0; size + 2];
                self.reader.read_exact(&mut chunk)?;
                chunk.truncate(size);
                return Ok(chunk);
            }
        };
        let mut bytes = vec![0; most];
        let read = self.reader.read(&mut bytes)?;
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
