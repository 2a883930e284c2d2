//! What the file says: its fields as a card, its examples as conversations, its body as a page.
//!
//! The views hold no positions. They name a [`Place`], and the span it has now is looked up when it
//! is pressed; so typing in one part leaves what is drawn for all others untouched.

mod body;
mod card;
mod conversation;
mod outline;
mod trouble;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::session::Session;
use crate::definition::Place;
use crate::text::Span;
use crate::web::dom;
use crate::web::markdown::pressed_byte;

/// The panel.
#[component]
pub fn Preview(session: Session) -> impl IntoView {
    follow_caret(session);
    view! {
        <div class="preview" on:click=move |event| pressed(session, &event)>
            <trouble::Trouble session />
            <card::Card session />
            <conversation::Conversations session />
            <body::BodyView session />
        </div>
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
        .closest("a, button, summary, input")
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
        Place::Nowhere => String::new(),
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

/// When the caret was moved, not typed, the marked part comes into view by the shortest way.
fn follow_caret(session: Session) {
    Effect::new(move |seen: Option<(u64, Place)>| {
        let moved = session.moved.get();
        let here = session.here.get();
        if seen.is_some_and(|(last, place)| last != moved && place != here) {
            request_animation_frame(|| {
                if let Some(marked) = dom::first(".preview .is-here") {
                    dom::scroll_into_view(&marked);
                }
            });
        }
        (moved, here)
    });
}
