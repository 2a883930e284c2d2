//! Does what a run says is to be done next, and tells it what came of that.

use std::collections::HashMap;

use leptos::prelude::*;
use serde_json::Value;

use super::{PROMPT, Trial, hearing};
use crate::agent::{
    Action, CallId, Caps, Consent, FrameId, Offer, Outcome, Run, Setup, Transcript, Waiting,
};
use crate::mcp::qualified;
use crate::web::trying::asking::Stopper;
use crate::web::trying::kept;

const TRANSCRIPT: &str = "transcript";
/// Under this name the tab keeps how many tokens an answer may have, how many a run, and its turns.
const CAPS: &str = "caps";

/// The run, if there is one; a handle to copy.
#[derive(Clone, Copy)]
pub(super) struct Driver {
    run: StoredValue<Option<Run>, LocalStorage>,
    /// What happened, as the run tells it.
    pub transcript: RwSignal<Transcript>,
    /// Counts how often something of it was taken back: what stood there is drawn anew.
    pub turned: RwSignal<u32>,
    /// The answers that come.
    pub coming: RwSignal<Vec<hearing::Coming>>,
    /// What the person is asked.
    pub asking: RwSignal<Vec<Asking>>,
    /// The calls of tools that are under way.
    pub calling: RwSignal<Vec<Calling>>,
    /// Whether something is still awaited.
    pub is_running: RwSignal<bool>,
    /// What ends a run.
    pub caps: RwSignal<Caps>,
    stoppers: StoredValue<HashMap<FrameId, Stopper>, LocalStorage>,
}

/// A call that waits for the person's word.
#[derive(Clone, PartialEq)]
pub(super) struct Asking {
    pub call: CallId,
    pub name: String,
    pub server: String,
    pub input: Value,
}

/// A call that is under way; a handle to share.
#[derive(Clone)]
pub(super) struct Calling {
    pub call: CallId,
    pub name: String,
    /// How far it is, where the server says so.
    pub said: ArcRwSignal<String>,
}

impl Driver {
    /// Nothing has happened yet.
    pub fn new() -> Self {
        let usual = Caps::default();
        let kept: Option<(u32, u64, u32)> = kept::get(CAPS);
        let caps = kept.map_or(usual, |(answer, tokens, turns)| Caps {
            answer,
            tokens,
            turns,
            ..usual
        });
        Self {
            run: StoredValue::new_local(None),
            transcript: RwSignal::new(Transcript::default()),
            turned: RwSignal::new(0),
            coming: RwSignal::new(Vec::new()),
            asking: RwSignal::new(Vec::new()),
            calling: RwSignal::new(Vec::new()),
            is_running: RwSignal::new(false),
            caps: RwSignal::new(caps),
            stoppers: StoredValue::new_local(HashMap::new()),
        }
    }

    /// Sets what ends a run.
    pub fn cap(self, change: impl FnOnce(&mut Caps)) {
        self.caps.update(change);
        let caps = self.caps.get_untracked();
        kept::put(CAPS, &(caps.answer, caps.tokens, caps.turns));
    }

    /// The run as it stands, to see what it would do.
    pub fn copy_of_run(self) -> Option<Run> {
        self.run.with_value(Clone::clone)
    }

    /// The agent of a conversation, and how many hand-offs led there.
    pub fn who(self, frame: FrameId) -> (String, u32) {
        let found = self.run.with_value(|run| {
            let steps = &run.as_ref()?.transcript().steps;
            let step = steps
                .iter()
                .rev()
                .find(|step| step.frame == frame.number())?;
            Some((step.agent.clone(), step.depth))
        });
        found.unwrap_or_default()
    }

    /// A server says how far a call is.
    pub fn tell_progress(self, call: CallId, words: String) {
        self.calling.with_untracked(|calling| {
            if let Some(one) = calling.iter().find(|one| one.call == call) {
                one.said.set(words);
            }
        });
    }

    /// A call is under way no longer.
    pub fn ends_call(self, call: CallId) {
        self.calling
            .update(|calling| calling.retain(|one| one.call != call));
    }

    fn with_run<R>(self, act: impl FnOnce(&mut Run) -> R) -> Option<R> {
        self.run
            .try_update_value(|run| run.as_mut().map(act))
            .flatten()
    }
}

impl Trial {
    /// Takes up the transcript that the tab has kept.
    pub(super) fn take_up(self) {
        if let Some(transcript) = kept::get(TRANSCRIPT) {
            self.driver.transcript.set(transcript);
        }
    }

    /// What the next prompt would run with; `None` where there is no agent or no server.
    pub(super) fn setup(self) -> Option<Setup> {
        let agent = self
            .tried
            .with(|tried| tried.as_ref()?.agent.clone().ok())?;
        Some(Setup {
            agent: crate::agent::Agent::clone(&agent),
            others: self.others.get(),
            servers: self.servers.tools(),
            folder: self.opened.folder.get(),
            aliases: self.connection.aliases(),
            models: self.connection.models.get(),
            caps: self.driver.caps.get(),
        })
    }

    /// What the agent would be offered now.
    pub(super) fn offer(self) -> Option<Offer> {
        Some(Run::new(self.setup()?).offer())
    }

