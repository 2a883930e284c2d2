//! Server-Sent Events, from bytes that are cut anywhere.

use std::time::Duration;

use sse_parse::SseParser;

/// An event with more bytes than this is dropped: no answer needs it, and a broken server could fill the
/// memory.
const LARGEST_EVENT: usize = 32_000_000;

/// Reads events from a body of `text/event-stream`.
#[derive(Debug)]
pub struct EventStream {
    parser: SseParser,
}

/// An event of a server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerEvent {
    /// Its type; `message` where the server names none.
    pub event: String,
    /// Its data: several lines are joined by line feeds.
    pub data: String,
    /// The id of the last event that had one.
    pub id: String,
}

impl Default for EventStream {
    fn default() -> Self {
        Self {
            parser: SseParser::new().max_buffer(LARGEST_EVENT),
        }
    }
}

impl EventStream {
    /// Takes bytes as they come and gives the events that they complete, in order. Where the bytes are
    /// cut changes nothing; what is no UTF-8 becomes U+FFFD.
    pub fn push(&mut self, bytes: &[u8]) -> impl Iterator<Item = ServerEvent> {
        self.parser.feed(bytes);
        std::iter::from_fn(|| self.next())
    }

    /// No more bytes come. Some servers leave out the blank line behind their last event, so it is given
    /// as well, and may be cut: whether its data makes sense shows whether it is whole.
    pub fn finish(mut self) -> Option<ServerEvent> {
        self.parser.feed(b"\n\n");
        self.next()
    }

    /// How long to wait before asking again, where the server says it.
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry()
    }

    /// How many events were too large to be read.
    pub fn dropped(&self) -> u64 {
        self.parser.overflows()
    }

    fn next(&mut self) -> Option<ServerEvent> {
        let event = self.parser.next_event()?;
        Some(ServerEvent {
            event: event.event,
            data: event.data,
            id: event.id,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = "\u{feff}: a comment\r\nretry: 1500\r\nid: 1\r\nevent: delta\r\ndata: ünï🦀\r\ndata:two\r\n\r\n\
        data: bare\n\nevent: nothing\n\n: ping\n\rdata\r\rdata: {\"a\": 1}\n\nid\ndata: last";

    fn read(chunks: &[&[u8]]) -> Vec<ServerEvent> {
        let mut stream = EventStream::default();
        let mut events = Vec::new();
        for chunk in chunks {
            events.extend(stream.push(chunk));
        }
        assert_eq!(stream.retry(), Some(Duration::from_millis(1500)));
        assert_eq!(stream.dropped(), 0);
        events.extend(stream.finish());
        events
    }

    #[test]
    fn events_are_read_as_the_standard_says() {
        let event = |event: &str, data: &str, id: &str| ServerEvent {
            event: event.to_owned(),
            data: data.to_owned(),
            id: id.to_owned(),
        };
        assert_eq!(
            read(&[STREAM.as_bytes()]),
            [
                event("delta", "ünï🦀\ntwo", "1"),
                event("message", "bare", "1"),
                event("message", "", "1"),
                event("message", "{\"a\": 1}", "1"),
                event("message", "last", ""),
            ]
        );
    }

    #[test]
    fn where_the_bytes_are_cut_changes_nothing() {
        let bytes = STREAM.as_bytes();
        let whole = read(&[bytes]);
        for at in 0..=bytes.len() {
            let (first, second) = bytes.split_at(at);
            assert_eq!(read(&[first, second]), whole, "cut at {at}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(read(&single), whole);
    }

    #[test]
    fn what_is_no_utf8_is_replaced() {
        let mut stream = EventStream::default();
        let events: Vec<_> = stream.push(b"data: a\xffb\n\n").collect();
        assert_eq!(events[0].data, "a\u{fffd}b");
    }
}
