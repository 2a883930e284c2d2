//! One conversation of a run, and the calls of its last answer.

use serde_json::Value;

use super::{Action, CallId};
use crate::agent::Agent;
use crate::agent::folder::{Request, Work};
use crate::endpoint::{Message, Part, Role};

/// A conversation.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) agent: Agent,
    pub(super) depth: u32,
    /// The call that it answers.
    pub(super) parent: Option<CallId>,
    pub(super) messages: Vec<Message>,
    /// For each prompt of the person: its step in the transcript, and its message.
    pub(super) prompts: Vec<(usize, usize)>,
    pub(super) calls: Vec<Call>,
    pub(super) turns: u32,
    pub(super) stage: Stage,
    /// After how many ms the answer that is awaited, or came last, began.
    pub(super) first_token: Option<u32>,
}

/// What a conversation waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// For its first question.
    New,
    /// For an answer.
    Asking,
    /// For the results of tools.
    Calling,
    /// For a retry.
    Failed,
    /// For nothing.
    Done,
}

/// A call of a tool.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) id: CallId,
    /// As the model has it.
    used: String,
    pub(super) name: String,
    pub(super) input: Value,
    /// What would be called, while the person is asked.
    pub(super) asked: Option<Asked>,
    pub(super) runs: bool,
    /// What is done with the folder, once it may be.
    pub(super) work: Option<Work>,
    /// What it gave, and whether that is a failure.
    pub(super) result: Option<(String, bool)>,
}

/// What the person is asked about.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    Server { server: String, tool: String },
    Folder(Box<Work>),
}

impl Frame {
    pub(super) fn new(agent: Agent, depth: u32, parent: Option<CallId>) -> Self {
        Self {
            agent,
            depth,
            parent,
            messages: Vec::new(),
            prompts: Vec::new(),
            calls: Vec::new(),
            turns: 0,
            stage: Stage::New,
            first_token: None,
        }
    }

    /// Ends the calls that gave nothing.
    pub(super) fn end_calls(&mut self) {
        let open = self.calls.iter_mut().filter(|call| call.result.is_none());
        open.for_each(Call::end);
    }

    /// Makes a message of the results, if all calls gave one; whether it did.
    pub(super) fn take_results(&mut self) -> bool {
        if self.calls.is_empty() || self.calls.iter().any(|call| call.result.is_none()) {
            return false;
        }
        let result = |call: Call| {
            let (text, is_error) = call.result?;
            let id = call.used;
            Some(Part::ToolResult { id, text, is_error })
        };
        self.messages.push(Message {
            role: Role::User,
            parts: self.calls.drain(..).filter_map(result).collect(),
        });
        true
    }
}

impl Call {
    pub(super) fn new(id: CallId, used: String, name: String, input: Value) -> Self {
        Self {
            id,
            used,
            name,
            input,
            asked: None,
            runs: false,
            work: None,
            result: None,
        }
    }

    /// Nobody waits for it longer; the model is told so.
    pub(super) fn end(&mut self) {
        let why = "The run was ended before this gave anything.";
        self.result = Some((why.to_owned(), true));
    }

    /// Begins the call that the person was asked about.
    pub(super) fn begin(&mut self) -> Option<Action> {
        let asked = self.asked.take()?;
        self.runs = true;
        let call = self.id;
        Some(match asked {
            Asked::Server { server, tool } => Action::Call {
                call,
                server,
                tool,
                input: self.input.clone(),
            },
            Asked::Folder(work) => {
                self.work = Some(*work);
                let request = Request::List;
                Action::AskFolder { call, request }
            }
        })
    }
}
