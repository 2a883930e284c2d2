//! The run itself.

mod asking;
mod calls;
mod frame;
mod resume;

use std::collections::BTreeSet;

use self::frame::{Frame, Stage};
use super::action::{Action, CallId, Consent, FrameId, Outcome, Setup, Waiting};
use super::folder::{Reply, Step};
use super::transcript::{self, What};
use super::{Offer, Transcript};
use crate::endpoint::{Failure, Finished, Message, Part, Role};

/// A run of an agent.
#[derive(Clone, Debug)]
pub struct Run {
    setup: Setup,
    frames: Vec<Frame>,
    allowed: BTreeSet<String>,
    next_call: u32,
    turns: u32,
    tokens: u64,
    transcript: Transcript,
    over: Option<Outcome>,
}

impl Run {
    /// A run that waits for a prompt. Nothing is asked before [`send`](Self::send).
    pub fn new(setup: Setup) -> Self {
        let root = Frame::new(setup.agent.clone(), 0, None);
        Self {
            setup,
            frames: vec![root],
            allowed: BTreeSet::new(),
            next_call: 0,
            turns: 0,
            tokens: 0,
            transcript: Transcript::default(),
            over: None,
        }
    }

    /// What happened so far.
    pub fn transcript(&self) -> &Transcript {
        &self.transcript
    }

    /// How many tokens were used; where a server does not count, they are estimated.
    pub fn tokens(&self) -> u64 {
        self.tokens
    }

    /// How often models were asked.
    pub fn turns(&self) -> u32 {
        self.turns
    }

    /// What the agent is offered.
    pub fn offer(&self) -> Offer {
        self.offer_of(0)
    }

    /// Whether something is still awaited.
    pub fn is_running(&self) -> bool {
        self.over.is_none() && !self.transcript.steps.is_empty()
    }

    /// The person sends a prompt. Nothing happens while the run waits for something. The caps count anew, and no
    /// tool is allowed any more: that was for what came of the prompt before, perhaps by another agent.
    pub fn send(&mut self, prompt: &str) -> Vec<Action> {
        if self.is_running() {
            return Vec::new();
        }
        self.over = None;
        (self.turns, self.tokens) = (0, 0);
        self.allowed.clear();
        self.frames.truncate(1);
        let at = self.transcript.steps.len();
        if let Some(root) = self.frames.first_mut() {
            // A hand-off that failed and was not asked for again leaves its call open.
            root.end_calls();
            root.take_results();
            root.turns = 0;
            root.prompts.push((at, root.messages.len()));
            root.messages.push(Message::user(prompt));
        }
        self.tell(0, What::Prompt(prompt.to_owned()));
        self.ask(0)
    }

    /// Asks again for the answer that failed, or else for the last one.
    pub fn retry(&mut self) -> Vec<Action> {
        if self.over == Some(Outcome::Failed)
            && let Some(frame) = self
                .frames
                .iter()
                .position(|frame| frame.stage == Stage::Failed)
        {
            self.over = None;
            return self.ask(frame);
        }
        let prompts = self.frames.first().map_or(0, |root| root.prompts.len());
        match prompts.checked_sub(1) {
            Some(last) => match self.prompt(last) {
                Some(prompt) => self.edit(last, &prompt),
                None => Vec::new(),
            },
            None => Vec::new(),
        }
    }

    /// The prompts that the person has sent, by number.
    pub fn prompt(&self, number: usize) -> Option<String> {
        let root = self.frames.first()?;
        let (_, message) = root.prompts.get(number)?;
        root.messages.get(*message).map(Message::text)
    }

    /// Takes back everything from a prompt on, and sends another instead. Nothing happens while the run
    /// waits for something.
    pub fn edit(&mut self, number: usize, prompt: &str) -> Vec<Action> {
        match self.take_back(number) {
            true => self.send(prompt),
            false => Vec::new(),
        }
    }

