//! Where a prompt is written, and what may come of it.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::Trial;
use super::definition::Tried;
use super::later::part;
use crate::agent::{Caps, Transcript};
use crate::web::download;

const LARGEST_CAP: u32 = 128_000;

#[component]
pub(super) fn Composer(trial: Trial) -> impl IntoView {
    let missing = Memo::new(move |_| {
        if trial.parts.with(Option::is_none) {
            Some("Loading…")
        } else if !trial.connection.is_there() {
            Some("Choose a server first.")
        } else if trial.connection.model.with(String::is_empty) {
            Some("Choose a model first.")
        } else if trial
            .tried
            .with(|tried| tried.as_ref().is_none_or(|tried| tried.agent.is_err()))
        {
            Some("There is no agent to send it to.")
        } else if trial.prompt.with(|prompt| prompt.trim().is_empty()) {
            Some("Write a prompt.")
        } else {
            None
        }
    });
    let send = move || {
        if missing.get_untracked().is_none()
            && let Some(parts) = trial.parts.get_untracked()
        {
            (parts.send)(trial);
        }
    };
    let stop = move |_| {
        if let Some(parts) = trial.parts.get_untracked() {
            (parts.stop)(trial);
        }
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send();
        }
    };
    view! {
        <form
            class="try-composer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            {part(trial, |parts| parts.examples)}
            <label for="try-prompt" class="visually-hidden">
                "Prompt"
            </label>
            <textarea
                id="try-prompt"
                rows="3"
                placeholder="What do you ask this agent?"
                prop:value=move || trial.prompt.get()
                on:input=move |event| {
                    trial.set_prompt(event_target_value(&event));
                }
                on:keydown=keys
            ></textarea>
            <div class="try-send">
                {move || match missing.get() {
                    Some(words) => view! { <p class="quiet">{words}</p> }.into_any(),
                    None => part(trial, |parts| parts.outgoing).into_any(),
                }}
                <Limits trial />
                {move || match trial.driver.is_running.get() {
                    true => {
                        view! {
                            <button type="button" class="button" on:click=stop>
                                "Stop"
                            </button>
                        }
                            .into_any()
                    }
                    false => {
                        view! {
                            <button
                                type="submit"
                                class="button primary"
                                disabled=move || missing.get().is_some()
                                title="Ctrl+Enter"
                            >
                                "Send"
                            </button>
                        }
                            .into_any()
                    }
                }}
            </div>
            <div class="try-after">
                {part(trial, |parts| parts.below)}
            </div>
        </form>
    }
}

/// What ends a run, with all its hand-offs.
#[component]
fn Limits(trial: Trial) -> impl IntoView {
    let caps = trial.driver.caps;
    let number = |label: &'static str, value: Signal<String>, set: fn(&mut Caps, u32)| {
        view! {
            <label>
                <input
                    type="number"
                    min="1"
                    prop:value=value
                    on:change=move |event| {
                        // What is no number leaves the limit as it was.
                        let typed = event_target_value(&event).parse();
                        trial.driver.cap(|caps| {
                            if let Ok(number @ 1..) = typed {
                                set(caps, number);
                            }
                        });
                    }
                />
                {label}
            </label>
        }
    };
    let words = move || {
        let caps = caps.get();
        format!("At most {} tokens out", caps.answer)
    };
    view! {
        <details class="try-more try-limits">
            <summary>{words}</summary>
            {number(
                "tokens an answer may have",
                Signal::derive(move || caps.get().answer.to_string()),
                |caps, number| caps.answer = number.min(LARGEST_CAP),
            )}
            {number(
                "tokens a run may use, in and out, its hand-offs too",
                Signal::derive(move || caps.get().tokens.to_string()),
                |caps, number| caps.tokens = number.into(),
            )}
            {number(
                "times a run may ask a model",
                Signal::derive(move || caps.get().turns.to_string()),
                |caps, number| caps.turns = number,
            )}
        </details>
    }
}

/// What the file's examples have the user say, to be written into the box; nothing is sent.
#[component]
pub(super) fn Examples(trial: Trial) -> impl IntoView {
    move || {
        let prompts = trial
            .tried
            .with(|tried| tried.as_ref().map(Tried::prompts))
            .unwrap_or_default();
        (!prompts.is_empty() && trial.driver.transcript.with(|all| all.steps.is_empty())).then(
            || {
                view! {
                    <div class="try-examples">
                        <p class="quiet">"From the file's examples:"</p>
                        {prompts
                            .into_iter()
                            .map(|prompt| {
                                let words = prompt.clone();
                                view! {
                                    <button
                                        type="button"
                                        class="button"
                                        on:click=move |_| trial.write_prompt(prompt.clone())
                                    >
                                        {words}
                                    </button>
                                }
                            })
                            .collect_view()}
                    </div>
                }
            },
        )
    }
}

/// Takes the transcript along, or forgets it.
#[component]
pub(super) fn Exports(trial: Trial) -> impl IntoView {
    let save = move |name: &str, text: fn(&Transcript) -> String| {
        let text = trial.driver.transcript.with_untracked(text);
        if let Err(error) = download::save(name, &text) {
            let words = format!("The transcript could not be downloaded: {error}.");
            trial.notices.tell(words);
        }
    };
    let clear = move |_| {
        let before = trial.begin_anew();
        trial
            .notices
            .offer("The conversation begins anew.", "Undo", move || {
                trial.restore(before.clone());
            });
    };
    move || {
        let is_there = !trial.driver.transcript.with(|all| all.steps.is_empty());
        (is_there && !trial.recorded.is_on_show()).then(|| {
            view! {
                <div class="try-exports">
                    <button
                        type="button"
                        class="button quiet"
                        on:click=move |_| save("transcript.md", Transcript::markdown)
                    >
                        "As Markdown"
                    </button>
                    <button
                        type="button"
                        class="button quiet"
                        on:click=move |_| save("transcript.json", Transcript::json)
                    >
                        "As JSON"
                    </button>
                    <button type="button" class="button quiet" on:click=clear>
                        "New conversation"
                    </button>
                </div>
            }
        })
    }
}
