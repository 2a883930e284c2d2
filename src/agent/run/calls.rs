//! What becomes of the calls in an answer.

use serde_json::Value;

use super::frame::{Asked, Call, Frame, Stage};
use super::{Action, CallId, Outcome, Run};
use crate::agent::Target;
use crate::agent::folder::Work;
use crate::agent::transcript::What;
use crate::endpoint::{Message, Part, StopReason};

impl Run {
    /// A model calls a tool.
    pub(super) fn call(&mut self, at: usize, part: Part) -> Vec<Action> {
        let Part::ToolUse {
            id,
            name,
            input,
            unread,
        } = part
        else {
            return Vec::new();
        };
        let offer = self.offer_of(at);
        let target = offer.find(&name).cloned();
        let call = CallId(self.next_call);
        self.next_call += 1;
        let Some(frame) = self.frames.get_mut(at) else {
            return Vec::new();
        };
        let index = frame.calls.len();
        frame
            .calls
            .push(Call::new(call, id, name.clone(), input.clone()));
        let give = |run: &mut Self, why: &str| {
            run.record(at, index, why, true);
            Vec::new()
        };
        if unread.is_some() {
            return give(
                self,
                "The arguments are no JSON object. Call the tool again with arguments that fit its schema.",
            );
        }
        match target {
            None => {
                let names = offer.tools.iter().map(|(tool, _)| tool.name.as_str());
                let near = crate::lint::nearest(&name, names)
                    .map_or_else(String::new, |near| format!(" Did you mean {near}?"));
                give(self, &format!("There is no tool {name} here.{near}"))
            }
            Some(Target::Agent) => self.hand_off(at, index, call, &input),
            Some(Target::Server { server, tool }) => {
                let asked = Asked::Server {
                    server: server.clone(),
                    tool,
                };
                self.ask_consent(at, index, asked, server)
            }
            Some(Target::Folder(tool)) => {
                let folder = self.setup.folder.clone().unwrap_or_default();
                match Work::new(tool, &input, &folder) {
                    Ok(work) => {
                        let asked = Asked::Folder(Box::new(work));
                        self.ask_consent(at, index, asked, folder.name().to_owned())
                    }
                    Err(why) => give(self, &why),
                }
            }
        }
    }

    /// Asks the person about a call, unless it is allowed for the run.
    fn ask_consent(
        &mut self,
        at: usize,
        index: usize,
        asked: Asked,
        server: String,
    ) -> Vec<Action> {
        let frame = self.frames.get_mut(at);
        let Some(open) = frame.and_then(|frame| frame.calls.get_mut(index)) else {
            return Vec::new();
        };
        open.asked = Some(asked);
        if self.allowed.contains(&open.name) {
            return open.begin().into_iter().collect();
        }
        vec![Action::AskConsent {
            call: open.id,
            name: open.name.clone(),
            server,
            input: open.input.clone(),
        }]
    }

    /// A hand-off: the other agent gets a conversation of its own, and is asked once all calls stand.
    fn hand_off(&mut self, at: usize, index: usize, call: CallId, input: &Value) -> Vec<Action> {
        let word = |key: &str| input.get(key).and_then(Value::as_str).unwrap_or_default();
        let (name, prompt) = (word("subagent_type"), word("prompt"));
        let agents = std::iter::once(&self.setup.agent).chain(self.setup.others.iter());
        let own = self.frames.get(at).map(|frame| frame.agent.name.clone());
        let agent = agents
            .filter(|agent| Some(&agent.name) != own.as_ref())
            .find(|agent| agent.name == name);
        let Some(agent) = agent.cloned() else {
            self.record(at, index, &format!("There is no agent {name}."), true);
            return Vec::new();
        };
        if prompt.trim().is_empty() {
            self.record(at, index, "The prompt is empty.", true);
            return Vec::new();
        }
        let depth = self.frames.get(at).map_or(0, |frame| frame.depth) + 1;
        let mut frame = Frame::new(agent, depth, Some(call));
        frame.messages.push(Message::user(prompt));
        self.frames.push(frame);
        self.tell(self.frames.len() - 1, What::Prompt(prompt.to_owned()));
        Vec::new()
    }

    pub(super) fn record(&mut self, at: usize, index: usize, text: &str, is_error: bool) {
        let Some(open) = self
            .frames
            .get_mut(at)
            .and_then(|frame| frame.calls.get_mut(index))
        else {
            return;
        };
        open.result = Some((text.to_owned(), is_error));
        let (name, input) = (open.name.clone(), open.input.clone());
        self.tell(
            at,
            What::Called {
                name,
                input,
                result: text.to_owned(),
                is_error,
            },
        );
    }

    pub(super) fn give(
        &mut self,
        at: usize,
        index: usize,
        text: &str,
        is_error: bool,
    ) -> Vec<Action> {
        self.record(at, index, text, is_error);
        self.go_on(at)
    }

    /// Once all calls of an answer gave something, the model is told.
    pub(super) fn go_on(&mut self, at: usize) -> Vec<Action> {
        let frame = self.frames.get_mut(at);
        let calls = frame.filter(|frame| frame.stage == Stage::Calling);
        if calls.is_some_and(Frame::take_results) {
            self.ask(at)
        } else {
            Vec::new()
        }
    }

    /// An agent has said what it had to say.
    pub(super) fn close(&mut self, at: usize, stop: StopReason) -> Vec<Action> {
        let Some(frame) = self.frames.get_mut(at) else {
            return Vec::new();
        };
        frame.stage = Stage::Done;
        match frame.parent {
            None => self.end(Outcome::Answered(stop), None),
            Some(call) => {
                let said = frame.messages.last().map(Message::text).unwrap_or_default();
                let (text, is_error) = match said.is_empty() {
                    true => ("The agent said nothing.".to_owned(), true),
                    false => (said, false),
                };
                self.gave(call, &text, is_error)
            }
        }
    }
}
