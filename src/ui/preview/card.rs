//! The frontmatter as a readable card.

use leptos::prelude::*;

use super::{ToSource, place_name};
use crate::definition::{Definition, Place, Reading, ScalarKind, Value, split_tools};
use crate::ui::panels::Panel;
use crate::ui::session::Session;
use crate::ui::words::excerpt;

/// Name, model and colour first, then every other key in the order of the file.
#[component]
pub fn Card(session: Session) -> impl IntoView {
    let heading = Memo::new(move |_| session.definition.with(|read| heading(read)));
    let rows = Memo::new(move |_| session.definition.with(|read| rows(read)));
    view! {
        <section class="card" aria-label="Frontmatter">
            {move || heading.with(show_heading)}
            <KindChip session />
            <dl class="fields">
                {move || rows.get().into_iter().map(|row| show_row(session, row)).collect_view()}
            </dl>
            {move || {
                let unread = session.definition.with(|read| unread(read));
                unread.map(|text| view! { <pre class="value-entries">{text}</pre> })
            }}
        </section>
    }
}

/// What kind of file it is; a press leads to where that can be changed.
#[component]
fn KindChip(session: Session) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip kind-chip"
            title=move || session.kind.with(|found| format!("Because {}", found.why))
            on:click=move |_| session.show_panel(Panel::Compatibility)
        >
            {move || session.kind.with(|found| found.kind.label())}
        </button>
    }
}

/// What stands in a frontmatter that holds no fields, as text.
fn unread(read: &Definition) -> Option<String> {
    match read.reading {
        Reading::NotAMapping { span } => {
            let text = span.slice(&read.source).trim();
            (!text.is_empty()).then(|| excerpt(text, 4_000))
        }
        _ => None,
    }
}

fn show_heading(heading: &Heading) -> impl IntoView + use<> {
    let swatch = heading.colour.map(|colour| {
        view! { <span class=format!("swatch swatch-{colour}") title=format!("color: {colour}")></span> }
    });
    let class = if heading.place.is_some() {
        "agent-name"
    } else {
        "agent-name missing"
    };
    view! {
        <h2 class=class data-place=heading.place.map(place_name)>
            {swatch}
            {heading.text.clone()}
        </h2>
    }
}

/// One field: its key leads to the source.
fn show_row(session: Session, row: RowModel) -> impl IntoView {
    let place = row.place;
    let value = match row.shows {
        Shows::Text(text) => view! { <span class="value-text">{text}</span> }.into_any(),
        Shows::Nothing => view! { <span class="quiet">"nothing"</span> }.into_any(),
        Shows::Chips(chips) if chips.is_empty() => {
            view! { <span class="quiet">"an empty list"</span> }.into_any()
        }
        Shows::Chips(chips) => {
            let chips = chips
                .into_iter()
                .map(|chip| view! { <li class="chip">{excerpt(&chip, 200)}</li> })
                .collect_view();
            view! { <ul class="chips">{chips}</ul> }.into_any()
        }
        Shows::Entries(text) => view! { <pre class="value-entries">{text}</pre> }.into_any(),
    };
    let note = row
        .overridden
        .then(|| view! { <span class="quiet">" (repeated below; the last one counts)"</span> });
    view! {
        <div class="field" data-place=place_name(place)>
            <dt>
                <ToSource session place words=row.key />
            </dt>
            <dd>{value} {note}</dd>
        </div>
    }
}

#[derive(Clone, PartialEq)]
struct Heading {
    text: String,
    place: Option<Place>,
    colour: Option<&'static str>,
}

/// One row of the card, without positions: it is equal as long as what it shows is.
#[derive(Clone, PartialEq)]
struct RowModel {
    place: Place,
    key: String,
    shows: Shows,
    overridden: bool,
}

#[derive(Clone, PartialEq)]
enum Shows {
    Text(String),
    Nothing,
    Chips(Vec<String>),
    Entries(String),
}

/// The colours that Claude Code names.
const COLOURS: [&str; 8] = [
    "red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan",
];

fn heading(read: &Definition) -> Heading {
    let index = read.fields.iter().rposition(|field| field.key == "name");
    let text = read
        .text("name")
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let colour = read.text("color").and_then(|colour| {
        COLOURS
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(colour.trim()))
    });
    Heading {
        text: text.map_or_else(|| "No name".to_owned(), |name| excerpt(name, 300)),
        place: index.map(Place::Field),
        colour,
    }
}

fn rows(read: &Definition) -> Vec<RowModel> {
    let counts = |index: usize, key: &str| {
        read.fields.iter().rposition(|field| field.key == key) == Some(index)
    };
    read.fields
        .iter()
        .enumerate()
        .filter(|(index, field)| {
            // The heading shows the name, the conversation's prose the description.
            !(matches!(field.key.as_str(), "name" | "description") && counts(*index, &field.key))
        })
        .map(|(index, field)| RowModel {
            place: Place::Field(index),
            key: field.key.clone(),
            shows: shows(&field.key, &field.value, &read.source),
            overridden: !counts(index, &field.key),
        })
        .collect()
}

fn shows(key: &str, value: &Value, source: &str) -> Shows {
    match value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => Shows::Nothing,
        Value::Scalar(scalar) => {
            let text = scalar.text.as_str();
            if matches!(
                key,
                "tools" | "disallowedTools" | "allowed-tools" | "skills"
            ) {
                Shows::Chips(
                    split_tools(text)
                        .into_iter()
                        .map(|span| span.slice(text).to_owned())
                        .collect(),
                )
            } else {
                Shows::Text(excerpt(text, 2_000))
            }
        }
        Value::List { items, .. } if items.iter().all(|item| item.text().is_some()) => {
            Shows::Chips(
                items
                    .iter()
                    .filter_map(|item| item.text())
                    .map(|text| text.as_str().to_owned())
                    .collect(),
            )
        }
        Value::List { span, .. } | Value::Map { span, .. } => {
            Shows::Entries(excerpt(span.slice(source), 4_000))
        }
    }
}
