//! What happened, step by step, and what is coming.

use leptos::html::Section;
use leptos::prelude::*;

use super::Trial;
use super::answer::{Answer, ShownAnswer, nesting};
use super::driver::Asking;
use super::following::Following;
use super::hearing::Coming;
use super::origins::host_of;
use super::recorded::RecordedView;
use crate::agent::{Consent, Step, What};
use crate::web::dom;

#[component]
pub(super) fn Steps(trial: Trial) -> impl IntoView {
    let place = NodeRef::<Section>::new();
    let following = Following::new(place);
    let driver = trial.driver;
    // What came until the page is left stays.
    dom::on_window("pagehide", move |_| trial.stop());
    Effect::new(move |before: Option<usize>| {
        let prompts = driver.transcript.with(|all| count_prompts(&all.steps));
        driver.coming.track();
        // Whoever asks wants to see what comes of it.
        if before.is_some_and(|before| before < prompts) {
            following.begin();
        }
        following.was_scrolled();
        dom::later(0, move || following.follow());
        prompts
    });
    let count = Memo::new(move |_| driver.transcript.with(|all| all.steps.len()));
    let rows = move || {
        let turned = driver.turned.get();
        let steps = (0..count.get()).map(|at| match driver.came(at) {
            Some(coming) => Row::Answer(coming),
            None => Row::Step(at),
        });
        let coming = driver.coming.get().into_iter().map(Row::Answer);
        let rows: Vec<_> = steps.chain(coming).map(|row| (turned, row)).collect();
        rows
    };
    view! {
        <section
            class="try-steps"
            node_ref=place
            tabindex="0"
            data-follows=""
            aria-label="Conversation"
            on:scroll=move |_| following.was_scrolled()
        >
            <h2 class="visually-hidden">"Conversation"</h2>
            <RecordedView trial />
            <For each=rows key=|(turned, row)| (*turned, row.key()) let((_, row))>
                {match row {
                    Row::Answer(coming) => {
                        let (agent, depth) = driver.who(coming.frame);
                        view! { <Answer trial agent depth answer=coming.shown following /> }.into_any()
                    }
                    Row::Step(at) => driver
                        .transcript
                        .with_untracked(|all| all.steps.get(at).cloned())
                        .map(|step| view! { <OneStep trial step at following /> })
                        .into_any(),
                }}
            </For>
            <For each=move || driver.calling.get() key=|calling| calling.call let(calling)>
                <article class="try-step" aria-busy="true">
                    <p class="try-facts quiet" role="status">
                        {format!("Calling {}… ", calling.name)} {move || calling.said.get()}
                    </p>
                </article>
            </For>
            <For each=move || driver.asking.get() key=|asking| asking.call let(asking)>
                <Question trial asking />
            </For>
            <AtTheEnd trial />
        </section>
    }
}

/// What is shown of a run, one below the other.
enum Row {
    /// A step that was there before it was shown.
    Step(usize),
    /// An answer that comes, or has come while it was on show: it stays as it was drawn.
    Answer(Coming),
}

impl Row {
    /// What it is known by as long as nothing is taken back.
    fn key(&self) -> (bool, usize) {
        match self {
            Self::Step(at) => (false, *at),
            Self::Answer(coming) => (true, coming.number),
        }
    }
}

/// A step of a run, which does not change any more.
#[component]
fn OneStep(trial: Trial, step: Step, at: usize, following: Following) -> impl IntoView {
    let depth = nesting(step.depth);
    let agent = step.agent.clone();
    let content = match step.what {
        What::Prompt(prompt) => {
            let number = trial.driver.transcript.with_untracked(|all| {
                let before = all.steps.get(..at);
                before.map_or(0, count_prompts)
            });
            let can_be_taken_back = step.frame == 0 && !trial.recorded.is_on_show();
            view! {
                {(!can_be_taken_back)
                    .then(|| view! { <p class="quiet try-who">{format!("Handed over to {agent}")}</p> })}
                <p class="try-prompt" dir="auto">{prompt}</p>
                {can_be_taken_back
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button quiet"
                                disabled=move || trial.driver.is_running.get()
                                on:click=move |_| {
                                    trial.take_back(number);
                                    if let Some(prompt) = dom::by_id::<web_sys::HtmlElement>("try-prompt") {
                                        let _ = prompt.focus();
                                    }
                                }
                            >
                                "Edit and send again"
                            </button>
                        }
                    })}
            }
            .into_any()
        }
        What::Answer { .. } => {
            let answer = ShownAnswer::whole(&step.what);
            return view! { <Answer trial agent depth=step.depth answer following /> }.into_any();
        }
        What::Called {
            name,
            input,
            result,
            is_error,
        } => view! {
            <details class="try-more">
                <summary>
                    {if is_error { format!("{name} failed") } else { format!("{name} was called") }}
                </summary>
                <pre class="try-raw" tabindex="0" role="region" aria-label="Arguments">
                    {serde_json::to_string_pretty(&input).unwrap_or_default()}
                </pre>
                <pre class="try-raw" tabindex="0" role="region" aria-label="Result">{result}</pre>
            </details>
        }
        .into_any(),
        What::Failed(why) => view! {
            <div class="try-failed" role="alert">
                <p>{why}</p>
            </div>
        }
        .into_any(),
        What::Ended(why) => view! { <p class="quiet">{why}</p> }.into_any(),
    };
    view! { <article class="try-step" data-depth=depth>{content}</article> }.into_any()
}

/// How many of the steps are prompts of the person.
fn count_prompts(steps: &[Step]) -> usize {
    steps.iter().filter_map(Step::prompt).count()
}

/// A call that waits for the person's word.
#[component]
fn Question(trial: Trial, asking: Asking) -> impl IntoView {
    let call = asking.call;
    let say = move |consent: Consent, words: &'static str| {
        view! {
            <button type="button" class="button" on:click=move |_| trial.answer(call, consent)>
                {words}
            </button>
        }
    };
    view! {
        <div class="try-step try-question" role="group" aria-label="A call waits for your word">
            <p>
                {where_to(trial, &asking)}
            </p>
            <pre class="try-raw" tabindex="0" role="region" aria-label="Arguments">
                {serde_json::to_string_pretty(&asking.input).unwrap_or_default()}
            </pre>
            <div class="notice-actions">
                {say(Consent::Once, "Allow this once")}
                {say(Consent::ForRun, "Allow it in this run")}
                {say(Consent::No, "Refuse")}
            </div>
        </div>
    }
}

/// What would be called, and where that goes.
fn where_to(trial: Trial, asking: &Asking) -> String {
    let Asking { name, server, .. } = asking;
    match trial.servers.named(server) {
        Some(one) => format!(
            "{name} would be called at {server}, {}, with:",
            host_of(&one.address())
        ),
        None => format!("{name} would look into the folder {server}, with:"),
    }
}

/// A way on where the last answer failed or was stopped.
#[component]
fn AtTheEnd(trial: Trial) -> impl IntoView {
    let failed = Memo::new(move |_| {
        let driver = trial.driver;
        !driver.is_running.get()
            && driver.transcript.with(|all| {
                let last = all.steps.last();
                last.is_some_and(|step| matches!(step.what, What::Failed(_) | What::Ended(_)))
            })
    });
    move || {
        failed.get().then(|| {
            view! {
                <button type="button" class="button" on:click=move |_| trial.retry()>
                    "Retry"
                </button>
            }
        })
    }
}
