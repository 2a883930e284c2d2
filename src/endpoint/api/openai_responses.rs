//! Responses, of OpenAI; also spoken by llama.cpp, LiteLLM and others. Nothing is kept at the server (`store`):
//! the whole conversation is sent every time.

use serde_json::{Map, Value, json};

use super::read::{error_in, json as json_of, number, text};
use super::write::{arguments, output, settings};
use super::{Protocol, Reader, Trouble};
use crate::endpoint::{Ask, Event, Message, Part, Preset, Role, StopReason, Usage, failure};
use crate::http::ServerEvent;

pub(super) struct Responses;

impl Protocol for Responses {
    fn title(&self) -> &'static str {
        "OpenAI Responses"
    }

    fn path(&self) -> &'static str {
        "responses"
    }

    fn models_path(&self) -> &'static str {
        "models"
    }

    fn count_path(&self, _: Preset) -> Option<&'static str> {
        Some("responses/input_tokens")
    }

    fn key_header(&self) -> (&'static str, &'static str) {
        ("authorization", "Bearer ")
    }

    fn body(&self, ask: &Ask, _: bool) -> Value {
        let mut body = content(ask);
        body.insert("max_output_tokens".to_owned(), ask.max_tokens.into());
        body.insert("store".to_owned(), false.into());
        settings(&mut body, ask);
        Value::Object(body)
    }

    fn count_body(&self, ask: &Ask) -> Value {
        Value::Object(content(ask))
    }

    fn reader(&self) -> Box<dyn Reader> {
        Box::<Stream>::default()
    }
}

/// What the model reads.
fn content(ask: &Ask) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("model".to_owned(), ask.model.as_str().into());
    if !ask.system.is_empty() {
        body.insert("instructions".to_owned(), ask.system.as_str().into());
    }
    let input = ask.messages.iter().flat_map(items).collect();
    body.insert("input".to_owned(), input);
    if !ask.tools.is_empty() {
        let tool = |tool: &crate::endpoint::Tool| {
            json!({ "type": "function", "name": tool.name, "description": tool.description,
                "parameters": tool.schema, "strict": false })
        };
        body.insert("tools".to_owned(), ask.tools.iter().map(tool).collect());
    }
    body
}

/// The items that a message is. Thoughts are not sent back: the API knows them again only where it keeps them.
fn items(message: &Message) -> Vec<Value> {
    let (role, kind) = match message.role {
        Role::User => ("user", "input_text"),
        Role::Assistant => ("assistant", "output_text"),
    };
    let item = |part: &Part| {
        Some(match part {
            Part::Text { text } if text.is_empty() => return None,
            Part::Thinking { .. } => return None,
            Part::Text { text } => json!({ "type": "message", "role": role,
                "content": [{ "type": kind, "text": text }] }),
            Part::ToolUse {
                id,
                name,
                input,
                unread,
            } => {
                let arguments = arguments(input, unread.as_deref());
                json!({ "type": "function_call", "call_id": id, "name": name, "arguments": arguments })
            }
            Part::ToolResult { id, text, is_error } => {
                let output = output(text, *is_error);
                json!({ "type": "function_call_output", "call_id": id, "output": output })
            }
        })
    };
    message.parts.iter().filter_map(item).collect()
}

/// An answer.
#[derive(Default)]
struct Stream {
    calls: Vec<Call>,
    complete: bool,
}

struct Call {
    /// By which the server's events name it.
    item: String,
    /// Whether its arguments have come, or a part of them.
    has_input: bool,
    ended: bool,
}

impl Reader for Stream {
    fn event(&mut self, event: &ServerEvent) -> Result<Vec<Event>, Trouble> {
        if matches!(event.data.trim(), "" | "[DONE]") {
            return Ok(Vec::new());
        }
        let data = json_of(event)?;
        if let Some(trouble) = error_in(&data) {
            return Err(trouble);
        }
        let nothing = Value::Null;
        let at = |key: &str| data.get(key).unwrap_or(&nothing);
        let delta = text(&data, "delta").map(str::to_owned);
        Ok(match text(&data, "type").unwrap_or(&event.event) {
            "response.output_text.delta" | "response.refusal.delta" => {
                delta.map(Event::Text).into_iter().collect()
            }
            "response.reasoning_summary_text.delta" | "response.reasoning_text.delta" => {
                delta.map(Event::Thinking).into_iter().collect()
            }
            "response.output_item.added" => self.begin(at("item")).into_iter().collect(),
            "response.function_call_arguments.delta" => {
                let item = text(&data, "item_id").unwrap_or_default();
                let call = self.calls.iter().position(|call| call.item == item);
                let heard = delta.zip(call.or(self.calls.len().checked_sub(1)));
                heard
                    .map(|(json, call)| self.input(call, json))
                    .into_iter()
                    .collect()
            }
            "response.output_item.done" => self.done(at("item")),
            "response.completed" | "response.incomplete" => self.end(at("response")),
            "response.failed" => {
                let failed = error_in(at("response"));
                return Err(failed
                    .unwrap_or_else(|| Trouble::malformed("it says that it failed, and not why")));
            }
            "error" => {
                let (cause, said) = failure::of_error(None, &data);
                return Err(Trouble { cause, said });
            }
            // What is said again in other words, and whatever comes later.
            _ => Vec::new(),
        })
    }