    /// An answer begins, so many ms after it was asked for.
    pub fn began(&mut self, frame: FrameId, after: u32) {
        if let Some(at) = self.waiting_for(frame)
            && let Some(frame) = self.frames.get_mut(at)
        {
            frame.first_token = Some(after);
        }
    }

    /// An answer is complete.
    pub fn answered(&mut self, frame: FrameId, answer: Finished) -> Vec<Action> {
        let Some(at) = self.waiting_for(frame) else {
            return Vec::new();
        };
        self.count(at, &answer);
        let Finished { parts, stop, usage } = answer;
        let uses: Vec<Part> = parts
            .iter()
            .filter(|part| matches!(part, Part::ToolUse { .. }))
            .cloned()
            .collect();
        if let Some(frame) = self.frames.get_mut(at)
            && !parts.is_empty()
        {
            frame.messages.push(Message {
                role: Role::Assistant,
                parts: parts.clone(),
            });
        }
        self.tell(
            at,
            What::Answer {
                parts,
                stop: Some(stop.clone()),
                usage,
                first_token_ms: self.first_token(at),
            },
        );
        if uses.is_empty() {
            return self.close(at, stop);
        }
        if let Some(frame) = self.frames.get_mut(at) {
            frame.stage = Stage::Calling;
        }
        let mut actions = Vec::new();
        let first = self.frames.len();
        for part in uses {
            actions.extend(self.call(at, part));
        }
        for child in first..self.frames.len() {
            if self.over.is_none() {
                actions.extend(self.ask(child));
            }
        }
        if self.over.is_none() {
            actions.extend(self.go_on(at));
        }
        actions
    }

    /// No answer came, or only a part of one, which is kept.
    pub fn failed(&mut self, frame: FrameId, came: Vec<Part>, failure: &Failure) -> Vec<Action> {
        let Some(at) = self.waiting_for(frame) else {
            return Vec::new();
        };
        self.keep(at, came);
        self.tell(at, What::Failed(failure.to_string()));
        if let Some(frame) = self.frames.get_mut(at) {
            frame.stage = Stage::Failed;
        }
        // The others wait for nothing either: a retry begins with this one.
        self.end(Outcome::Failed, Some(at))
    }

    /// The person's word on a call.
    pub fn consent(&mut self, call: CallId, consent: Consent) -> Vec<Action> {
        let Some((at, index)) = self.find(call) else {
            return Vec::new();
        };
        let Some(open) = self.frames.get(at).and_then(|frame| frame.calls.get(index)) else {
            return Vec::new();
        };
        if open.asked.is_none() {
            return Vec::new();
        }
        if consent == Consent::No {
            return self.give(at, index, "The user does not allow this call.", true);
        }
        if consent == Consent::ForRun {
            self.allowed.insert(open.name.clone());
        }
        // Others of the same tool that were asked for are allowed with it.
        let frames = self.frames.iter_mut();
        let mut actions = Vec::new();
        for open in frames.flat_map(|frame| &mut frame.calls) {
            if open.id == call || consent == Consent::ForRun && self.allowed.contains(&open.name) {
                actions.extend(open.begin());
            }
        }
        actions
    }

    /// What a tool gave.
    pub fn gave(&mut self, call: CallId, text: &str, is_error: bool) -> Vec<Action> {
        match self.find(call) {
            Some((at, index)) => self.give(at, index, text, is_error),
            None => Vec::new(),
        }
    }

    /// What the folder gave.
    pub fn folder_gave(&mut self, call: CallId, reply: Reply) -> Vec<Action> {
        let Some((at, index)) = self.find(call) else {
            return Vec::new();
        };
        let frame = self.frames.get_mut(at);
        let open = frame.and_then(|frame| frame.calls.get_mut(index));
        match open
            .and_then(|open| open.work.as_mut())
            .map(|work| work.reply(reply))
        {
            Some(Step::Ask(request)) => vec![Action::AskFolder { call, request }],
            Some(Step::Give(Ok(text))) => self.give(at, index, &text, false),
            Some(Step::Give(Err(why))) => self.give(at, index, &why, true),
            None => Vec::new(),
        }
    }

