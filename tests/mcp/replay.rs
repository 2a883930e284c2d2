//! A recording, played to the engine again.

use std::collections::VecDeque;

use agent_playground::http::{Head, Request};
use agent_playground::mcp::{Event, ExchangeId, Handshake, Version};
use serde_json::{Map, Value};

use super::recording::{Exchanged, Recording, sent};
use super::script::Carrier;

impl Recording {
    /// The version that was known before.
    pub fn version(&self) -> Option<Version> {
        let name = self.known.as_deref()?;
        Handshake::named(name).map(Version::Handshake)
    }

    /// The calls that were made.
    pub fn calls(&self) -> Vec<(String, Map<String, Value>)> {
        let messages = self.exchanges.iter().filter_map(|one| one.message.as_ref());
        let calls = messages.filter(|message| message["method"] == "tools/call");
        let call = |message: &Value| {
            let params = &message["params"];
            let tool = params["name"].as_str().expect("a name").to_owned();
            let arguments = params["arguments"].as_object().expect("arguments").clone();
            (tool, arguments)
        };
        calls.map(call).collect()
    }
}

/// Gives the answers of a recording, cut where one wants.
pub struct Replay<'recording> {
    left: VecDeque<&'recording Exchanged>,
    events: VecDeque<(ExchangeId, Part<'recording>)>,
    /// Where each body is cut: the bytes of one piece after the other.
    cut: &'recording dyn Fn(&'recording [u8]) -> Vec<&'recording [u8]>,
    /// Whether what is sent is held against what was.
    pub compares: bool,
}

enum Part<'recording> {
    Head(Head),
    Bytes(&'recording [u8]),
    End,
}

impl<'recording> Replay<'recording> {
    pub fn new(
        recording: &'recording Recording,
        cut: &'recording dyn Fn(&'recording [u8]) -> Vec<&'recording [u8]>,
    ) -> Self {
        Self {
            left: recording.exchanges.iter().collect(),
            events: VecDeque::new(),
            cut,
            compares: true,
        }
    }

    /// Whether everything was asked for.
    pub fn is_over(&self) -> bool {
        self.left.is_empty()
    }
}

impl Carrier for Replay<'_> {
    fn send(&mut self, exchange: ExchangeId, request: &Request) {
        let recorded = self.left.pop_front().expect("no more was recorded");
        if self.compares {
            let sent = sent(request);
            assert_eq!(
                (&sent.method, &sent.headers, &sent.message),
                (&recorded.method, &recorded.headers, &recorded.message)
            );
        }
        let head = Head {
            status: recorded.status,
            headers: recorded.head.clone(),
        };
        let bytes = (self.cut)(recorded.body.as_bytes());
        let parts = std::iter::once(Part::Head(head))
            .chain(bytes.into_iter().map(Part::Bytes))
            .chain([Part::End]);
        // What was sent last is answered first, as it may be on the way of another answer.
        for part in parts.collect::<Vec<Part<'_>>>().into_iter().rev() {
            self.events.push_front((exchange, part));
        }
    }

    fn close(&mut self, exchange: ExchangeId) {
        self.events.retain(|(one, _)| *one != exchange);
    }

    fn next(&mut self, give: &mut dyn FnMut(ExchangeId, Event<'_>)) -> bool {
        let Some((exchange, part)) = self.events.pop_front() else {
            return false;
        };
        match part {
            Part::Head(head) => give(exchange, Event::Head(&head)),
            Part::Bytes(bytes) => give(exchange, Event::Bytes(bytes)),
            Part::End => give(exchange, Event::End),
        }
        true
    }
}
