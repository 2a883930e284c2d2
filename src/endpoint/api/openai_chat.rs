//! Chat Completions, of OpenAI; also spoken by Ollama, LM Studio, llama.cpp, vLLM, OpenRouter, LiteLLM and
//! most others, each a little differently.

use serde_json::{Map, Value, json};

use super::read::{error_in, json as json_of, number, text};
use super::write::{arguments, output, settings};
use super::{Protocol, Reader, Trouble};
use crate::endpoint::{Ask, Event, Message, Part, Preset, Role, StopReason, Usage};
use crate::http::ServerEvent;

pub(super) struct Chat;

impl Protocol for Chat {
    fn title(&self) -> &'static str {
        "OpenAI Chat Completions"
    }

    fn path(&self) -> &'static str {
        "chat/completions"
    }

    fn models_path(&self) -> &'static str {
        "models"
    }

    fn count_path(&self, preset: Preset) -> Option<&'static str> {
        // OpenAI counts by its newer API alone.
        (preset == Preset::LlamaCpp).then_some("chat/completions/input_tokens")
    }

    fn key_header(&self) -> (&'static str, &'static str) {
        ("authorization", "Bearer ")
    }

    fn body(&self, ask: &Ask, modern: bool) -> Value {
        let mut messages = Vec::new();
        if !ask.system.is_empty() {
            messages.push(json!({ "role": "system", "content": ask.system }));
        }
        messages.extend(ask.messages.iter().flat_map(sent));
        // OpenAI's newer models refuse the old name, and most other servers do not know the new one.
        let cap = if modern {
            "max_completion_tokens"
        } else {
            "max_tokens"
        };
        let mut body = Map::new();
        body.insert("model".to_owned(), ask.model.as_str().into());
        body.insert("messages".to_owned(), messages.into());
        body.insert(cap.to_owned(), ask.max_tokens.into());
        if !ask.tools.is_empty() {
            let tool = |tool: &crate::endpoint::Tool| {
                json!({ "type": "function", "function":
                    { "name": tool.name, "description": tool.description, "parameters": tool.schema } })
            };
            body.insert("tools".to_owned(), ask.tools.iter().map(tool).collect());
        }
        settings(&mut body, ask);
        if ask.stream {
            body.insert(
                "stream_options".to_owned(),
                json!({ "include_usage": true }),
            );
        }
        Value::Object(body)
    }

    fn reader(&self) -> Box<dyn Reader> {
        Box::<Stream>::default()
    }
}

/// The messages that a message is: every result of a tool is one of its own, before what the person says.
fn sent(message: &Message) -> Vec<Value> {
    let mut sent = Vec::new();
    let mut calls = Vec::new();
    for part in &message.parts {
        match part {
            Part::ToolResult { id, text, is_error } => {
                let text = output(text, *is_error);
                sent.push(json!({ "role": "tool", "tool_call_id": id, "content": text }));
            }
            Part::ToolUse {
                id,
                name,
                input,
                unread,
            } => {
                let arguments = arguments(input, unread.as_deref());
                calls.push(json!({ "id": id, "type": "function",
                    "function": { "name": name, "arguments": arguments } }));
            }
            Part::Text { .. } | Part::Thinking { .. } => {}
        }
    }
    let text = message.text();
    match message.role {
        Role::User if !text.is_empty() => sent.push(json!({ "role": "user", "content": text })),
        Role::Assistant if !calls.is_empty() => {
            let content = (!text.is_empty()).then_some(text);
            sent.push(json!({ "role": "assistant", "content": content, "tool_calls": calls }));
        }
        Role::Assistant if !text.is_empty() => {
            sent.push(json!({ "role": "assistant", "content": text }));
        }
        _ => {}
    }
    sent
}

/// An answer.
#[derive(Default)]
struct Stream {
    calls: Vec<Call>,
    /// Whether the model has said why it stops.
    stopped: bool,
    complete: bool,
}

struct Call {
    /// Where the server has it, where it says so.
    index: Option<u64>,
    id: String,
    ended: bool,
}

impl Reader for Stream {
    fn event(&mut self, event: &ServerEvent) -> Result<Vec<Event>, Trouble> {
        match event.data.trim() {
            "" => return Ok(Vec::new()),
            "[DONE]" => {
                self.complete = true;
                return Ok(self.end_calls());
            }
            _ => {}
        }
        let chunk = json_of(event)?;
        if let Some(trouble) = error_in(&chunk) {
            return Err(trouble);
        }
        Ok(self.choice(&chunk, "delta"))
    }

