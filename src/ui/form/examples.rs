//! The examples as cards, and what can be done with all of them.

use leptos::prelude::*;

use super::card::Card;
use super::part::part_id;
use super::{Form, focus_later};
use crate::edit::example::{NewExample, add};
use crate::edit::invoke::all_to_body;
use crate::ui::icons::{Icon, IconMark};

/// The cards in order.
#[component]
pub fn ExampleCards(form: Form) -> impl IntoView {
    let definition = form.session.definition;
    let count = Memo::new(move |_| definition.with(|read| read.examples.examples.len()));
    view! {
        <section class="form-examples" aria-labelledby="form-examples-title">
            <h2 id="form-examples-title">"Examples"</h2>
            <p class="form-doc">
                "Short conversations in the description that show when to call the agent. Every session reads them; under a heading "
                <q>"When to invoke"</q>
                " in the prompt only the agent itself does."
            </p>
            {move || (0..count.get()).map(|index| view! { <Card form index count /> }).collect_view()}
            <div class="form-actions">
                <button type="button" class="button" id="add-example" on:click=move |_| add_example(form)>
                    <IconMark icon=Icon::New />
                    "Add an example"
                </button>
                {move || {
                    (count.get() > 1)
                        .then(|| {
                            view! {
                                <button type="button" class="button" on:click=move |_| move_all(form)>
                                    <IconMark icon=Icon::Out />
                                    "Move all to “When to invoke”"
                                </button>
                            }
                        })
                }}
            </div>
        </section>
    }
}

fn add_example(form: Form) {
    let definition = form.session.definition_now();
    let name = definition.text("name").unwrap_or_default().trim();
    let index = definition.examples.examples.len();
    if form.make(add(&definition, &NewExample::starter(name))) {
        form.say(format!("Example {} added.", index + 1));
        focus_later(part_id(index, 0), true);
    }
}

fn move_all(form: Form) {
    if form.make(all_to_body(&form.session.definition_now())) {
        form.session
            .offer_undo("The examples stand under “When to invoke” now.");
        focus_later("scenario-0-back".to_owned(), false);
    }
}
