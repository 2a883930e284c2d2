//! Going on with a run that was kept, or with an agent that was changed meanwhile.

use super::{Outcome, Run, Setup, Stage};
use crate::agent::{Transcript, What};
use crate::endpoint::{Message, Part, Role};

/// What a model is told of a call whose result nobody waited for.
const NOT_CALLED: &str = "The call was not made: the run was left.";

impl Run {
    /// The run that a kept transcript tells of, as it stands between two prompts. What was under way is over.
    pub fn restored(setup: Setup, transcript: Transcript) -> Self {
        let mut run = Self::new(setup);
        let Some(root) = run.frames.first_mut() else {
            return run;
        };
        let mut calls = Calls::default();
        for (at, step) in transcript.steps.iter().enumerate() {
            if step.frame != 0 {
                continue;
            }
            match &step.what {
                What::Prompt(prompt) => {
                    calls.settle(&mut root.messages);
                    root.prompts.push((at, root.messages.len()));
                    root.messages.push(Message::user(prompt));
                }
                What::Answer {
                    parts,
                    stop: Some(_),
                    ..
                } if !parts.is_empty() => {
                    calls.settle(&mut root.messages);
                    calls.open(parts);
                    root.messages.push(Message {
                        role: Role::Assistant,
                        parts: parts.clone(),
                    });
                }
                What::Called {
                    name,
                    result,
                    is_error,
                    ..
                } => calls.gave(name, result, *is_error),
                // Part of an answer was never a part of the conversation.
                What::Answer { .. } | What::Failed(_) | What::Ended(_) => {}
            }
        }
        calls.settle(&mut root.messages);
        root.stage = Stage::Done;
        if !transcript.steps.is_empty() {
            run.over = Some(Outcome::Stopped);
        }
        run.transcript = transcript;
        run
    }

    /// From the next prompt on, the run is made of this. Nothing happens while it waits for something.
    pub fn refit(&mut self, setup: Setup) {
        if self.is_running() {
            return;
        }
        if let Some(root) = self.frames.first_mut() {
            root.agent = setup.agent.clone();
        }
        self.setup = setup;
    }

    /// Takes back everything from a prompt on; says whether it did. Nothing happens while the run waits for
    /// something.
    pub fn take_back(&mut self, number: usize) -> bool {
        if self.is_running() {
            return false;
        }
        let Some(root) = self.frames.first_mut() else {
            return false;
        };
        let Some((step, message)) = root.prompts.get(number).copied() else {
            return false;
        };
        root.calls.clear();
        root.prompts.truncate(number);
        root.messages.truncate(message);
        self.transcript.steps.truncate(step);
        true
    }
}

/// The calls of the last answer, and what they gave.
#[derive(Default)]
struct Calls {
    /// Id and name of each.
    open: Vec<(String, String)>,
    results: Vec<Part>,
}

impl Calls {
    fn open(&mut self, parts: &[Part]) {
        self.open = parts
            .iter()
            .filter_map(|part| match part {
                Part::ToolUse { id, name, .. } => Some((id.clone(), name.clone())),
                _ => None,
            })
            .collect();
    }

    /// The first open call of that name gave this.
    fn gave(&mut self, name: &str, text: &str, is_error: bool) {
        let at = self.open.iter().position(|(_, open)| open == name);
        if let Some(at) = at {
            let (id, _) = self.open.remove(at);
            self.results.push(Part::ToolResult {
                id,
                text: text.to_owned(),
                is_error,
            });
        }
    }

    /// APIs want a result for each call, before anything else is said.
    fn settle(&mut self, messages: &mut Vec<Message>) {
        let mut parts = std::mem::take(&mut self.results);
        for (id, _) in self.open.drain(..) {
            parts.push(Part::ToolResult {
                id,
                text: NOT_CALLED.to_owned(),
                is_error: true,
            });
        }
        if !parts.is_empty() {
            messages.push(Message {
                role: Role::User,
                parts,
            });
        }
    }
}
