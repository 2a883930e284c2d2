//! Messages, of Anthropic; also spoken by llama.cpp, LiteLLM and others.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::read::{error_in, json as json_of, number, text};
use super::write::settings;
use super::{Protocol, Reader, Trouble};
use crate::endpoint::{Ask, Event, Message, Part, Preset, Role, StopReason, Usage};
use crate::http::ServerEvent;

pub(super) struct Messages;

impl Protocol for Messages {
    fn title(&self) -> &'static str {
        "Anthropic Messages"
    }

    fn path(&self) -> &'static str {
        "messages"
    }

    fn models_path(&self) -> &'static str {
        "models?limit=1000"
    }

    fn count_path(&self, _: Preset) -> Option<&'static str> {
        Some("messages/count_tokens")
    }

    fn key_header(&self) -> (&'static str, &'static str) {
        ("x-api-key", "")
    }

    fn headers(&self) -> &'static [(&'static str, &'static str)] {
        &[("anthropic-version", "2023-06-01")]
    }

    fn body(&self, ask: &Ask, _: bool) -> Value {
        let mut body = json_object(self.count_body(ask));
        body.insert("max_tokens".to_owned(), ask.max_tokens.into());
        settings(&mut body, ask);
        Value::Object(body)
    }

    fn count_body(&self, ask: &Ask) -> Value {
        let messages: Vec<Value> = ask.messages.iter().filter_map(message).collect();
        let mut body = json_object(json!({ "model": ask.model, "messages": messages }));
        if !ask.system.is_empty() {
            body.insert("system".to_owned(), ask.system.as_str().into());
        }
        if !ask.tools.is_empty() {
            let tool = |tool: &crate::endpoint::Tool| json!({ "name": tool.name, "description": tool.description, "input_schema": tool.schema });
            body.insert("tools".to_owned(), ask.tools.iter().map(tool).collect());
        }
        Value::Object(body)
    }

    fn reader(&self) -> Box<dyn Reader> {
        Box::<Stream>::default()
    }
}

fn json_object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// A message, unless nothing in it can be sent.
fn message(message: &Message) -> Option<Value> {
    let role = match message.role {
        Role::User => "user",
        Role::Assistant => "assistant",
    };
    let parts: Vec<Value> = message.parts.iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| json!({ "role": role, "content": parts }))
}

fn part(part: &Part) -> Option<Value> {
    Some(match part {
        // The API refuses an empty text, and thoughts that are not signed.
        Part::Text { text } if text.trim().is_empty() => return None,
        Part::Thinking {
            signature: None, ..
        } => return None,
        Part::Text { text } => json!({ "type": "text", "text": text }),
        Part::Thinking { text, signature } => {
            json!({ "type": "thinking", "thinking": text, "signature": signature })
        }
        Part::ToolUse {
            id, name, input, ..
        } => json!({ "type": "tool_use", "id": id, "name": name, "input": input }),
        Part::ToolResult { id, text, is_error } => {
            let mut result = json_object(
                json!({ "type": "tool_result", "tool_use_id": id, "is_error": is_error }),
            );
            if !text.trim().is_empty() {
                result.insert("content".to_owned(), text.as_str().into());
            }
            Value::Object(result)
        }
    })
}

/// A streamed answer.
#[derive(Default)]
struct Stream {
    /// The calls by the index of their block.
    calls: BTreeMap<u64, Call>,
    complete: bool,
}

struct Call {
    number: usize,
    /// What the block began with, where that was arguments already.
    input: Option<String>,
    ended: bool,
}

impl Reader for Stream {
    fn event(&mut self, event: &ServerEvent) -> Result<Vec<Event>, Trouble> {
        if event.data.trim().is_empty() || event.data.trim() == "[DONE]" {
            return Ok(Vec::new());
        }
        let data = json_of(event)?;
        // An error may name no type.
        if let Some(trouble) = error_in(&data) {
            return Err(trouble);
        }
        let index = number(&data, "index").unwrap_or(0);
        let nothing = Value::Null;
        let at = |key: &str| data.get(key).unwrap_or(&nothing);
        Ok(match text(&data, "type").unwrap_or(&event.event) {
            "message_start" => usage(at("message").get("usage")).into_iter().collect(),
            "content_block_start" => self.block(index, at("content_block")),
            "content_block_delta" => self.delta(index, at("delta")),
            "content_block_stop" => self.block_ends(index),
            "message_delta" => {
                let mut events: Vec<Event> = usage(data.get("usage")).into_iter().collect();
                events.extend(text(at("delta"), "stop_reason").map(stopped));
                events
            }
            "message_stop" => {
                self.complete = true;
                Vec::new()
            }
            "error" => return Err(Trouble::malformed("an error without a text")),
            // ping, and whatever comes later.
            _ => Vec::new(),
        })
    }

