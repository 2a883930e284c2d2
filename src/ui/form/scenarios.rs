//! The scenarios under `When to invoke` in the prompt, and their way back into the description.

use leptos::prelude::*;

use super::{Form, focus_later};
use crate::definition::PartKind;
use crate::edit::example::NewExample;
use crate::edit::invoke::{scenarios, to_description};
use crate::ui::icons::{Icon, IconMark};
use crate::ui::words::excerpt;

/// The list, where there is one.
#[component]
pub fn ScenarioCards(form: Form) -> impl IntoView {
    let list = Memo::new(move |_| {
        form.session.definition.with(|read| {
            let found = scenarios(read).into_iter();
            found
                .map(|scenario| words(&scenario.example))
                .collect::<Vec<_>>()
        })
    });
    let entry = move |(index, (title, text)): (usize, (String, String))| {
        let back = move |_| {
            let moved = to_description(&form.session.definition_now(), index);
            if form.make(moved) {
                form.session
                    .offer_undo("It is an example of the description again.");
                focus_later("add-example".to_owned(), false);
            }
        };
        view! {
            <li>
                <p>
                    <strong>{title}</strong>
                    " "
                    {text}
                </p>
                <button
                    type="button"
                    class="button"
                    id=format!("scenario-{index}-back")
                    aria-label=format!("Move to the description: scenario {}", index + 1)
                    on:click=back
                >
                    <IconMark icon=Icon::Up />
                    "Move to the description"
                </button>
            </li>
        }
    };
    view! {
        {move || {
            let list = list.get();
            (!list.is_empty())
                .then(|| {
                    view! {
                        <section class="form-scenarios" aria-labelledby="form-scenarios-title">
                            <h2 id="form-scenarios-title">"When to invoke"</h2>
                            <ul>{list.into_iter().enumerate().map(entry).collect_view()}</ul>
                        </section>
                    }
                })
        }}
    }
}

/// The situation, and everything else on one line.
fn words(example: &NewExample) -> (String, String) {
    let mut parts = example.parts.as_slice();
    let mut title = "";
    if let [(PartKind::Context, context), rest @ ..] = parts {
        title = context;
        parts = rest;
    }
    let texts: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
    (excerpt(title, 300), excerpt(&texts.join(" · "), 600))
}
