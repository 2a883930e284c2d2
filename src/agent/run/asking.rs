//! What models are asked, within the caps.

use super::frame::{Frame, Stage};
use super::{Action, Outcome, Run};
use crate::agent::action::{Caps, FrameId};
use crate::agent::transcript::What;
use crate::agent::{Agent, Offer};
use crate::endpoint::{Ask, Chosen, Finished, Message, Part};

impl Run {
    /// What [`send`](Self::send) would ask with this prompt, so that its tokens can be counted before.
    pub fn draft(&self, prompt: &str) -> Option<Ask> {
        let root = self.frames.first()?;
        let mut ask = self.ask_of(root, &self.offer());
        ask.messages.push(Message::user(prompt));
        Some(ask)
    }

    pub(super) fn offer_of(&self, at: usize) -> Offer {
        let Some(frame) = self.frames.get(at) else {
            return Offer::default();
        };
        let agents = std::iter::once(&self.setup.agent).chain(self.setup.others.iter());
        let others: Vec<&Agent> = agents
            .filter(|other| frame.depth < self.setup.caps.depth && other.name != frame.agent.name)
            .collect();
        let folder = self.setup.folder.as_ref();
        Offer::of(&frame.agent, &self.setup.servers, folder, &others)
    }

    pub(super) fn ask(&mut self, at: usize) -> Vec<Action> {
        if self.turns >= self.setup.caps.turns {
            return self.capped(Outcome::TurnsUsed);
        }
        if self.tokens >= self.setup.caps.tokens {
            return self.capped(Outcome::TokensUsed);
        }
        let offer = self.offer_of(at);
        let Some(frame) = self.frames.get(at) else {
            return Vec::new();
        };
        let most = frame.agent.max_turns;
        if most.is_some_and(|most| frame.turns >= most) {
            return match frame.parent {
                None => self.capped(Outcome::TurnsUsed),
                Some(call) => self.gave(call, "The agent has used all its turns (maxTurns).", true),
            };
        }
        let ask = self.ask_of(frame, &offer);
        let instead = self.model_of(frame).instead;
        if let Some(frame) = self.frames.get_mut(at) {
            frame.turns += 1;
            frame.stage = Stage::Asking;
            frame.first_token = None;
        }
        self.turns += 1;
        vec![Action::Ask {
            frame: FrameId(u32::try_from(at).unwrap_or(u32::MAX)),
            ask,
            instead,
        }]
    }

    fn ask_of(&self, frame: &Frame, offer: &Offer) -> Ask {
        Ask {
            model: self.model_of(frame).model,
            system: frame.agent.prompt.clone(),
            messages: frame.messages.clone(),
            tools: offer.tools.iter().map(|(tool, _)| tool.clone()).collect(),
            max_tokens: self.setup.caps.answer,
            temperature: None,
            stream: true,
        }
    }

    fn model_of(&self, frame: &Frame) -> Chosen {
        let named = frame.agent.model.as_deref();
        self.setup.aliases.choose(named, &self.setup.models)
    }

    /// Counts what an answer cost; what the server does not count is estimated.
    pub(super) fn count(&mut self, at: usize, answer: &Finished) {
        let input = answer.usage.input.unwrap_or_else(|| {
            let frame = self.frames.get(at);
            frame.map_or(0, |frame| {
                self.ask_of(frame, &self.offer_of(at)).estimated_tokens()
            })
        });
        let output = answer.usage.output.unwrap_or_else(|| {
            let parts = answer.parts.iter();
            parts.map(Part::estimated_tokens).sum()
        });
        self.tokens = self.tokens.saturating_add(input).saturating_add(output);
    }

    fn capped(&mut self, outcome: Outcome) -> Vec<Action> {
        let Caps { turns, tokens, .. } = self.setup.caps;
        let why = match outcome {
            Outcome::TokensUsed => format!("The run has used its {tokens} tokens."),
            _ => format!("The run has used its turns: at most {turns}, or as the file says."),
        };
        self.tell(0, What::Ended(why));
        self.end(outcome, None)
    }
}