    fn whole(&mut self, answer: &Value) -> Result<Vec<Event>, Trouble> {
        if let Some(trouble) = error_in(answer) {
            return Err(trouble);
        }
        let Some(content) = answer.get("content").and_then(Value::as_array) else {
            return Err(Trouble::malformed("there is no content in it"));
        };
        let mut events = Vec::new();
        for (index, block) in (0..).zip(content) {
            events.extend(self.block(index, block));
            events.extend(self.block_ends(index));
        }
        events.extend(usage(answer.get("usage")));
        events.extend(text(answer, "stop_reason").map(stopped));
        self.complete = true;
        Ok(events)
    }

    fn is_complete(&self) -> bool {
        self.complete
    }
}

impl Stream {
    fn block(&mut self, index: u64, block: &Value) -> Vec<Event> {
        match text(block, "type") {
            Some("text") => text(block, "text").map(said).into_iter().collect(),
            Some("thinking") => {
                let thought = text(block, "thinking").map(thought);
                thought.into_iter().chain(signature(block)).collect()
            }
            Some("tool_use") => {
                let call = self.calls.len();
                let input = block
                    .get("input")
                    .filter(|input| input.as_object().is_some_and(|input| !input.is_empty()));
                self.calls.insert(
                    index,
                    Call {
                        number: call,
                        input: input.map(Value::to_string),
                        ended: false,
                    },
                );
                vec![Event::ToolStarted {
                    call,
                    id: text(block, "id").map_or_else(|| format!("call_{call}"), str::to_owned),
                    name: text(block, "name").unwrap_or_default().to_owned(),
                }]
            }
            _ => Vec::new(),
        }
    }

    fn delta(&mut self, index: u64, delta: &Value) -> Vec<Event> {
        let event = match text(delta, "type") {
            Some("text_delta") => text(delta, "text").map(said),
            Some("thinking_delta") => text(delta, "thinking").map(thought),
            Some("signature_delta") => signature(delta),
            Some("input_json_delta") => {
                let call = self.calls.get_mut(&index);
                text(delta, "partial_json").zip(call).map(|(json, call)| {
                    // Arguments that come piece by piece take the place of those at the beginning.
                    call.input = None;
                    Event::ToolInput {
                        call: call.number,
                        json: json.to_owned(),
                    }
                })
            }
            _ => None,
        };
        event.into_iter().collect()
    }

    fn block_ends(&mut self, index: u64) -> Vec<Event> {
        let Some(call) = self.calls.get_mut(&index).filter(|call| !call.ended) else {
            return Vec::new();
        };
        call.ended = true;
        let input = call.input.take().map(|json| Event::ToolInput {
            call: call.number,
            json,
        });
        let end = Event::ToolEnded { call: call.number };
        input.into_iter().chain([end]).collect()
    }
}

fn said(text: &str) -> Event {
    Event::Text(text.to_owned())
}

fn thought(text: &str) -> Event {
    Event::Thinking(text.to_owned())
}

fn signature(block: &Value) -> Option<Event> {
    text(block, "signature").map(|signature| Event::Signature(signature.to_owned()))
}

/// What was read from a cache counts as input. Nothing costs no input, so 0 means that it is not counted.
fn usage(usage: Option<&Value>) -> Option<Event> {
    let usage = usage?;
    let input: u64 = [
        "input_tokens",
        "cache_read_input_tokens",
        "cache_creation_input_tokens",
    ]
    .into_iter()
    .filter_map(|key| number(usage, key))
    .fold(0, u64::saturating_add);
    Some(Event::Usage(Usage {
        input: Some(input).filter(|input| *input > 0),
        output: number(usage, "output_tokens").filter(|output| *output > 0),
    }))
}

fn stopped(reason: &str) -> Event {
    Event::Stopped(match reason {
        "end_turn" | "stop_sequence" => StopReason::EndTurn,
        "tool_use" => StopReason::ToolUse,
        "max_tokens" => StopReason::MaxTokens,
        "refusal" => StopReason::Refusal,
        other => StopReason::Other(other.to_owned()),
    })
}
