//! One example as a card: its parts, editable in place, and what can be done with the whole of it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::part::{kinds, missing, part_row};
use super::{Form, focus_later};
use crate::edit::example::{delete, duplicate, move_down, move_up};
use crate::edit::invoke::to_body;
use crate::ui::icons::{Icon, IconMark};
use crate::ui::try_panel;

/// What can be done with a card.
#[derive(Clone, Copy, PartialEq)]
enum Act {
    Up,
    Down,
    Duplicate,
    ToBody,
    Delete,
}

impl Act {
    const ALL: [Self; 5] = [
        Self::Up,
        Self::Down,
        Self::Duplicate,
        Self::ToBody,
        Self::Delete,
    ];

    /// What it does; with the key, where it has one.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Up => ("Move up", " (Alt+↑)"),
            Self::Down => ("Move down", " (Alt+↓)"),
            Self::Duplicate => ("Duplicate", ""),
            Self::ToBody => ("Move to “When to invoke”", ""),
            Self::Delete => ("Delete", ""),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Duplicate => "duplicate",
            Self::ToBody => "out",
            Self::Delete => "delete",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Up => Icon::Up,
            Self::Down => Icon::Down,
            Self::Duplicate => Icon::Duplicate,
            Self::ToBody => Icon::Out,
            Self::Delete => Icon::Delete,
        }
    }
}

fn act_id(example: usize, act: Act) -> String {
    format!("example-{example}-{}", act.name())
}

/// Does it, says so, and keeps the focus on the same button of the same example.
fn act(form: Form, index: usize, count: usize, act: Act) {
    let definition = form.session.definition_now();
    let number = index + 1;
    let (edits, to, words) = match act {
        Act::Up if index == 0 => return form.say("It is the first example.".to_owned()),
        Act::Down if number == count => return form.say("It is the last example.".to_owned()),
        Act::Up => (
            move_up(&definition, index),
            index - 1,
            format!("Moved up: now example {index} of {count}."),
        ),
        Act::Down => (
            move_down(&definition, index),
            number,
            format!("Moved down: now example {} of {count}.", number + 1),
        ),
        Act::Duplicate => (
            duplicate(&definition, index),
            number,
            format!("Duplicated: the copy is example {}.", number + 1),
        ),
        Act::ToBody => (to_body(&definition, index), index, String::new()),
        Act::Delete => (delete(&definition, index), index, String::new()),
    };
    if !form.make(edits) {
        return;
    }
    form.say(words);
    let left = match act {
        Act::Delete => {
            form.session
                .offer_undo(format!("Example {number} was deleted."));
            count - 1
        }
        Act::ToBody => {
            form.session.offer_undo(format!(
                "Example {number} stands under “When to invoke” now."
            ));
            count - 1
        }
        _ => count,
    };
    let focus = match left {
        0 => "add-example".to_owned(),
        left if act == Act::Duplicate => act_id(to.min(left), act),
        left => act_id(to.min(left - 1), act),
    };
    focus_later(focus, false);
}

/// A card.
#[component]
pub fn Card(form: Form, index: usize, count: Memo<usize>) -> impl IntoView {
    let definition = form.session.definition;
    let kinds = Memo::new(move |_| {
        definition.with(|read| {
            let example = read.examples.examples.get(index);
            example.map(kinds).unwrap_or_default()
        })
    });
    let unclosed = Memo::new(move |_| {
        definition.with(|read| {
            read.examples
                .examples
                .get(index)
                .is_some_and(|example| !example.closed)
        })
    });
    let button = move |one: Act| {
        let (words, key) = one.words();
        let beyond = move || match one {
            Act::Up => index == 0,
            Act::Down => index + 1 == count.get(),
            _ => false,
        };
        view! {
            <button
                type="button"
                class="button quiet icon-only"
                id=act_id(index, one)
                aria-label=format!("{words}: example {}", index + 1)
                aria-disabled=move || beyond().then_some("true")
                title=format!("{words}{key}")
                on:click=move |_| act(form, index, count.get_untracked(), one)
            >
                <IconMark icon=one.icon() />
            </button>
        }
    };
    let request = move || {
        definition.with(|read| {
            let example = read.examples.examples.get(index);
            example.and_then(|example| example.request().map(str::to_owned))
        })
    };
    let run = move |_| {
        if let Some(request) = untrack(request) {
            try_panel::write_prompt(form.session, request);
        }
    };
    view! {
        <article
            class="example-card"
            aria-label=format!("Example {}", index + 1)
            on:keydown=move |event| key_pressed(form, index, count.get_untracked(), &event)
        >
            <header>
                <h3>{format!("Example {}", index + 1)}</h3>
                <div class="card-acts">
                    {move || {
                        request()
                            .is_some()
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="button quiet"
                                        aria-label=format!("Run: example {}", index + 1)
                                        title="Write what the user asks for into Try"
                                        on:click=run
                                    >
                                        "Run"
                                    </button>
                                }
                            })
                    }}
                    {Act::ALL.map(button).collect_view()}
                </div>
            </header>
            {move || {
                kinds
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(part, kind)| part_row(form, index, part, &kind))
                    .collect_view()
            }}
            {move || {
                unclosed.get().then(|| view! { <p class="form-doc caution">"It is never closed: </example> is missing."</p> })
            }}
            {move || missing(form, index, &kinds.get())}
        </article>
    }
}

/// Alt and an arrow move the example. In a text they are the text's own.
fn key_pressed(form: Form, index: usize, count: usize, event: &KeyboardEvent) {
    let in_text = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.tag_name().eq_ignore_ascii_case("textarea"));
    let way = match event.key().as_str() {
        "ArrowUp" => Act::Up,
        "ArrowDown" => Act::Down,
        _ => return,
    };
    if event.alt_key() && !in_text {
        event.prevent_default();
        act(form, index, count, way);
    }
}
