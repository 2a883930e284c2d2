//! A conversation, as no API in particular has it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a model is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// The model, as the endpoint calls it.
    pub model: String,
    /// The system prompt, to the letter; empty for none.
    pub system: String,
    /// What was said so far.
    pub messages: Vec<Message>,
    /// The tools that it may call.
    pub tools: Vec<Tool>,
    /// How many tokens the answer has at most.
    pub max_tokens: u32,
    /// How freely it chooses; `None` leaves it to the model.
    pub temperature: Option<f32>,
    /// Whether the answer comes while it is made. Some servers do not listen.
    pub stream: bool,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The person, and the results of tools.
    User,
    /// The model.
    Assistant,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Who.
    pub role: Role,
    /// What, in order.
    pub parts: Vec<Part>,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Part {
    /// Text.
    Text {
        /// The text, Markdown as a rule.
        text: String,
    },
    /// What a model thinks before it answers.
    Thinking {
        /// The thoughts.
        text: String,
        /// By which the API knows its own thoughts again; without it they are not sent back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signature: Option<String>,
    },
    /// A call of a tool.
    ToolUse {
        /// What its result refers to.
        id: String,
        /// The tool.
        name: String,
        /// Its arguments.
        input: Value,
        /// What came instead of arguments, where that was no JSON.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unread: Option<String>,
    },
    /// What a tool gave.
    ToolResult {
        /// The id of the call.
        id: String,
        /// The result as text.
        text: String,
        /// Whether the tool failed.
        is_error: bool,
    },
}

/// A tool, as it is offered to a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tool {
    /// The name by which the model calls it.
    pub name: String,
    /// What it does.
    pub description: String,
    /// The JSON schema of its arguments.
    pub schema: Value,
}

impl Message {
    /// Text of the person.
    pub fn user(text: impl Into<String>) -> Self {
        Self {
            role: Role::User,
            parts: vec![Part::Text { text: text.into() }],
        }
    }

    /// The text of it, without thoughts and tools.
    pub fn text(&self) -> String {
        let texts = self.parts.iter().filter_map(|part| match part {
            Part::Text { text } => Some(text.as_str()),
            _ => None,
        });
        texts.collect::<Vec<_>>().join("\n\n")
    }
}
