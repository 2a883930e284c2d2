//! What a run is made of, and what it wants to be done.

use std::sync::Arc;

use serde_json::Value;

use super::Agent;
use super::folder::{Folder, Request};
use crate::endpoint::{Aliases, Ask, StopReason};
use crate::mcp;

/// Which conversation of a run: 0 is the person's, and each hand-off has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId(pub(super) u32);

impl FrameId {
    /// The number that the steps of a transcript have it by.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// Which call of a tool in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub(super) u32);

/// What a run is made of.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The agent that runs.
    pub agent: Agent,
    /// The others of the workspace, to which it may hand over.
    pub others: Arc<[Agent]>,
    /// The tools of all connected servers.
    pub servers: Vec<mcp::Tool>,
    /// The folder that the person has opened for reading, if there is one.
    pub folder: Option<Folder>,
    /// What models are called at the endpoint.
    pub aliases: Aliases,
    /// The models that the endpoint lists.
    pub models: Vec<String>,
    /// What ends it.
    pub caps: Caps,
}

/// What ends a run, all of its hand-offs counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// How often models are asked.
    pub turns: u32,
    /// How many tokens are used, in and out.
    pub tokens: u64,
    /// How many hand-offs lead to one another.
    pub depth: u32,
    /// How many tokens an answer has.
    pub answer: u32,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Ask a model; then [`Run::answered`](super::Run::answered) or [`Run::failed`](super::Run::failed).
    Ask {
        /// For which conversation.
        frame: FrameId,
        /// What.
        ask: Ask,
        /// Why it is not the model that the file names, where it is not.
        instead: Option<String>,
    },
    /// Ask the person whether this may be called; then [`Run::consent`](super::Run::consent).
    AskConsent {
        /// Which call.
        call: CallId,
        /// The name by which the model called it.
        name: String,
        /// Where it would go: the server, or the folder that would be read.
        server: String,
        /// What would go there.
        input: Value,
    },
    /// Call a tool; then [`Run::gave`](super::Run::gave).
    Call {
        /// Which call.
        call: CallId,
        /// The server.
        server: String,
        /// The tool, as the server calls it.
        tool: String,
        /// Its arguments.
        input: Value,
    },
    /// Ask the folder for something; then [`Run::folder_gave`](super::Run::folder_gave).
    AskFolder {
        /// For which call.
        call: CallId,
        /// What.
        request: Request,
    },
    /// Nobody waits for this answer or result any more.
    Cancel(Waiting),
    /// The run is over, until the person goes on.
    Over(Outcome),
}

/// What a run waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// An answer.
    Answer(FrameId),
    /// A result, or the person's word on it.
    Call(CallId),
}

/// What the person says to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// This once.
    Once,
    /// Whenever this tool is called in this run.
    ForRun,
    /// No. The model is told.
    No,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The agent has answered.
    Answered(StopReason),
    /// An answer failed; [`Run::retry`](super::Run::retry) asks for it again.
    Failed,
    /// The person stopped it.
    Stopped,
    /// Models were asked as often as they may be.
    TurnsUsed,
    /// As many tokens were used as may be.
    TokensUsed,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            turns: 20,
            tokens: 200_000,
            depth: 3,
            answer: 4_096,
        }
    }
}
