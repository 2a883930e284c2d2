//! One answer, from its first byte to its end.

use std::fmt;

use serde_json::Value;

use super::api::{Reader, Trouble};
use super::assembly::Assembly;
use super::{Api, Cause, Endpoint, Event, Failure, Part, Preset, StopReason, Usage, failure};
use crate::http::{EventStream, Head, Key, Origin, ServerEvent};

/// An answer that does not come as a stream has at most so many bytes.
const LARGEST: usize = 32_000_000;

/// An answer while it comes: it is told what arrives, and says what that means.
pub struct Answer {
    about: About,
    reader: Box<dyn Reader>,
    body: Body,
    head: Head,
    heard: Assembly,
    trouble: Option<Trouble>,
}

/// An answer that is complete.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// What the model said.
    pub parts: Vec<Part>,
    /// Why it stopped.
    pub stop: StopReason,
    /// What it cost.
    pub usage: Usage,
}

/// What a failure has to name.
struct About {
    address: String,
    origin: Origin,
    model: String,
    preset: Preset,
    api: Api,
    page: Origin,
    headers: Vec<String>,
    key: Option<Key>,
    extra: Vec<Key>,
}

enum Body {
    /// Nothing but blanks came.
    Unknown,
    Stream(Box<EventStream>),
    Whole(Vec<u8>),
}

impl Answer {
    /// The answer to an [`Endpoint::ask`], asked from a page of that origin.
    pub fn new(endpoint: &Endpoint, model: &str, page: &Origin) -> Self {
        Self {
            about: About {
                address: endpoint.asked().without_query(),
                origin: endpoint.address.origin().clone(),
                model: model.to_owned(),
                preset: endpoint.preset,
                api: endpoint.api,
                page: page.clone(),
                headers: endpoint.sent_headers(),
                key: endpoint.key.clone(),
                extra: endpoint
                    .headers
                    .iter()
                    .map(|(_, key)| key.clone())
                    .collect(),
            },
            reader: endpoint.api.protocol().reader(),
            body: Body::Unknown,
            head: Head::default(),
            heard: Assembly::default(),
            trouble: None,
        }
    }

    /// Status and headers have come.
    pub fn head(&mut self, head: Head) {
        self.head = head;
    }

