//! The APIs, one file each.

mod anthropic;
mod openai_chat;
mod openai_responses;
mod read;
mod write;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Ask, Cause, Event, Preset};
use crate::http::ServerEvent;

/// An API of model endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Api {
    /// Messages, of Anthropic.
    AnthropicMessages,
    /// Chat Completions, of OpenAI.
    OpenAiChat,
    /// Responses, of OpenAI.
    OpenAiResponses,
}

/// What an API is made of.
pub(super) trait Protocol: Sync {
    /// What people call it.
    fn title(&self) -> &'static str;
    /// Where conversations go, below `/v1`.
    fn path(&self) -> &'static str;
    /// Where the list of models is, below `/v1`.
    fn models_path(&self) -> &'static str;
    /// Where a kind of server counts tokens, below `/v1`, where it does that.
    fn count_path(&self, _: Preset) -> Option<&'static str> {
        None
    }
    /// The header of the key, and what stands before the key.
    fn key_header(&self) -> (&'static str, &'static str);
    /// The headers that every request has.
    fn headers(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }
    /// The body of a request. `modern` is for OpenAI's own servers, which know a newer name of the cap.
    fn body(&self, ask: &Ask, modern: bool) -> Value;
    /// The body of a request that counts.
    fn count_body(&self, ask: &Ask) -> Value {
        self.body(ask, false)
    }
    /// Reads one answer.
    fn reader(&self) -> Box<dyn Reader>;
}

/// Reads an answer of an API.
pub(super) trait Reader: Send {
    /// An event of a stream.
    ///
    /// # Errors
    /// The event is an error of the server, or makes no sense.
    fn event(&mut self, event: &ServerEvent) -> Result<Vec<Event>, Trouble>;
    /// An answer that came whole.
    ///
    /// # Errors
    /// As for [`event`](Self::event).
    fn whole(&mut self, answer: &Value) -> Result<Vec<Event>, Trouble>;
    /// Whether a stream has said that it is complete.
    fn is_complete(&self) -> bool;
}

/// Why an answer cannot be read on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trouble {
    pub(super) cause: Cause,
    /// What the server says about it.
    pub(super) said: Option<String>,
}

impl Trouble {
    fn malformed(why: &'static str) -> Self {
        Self {
            cause: Cause::Malformed { why: why.into() },
            said: None,
        }
    }
}

impl Api {
    /// All of them.
    pub const ALL: [Self; 3] = [
        Self::AnthropicMessages,
        Self::OpenAiChat,
        Self::OpenAiResponses,
    ];

    pub(super) fn protocol(self) -> &'static dyn Protocol {
        match self {
            Self::AnthropicMessages => &anthropic::Messages,
            Self::OpenAiChat => &openai_chat::Chat,
            Self::OpenAiResponses => &openai_responses::Responses,
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        self.protocol().title()
    }

    /// Where conversations go, below `/v1`.
    pub fn path(self) -> &'static str {
        self.protocol().path()
    }
}
