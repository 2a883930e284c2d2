//! How many tokens a request has: by the server's count, or else by an estimate that says so.

use std::fmt;

use super::{Ask, Endpoint, Message, Part};
use crate::reader::estimated_tokens;

/// How many tokens would be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenCount {
    /// The endpoint has counted them.
    Counted(u64),
    /// They are estimated from the letters of the text.
    Estimated(u64),
}

impl TokenCount {
    /// What the endpoint answered to [`Endpoint::count_tokens`], where it could be asked and gave a count; an
    /// estimate in every other case.
    pub fn of(ask: &Ask, answer: Option<&str>) -> Self {
        match answer.and_then(Endpoint::counted) {
            Some(tokens) => Self::Counted(tokens),
            None => Self::Estimated(ask.estimated_tokens()),
        }
    }

    /// The number.
    pub fn tokens(self) -> u64 {
        match self {
            Self::Counted(tokens) | Self::Estimated(tokens) => tokens,
        }
    }
}

impl fmt::Display for TokenCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Counted(tokens) => write!(f, "{tokens} tokens"),
            Self::Estimated(tokens) => write!(f, "about {tokens} tokens (an estimate)"),
        }
    }
}

impl Ask {
    /// About how many tokens it has, with its tools and the conversation so far.
    pub fn estimated_tokens(&self) -> u64 {
        let messages: u64 = self.messages.iter().map(Message::estimated_tokens).sum();
        let tools: u64 = self
            .tools
            .iter()
            .map(|tool| {
                let schema = tool.schema.to_string();
                estimate(&tool.name) + estimate(&tool.description) + estimate(&schema)
            })
            .sum();
        estimate(&self.system) + messages + tools
    }
}

impl Message {
    /// About how many tokens it has.
    pub fn estimated_tokens(&self) -> u64 {
        self.parts.iter().map(Part::estimated_tokens).sum()
    }
}

impl Part {
    /// About how many tokens it has.
    pub fn estimated_tokens(&self) -> u64 {
        match self {
            Self::Text { text } | Self::Thinking { text, .. } => estimate(text),
            Self::ToolResult { text, .. } => estimate(text),
            Self::ToolUse { name, input, .. } => estimate(name) + estimate(&input.to_string()),
        }
    }
}

fn estimate(text: &str) -> u64 {
    u64::try_from(estimated_tokens(text)).unwrap_or(u64::MAX)
}
