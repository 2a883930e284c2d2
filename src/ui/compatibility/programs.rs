//! The programs, one line each: an icon and words, and what is lost.

use std::sync::Arc;

use leptos::prelude::*;

use super::details::Details;
use crate::reader::{Input, Loss, Outcome, Reader, Reading};
use crate::text::LineIndex;
use crate::ui::icons::{Icon, IconMark};
use crate::ui::session::Session;

/// Every program's reading of the file, in the order of the list.
pub type Readings = Memo<Arc<Vec<OfProgram>>>;

/// What a program makes of the file.
#[derive(Clone)]
pub struct OfProgram {
    title: String,
    /// Whether the program itself was watched.
    observed: bool,
    /// What it makes of the file.
    pub reading: Reading,
}

/// The list.
#[component]
pub fn Programs(session: Session) -> impl IntoView {
    let readings = Memo::new_with_compare(
        move |_| {
            session.definition.with(|read| {
                let input = Input::new(read);
                let read = |program: Box<dyn Reader>| OfProgram {
                    title: program.title(),
                    observed: program.observed(),
                    reading: program.read(&input),
                };
                Arc::new(session.programs().into_iter().map(read).collect::<Vec<_>>())
            })
        },
        |_, _| true,
    );
    let count = Memo::new(move |_| readings.with(|readings| readings.len()));
    view! {
        <ul class="programs" aria-label="Programs">
            {move || {
                (0..count.get()).map(|index| view! { <Program session readings index /> }).collect_view()
            }}
        </ul>
    }
}

/// What the line shows, without positions: it is equal as long as it looks the same.
#[derive(Clone, PartialEq)]
struct Glance {
    title: String,
    observed: bool,
    outcome: Outcome,
    losses: Vec<Shown>,
}

/// A loss as it is shown.
#[derive(Clone, PartialEq)]
struct Shown {
    words: String,
    verified: bool,
}

#[component]
fn Program(session: Session, readings: Readings, index: usize) -> impl IntoView {
    let glance = Memo::new(move |_| {
        let definition = session.definition.get();
        readings.with(|readings| {
            let OfProgram {
                title,
                observed,
                reading,
            } = readings.get(index)?;
            let lines = LineIndex::new(&definition.source);
            Some(Glance {
                title: title.clone(),
                observed: *observed,
                outcome: reading.outcome,
                losses: reading
                    .losses
                    .iter()
                    .take(MOST_LOSSES)
                    .map(|loss| shown(loss, &lines))
                    .collect(),
            })
        })
    });
    let open = RwSignal::new(false);
    view! {
        <li class="program">
            {move || glance.get().map(|glance| show_glance(session, readings, index, &glance))}
            <details on:toggle=move |event| {
                open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
            }>
                <summary>"What it reads"</summary>
                {move || open.get().then(|| view! { <Details readings index /> })}
            </details>
        </li>
    }
}

/// More are not shown one by one: a hostile file can have any number.
const MOST_LOSSES: usize = 50;

fn shown(loss: &Loss, lines: &LineIndex) -> Shown {
    let words = if loss.reason.starts_with("line ") {
        let mut words = loss.reason.clone();
        // The reason begins the sentence.
        words.replace_range(..1, "L");
        words
    } else {
        format!("Line {}: {}", lines.line(loss.span.start), loss.reason)
    };
    Shown {
        words,
        verified: loss.verified,
    }
}

fn show_glance(
    session: Session,
    readings: Readings,
    program: usize,
    glance: &Glance,
) -> impl IntoView + use<> {
    let class = format!("outcome {}", glance.outcome.tone().class());
    let go = move |loss: usize| {
        let span = readings
            .with_untracked(|readings| Some(readings.get(program)?.reading.losses.get(loss)?.span));
        if let Some(span) = span {
            session.reveal_span(span);
        }
    };
    let losses: Vec<_> = glance
        .losses
        .iter()
        .cloned()
        .enumerate()
        .map(|(index, loss)| {
            view! {
                <li>
                    <button type="button" class="to-source" title="Go to the source" on:click=move |_| go(index)>
                        {loss.words}
                    </button>
                    {(!loss.verified).then(|| view! { <span class="unverified">"not verified"</span> })}
                </li>
            }
        })
        .collect();
    view! {
        <h2 class="program-title">
            {glance.title.clone()}
            {(!glance.observed).then(|| view! { <span class="unverified">"by its documents"</span> })}
        </h2>
        <p class=class>
            <IconMark icon=Icon::of(glance.outcome.tone()) />
            {glance.outcome.sentence()}
        </p>
        {(!losses.is_empty()).then(|| view! { <ul class="losses">{losses}</ul> })}
    }
}
