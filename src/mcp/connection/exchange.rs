//! One request and the answer to it: from bytes, cut anywhere, to the messages in them.

use serde_json::{Map, Value};

use super::{Event, Task, headers};
use crate::http::{EventStream, Head, Key};
use crate::mcp::failure::Cause;
use crate::mcp::quote::quoted;
use crate::mcp::wire::{Id, Incoming, RpcError, incoming};

/// The largest answer, in bytes: images come in it as base64.
const LARGEST: usize = 32_000_000;

/// One request and the answer to it.
#[derive(Debug)]
pub(super) struct Exchange {
    /// The number of the message in JSON-RPC.
    pub(super) number: u64,
    /// What was sent.
    pub(super) task: Task,
    /// The session that it was sent in, counted from the first.
    pub(super) session: u64,
    /// The HTTP status, once it is known.
    pub(super) status: Option<u16>,
    /// Taken out of what the server says.
    key: Option<Key>,
    reply: Reply,
    /// How many bytes came.
    bytes: usize,
    has_ended: bool,
}

#[derive(Debug)]
enum Reply {
    /// The head is not here yet, or nothing behind it is of interest.
    Unread,
    Whole(Whole),
    Events(EventStream),
}

/// An answer that is read when it is whole.
#[derive(Debug)]
struct Whole {
    head: Head,
    body: Vec<u8>,
}

/// What an answer says.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// A message that nobody answers has arrived.
    Arrived,
    /// The head of the answer to `initialize` is here, with the session that it gives.
    Session(Option<String>),
    /// The answer.
    Answer(Result<Map<String, Value>, RpcError>),
    /// The server asks for something itself.
    Request { id: Id, method: String },
    /// The server tells something.
    Notification {
        method: String,
        params: Map<String, Value>,
    },
    /// There is no answer, and none will come.
    Failed(Cause),
}

impl Exchange {
    pub(super) fn new(number: u64, task: Task, session: u64, key: Option<Key>) -> Self {
        Self {
            number,
            task,
            session,
            status: None,
            key,
            reply: Reply::Unread,
            bytes: 0,
            has_ended: false,
        }
    }

    /// Whether nothing more can come of it.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Whether the browser gave a head to read.
    pub(super) fn was_answered(&self) -> bool {
        self.status.is_some()
    }

    /// What an event says, in order. Behind an answer or a failure nothing is said any more.
    pub(super) fn take(&mut self, event: Event<'_>) -> Vec<Step> {
        self.has_ended = matches!(event, Event::End | Event::Failed | Event::NotPermitted);
        let mut steps = match event {
            Event::Head(head) => self.take_head(head),
            Event::Bytes(bytes) => self.take_bytes(bytes),
            Event::End => self.take_end(),
            Event::Failed | Event::NotPermitted if self.was_answered() => {
                vec![Step::Failed(Cause::Cut)]
            }
            Event::Failed => vec![Step::Failed(Cause::Unreachable)],
            Event::NotPermitted => vec![Step::Failed(Cause::LocalNetworkDenied)],
            Event::TimedOut { seconds } => vec![Step::Failed(Cause::TimedOut { seconds })],
        };
        let is_last =
            |step: &Step| matches!(step, Step::Answer(_) | Step::Failed(_) | Step::Arrived);
        if let Some(last) = steps.iter().position(is_last) {
            steps.truncate(last + 1);
        }
        steps
    }

    fn take_head(&mut self, head: &Head) -> Vec<Step> {
        self.status = Some(head.status);
        let is_fine = head.is_success();
        if !self.task.message.is_request() {
            return match refusal(head) {
                Some(cause) => vec![Step::Failed(cause)],
                None => vec![Step::Arrived],
            };
        }
        let media_type = head.media_type();
        self.reply = match &*media_type {
            "text/event-stream" if is_fine => Reply::Events(EventStream::default()),
            "" | "application/json" | "text/plain" => Reply::Whole(Whole::new(head)),
            other if is_fine && !other.ends_with("json") => {
                return vec![Step::Failed(Cause::NotMcp { media_type })];
            }
            _ => Reply::Whole(Whole::new(head)),
        };
        match self.task.message.method() {
            "initialize" if is_fine => {
                vec![Step::Session(
                    head.header(headers::SESSION_ID).map(str::to_owned),
                )]
            }
            _ => Vec::new(),
        }
    }