    fn whole(&mut self, answer: &Value) -> Result<Vec<Event>, Trouble> {
        if let Some(trouble) = error_in(answer) {
            return Err(trouble);
        }
        let Some(output) = answer.get("output").and_then(Value::as_array) else {
            return Err(Trouble::malformed("there is no output in it"));
        };
        let mut events = Vec::new();
        for item in output {
            let said = |key: &str| {
                item.get(key)
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
            };
            for part in said("summary").filter_map(|part| text(part, "text")) {
                events.push(Event::Thinking(part.to_owned()));
            }
            for part in said("content") {
                let said = text(part, "text").or_else(|| text(part, "refusal"));
                let said = said.map(str::to_owned);
                events.extend(match text(item, "type") {
                    Some("reasoning") => said.map(Event::Thinking),
                    _ => said.map(Event::Text),
                });
            }
            events.extend(self.done(item));
        }
        events.extend(self.end(answer));
        Ok(events)
    }

    fn is_complete(&self) -> bool {
        self.complete
    }
}

impl Stream {
    /// A call begins, unless the item is none or is known.
    fn begin(&mut self, item: &Value) -> Option<Event> {
        if text(item, "type") != Some("function_call") || self.find(item).is_some() {
            return None;
        }
        let call = self.calls.len();
        let id = text(item, "call_id").or_else(|| text(item, "id"));
        let id = id.map_or_else(|| format!("call_{call}"), str::to_owned);
        self.calls.push(Call {
            item: text(item, "id").unwrap_or(&id).to_owned(),
            has_input: false,
            ended: false,
        });
        Some(Event::ToolStarted {
            call,
            id,
            name: text(item, "name").unwrap_or_default().to_owned(),
        })
    }

    fn find(&self, item: &Value) -> Option<usize> {
        let name = text(item, "id").or_else(|| text(item, "call_id"))?;
        self.calls.iter().position(|call| call.item == name)
    }

    fn input(&mut self, number: usize, json: String) -> Event {
        if let Some(call) = self.calls.get_mut(number) {
            call.has_input = true;
        }
        Event::ToolInput { call: number, json }
    }

    /// An item is complete. Arguments that did not come piece by piece are in it.
    fn done(&mut self, item: &Value) -> Vec<Event> {
        let mut events: Vec<Event> = self.begin(item).into_iter().collect();
        let number = match events.is_empty() {
            true => self.find(item),
            false => self.calls.len().checked_sub(1),
        };
        let Some(number) = number else {
            return events;
        };
        let is_open = |call: &&mut Call| !call.ended;
        let Some(call) = self.calls.get_mut(number).filter(is_open) else {
            return events;
        };
        call.ended = true;
        let arguments = text(item, "arguments").filter(|_| !call.has_input);
        if let Some(json) = arguments.map(str::to_owned) {
            events.push(self.input(number, json));
        }
        events.push(Event::ToolEnded { call: number });
        events
    }

    /// The answer is complete.
    fn end(&mut self, response: &Value) -> Vec<Event> {
        self.complete = true;
        let mut events = Vec::new();
        for (number, call) in self.calls.iter_mut().enumerate() {
            if !std::mem::replace(&mut call.ended, true) {
                events.push(Event::ToolEnded { call: number });
            }
        }
        if let Some(usage) = response.get("usage").filter(|usage| usage.is_object()) {
            // Nothing costs no tokens, so 0 means that they are not counted.
            let counted = |key: &str| number(usage, key).filter(|tokens| *tokens > 0);
            events.push(Event::Usage(Usage {
                input: counted("input_tokens"),
                output: counted("output_tokens"),
            }));
        }
        let reason = response.pointer("/incomplete_details/reason");
        events.push(Event::Stopped(match reason.and_then(Value::as_str) {
            Some("max_output_tokens") => StopReason::MaxTokens,
            Some("content_filter") => StopReason::Refusal,
            Some(other) => StopReason::Other(other.to_owned()),
            None if self.calls.is_empty() => StopReason::EndTurn,
            None => StopReason::ToolUse,
        }));
        events
    }
}
