//! The tests of the engine, without any server; `tests/live_endpoints.rs` has real ones.

use serde_json::Value;

use super::*;
use crate::http::{Address, Head, Key, Origin};

macro_rules! recorded {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../../tests/streams/", $name)).as_slice(),
        )
    };
}

mod answers;
mod failures;
mod requests;

type Recorded = (&'static str, &'static [u8]);

const STREAMS: &[Recorded] = &[
    recorded!("aimock-chat-hi.sse"),
    recorded!("aimock-chat-think.sse"),
    recorded!("aimock-chat-tool.sse"),
    recorded!("aimock-messages-hi.sse"),
    recorded!("aimock-messages-think.sse"),
    recorded!("aimock-messages-tool.sse"),
    recorded!("aimock-responses-hi.sse"),
    recorded!("aimock-responses-think.sse"),
    recorded!("aimock-responses-tool.sse"),
    recorded!("llama-chat-text.sse"),
    recorded!("llama-chat-tool.sse"),
    recorded!("llama-messages-text.sse"),
    recorded!("llama-messages-tool.sse"),
    recorded!("llama-responses-text.sse"),
    recorded!("llama-responses-tool.sse"),
];

fn address(text: &str) -> Address {
    Address::parse(text).expect("an address")
}

fn page() -> Origin {
    address("https://play.example").origin().clone()
}

fn endpoint(api: Api) -> Endpoint {
    let mut endpoint = Endpoint::new(Preset::Custom, address("https://api.example.com"));
    endpoint.api = api;
    endpoint.key = Key::new(&endpoint.address, "sk-do-not-show").ok();
    endpoint
}

fn api_of(name: &str) -> Api {
    if name.contains("-messages-") {
        Api::AnthropicMessages
    } else if name.contains("-responses-") {
        Api::OpenAiResponses
    } else {
        Api::OpenAiChat
    }
}

type Outcome = Result<Finished, Box<Failure>>;

/// What is heard of an answer that comes in these chunks, ends in good order or not.
fn hear(api: Api, status: u16, chunks: &[&[u8]], broken: bool) -> (Vec<Event>, Outcome) {
    let mut answer = Answer::new(&endpoint(api), "some-model", &page());
    answer.head(Head {
        status,
        headers: Vec::new(),
    });
    let mut events = Vec::new();
    for chunk in chunks {
        events.extend(answer.push(chunk));
    }
    let (last, outcome) = answer.end(broken);
    events.extend(last);
    (events, outcome)
}

fn whole((name, bytes): Recorded) -> Finished {
    let (_, outcome) = hear(api_of(name), 200, &[bytes], false);
    outcome.unwrap_or_else(|failure| panic!("{name}: {failure}"))
}

fn failure(api: Api, status: u16, body: &str) -> Failure {
    let (_, outcome) = hear(api, status, &[body.as_bytes()], false);
    *outcome.expect_err(body)
}

fn use_of(id: &str, name: &str, input: Value) -> Part {
    Part::ToolUse {
        id: id.to_owned(),
        name: name.to_owned(),
        input,
        unread: None,
    }
}

fn said(text: &str) -> Part {
    Part::Text {
        text: text.to_owned(),
    }
}