    /// Sends the prompt. Only a press leads here.
    pub(super) fn send(self) {
        self.end_recorded();
        let prompt = self.prompt.get_untracked();
        let Some(setup) = untrack(|| self.setup()) else {
            return;
        };
        if self.driver.is_running.get_untracked() || prompt.trim().is_empty() {
            return;
        }
        let transcript = self.driver.transcript.get_untracked();
        let actions = self.driver.run.try_update_value(|run| {
            let run = run.get_or_insert_with(|| Run::restored(setup.clone(), transcript));
            run.refit(setup);
            run.send(&prompt)
        });
        self.act(actions.unwrap_or_default());
    }

    /// Takes a prompt back with all that came of it, and puts it where it can be changed.
    pub(super) fn take_back(self, number: usize) {
        let Some(setup) = untrack(|| self.setup()) else {
            return;
        };
        let transcript = self.driver.transcript.get_untracked();
        let prompt = self.driver.run.try_update_value(|run| {
            let run = run.get_or_insert_with(|| Run::restored(setup, transcript));
            let prompt = run.prompt(number);
            run.take_back(number);
            prompt
        });
        if let Some(prompt) = prompt.flatten() {
            self.driver.turned.update(|turned| *turned += 1);
            self.follow_run();
            self.write_prompt(prompt);
        }
    }

    /// Asks again for the answer that failed.
    pub(super) fn retry(self) {
        let actions = self.driver.with_run(Run::retry);
        self.driver.turned.update(|turned| *turned += 1);
        self.act(actions.unwrap_or_default());
    }

    /// Stops everything that goes on; what came stays.
    pub(super) fn stop(self) {
        let came = self
            .driver
            .coming
            .with_untracked(|coming| coming.iter().map(|one| (one.frame, one.parts())).collect());
        let actions = self.driver.with_run(|run| run.stop(came));
        self.act(actions.unwrap_or_default());
    }

    /// Begins anew; gives what stood there.
    pub(super) fn begin_anew(self) -> Transcript {
        self.end_recorded();
        self.stop();
        let before = self.driver.transcript.get_untracked();
        self.restore(Transcript::default());
        before
    }

    /// Puts a transcript back.
    pub(super) fn restore(self, transcript: Transcript) {
        self.driver.run.set_value(None);
        self.driver.turned.update(|turned| *turned += 1);
        self.driver.transcript.set(transcript);
        self.keep();
    }

    /// The person's word on a call.
    pub(super) fn answer(self, call: CallId, consent: Consent) {
        self.driver
            .asking
            .update(|asking| asking.retain(|one| one.call != call));
        let actions = self.driver.with_run(|run| run.consent(call, consent));
        self.act(actions.unwrap_or_default());
    }

    /// Tells the run something, and does what it then says.
    pub(super) fn tell_run(self, told: impl FnOnce(&mut Run) -> Vec<Action>) {
        let actions = self.driver.with_run(told);
        self.act(actions.unwrap_or_default());
    }

    fn act(self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Ask {
                    frame,
                    ask,
                    instead,
                } => {
                    if let Some(instead) = instead {
                        self.notices.tell(instead);
                    }
                    let stopper = Stopper::for_one();
                    self.driver.stoppers.update_value(|stoppers| {
                        stoppers.insert(frame, stopper.clone());
                    });
                    hearing::ask(self, frame, ask, stopper);
                }
                Action::AskConsent {
                    call,
                    name,
                    server,
                    input,
                } => self.driver.asking.update(|asking| {
                    asking.push(Asking {
                        call,
                        name,
                        server,
                        input,
                    });
                }),
                Action::Call {
                    call,
                    server,
                    tool,
                    input,
                } => {
                    self.driver.calling.update(|calling| {
                        calling.push(Calling {
                            call,
                            name: qualified(&server, &tool),
                            said: ArcRwSignal::new(String::new()),
                        });
                    });
                    self.call_tool(call, &server, tool, input);
                }
                Action::AskFolder { call, request } => self.ask_folder(call, request),
                Action::Cancel(Waiting::Answer(frame)) => self.cancel(frame),
                Action::Cancel(Waiting::Call(call)) => {
                    self.driver
                        .asking
                        .update(|asking| asking.retain(|one| one.call != call));
                    self.driver.ends_call(call);
                    self.stop_call(call);
                }
                Action::Over(outcome) => self.over(&outcome),
            }
        }
        self.follow_run();
    }

    fn cancel(self, frame: FrameId) {
        let stopper = self
            .driver
            .stoppers
            .try_update_value(|stoppers| stoppers.remove(&frame));
        if let Some(stopper) = stopper.flatten() {
            stopper.abort();
        }
        self.driver
            .coming
            .update(|coming| coming.retain(|one| one.frame != frame));
    }

    fn over(self, outcome: &Outcome) {
        // The prompt is gone from its box only when it was answered.
        if let Outcome::Answered(_) | Outcome::Stopped = outcome {
            kept::forget(PROMPT);
            self.prompt.set(String::new());
        }
    }

    /// Shows and keeps what the run has told.
    fn follow_run(self) {
        let told = self
            .driver
            .with_run(|run| (run.transcript().clone(), run.is_running()));
        if let Some((transcript, is_running)) = told {
            self.driver.transcript.set(transcript);
            self.driver.is_running.set(is_running);
        }
        self.keep();
    }

    fn keep(self) {
        let kept = self
            .driver
            .transcript
            .with_untracked(|transcript| kept::put(TRANSCRIPT, transcript));
        if !kept {
            self.notices.tell(
                "The transcript is too long for the browser to keep over a reload. Export it to keep it.",
            );
        }
    }
}
