//! What happened, step by step, and what is coming.

use leptos::html::{Div, Section};
use leptos::prelude::*;

use super::Trial;
use super::driver::Asking;
use super::hearing::Coming;
use super::origins::host_of;
use super::recorded::RecordedView;
use crate::agent::{Consent, Step, What};
use crate::endpoint::{Part, StopReason, Usage};
use crate::web::markdown::AnswerView;
use crate::web::{dom, download};

#[component]
pub(super) fn Steps(trial: Trial) -> impl IntoView {
    let place = NodeRef::<Section>::new();
    let driver = trial.driver;
    // Whoever has scrolled away to read is left there.
    Effect::new(move || {
        driver.transcript.track();
        driver.coming.with(|coming| {
            for one in coming {
                one.text.track();
            }
        });
        let Some(place) = place.get_untracked() else {
            return;
        };
        let left = place.scroll_height() - place.scroll_top() - place.client_height();
        if left < place.client_height() / 2 {
            dom::later(0, move || place.set_scroll_top(place.scroll_height()));
        }
    });
    let count = Memo::new(move |_| driver.transcript.with(|all| all.steps.len()));
    view! {
        <section class="try-steps" node_ref=place tabindex="0" aria-label="Conversation">
            <h2 class="visually-hidden">"Conversation"</h2>
            <RecordedView trial />
            <For
                each=move || {
                    let turned = driver.turned.get();
                    (0..count.get()).map(move |at| (turned, at))
                }
                key=|step| *step
                let((_, at))
            >
                {driver
                    .transcript
                    .with_untracked(|all| all.steps.get(at).cloned())
                    .map(|step| view! { <OneStep trial step at /> })}
            </For>
            <For each=move || driver.coming.get() key=|coming| coming.frame let(coming)>
                <ComingAnswer trial coming />
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

/// A step of a run, which does not change any more.
#[component]
fn OneStep(trial: Trial, step: Step, at: usize) -> impl IntoView {
    let depth = nesting(step.depth);
    let agent = step.agent.clone();
    let content = match step.what {
        What::Prompt(prompt) => {
            let number = trial.driver.transcript.with_untracked(|all| {
                let before = all.steps.iter().take(at);
                before
                    .filter(|step| step.frame == 0 && matches!(step.what, What::Prompt(_)))
                    .count()
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
        What::Answer { parts, stop, usage } => view! {
            <Answer trial agent parts facts=facts(stop.as_ref(), usage) />
        }
        .into_any(),
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
    view! { <article class="try-step" data-depth=depth>{content}</article> }
}

/// How deep a step of a hand-off stands; nothing for the agent's own.
fn nesting(depth: u32) -> Option<String> {
    (depth > 0).then(|| depth.min(3).to_string())
}

/// An answer that is whole, or all that came of it.
#[component]
fn Answer(trial: Trial, agent: String, parts: Vec<Part>, facts: String) -> impl IntoView {
    let words =
        |wanted: fn(&Part) -> Option<&str>| -> String { parts.iter().filter_map(wanted).collect() };
    let text = words(|part| match part {
        Part::Text { text } => Some(text),
        _ => None,
    });
    let thinking = words(|part| match part {
        Part::Thinking { text, .. } => Some(text),
        _ => None,
    });
    let calls: Vec<String> = (parts.iter())
        .filter_map(|part| match part {
            Part::ToolUse { name, .. } => Some(format!("Calls {name}")),
            _ => None,
        })
        .collect();
    let copied = text.clone();
    let copy = move |_| {
        let text = copied.clone();
        leptos::task::spawn_local(async move {
            if let Err(error) = download::copy(&text).await {
                let words = format!("The browser refuses to copy: {error}.");
                trial.notices.tell(words);
            }
        });
    };
    let has_text = !text.is_empty() || !thinking.is_empty();
    let text = RwSignal::new(text);
    let thinking = RwSignal::new(thinking);
    view! {
        <p class="quiet try-who">{agent}</p>
        {has_text.then(|| view! { <Words text thinking /> })}
        {calls.into_iter().map(|call| view! { <p class="quiet">{call}</p> }).collect_view()}
        <p class="try-facts quiet">{facts}</p>
        {has_text
            .then(|| {
                view! {
                    <button type="button" class="button quiet" on:click=copy>
                        "Copy the answer"
                    </button>
                }
            })}
    }
}

#[component]
fn ComingAnswer(trial: Trial, coming: Coming) -> impl IntoView {
    let (agent, depth) = trial.driver.who(coming.frame);
    view! {
        <article class="try-step" data-depth=nesting(depth) aria-busy="true">
            <p class="quiet try-who">{agent}</p>
            <Words text=coming.text.into() thinking=coming.thinking.into() />
            <p class="try-facts quiet" role="status">"Coming…"</p>
        </article>
    }
}

/// Markdown that grows, and the thoughts before it.
#[component]
fn Words(text: RwSignal<String>, thinking: RwSignal<String>) -> impl IntoView {
    let host = NodeRef::<Div>::new();
    let drawn = StoredValue::<Option<AnswerView>, LocalStorage>::new_local(None);
    Effect::new(move || {
        let Some(element) = host.get() else { return };
        text.with(|text| {
            drawn.update_value(|drawn| {
                drawn
                    .get_or_insert_with(|| AnswerView::new(element.into()))
                    .update(text);
            });
        });
    });
    let has_thoughts = Memo::new(move |_| !thinking.with(String::is_empty));
    view! {
        {move || {
            has_thoughts
                .get()
                .then(|| {
                    view! {
                        <details class="try-more">
                            <summary>"Thinking"</summary>
                            <p class="try-thinking" dir="auto">{move || thinking.get()}</p>
                        </details>
                    }
                })
        }}
        <div class="body try-answer" dir="auto" node_ref=host></div>
    }
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

/// A way on where the last answer failed.
#[component]
fn AtTheEnd(trial: Trial) -> impl IntoView {
    let failed = Memo::new(move |_| {
        let driver = trial.driver;
        !driver.is_running.get()
            && driver.transcript.with(|all| {
                let last = all.steps.last();
                last.is_some_and(|step| matches!(step.what, What::Failed(_)))
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

/// How an answer ended and what it cost, in words.
fn facts(stop: Option<&StopReason>, usage: Usage) -> String {
    let mut facts = Vec::new();
    match stop {
        None => facts.push("Not complete".to_owned()),
        Some(StopReason::MaxTokens) => facts.push("Ended by the cap on its length".to_owned()),
        Some(StopReason::Refusal) => facts.push("Refused by the model".to_owned()),
        Some(StopReason::Other(word)) => facts.push(format!("Ended: {word}")),
        Some(StopReason::EndTurn | StopReason::ToolUse) => {}
    }
    match (usage.input, usage.output) {
        (Some(input), Some(output)) => facts.push(format!("{input} tokens in, {output} out")),
        (Some(input), None) => facts.push(format!("{input} tokens in")),
        (None, Some(output)) => facts.push(format!("{output} tokens out")),
        (None, None) => {}
    }
    facts.join(" · ")
}
