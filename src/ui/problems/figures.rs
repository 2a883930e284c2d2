//! What can be counted of the file, each figure with what it means and who says so; no score.

use leptos::prelude::*;

use super::found::Problems;
use super::said_by::SaidBy;
use crate::edit::invoke::all_to_body;
use crate::lint::{File, Measure, quality};
use crate::ui::icons::{Icon, IconMark};

/// The figure of the examples, by the name that the engine gives it: the one that can be acted on.
const EXAMPLES: &str = "Examples";
/// The id of its button.
const OF_EXAMPLES: &str = "figure-examples";

/// The section; nothing for a file that is no definition.
#[component]
pub fn Figures(problems: Problems) -> impl IntoView {
    let measures = Memo::new(move |_| {
        let kind = problems.session.kind.with(|found| found.kind);
        problems
            .found
            .with(|found| quality(&File::of_kind(&found.definition, None, kind)))
    });
    // A figure that changes keeps its place, and what is open of it stays open.
    let names = Memo::new(move |_| {
        measures.with(|all| all.iter().map(|measure| measure.name).collect::<Vec<_>>())
    });
    view! {
        <section
            class="figures"
            aria-labelledby="figures-title"
            hidden=move || names.with(Vec::is_empty)
        >
            <h3 class="problem-group" id="figures-title">
                "What can be counted"
            </h3>
            <p class="quiet">"No score: none of these is better for being higher."</p>
            <ul class="problem-list">
                <For
                    each=move || names.get()
                    key=|name| *name
                    children=move |name| figure(problems, measures, name)
                />
            </ul>
        </section>
    }
}

fn figure(problems: Problems, measures: Memo<Vec<Measure>>, name: &'static str) -> AnyView {
    let measure = measures.with_untracked(|all| named(all, name).cloned());
    let Some(Measure {
        about,
        source,
        link,
        ..
    }) = measure
    else {
        return ().into_any();
    };
    let value = Memo::new(move |_| {
        measures.with(|all| named(all, name).map(|measure| measure.value.clone()))
    });
    let has_place = Memo::new(move |_| {
        measures.with(|all| named(all, name).is_some_and(|measure| measure.span.is_some()))
    });
    view! {
        <li class="figure">
            <button
                type="button"
                class="to-source"
                id=(name == EXAMPLES).then_some(OF_EXAMPLES)
                title="Go to the source"
                disabled=move || !has_place.get()
                on:click=move |_| go_to(problems, name)
            >
                <span class="figure-name">{name}</span>
                <span class="figure-value">{move || value.get()}</span>
            </button>
            {(name == EXAMPLES).then(|| view! { <MoveExamples problems /> })}
            <details>
                <summary aria-label=format!("What it means: {name}")>"What it means"</summary>
                <p>{about}</p>
                <SaidBy words=format!("Said by: {source}.") link />
            </details>
        </li>
    }
    .into_any()
}

fn named<'all>(all: &'all [Measure], name: &str) -> Option<&'all Measure> {
    all.iter().find(|measure| measure.name == name)
}

/// Puts the caret on what was counted, as the text stands now.
fn go_to(problems: Problems, name: &str) {
    let found = problems.now();
    let session = problems.session;
    let kind = session.kind.with_untracked(|found| found.kind);
    let measures = quality(&File::of_kind(&found.definition, None, kind));
    if let Some(span) = named(&measures, name).and_then(|measure| measure.span) {
        session.reveal_span(span);
    }
}

/// The press that turns the examples into scenarios of the prompt, where there are any.
#[component]
fn MoveExamples(problems: Problems) -> impl IntoView {
    let has_examples = Memo::new(move |_| {
        problems
            .found
            .with(|found| !found.definition.examples.examples.is_empty())
    });
    let act = move |_| {
        let session = problems.session;
        match all_to_body(&session.definition_now()) {
            Ok(edits) => {
                session.apply(&edits);
                session.offer_undo("The examples stand under “When to invoke” now.");
                problems.look_again();
                super::focus_first(vec![
                    format!("#{OF_EXAMPLES}"),
                    format!("#{}", super::TITLE),
                ]);
            }
            Err(refused) => session.notices.tell(refused.to_string()),
        }
    };
    view! {
        <button
            type="button"
            class="button"
            hidden=move || !has_examples.get()
            on:click=act
        >
            <IconMark icon=Icon::Out />
            "Move all to “When to invoke”"
        </button>
    }
}