    /// Bytes have come, cut anywhere. Gives what they say.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut bytes = bytes;
        if matches!(self.body, Body::Unknown) {
            // Blanks before JSON say nothing, and a stream has no event before its first letter.
            bytes = bytes.trim_ascii_start();
            let Some(first) = bytes.first() else {
                return Vec::new();
            };
            // Some servers give a stream the wrong type, and some give none for JSON. No line of a stream
            // begins so.
            self.body = if self.head.is_success() && !matches!(first, b'{' | b'[' | b'<') {
                Body::Stream(Box::default())
            } else {
                Body::Whole(Vec::new())
            };
        }
        match &mut self.body {
            Body::Unknown => Vec::new(),
            Body::Whole(whole) => {
                let room = LARGEST.saturating_sub(whole.len());
                whole.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
                Vec::new()
            }
            Body::Stream(stream) => {
                let arrived: Vec<ServerEvent> = stream.push(bytes).collect();
                let mut events = Vec::new();
                for event in arrived {
                    self.hear(&event, &mut events);
                }
                events
            }
        }
    }

    fn hear(&mut self, event: &ServerEvent, events: &mut Vec<Event>) {
        if self.trouble.is_some() || self.reader.is_complete() {
            return;
        }
        match self.reader.event(event) {
            Ok(heard) => self.take(heard, events),
            Err(trouble) => self.trouble = Some(trouble),
        }
    }

    fn take(&mut self, heard: Vec<Event>, events: &mut Vec<Event>) {
        for event in heard {
            self.heard.add(&event);
            events.push(event);
        }
    }

    /// What has come so far.
    pub fn parts(&self) -> Vec<Part> {
        self.heard.parts()
    }

    /// What it has cost so far.
    pub fn usage(&self) -> Usage {
        self.heard.usage
    }

    /// Whether nothing more needs to be read: it is complete, or has failed.
    pub fn is_settled(&self) -> bool {
        self.trouble.is_some() || self.reader.is_complete()
    }

    /// The bytes have ended, in good order or not (`broken`). Gives the events that were still to come, and
    /// whether the answer is whole.
    pub fn end(&mut self, broken: bool) -> (Vec<Event>, Result<Finished, Box<Failure>>) {
        let mut events = Vec::new();
        match std::mem::replace(&mut self.body, Body::Unknown) {
            Body::Unknown if !self.head.is_success() => self.refused(""),
            Body::Unknown => {}
            Body::Stream(stream) => {
                // What is cut makes no sense, and is no error of the server.
                if let Some(event) = stream.finish().filter(|event| is_whole(&event.data)) {
                    self.hear(&event, &mut events);
                }
            }
            Body::Whole(bytes) => {
                let body = String::from_utf8_lossy(&bytes);
                if self.head.is_success() {
                    self.whole(&body, broken, &mut events);
                } else {
                    self.refused(&body);
                }
            }
        }
        let outcome = match self.trouble.take() {
            Some(trouble) => Err(trouble),
            None if self.reader.is_complete() => Ok(Finished {
                parts: self.heard.parts(),
                stop: self.heard.stop.clone().unwrap_or(StopReason::EndTurn),
                usage: self.heard.usage,
            }),
            None => Err(Trouble {
                cause: Cause::Cut { noticed: broken },
                said: None,
            }),
        };
        (events, outcome.map_err(|trouble| self.failure(trouble)))
    }

    /// No answer came, or none that the browser lets the page read. `permission` is what the browser says
    /// of the permission for the local network: whether it is granted.
    pub fn unreached(&self, permission: Option<bool>) -> Box<Failure> {
        let cause = Cause::unreached(&self.about.page, &self.about.origin, permission);
        self.failure(Trouble { cause, said: None })
    }

    /// An answer that is JSON from its first sign on.
    fn whole(&mut self, body: &str, broken: bool, events: &mut Vec<Event>) {
        let malformed = |why: &'static str| Trouble {
            cause: Cause::Malformed { why: why.into() },
            said: None,
        };
        let read = match serde_json::from_str::<Value>(body) {
            Ok(answer) => self.reader.whole(&answer),
            Err(why) if broken || why.is_eof() => Err(Trouble {
                cause: Cause::Cut { noticed: broken },
                said: None,
            }),
            Err(_) if body.starts_with('<') => {
                Err(malformed("it is a page, and no answer of an API"))
            }
            Err(_) => Err(malformed("it is no JSON")),
        };
        match read {
            Ok(heard) => self.take(heard, events),
            Err(trouble) => self.trouble = Some(trouble),
        }
    }

    /// An answer with a status of failure.
    fn refused(&mut self, body: &str) {
        let (cause, said) = failure::of_status(&self.head, body, self.about.key.is_some());
        self.trouble = Some(Trouble { cause, said });
    }

    fn failure(&self, trouble: Trouble) -> Box<Failure> {
        let about = &self.about;
        let keys = || about.key.iter().chain(&about.extra);
        let without_key = |said: String| keys().fold(said, |said, key| key.taken_out_of(&said));
        Box::new(Failure {
            address: about.address.clone(),
            model: about.model.clone(),
            preset: about.preset,
            api: about.api,
            page: about.page.to_string(),
            headers: about.headers.clone(),
            cause: trouble.cause,
            said: trouble.said.map(without_key),
        })
    }
}

/// Whether the data of an event that no blank line ended is all of it.
fn is_whole(data: &str) -> bool {
    data == "[DONE]" || serde_json::from_str::<Value>(data).is_ok_and(|data| data.is_object())
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("address", &self.about.address)
            .field("heard", &self.heard)
            .finish_non_exhaustive()
    }
}
