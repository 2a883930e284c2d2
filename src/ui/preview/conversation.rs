//! What the description says: its prose, and each example as a short conversation.

use leptos::prelude::*;

use super::{ToSource, place_name};
use crate::definition::{Definition, Part, PartKind, Place, Speaker};
use crate::ui::session::Session;
use crate::ui::words::excerpt;

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

/// An example as it is shown.
#[derive(Clone, PartialEq)]
struct ShownExample {
    index: usize,
    parts: Vec<Shown>,
    closed: bool,
}

/// The description: prose first, then the examples.
#[component]
pub fn Conversations(session: Session) -> impl IntoView {
    let prose = Memo::new(move |_| session.definition.with(|read| prose(read)));
    let examples = Memo::new(move |_| session.definition.with(|read| examples(read)));
    view! {
        {move || prose.with(|(place, prose)| show_prose(session, *place, prose))}
        <section class="examples" aria-label="Examples">
            {move || {
                examples.get().into_iter().map(|example| show_example(session, example)).collect_view()
            }}
        </section>
    }
}

/// The place of the description, and what it says outside the examples.
fn prose(read: &Definition) -> (Place, Vec<Shown>) {
    let field = read
        .fields
        .iter()
        .rposition(|field| field.key == "description");
    let place = field.map_or(Place::Nowhere, Place::Field);
    (place, read.examples.prose.iter().map(Shown::of).collect())
}

fn examples(read: &Definition) -> Vec<ShownExample> {
    let numbered = read.examples.examples.iter().enumerate();
    numbered
        .map(|(index, example)| ShownExample {
            index,
            parts: example.parts.iter().map(Shown::of).collect(),
            closed: example.closed,
        })
        .collect()
}

fn show_prose(session: Session, place: Place, prose: &[Shown]) -> impl IntoView + use<> {
    let missing = (place == Place::Nowhere).then(|| {
        view! { <p class="quiet">"No description: nothing says when this agent is to be called."</p> }
    });
    let parts = prose
        .iter()
        .enumerate()
        .map(|(index, shown)| show_part(session, Place::Prose(index), shown))
        .collect_view();
    view! {
        <section class="purpose" aria-labelledby="purpose-title" data-place=place_name(place)>
            <h3 id="purpose-title">
                <ToSource session place words="What it is for" />
            </h3>
            {missing}
            {parts}
        </section>
    }
}

fn show_example(session: Session, example: ShownExample) -> impl IntoView {
    let ShownExample {
        index,
        parts,
        closed,
    } = example;
    let place = Place::Example(index);
    let title = format!("Example {}", index + 1);
    let label = title.clone();
    let parts = parts
        .iter()
        .enumerate()
        .map(|(part, shown)| show_part(session, Place::ExamplePart(index, part), shown))
        .collect_view();
    let unclosed = (!closed).then(
        || view! { <p class="quiet">"This example is never closed: </example> is missing."</p> },
    );
    view! {
        <article class="example" aria-label=label data-place=place_name(place)>
            <h3>
                <ToSource session place words=title />
            </h3>
            {parts}
            {unclosed}
        </article>
    }
}

/// One part: who or what, and the text exactly as written.
fn show_part(session: Session, place: Place, shown: &Shown) -> impl IntoView + use<> {
    let label = (shown.kind != PartKind::Prose).then(|| {
        view! {
            <span class="label">
                <ToSource session place words=shown.label() />
            </span>
        }
    });
    view! {
        <div class=shown.class() data-place=place_name(place)>
            {label}
            <p class="said" dir="auto">
                {shown.text.clone()}
            </p>
        </div>
    }
}