    fn whole(&mut self, answer: &Value) -> Result<Vec<Event>, Trouble> {
        if let Some(trouble) = error_in(answer) {
            return Err(trouble);
        }
        let message = answer.pointer("/choices/0/message");
        if !message.is_some_and(Value::is_object) {
            return Err(Trouble::malformed("there is no message in it"));
        }
        let mut events = self.choice(answer, "message");
        events.extend(self.end_calls());
        self.complete = true;
        Ok(events)
    }

    fn is_complete(&self) -> bool {
        self.complete
    }
}

impl Stream {
    /// What the first choice says; others were not asked for.
    fn choice(&mut self, chunk: &Value, key: &str) -> Vec<Event> {
        let mut events = Vec::new();
        if let Some(choice) = chunk.pointer("/choices/0") {
            if let Some(delta) = choice.get(key) {
                self.delta(delta, &mut events);
            }
            if let Some(reason) = text(choice, "finish_reason").filter(|_| !self.stopped) {
                self.stopped = true;
                events.extend(self.end_calls());
                events.push(Event::Stopped(self.reason(reason)));
            }
        }
        if let Some(usage) = chunk.get("usage").filter(|usage| usage.is_object()) {
            events.push(Event::Usage(Usage {
                input: number(usage, "prompt_tokens").filter(|tokens| *tokens > 0),
                output: number(usage, "completion_tokens"),
            }));
        }
        events
    }

    fn delta(&mut self, delta: &Value, events: &mut Vec<Event>) {
        let thoughts = text(delta, "reasoning_content").or_else(|| text(delta, "reasoning"));
        events.extend(thoughts.map(|text| Event::Thinking(text.to_owned())));
        match delta.get("content") {
            // Some servers write the parts of a content one by one.
            Some(Value::Array(parts)) => {
                let texts = parts.iter().filter_map(|part| text(part, "text"));
                events.extend(texts.map(|text| Event::Text(text.to_owned())));
            }
            _ => {
                let said = text(delta, "content").or_else(|| text(delta, "refusal"));
                events.extend(said.map(|text| Event::Text(text.to_owned())));
            }
        }
        let calls = delta.get("tool_calls").and_then(Value::as_array);
        for call in calls.into_iter().flatten() {
            self.call(call, events);
        }
    }

    fn call(&mut self, call: &Value, events: &mut Vec<Event>) {
        let nothing = Value::Null;
        let function = call.get("function").unwrap_or(&nothing);
        let (index, id) = (number(call, "index"), text(call, "id"));
        let name = text(function, "name");
        let known = self.calls.iter().rposition(|known| match (index, id) {
            // Some servers give every call the index 0; then another id is another call.
            (_, Some(id)) if name.is_some() => known.id == id,
            (Some(index), _) => known.index == Some(index),
            (None, Some(id)) => known.id == id,
            (None, None) => name.is_none(),
        });
        let number = known.unwrap_or_else(|| {
            let number = self.calls.len();
            let id = id.map_or_else(|| format!("call_{number}"), str::to_owned);
            events.push(Event::ToolStarted {
                call: number,
                id: id.clone(),
                name: name.unwrap_or_default().to_owned(),
            });
            self.calls.push(Call {
                index,
                id,
                ended: false,
            });
            number
        });
        let json = match function.get("arguments") {
            Some(Value::String(json)) => json.clone(),
            // A few servers do not write the arguments as a text.
            Some(arguments @ Value::Object(_)) => arguments.to_string(),
            _ => String::new(),
        };
        if !json.is_empty() {
            events.push(Event::ToolInput { call: number, json });
        }
    }

    fn end_calls(&mut self) -> Vec<Event> {
        let calls = self.calls.iter_mut().enumerate();
        calls
            .filter_map(|(number, call)| {
                let ended = std::mem::replace(&mut call.ended, true);
                (!ended).then_some(Event::ToolEnded { call: number })
            })
            .collect()
    }

    fn reason(&self, reason: &str) -> StopReason {
        match reason {
            // Some servers say stop where they have called tools.
            "stop" | "tool_calls" | "function_call" if !self.calls.is_empty() => {
                StopReason::ToolUse
            }
            "stop" | "eos" => StopReason::EndTurn,
            "length" => StopReason::MaxTokens,
            "content_filter" => StopReason::Refusal,
            other => StopReason::Other(other.to_owned()),
        }
    }
}
