//! The message that events make together.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Event, Part, StopReason, Usage};

/// The parts of an answer, as far as it has come.
#[derive(Clone, Debug, Default)]
pub(super) struct Assembly {
    parts: Vec<Part>,
    /// The part and the text of the arguments of every call.
    calls: BTreeMap<usize, (usize, String)>,
    pub(super) usage: Usage,
    pub(super) stop: Option<StopReason>,
}

impl Assembly {
    pub(super) fn add(&mut self, event: &Event) {
        match event {
            Event::Text(more) => match self.parts.last_mut() {
                Some(Part::Text { text }) => text.push_str(more),
                _ => self.parts.push(Part::Text { text: more.clone() }),
            },
            Event::Thinking(more) => match self.parts.last_mut() {
                Some(Part::Thinking {
                    text,
                    signature: None,
                }) => text.push_str(more),
                _ => self.parts.push(Part::Thinking {
                    text: more.clone(),
                    signature: None,
                }),
            },
            Event::Signature(more) => {
                if let Some(Part::Thinking { signature, .. }) = self.parts.last_mut() {
                    signature.get_or_insert_default().push_str(more);
                }
            }
            Event::ToolStarted { call, id, name } => {
                self.calls.insert(*call, (self.parts.len(), String::new()));
                self.parts.push(Part::ToolUse {
                    id: id.clone(),
                    name: name.clone(),
                    input: Value::Object(Map::new()),
                    unread: None,
                });
            }
            Event::ToolInput { call, json } => {
                if let Some((_, arguments)) = self.calls.get_mut(call) {
                    arguments.push_str(json);
                }
            }
            Event::ToolEnded { .. } => {}
            Event::Usage(usage) => self.usage.update(*usage),
            Event::Stopped(reason) => self.stop = Some(reason.clone()),
        }
    }

    /// What has come. A call whose arguments are no JSON object keeps them as they are.
    pub(super) fn parts(&self) -> Vec<Part> {
        let mut parts = self.parts.clone();
        for (part, arguments) in self.calls.values() {
            let Some(Part::ToolUse { input, unread, .. }) = parts.get_mut(*part) else {
                continue;
            };
            match serde_json::from_str(arguments) {
                Ok(Value::Object(map)) => *input = Value::Object(map),
                _ if matches!(arguments.trim(), "" | "null") => {}
                _ => *unread = Some(arguments.clone()),
            }
        }
        parts.retain(|part| !matches!(part, Part::Text { text } if text.is_empty()));
        parts
    }
}
