//! What the file says: its fields as a card, its examples as conversations, its body as a page.
//!
//! A part is drawn anew when what it shows changes, and only then. The views hold no positions. They name a [`Place`], and the span it has now is looked up when it
//! is pressed; so typing in one part leaves what is drawn for all others untouched.

mod body;
mod card;
mod conversation;
mod outline;
mod trouble;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::later;
use super::session::Session;
use crate::definition::Place;
use crate::text::Span;
use crate::web::markdown::pressed_byte;
use crate::web::{dom, turns};

/// The panel, drawn from above in steps, between which the browser answers whoever waits: all of it
/// at once would hold up a slow phone.
#[component]
pub fn Preview(session: Session) -> impl IntoView {
    mark_here(session);
    let [with_card, with_examples, with_body] = [(); 3].map(|()| RwSignal::new(false));
    leptos::task::spawn_local(async move {
        for step in [with_card, with_examples, with_body] {
            turns::next_turn().await;
            // Another panel may have come on show meanwhile.
            step.try_set(true);
        }
    });
    view! {
        <div class="preview" on:click=move |event| pressed(session, &event)>
            <div class="diagnosis">
                <trouble::Trouble session />
                {later::repair_offer(session)}
            </div>
            {move || with_card.get().then(|| view! { <card::Card session /> })}
            {move || with_examples.get().then(|| view! { <conversation::Conversations session /> })}
            {move || with_body.get().then(|| view! { <body::BodyView session /> })}
        </div>
    }
}

/// Words that lead to the source of a part, by keyboard too.
#[component]
fn ToSource(session: Session, place: Place, #[prop(into)] words: String) -> impl IntoView {
    view! {
        <button type="button" class="to-source" title="Go to the source" on:click=move |_| session.reveal(place)>
            {words}
        </button>
    }
}

/// A press on a part puts the caret on its source. Links and buttons do their own work, and whoever
/// selects text to copy it does not want the caret moved.
fn pressed(session: Session, event: &MouseEvent) {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return;
    };
    let own_work = target
        .closest("a, button, summary, input, label, .offer")
        .ok()
        .flatten()
        .is_some();
    if own_work || dom::has_selection() {
        return;
    }
    if let Ok(Some(part)) = target.closest("[data-place]")
        && let Some(place) = part
            .get_attribute("data-place")
            .and_then(|name| parse_place(&name))
    {
        match place {
            Place::Block(block) => reveal_in_block(session, block, event),
            _ => session.reveal(place),
        }
    }
}

/// In the body a press finds the very character; where it cannot, its block.
fn reveal_in_block(session: Session, block: usize, event: &MouseEvent) {
    let start = session
        .definition
        .with_untracked(|read| read.body.blocks.get(block).map(|block| block.span.start));
    match (start, pressed_byte(event)) {
        (Some(start), Some(offset)) => session.reveal_span(Span::at(start + offset)),
        _ => session.reveal(Place::Block(block)),
    }
}

/// The name of a place as an attribute can carry it.
pub(super) fn place_name(place: Place) -> String {
    match place {
        Place::Field(field) => format!("field {field}"),
        Place::Prose(part) => format!("prose {part}"),
        Place::Example(example) => format!("example {example}"),
        Place::ExamplePart(example, part) => format!("part {example} {part}"),
        Place::Block(block) => format!("block {block}"),
        Place::Nowhere => "nowhere".to_owned(),
    }
}

fn parse_place(name: &str) -> Option<Place> {
    let mut words = name.split(' ');
    let kind = words.next()?;
    let mut number = || words.next()?.parse().ok();
    Some(match kind {
        "field" => Place::Field(number()?),
        "prose" => Place::Prose(number()?),
        "example" => Place::Example(number()?),
        "part" => Place::ExamplePart(number()?, number()?),
        "block" => Place::Block(number()?),
        _ => return None,
    })
}

/// Marks the part that the caret is in: the one with that place, after whatever was drawn last. When
/// the caret was moved, not typed, the part comes into view by the shortest way.
fn mark_here(session: Session) {
    Effect::new(move |last_move: Option<u64>| {
        // Anything may have been drawn anew, the marked part too.
        session.definition.track();
        let here = session.here.get();
        let moved = session.moved.get();
        let follows = last_move.is_some_and(|last| last != moved);
        request_animation_frame(move || show_mark(here, follows));
        moved
    });
}

fn show_mark(here: Place, follows: bool) {
    const MARK: &str = "is-here";
    let part = dom::first(&format!(".preview [data-place='{}']", place_name(here)));
    for marked in dom::all(".preview .is-here") {
        if part.as_ref() != Some(&marked) {
            let _ = marked.class_list().remove_1(MARK);
        }
    }
    if let Some(part) = part {
        let _ = part.class_list().add_1(MARK);
        if follows {
            dom::scroll_into_view(&part);
        }
    }
}
