//! What a press on Send would send: to which model at which host, and about how many tokens; counted by the
//! endpoint where its API can. To count them it has to be told what would be sent, so only a press asks it.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::Trial;
use crate::agent::{Run, Transcript};
use crate::endpoint::{Ask, Endpoint, TokenCount};
use crate::reader::estimated_tokens;
use crate::web::trying::asking::Stopper;

/// A request that was counted, and the words about its tokens.
type Counted = (Ask, String);

#[component]
pub(super) fn Outgoing(trial: Trial) -> impl IntoView {
    // Without the prompt, so that a letter more of that costs no look at a long conversation.
    let before = Memo::new(move |_| {
        let ask = trial.next_ask("")?;
        let (what, tokens) = (parts_of(&ask), ask.estimated_tokens());
        Some((ask.model, what, tokens))
    });
    let about = move || {
        let (model, what, tokens) = before.get()?;
        let prompt = trial.prompt.with(|prompt| estimated_tokens(prompt));
        let prompt = u64::try_from(prompt).unwrap_or(u64::MAX);
        let count = TokenCount::Estimated(tokens.saturating_add(prompt));
        let host = trial.connection.host()?;
        let mut sources = trial.servers.hosts();
        let folder = trial.opened.folder.get();
        sources.extend(folder.map(|folder| format!("the folder {}", folder.name())));
        let tools = match sources.is_empty() {
            true => String::new(),
            false => format!(
                "; what the model wants to know of {}, after your word on each call",
                sources.join(" and ")
            ),
        };
        Some(format!("To {model} at {host}: {what}, {count}{tools}"))
    };
    view! {
        <p class="quiet" aria-live="off">
            {about}
        </p>
        <Count trial />
    }
}

/// What the model is sent, in words.
fn parts_of(ask: &Ask) -> String {
    let mut what = vec!["the system prompt".to_owned()];
    match ask.tools.len() {
        0 => {}
        1 => what.push("1 tool".to_owned()),
        many => what.push(format!("{many} tools")),
    }
    let last = match ask.messages.as_slice() {
        [_] => "this prompt",
        _ => "this conversation",
    };
    format!("{} and {last}", what.join(", "))
}

/// The way to have the tokens counted, and the count.
#[component]
fn Count(trial: Trial) -> impl IntoView {
    let counted = RwSignal::new(None::<Counted>);
    let can_count = Memo::new(move |_| {
        let endpoint = (trial.connection.is_there())
            .then(|| trial.connection.endpoint())
            .flatten();
        endpoint.is_some_and(|endpoint| endpoint.can_count()) && !trial.driver.is_running.get()
    });
    let next = move || trial.prompt.with(|prompt| trial.next_ask(prompt));
    // What was counted is of no use any more when something else would be sent.
    let words = move || {
        let (ask, words) = counted.get()?;
        (next().as_ref() == Some(&ask)).then_some(words)
    };
    let count = move |_| {
        let Some(ask) = untrack(next) else { return };
        leptos::task::spawn_local(async move {
            let words = match ask_for_count(trial, &ask).await {
                Some(tokens) => format!("{tokens} tokens, as the endpoint counts them."),
                None => "The endpoint did not count them: see the list of requests.".to_owned(),
            };
            let _ = counted.try_set(Some((ask, words)));
        });
    };
    move || {
        can_count.get().then(|| {
            view! {
                <span class="try-count">
                    <button
                        type="button"
                        class="button quiet"
                        title="Tells the endpoint what would be sent"
                        on:click=count
                    >
                        "Count"
                    </button>
                    <span role="status">{words}</span>
                </span>
            }
        })
    }
}

async fn ask_for_count(trial: Trial, ask: &Ask) -> Option<u64> {
    let endpoint = trial.connection.endpoint()?;
    let request = endpoint.count_tokens(ask)?.ok()?;
    let body = Rc::new(RefCell::new(Vec::<u8>::new()));
    let heard = Rc::clone(&body);
    let stopper = Stopper::for_one();
    let asked = trial.ask(
        &request,
        "counts the tokens",
        &stopper,
        |_| {},
        move |bytes| heard.borrow_mut().extend(&bytes),
    );
    asked.await.ok()?;
    Endpoint::counted(&String::from_utf8_lossy(&body.borrow()))
}

impl Trial {
    /// What Send would ask the model with this prompt.
    fn next_ask(self, prompt: &str) -> Option<Ask> {
        let setup = self.setup()?;
        // It is what the run was heard of last, so it changes when the run does.
        self.driver.transcript.track();
        let restored = || {
            let transcript = match self.recorded.is_on_show() {
                // A recorded run is not sent along.
                true => Transcript::default(),
                false => self.driver.transcript.get_untracked(),
            };
            Run::restored(setup.clone(), transcript)
        };
        let mut run = self.driver.copy_of_run().unwrap_or_else(restored);
        run.refit(setup);
        run.draft(prompt)
    }
}