    fn take_bytes(&mut self, bytes: &[u8]) -> Vec<Step> {
        self.bytes += bytes.len();
        if self.bytes > LARGEST {
            return vec![too_large()];
        }
        match &mut self.reply {
            Reply::Unread => Vec::new(),
            Reply::Whole(whole) => {
                whole.body.extend_from_slice(bytes);
                Vec::new()
            }
            Reply::Events(events) => {
                // A stream may begin with an event that only gives its id.
                let told = events.push(bytes).filter(|event| !event.data.is_empty());
                let mut told: Vec<Step> = told
                    .flat_map(|event| steps(self.number, &without(self.key.as_ref(), &event.data)))
                    .collect();
                if events.dropped() > 0 {
                    told.push(too_large());
                }
                told
            }
        }
    }

    fn take_end(&mut self) -> Vec<Step> {
        match std::mem::replace(&mut self.reply, Reply::Unread) {
            Reply::Unread => vec![Step::Failed(Cause::Cut)],
            Reply::Events(events) => {
                // Where the blank line behind the last event is missing, the event may still be whole.
                let last = events.finish().map(|event| event.data).unwrap_or_default();
                let mut told = steps(self.number, &without(self.key.as_ref(), &last));
                told.retain(|step| !matches!(step, Step::Failed(_)));
                told.push(Step::Failed(Cause::NoAnswer));
                told
            }
            Reply::Whole(whole) => {
                let text = String::from_utf8_lossy(&whole.body);
                let text = without(self.key.as_ref(), &text);
                whole_steps(self.number, &whole.head, text.trim())
            }
        }
    }
}

impl Whole {
    fn new(head: &Head) -> Self {
        Self {
            head: head.clone(),
            body: Vec::new(),
        }
    }
}

fn too_large() -> Step {
    let limit = LARGEST / 1_000_000;
    Step::Failed(Cause::TooLarge { limit })
}

/// What a server says, without the key, should it repeat that.
fn without(key: Option<&Key>, text: &str) -> String {
    match key {
        Some(key) => key.taken_out_of(text),
        None => text.to_owned(),
    }
}

/// What an answer that is read as a whole says.
fn whole_steps(number: u64, head: &Head, body: &str) -> Vec<Step> {
    if let Some(cause) = refusal(head) {
        return vec![Step::Failed(cause)];
    }
    let mut found = match body {
        "" => Vec::new(),
        body => steps(number, body),
    };
    if found.iter().any(|step| matches!(step, Step::Answer(_))) {
        return found;
    }
    let media_type = head.media_type();
    match found.last() {
        _ if !head.is_success() => vec![Step::Failed(by_status(head.status, body))],
        Some(Step::Failed(_)) if media_type.ends_with("json") => found,
        Some(Step::Failed(_)) => vec![Step::Failed(Cause::NotMcp { media_type })],
        _ => {
            found.push(Step::Failed(Cause::NoAnswer));
            found
        }
    }
}

/// What the messages in a text are to the request of that number.
fn steps(number: u64, text: &str) -> Vec<Step> {
    let messages = match incoming(text.as_bytes()) {
        Ok(messages) => messages,
        Err(why) if why.ends_with("cut off") => return vec![Step::Failed(Cause::Cut)],
        Err(why) => return vec![Step::Failed(Cause::NotAMessage { why })],
    };
    let step = |message| match message {
        // An error that came before the id was read has none.
        Incoming::Answer { id: None, outcome } => Some(Step::Answer(outcome)),
        Incoming::Answer {
            id: Some(id),
            outcome,
        } => id.is(number).then_some(Step::Answer(outcome)),
        Incoming::Request { id, method } => Some(Step::Request { id, method }),
        Incoming::Notification { method, params } => Some(Step::Notification { method, params }),
    };
    messages.into_iter().filter_map(step).collect()
}

/// What a status says by itself, whatever comes with it.
fn refusal(head: &Head) -> Option<Cause> {
    Some(match head.status {
        401 => Cause::NeedsKey,
        403 => Cause::Forbidden,
        429 => Cause::TooManyRequests {
            wait: head
                .header("Retry-After")
                .and_then(|wait| wait.trim().parse().ok()),
        },
        _ => return None,
    })
}

fn by_status(status: u16, body: &str) -> Cause {
    let said = said(body);
    match status {
        404 => Cause::NotFound { said },
        405 => Cause::MethodNotAllowed,
        status => Cause::Status { status, said },
    }
}

/// What a body says in words: the text that it is, or that its JSON has for people; nothing of a page.
fn said(body: &str) -> String {
    if body.starts_with('<') {
        return String::new();
    }
    let Ok(json) = serde_json::from_str::<Value>(body) else {
        return quoted(body);
    };
    let error = json.get("error");
    let words = [
        json.get("message"),
        error.and_then(|error| error.get("message")),
        json.get("detail"),
        json.get("error_description"),
        error,
    ];
    let words = words.into_iter().flatten().find_map(Value::as_str);
    quoted(words.unwrap_or(body))
}
