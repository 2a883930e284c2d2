//! One question to a model: sent, heard word by word, shown as it comes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use super::Trial;
use crate::agent::FrameId;
use crate::endpoint::{Answer, Ask, Event, Part};
use crate::http::Request;
use crate::web::dom;
use crate::web::trying::asking::{Broken, Stopper, local_network_permission};
use crate::web::trying::page_origin;

/// How often what came is shown, in ms.
const SHOWN_EVERY: i32 = 50;
/// An answer that comes; a handle to share. Whatever asked for it may be gone from the document before it is here.
#[derive(Clone)]
pub(super) struct Coming {
    pub frame: FrameId,
    /// What came so far.
    pub text: ArcRwSignal<String>,
    /// What was thought so far.
    pub thinking: ArcRwSignal<String>,
}

/// What has come of a request.
struct Heard {
    answer: Answer,
    text: String,
    thinking: String,
}

impl Coming {
    /// What came, as parts of an answer.
    pub fn parts(&self) -> Vec<Part> {
        let thinking = self.thinking.get_untracked();
        let text = self.text.get_untracked();
        let mut parts = Vec::new();
        if !thinking.is_empty() {
            parts.push(Part::Thinking {
                text: thinking,
                signature: None,
            });
        }
        if !text.is_empty() {
            parts.push(Part::Text { text });
        }
        parts
    }
}

/// Asks the model, and tells the run what came of it.
pub(super) fn ask(trial: Trial, frame: FrameId, ask: Ask, stopper: Stopper) {
    let Some(endpoint) = trial.connection.endpoint() else {
        return;
    };
    let coming = Coming {
        frame,
        text: ArcRwSignal::new(String::new()),
        thinking: ArcRwSignal::new(String::new()),
    };
    trial.driver.coming.update(|list| list.push(coming.clone()));
    leptos::task::spawn_local(async move {
        let page = page_origin().unwrap_or_else(|| endpoint.address.origin().clone());
        let answer = Answer::new(&endpoint, &ask.model, &page);
        let request = match endpoint.ask(&ask) {
            Ok(request) => request,
            Err(error) => {
                // It cannot be: a key is made for the address that it goes to.
                trial.notices.tell(error.to_string());
                return trial.stop();
            }
        };
        hear(trial, coming, request, answer, stopper).await;
    });
}

async fn hear(trial: Trial, coming: Coming, request: Request, answer: Answer, stopper: Stopper) {
    let heard = Rc::new(RefCell::new(Heard {
        answer,
        text: String::new(),
        thinking: String::new(),
    }));
    let over = Rc::new(Cell::new(false));
    show_while_it_comes(coming.clone(), &heard, &over);
    let (head_to, bytes_to) = (Rc::clone(&heard), Rc::clone(&heard));
    let asked = trial.ask(
        &request,
        "asks the model",
        &stopper,
        move |head| head_to.borrow_mut().answer.head(head),
        move |bytes| bytes_to.borrow_mut().take(&bytes),
    );
    let asked = asked.await;
    over.set(true);
    let permission = match asked {
        Err(Broken::Unreachable) => local_network_permission(request.address().origin()).await,
        _ => None,
    };
    let mut heard = heard.borrow_mut();
    let is_awaited = trial
        .driver
        .coming
        .with_untracked(|list| list.iter().any(|one| one.frame == coming.frame));
    if !is_awaited {
        // It was stopped: the run has what came.
        return;
    }
    let outcome = match asked {
        Err(Broken::Unreachable) => Err(heard.answer.unreached(permission)),
        Ok(()) => heard.answer.end(false).1,
        Err(Broken::Cut) => heard.answer.end(true).1,
    };
    let parts = heard.answer.parts();
    drop(heard);
    trial
        .driver
        .coming
        .update(|list| list.retain(|one| one.frame != coming.frame));
    trial.tell_run(move |run| match outcome {
        Ok(finished) => run.answered(coming.frame, finished),
        Err(failure) => run.failed(coming.frame, parts, &failure),
    });
}

impl Heard {
    fn take(&mut self, bytes: &[u8]) {
        for event in self.answer.push(bytes) {
            match event {
                Event::Text(more) => self.text.push_str(&more),
                Event::Thinking(more) => self.thinking.push_str(&more),
                // Calls are shown when the answer is whole.
                _ => {}
            }
        }
    }
}

fn show_while_it_comes(coming: Coming, heard: &Rc<RefCell<Heard>>, over: &Rc<Cell<bool>>) {
    let (heard, over) = (Rc::clone(heard), Rc::clone(over));
    dom::later(SHOWN_EVERY, move || {
        if over.get() {
            return;
        }
        {
            let mut heard = heard.borrow_mut();
            for (came, shown) in [
                (std::mem::take(&mut heard.text), &coming.text),
                (std::mem::take(&mut heard.thinking), &coming.thinking),
            ] {
                if !came.is_empty() {
                    shown.update(|shown| shown.push_str(&came));
                }
            }
        }
        show_while_it_comes(coming, &heard, &over);
    });
}