    /// The person stops the run, with all its hand-offs. What came of the answers under way is kept.
    pub fn stop(&mut self, came: Vec<(FrameId, Vec<Part>)>) -> Vec<Action> {
        if !self.is_running() {
            return Vec::new();
        }
        for (frame, parts) in came {
            if let Some(at) = self.waiting_for(frame) {
                self.keep(at, parts);
            }
        }
        self.tell(0, What::Ended("Stopped.".to_owned()));
        self.end(Outcome::Stopped, None)
    }

    fn waiting_for(&self, frame: FrameId) -> Option<usize> {
        let at = usize::try_from(frame.0).ok()?;
        let found = self.frames.get(at)?;
        (self.over.is_none() && found.stage == Stage::Asking).then_some(at)
    }

    fn find(&self, call: CallId) -> Option<(usize, usize)> {
        if self.over.is_some() {
            return None;
        }
        let frames = self.frames.iter().enumerate();
        frames.into_iter().find_map(|(at, frame)| {
            let index = frame.calls.iter().position(|open| open.id == call)?;
            frame
                .calls
                .get(index)?
                .result
                .is_none()
                .then_some((at, index))
        })
    }

    fn tell(&mut self, at: usize, what: What) {
        if let Some(frame) = self.frames.get(at) {
            self.transcript.steps.push(transcript::Step {
                agent: frame.agent.name.clone(),
                frame: u32::try_from(at).unwrap_or(u32::MAX),
                depth: frame.depth,
                what,
            });
        }
    }

    fn first_token(&self, at: usize) -> Option<u32> {
        self.frames.get(at).and_then(|frame| frame.first_token)
    }

    fn keep(&mut self, at: usize, parts: Vec<Part>) {
        if !parts.is_empty() {
            let usage = crate::endpoint::Usage::default();
            self.tell(
                at,
                What::Answer {
                    parts,
                    stop: None,
                    usage,
                    first_token_ms: self.first_token(at),
                },
            );
        }
    }

    /// Ends the run. Whatever is awaited is so no longer. A failed conversation is `left` for a retry, with
    /// those that it was handed over from; everything else that was under way is told that it was ended.
    fn end(&mut self, outcome: Outcome, left: Option<usize>) -> Vec<Action> {
        let mut actions = Vec::new();
        let kept = left.map_or_else(BTreeSet::new, |at| self.line_to(at));
        for (at, frame) in self.frames.iter_mut().enumerate() {
            if frame.stage == Stage::Asking {
                let frame = FrameId(u32::try_from(at).unwrap_or(u32::MAX));
                actions.push(Action::Cancel(Waiting::Answer(frame)));
            }
            for open in &mut frame.calls {
                if open.result.is_none() && !kept.contains(&open.id) {
                    if open.asked.is_some() || open.runs {
                        actions.push(Action::Cancel(Waiting::Call(open.id)));
                    }
                    open.end();
                }
            }
            if left.is_none() {
                frame.take_results();
            }
            if frame.stage == Stage::Asking {
                frame.stage = Stage::Done;
            }
        }
        self.over = Some(outcome.clone());
        actions.push(Action::Over(outcome));
        actions
    }

    /// The calls that lead to a conversation.
    fn line_to(&self, at: usize) -> BTreeSet<CallId> {
        let mut line = BTreeSet::new();
        let mut parent = self.frames.get(at).and_then(|frame| frame.parent);
        while let Some(call) = parent.filter(|call| line.insert(*call)) {
            let frames = self.frames.iter();
            parent = frames
                .filter(|frame| frame.calls.iter().any(|open| open.id == call))
                .find_map(|frame| frame.parent);
        }
        line
    }
}
