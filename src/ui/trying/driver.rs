//! Does what a run says is to be done next, and tells it what came of that.

use std::collections::HashMap;

use leptos::prelude::*;
use serde_json::Value;

use super::answer::ShownAnswer;
use super::hearing::Coming;
use super::{PROMPT, Trial, hearing};
use crate::agent::{
    Action, CallId, Caps, Consent, FrameId, Offer, Outcome, Run, Setup, Step, Transcript, Waiting,
    What,
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
    pub coming: RwSignal<Vec<Coming>>,
    /// The steps of the transcript that have come while they were on show.
    came: StoredValue<HashMap<usize, Coming>, LocalStorage>,
    /// How many answers were asked for.
    asked: StoredValue<usize>,
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
            came: StoredValue::new_local(HashMap::new()),
            asked: StoredValue::new(0),
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

    /// An answer is asked for.
    pub fn await_answer(self, frame: FrameId) -> Coming {
        let number = self.asked.get_value().wrapping_add(1);
        self.asked.set_value(number);
        let coming = Coming {
            number,
            frame,
            shown: ShownAnswer::new(),
        };
        self.coming.update(|list| list.push(coming.clone()));
        coming
    }

    /// Answers that nobody waits for any more.
    pub fn await_no_more(self, which: impl Fn(&Coming) -> bool) {
        let has_any = self.coming.with_untracked(|list| list.iter().any(&which));
        if has_any {
            self.coming.update(|list| list.retain(|one| !which(one)));
        }
    }

    /// The answer that a step has come from while it was on show.
    pub fn came(self, step: usize) -> Option<Coming> {
        self.came.with_value(|came| came.get(&step).cloned())
    }

    /// A step of the transcript: if it is an answer that comes, it has come, and stays where it is shown.
    fn settle(self, at: usize, step: &Step) {
        let What::Answer { .. } = &step.what else {
            return;
        };
        let of_frame = |one: &Coming| one.frame.number() == step.frame;
        let coming = self
            .coming
            .with_untracked(|list| list.iter().find(|one| of_frame(one)).cloned());
        let Some(coming) = coming else { return };
        self.await_no_more(|one| one.number == coming.number);
        if coming.shown.end(&step.what) {
            self.came.update_value(|came| {
                came.insert(at, coming);
            });
        }
    }

    /// The answer that is awaited begins, so many ms after it was asked for.
    pub fn begins(self, frame: FrameId, after: u32) {
        self.with_run(|run| run.began(frame, after));
    }

    /// Something is taken back: all is drawn anew.
    pub fn turn(self) {
        self.came.update_value(HashMap::clear);
        self.turned.update(|turned| *turned += 1);
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

    /// Does something with the run as it is to be now; where there is none yet, with the one that the transcript
    /// tells of.
    fn with_run_as<R>(self, setup: Setup, act: impl FnOnce(&mut Run) -> R) -> Option<R> {
        let transcript = self.transcript.get_untracked();
        self.run.try_update_value(|run| {
            let run = run.get_or_insert_with(|| Run::restored(setup.clone(), transcript));
            run.refit(setup);
            act(run)
        })
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
        let actions = self.driver.with_run_as(setup, |run| run.send(&prompt));
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
            self.driver.turn();
            self.follow_run();
            self.write_prompt(prompt);
        }
    }

    /// Asks again for the answer that failed, or else for the last one, with all as it is now: another model may be
    /// what mends it.
    pub(super) fn retry(self) {
        let Some(setup) = untrack(|| self.setup()) else {
            return;
        };
        let actions = self.driver.with_run_as(setup, Run::retry);
        self.driver.turn();
        self.act(actions.unwrap_or_default());
    }

    /// Stops everything that goes on; what came stays.
    pub(super) fn stop(self) {
        let came = self.driver.coming.with_untracked(|coming| {
            coming
                .iter()
                .map(|one| (one.frame, one.shown.parts()))
                .collect()
        });
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
        self.driver.turn();
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
        // First: what has come is none of the answers that are asked for next.
        self.follow_run();
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
    }

    fn cancel(self, frame: FrameId) {
        let stopper = self
            .driver
            .stoppers
            .try_update_value(|stoppers| stoppers.remove(&frame));
        if let Some(stopper) = stopper.flatten() {
            stopper.abort();
        }
        self.driver.await_no_more(|one| one.frame == frame);
    }

    fn over(self, outcome: &Outcome) {
        // What was sent is gone from its box only when it was answered; what was written there meanwhile stays.
        let is_in_its_box = self.driver.transcript.with_untracked(|all| {
            let last = all.steps.iter().rev().find_map(Step::prompt);
            last.is_some_and(|sent| self.prompt.with_untracked(|prompt| prompt == sent))
        });
        if let (Outcome::Answered(_) | Outcome::Stopped, true) = (outcome, is_in_its_box) {
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
            let known = self.driver.transcript.with_untracked(|all| all.steps.len());
            for (at, step) in transcript.steps.iter().enumerate().skip(known) {
                self.driver.settle(at, step);
            }
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
