//! An answer on show, from its first word to its end.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::html::Div;
use leptos::prelude::*;

use super::Trial;
use super::following::Following;
use crate::agent::What;
use crate::endpoint::{Part, StopReason};
use crate::web::download;
use crate::web::markdown::AnswerView;
use crate::web::turns::Turn;

/// An answer as far as it has come; a handle to share. Whatever asked for it may be gone from the document before
/// it is here.
#[derive(Clone)]
pub(super) struct ShownAnswer {
    text: ArcRwSignal<String>,
    thinking: ArcRwSignal<String>,
    /// What is said when no more comes.
    ended: ArcRwSignal<Option<Ended>>,
}

/// What is said of an answer that no more comes of.
#[derive(Clone)]
struct Ended {
    /// The calls it asks for.
    calls: Vec<String>,
    /// How it ended and what it cost.
    facts: String,
}

impl ShownAnswer {
    /// Nothing has come.
    pub fn new() -> Self {
        Self {
            text: ArcRwSignal::new(String::new()),
            thinking: ArcRwSignal::new(String::new()),
            ended: ArcRwSignal::new(None),
        }
    }

    /// One of which no more comes: a step that is an answer.
    pub fn whole(step: &What) -> Self {
        let answer = Self::new();
        answer.end(step);
        answer
    }

    /// More has come.
    pub fn grow(&self, text: &str, thinking: &str) {
        for (more, shown) in [(text, &self.text), (thinking, &self.thinking)] {
            if !more.is_empty() {
                shown.update(|shown| shown.push_str(more));
            }
        }
    }

    /// No more comes: it is this step. Nothing happens, and the answer is `false`, where that is not what it began
    /// with, or no answer.
    pub fn end(&self, step: &What) -> bool {
        let What::Answer { parts, .. } = step else {
            return false;
        };
        let text: String = parts.iter().filter_map(text_of).collect();
        let thinking: String = parts.iter().filter_map(thinking_of).collect();
        let has_come = |shown: &ArcRwSignal<String>, whole: &str| {
            shown.with_untracked(|shown| whole.starts_with(shown.as_str()))
        };
        if !has_come(&self.text, &text) || !has_come(&self.thinking, &thinking) {
            return false;
        }
        let calls = parts.iter().filter_map(|part| match part {
            Part::ToolUse { name, .. } => Some(format!("Calls {name}")),
            _ => None,
        });
        let ended = Ended {
            calls: calls.collect(),
            facts: facts(step),
        };
        self.text.set(text);
        self.thinking.set(thinking);
        self.ended.set(Some(ended));
        true
    }

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

#[component]
pub(super) fn Answer(
    trial: Trial,
    /// Who answers.
    agent: String,
    /// How many hand-offs led there.
    depth: u32,
    answer: ShownAnswer,
    following: Following,
) -> impl IntoView {
    let ShownAnswer {
        text,
        thinking,
        ended,
    } = answer;
    let comes = {
        let ended = ended.clone();
        Memo::new(move |_| ended.with(Option::is_none))
    };
    let has_thoughts = {
        let thinking = thinking.clone();
        Memo::new(move |_| !thinking.with(String::is_empty))
    };
    let has_words = {
        let text = text.clone();
        Memo::new(move |_| comes.get() || has_thoughts.get() || !text.with(String::is_empty))
    };
    let copied = text.clone();
    let thoughts = move || {
        let text = thinking.clone();
        has_thoughts.get().then(|| {
            view! {
                <details class="try-more">
                    <summary>"Thinking"</summary>
                    <GrowingText text comes following class="body try-thinking" />
                </details>
            }
        })
    };
    let words = move || {
        let text = text.clone();
        has_words
            .get()
            .then(|| view! { <GrowingText text comes following class="body try-answer" /> })
    };
    let end = move || {
        match ended.get() {
        None => view! {
            <p class="try-facts quiet" role="status">
                "Coming…"
            </p>
        }
        .into_any(),
        Some(Ended { calls, facts }) => view! {
            {calls.into_iter().map(|call| view! { <p class="quiet">{call}</p> }).collect_view()}
            <p class="try-facts quiet">{facts}</p>
            {has_words
                .get()
                .then(|| {
                    let text = copied.clone();
                    view! {
                        <button type="button" class="button quiet" on:click=move |_| copy(trial, &text)>
                            "Copy the answer"
                        </button>
                    }
                })}
        }
        .into_any(),
    }
    };
    view! {
        <article
            class="try-step"
            data-depth=nesting(depth)
            aria-busy=move || comes.get().then_some("true")
        >
            <p class="quiet try-who">{agent}</p>
            {thoughts}
            {words}
            {end}
        </article>
    }
}

/// How deep a step of a hand-off stands; nothing for the agent's own.
pub(super) fn nesting(depth: u32) -> Option<String> {
    (depth > 0).then(|| depth.min(3).to_string())
}

/// Markdown that grows while it comes.
#[component]
fn GrowingText(
    text: ArcRwSignal<String>,
    comes: Memo<bool>,
    following: Following,
    class: &'static str,
) -> impl IntoView {
    let host = NodeRef::<Div>::new();
    let view = Rc::new(RefCell::new(None));
    let is_drawing = Rc::new(Cell::new(false));
    Effect::new(move || {
        text.track();
        comes.track();
        let Some(element) = host.get() else { return };
        if is_drawing.replace(true) {
            return;
        }
        let (text, view, is_drawing) = (text.clone(), Rc::clone(&view), Rc::clone(&is_drawing));
        view.borrow_mut()
            .get_or_insert_with(|| AnswerView::new(element.into()));
        leptos::task::spawn_local(async move {
            let mut turn = Turn::begin();
            loop {
                let mut more = false;
                following.was_scrolled();
                // It may be gone from the document meanwhile.
                let comes = comes.try_get_untracked();
                if let (Some(comes), Some(view)) = (comes, &mut *view.borrow_mut()) {
                    more = text.with_untracked(|text| {
                        if !comes {
                            view.complete(text);
                        }
                        while view.draw_on(text) {
                            if turn.is_over() {
                                return true;
                            }
                        }
                        false
                    });
                }
                following.follow();
                if !more {
                    break;
                }
                turn.pass().await;
            }
            is_drawing.set(false);
        });
    });
    view! { <div class=class dir="auto" node_ref=host></div> }
}

fn copy(trial: Trial, text: &ArcRwSignal<String>) {
    let text = text.get_untracked();
    leptos::task::spawn_local(async move {
        if let Err(error) = download::copy(&text).await {
            let words = format!("The browser refuses to copy: {error}.");
            trial.notices.tell(words);
        }
    });
}

fn text_of(part: &Part) -> Option<&str> {
    match part {
        Part::Text { text } => Some(text),
        _ => None,
    }
}

fn thinking_of(part: &Part) -> Option<&str> {
    match part {
        Part::Thinking { text, .. } => Some(text),
        _ => None,
    }
}

/// How an answer ended, what it cost and how soon it began, in words.
fn facts(step: &What) -> String {
    let What::Answer {
        stop,
        usage,
        first_token_ms,
        ..
    } = step
    else {
        return String::new();
    };
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
    if let Some(after) = first_token_ms {
        let seconds = f64::from(*after) / 1_000.0;
        facts.push(format!("first token after {seconds:.1} s"));
    }
    facts.join(" · ")
}
