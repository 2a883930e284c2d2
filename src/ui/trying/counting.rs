//! The tokens that would go out, counted by the endpoint where its API can. To count them it has to be told what
//! would be sent, so only a press asks it.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::Trial;
use crate::agent::Run;
use crate::endpoint::{Ask, Endpoint};
use crate::web::trying::asking::Stopper;

/// What was counted: the prompt and how many steps there were before it, and the words about it.
type Counted = (String, usize, String);

#[component]
pub(super) fn Count(trial: Trial) -> impl IntoView {
    let counted = RwSignal::new(None::<Counted>);
    let can_count = move || {
        let endpoint = (trial.connection.is_there())
            .then(|| trial.connection.endpoint())
            .flatten();
        endpoint.is_some_and(|endpoint| endpoint.can_count())
            && !trial.driver.is_running.get()
            && !trial.prompt.with(|prompt| prompt.trim().is_empty())
            && !trial.connection.model.with(String::is_empty)
    };
    // What was counted is of no use any more when something else would be sent.
    let words = move || {
        let (prompt, steps, words) = counted.get()?;
        let is_same = trial.prompt.with(|now| *now == prompt)
            && trial.driver.transcript.with(|all| all.steps.len() == steps);
        is_same.then_some(words)
    };
    let count = move |_| {
        leptos::task::spawn_local(async move {
            let prompt = trial.prompt.get_untracked();
            let steps = trial
                .driver
                .transcript
                .with_untracked(|all| all.steps.len());
            let words = match ask_for_count(trial).await {
                Some(tokens) => format!("{tokens} tokens, as the endpoint counts them."),
                None => "The endpoint did not count them: see the list of requests.".to_owned(),
            };
            let _ = counted.try_set(Some((prompt, steps, words)));
        });
    };
    move || {
        can_count().then(|| {
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

async fn ask_for_count(trial: Trial) -> Option<u64> {
    let endpoint = trial.connection.endpoint()?;
    let request = endpoint.count_tokens(&trial.next_ask()?)?.ok()?;
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
    /// What Send would ask the model.
    fn next_ask(self) -> Option<Ask> {
        let setup = untrack(|| self.setup())?;
        let transcript = match self.recorded.is_shown_now() {
            true => crate::agent::Transcript::default(),
            false => self.driver.transcript.get_untracked(),
        };
        let mut run = self
            .driver
            .copy_of_run()
            .unwrap_or_else(|| Run::restored(setup.clone(), transcript));
        run.refit(setup);
        run.draft(&self.prompt.get_untracked())
    }
}
