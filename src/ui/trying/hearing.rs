//! One question to a model: sent, heard word by word, shown as it comes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use super::Trial;
use super::answer::ShownAnswer;
use crate::agent::FrameId;
use crate::endpoint::{Answer, Ask, Event};
use crate::http::Request;
use crate::web::dom;
use crate::web::trying::asking::{Broken, Stopper, local_network_permission};
use crate::web::trying::page_origin;

/// How often what came is shown, in ms.
const SHOWN_EVERY: i32 = 50;

/// An answer that is awaited; a handle to share.
#[derive(Clone)]
pub(super) struct Coming {
    /// Of all that are asked for in the life of the document.
    pub number: usize,
    pub frame: FrameId,
    pub shown: ShownAnswer,
}

/// What has come of a request.
struct Heard {
    answer: Answer,
    /// Whether anything of the answer has come.
    has_begun: bool,
    text: String,
    thinking: String,
}

/// Asks the model, and tells the run what came of it.
pub(super) fn ask(trial: Trial, frame: FrameId, ask: Ask, stopper: Stopper) {
    let Some(endpoint) = trial.connection.endpoint() else {
        return;
    };
    let coming = trial.driver.await_answer(frame);
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
        has_begun: false,
        text: String::new(),
        thinking: String::new(),
    }));
    let over = Rc::new(Cell::new(false));
    show_while_it_comes(coming.shown.clone(), &heard, &over);
    let (head_to, bytes_to) = (Rc::clone(&heard), Rc::clone(&heard));
    let (frame, asked_at) = (coming.frame, js_sys::Date::now());
    let asked = trial.ask(
        &request,
        "asks the model",
        &stopper,
        move |head| head_to.borrow_mut().answer.head(head),
        move |bytes| {
            let begins = bytes_to.borrow_mut().take(&bytes);
            if begins {
                let after = js_sys::Date::now() - asked_at;
                // A cast keeps within the bounds; no answer takes weeks.
                trial.driver.begins(frame, after as u32);
            }
        },
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
        .with_untracked(|list| list.iter().any(|one| one.number == coming.number));
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
    let Coming { number, frame, .. } = coming;
    trial.tell_run(move |run| match outcome {
        Ok(finished) => run.answered(frame, finished),
        Err(failure) => run.failed(frame, parts, &failure),
    });
    trial.driver.await_no_more(|one| one.number == number);
}

impl Heard {
    /// Takes what has come; says whether the answer begins with it.
    fn take(&mut self, bytes: &[u8]) -> bool {
        let had_begun = self.has_begun;
        for event in self.answer.push(bytes) {
            match event {
                Event::Text(more) => self.text.push_str(&more),
                Event::Thinking(more) => self.thinking.push_str(&more),
                // Calls are shown when the answer is whole.
                Event::ToolStarted { .. } => {}
                _ => continue,
            }
            self.has_begun = true;
        }
        !had_begun && self.has_begun
    }
}

fn show_while_it_comes(shown: ShownAnswer, heard: &Rc<RefCell<Heard>>, over: &Rc<Cell<bool>>) {
    let (heard, over) = (Rc::clone(heard), Rc::clone(over));
    dom::later(SHOWN_EVERY, move || {
        if over.get() {
            return;
        }
        let (text, thinking) = {
            let mut heard = heard.borrow_mut();
            let heard = &mut *heard;
            (
                std::mem::take(&mut heard.text),
                std::mem::take(&mut heard.thinking),
            )
        };
        shown.grow(&text, &thinking);
        show_while_it_comes(shown, &heard, &over);
    });
}
