//! What the description says: its prose, and each example as a short conversation.

use leptos::prelude::*;

use super::card::excerpt;
use super::place_name;
use crate::definition::{Definition, Part, PartKind, Place, Speaker};
use crate::ui::session::Session;

/// A part as it is shown, without positions.
#[derive(Clone, PartialEq)]
struct Shown {
    kind: PartKind,
    text: String,
}

impl Shown {
    fn of(part: &Part) -> Self {
        Self {
            kind: part.kind.clone(),
            text: excerpt(&part.text, 20_000),
        }
    }

    fn label(&self) -> String {
        match &self.kind {
            PartKind::Prose => "description".to_owned(),
            PartKind::Context => "Context".to_owned(),
            PartKind::Turn(Speaker::User) => "user".to_owned(),
            PartKind::Turn(Speaker::Assistant) => "assistant".to_owned(),
            PartKind::Turn(Speaker::Other(name)) => excerpt(name, 60),
            PartKind::Commentary => "Commentary".to_owned(),
            PartKind::Note => "note".to_owned(),
            PartKind::Text => "text".to_owned(),
        }
    }

    fn class(&self) -> &'static str {
        match &self.kind {
            PartKind::Prose => "part prose",
            PartKind::Context => "part context",
            PartKind::Turn(Speaker::User) => "part turn user",
            PartKind::Turn(Speaker::Assistant) => "part turn assistant",
            PartKind::Turn(Speaker::Other(_)) => "part turn other",
            PartKind::Commentary => "part commentary",
            PartKind::Note => "part note",
            PartKind::Text => "part text",
        }
    }
}

/// The description: prose first, then the examples.
#[component]
pub fn Conversations(session: Session) -> impl IntoView {
    let prose = Memo::new(move |_| {
        session.definition.with(|read| {
            read.examples
                .prose
                .iter()
                .map(Shown::of)
                .collect::<Vec<_>>()
        })
    });
    let description = Memo::new(move |_| session.definition.with(|read| description_place(read)));
    let count = Memo::new(move |_| session.definition.with(|read| read.examples.examples.len()));
    let here = move || {
        description
            .get()
            .is_some_and(|place| place == session.here.get())
    };
    view! {
        <section class="purpose" aria-labelledby="purpose-title" class:is-here=here>
            <h3 id="purpose-title">
                <button
                    type="button"
                    class="to-source"
                    title="Go to the source"
                    on:click=move |_| {
                        if let Some(place) = description.get_untracked() {
                            session.reveal(place);
                        }
                    }
                >
                    "What it is for"
                </button>
            </h3>
            <For each=move || 0..prose.with(Vec::len) key=|index| *index let:index>
                <Saying
                    session
                    place=Place::Prose(index)
                    shown=Memo::new(move |_| prose.with(|prose| prose.get(index).cloned()))
                />
            </For>
            <Show when=move || prose.with(Vec::is_empty) && count.get() == 0>
                <p class="quiet">"No description: nothing says when this agent is to be called."</p>
            </Show>
        </section>
        <Show when=move || { count.get() > 0 }>
            <section class="examples" aria-label="Examples">
                <For each=move || 0..count.get() key=|index| *index let:index>
                    <Conversation session index />
                </For>
            </section>
        </Show>
    }
}

fn description_place(read: &Definition) -> Option<Place> {
    read.fields
        .iter()
        .rposition(|field| field.key == "description")
        .map(Place::Field)
}

/// One example.
#[component]
fn Conversation(session: Session, index: usize) -> impl IntoView {
    let place = Place::Example(index);
    let parts = Memo::new(move |_| {
        session.definition.with(|read| {
            let example = read.examples.examples.get(index);
            example
                .map(|example| example.parts.iter().map(Shown::of).collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    let closed = Memo::new(move |_| {
        session.definition.with(|read| {
            read.examples
                .examples
                .get(index)
                .is_none_or(|example| example.closed)
        })
    });
    view! {
        <article
            class="example"
            aria-label=format!("Example {}", index + 1)
            class:is-here=move || session.here.get() == place
            data-place=place_name(place)
        >
            <h3>
                <button type="button" class="to-source" title="Go to the source" on:click=move |_| session.reveal(place)>
                    {format!("Example {}", index + 1)}
                </button>
            </h3>
            <For each=move || 0..parts.with(Vec::len) key=|part| *part let:part>
                <Saying
                    session
                    place=Place::ExamplePart(index, part)
                    shown=Memo::new(move |_| parts.with(|parts| parts.get(part).cloned()))
                />
            </For>
            <Show when=move || !closed.get()>
                <p class="quiet">"This example is never closed: </example> is missing."</p>
            </Show>
        </article>
    }
}

/// One part: who or what, and the text exactly as written.
#[component]
fn Saying(session: Session, place: Place, shown: Memo<Option<Shown>>) -> impl IntoView {
    let class = Memo::new(move |_| shown.with(|shown| shown.as_ref().map_or("part", Shown::class)));
    let label = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(Shown::label)));
    let text =
        Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|shown| shown.text.clone())));
    let bare = matches!(place, Place::Prose(_));
    view! {
        <div class=class data-place=place_name(place) class:is-here=move || session.here.get() == place>
            {(!bare)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="to-source label"
                            title="Go to the source"
                            on:click=move |_| session.reveal(place)
                        >
                            {label}
                        </button>
                    }
                })}
            <p class="said" dir="auto">{text}</p>
        </div>
    }
}
