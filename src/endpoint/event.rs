//! What is heard of an answer while it comes.

use serde::{Deserialize, Serialize};

/// Something of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// More text.
    Text(String),
    /// More thoughts.
    Thinking(String),
    /// By which the API knows the thoughts before it again.
    Signature(String),
    /// A call of a tool begins.
    ToolStarted {
        /// Which of the calls in this answer, from 0.
        call: usize,
        /// Its id; made up where the server gives none.
        id: String,
        /// The tool.
        name: String,
    },
    /// More of a call's arguments.
    ToolInput {
        /// Which call.
        call: usize,
        /// A piece of JSON, cut anywhere.
        json: String,
    },
    /// A call is complete.
    ToolEnded {
        /// Which call.
        call: usize,
    },
    /// What it cost so far.
    Usage(Usage),
    /// Why the model stops. The answer is complete only at its end.
    Stopped(StopReason),
}

/// Tokens, as far as the server counts them for us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Of what was sent, also those that the server had kept.
    pub input: Option<u64>,
    /// Of the answer, thoughts included.
    pub output: Option<u64>,
}

/// Why a model stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// It has said everything.
    EndTurn,
    /// It waits for the results of tools.
    ToolUse,
    /// The answer has as many tokens as it may have.
    MaxTokens,
    /// It, or a filter before it, does not answer this.
    Refusal,
    /// Another, in the server's word.
    Other(String),
}

impl Usage {
    /// Takes over what the other says.
    pub fn update(&mut self, newer: Self) {
        self.input = newer.input.or(self.input);
        self.output = newer.output.or(self.output);
    }

    /// Both together, as far as they are known.
    pub fn total(self) -> u64 {
        self.input
            .unwrap_or(0)
            .saturating_add(self.output.unwrap_or(0))
    }
}
