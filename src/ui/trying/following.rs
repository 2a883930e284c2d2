//! Keeps the end of the conversation in sight while it grows, unless the person reads elsewhere.

use leptos::html::Section;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::web::dom;

/// After so many ms what was drawn has its height: engines guess that of what is not in sight yet.
const HEIGHTS_ARE_TRUE: i32 = 100;

/// So many CSS pixels are lost between what the browser scrolls to and what it says of that.
const ROUNDING: i32 = 2;

/// The conversation, and what scrolls it; a handle to copy.
#[derive(Clone, Copy)]
pub(super) struct Following {
    place: NodeRef<Section>,
    last: StoredValue<Seen>,
}

/// How it was when it was looked at last, in CSS pixels.
#[derive(Clone, Copy)]
struct Seen {
    /// Whether the person is at the end, and wants to stay there.
    follows: bool,
    /// How far it was scrolled.
    top: i32,
}

impl Following {
    /// For the conversation that `place` will name.
    pub fn new(place: NodeRef<Section>) -> Self {
        let last = Seen {
            follows: true,
            top: 0,
        };
        let following = Self {
            place,
            last: StoredValue::new(last),
        };
        if let Some(document) = around() {
            dom::on(&document, "scroll", move |_| following.was_scrolled());
        }
        following
    }

    /// From now on the end is wanted in sight, wherever the person is.
    pub fn begin(self) {
        if let Some((place, last)) = self.now() {
            self.keep(
                &place,
                Seen {
                    follows: true,
                    ..last
                },
            );
        }
    }

    /// What scrolls was scrolled, by the person or because it holds less than before: that leaves it at its end,
    /// so what goes further up is the person's will, and whatever goes down. To be called before something in it
    /// grows, too: the browser may not have told of it yet, and afterwards the end is elsewhere.
    pub fn was_scrolled(self) {
        let Some((place, last)) = self.now() else {
            return;
        };
        let scroller = scroller(&place);
        let top = scroller.scroll_top();
        let left = scroller.scroll_height() - scroller.client_height() - top;
        let went_up = last.top - top > ROUNDING && left > ROUNDING;
        let went_to_end = top > last.top && left < scroller.client_height() / 2;
        let follows = !went_up && (last.follows || went_to_end);
        self.keep(&place, Seen { follows, top });
    }

    /// Something has grown: goes to the end, if the person was there.
    pub fn follow(self) {
        self.go_to_end();
        dom::later(HEIGHTS_ARE_TRUE, move || {
            self.was_scrolled();
            self.go_to_end();
        });
    }

    /// The conversation and how it was; nothing when it is gone from the document.
    fn now(self) -> Option<(HtmlElement, Seen)> {
        let place = self.place.try_get_untracked().flatten()?;
        Some((place, self.last.try_get_value()?))
    }

    fn go_to_end(self) {
        let Some((place, last)) = self.now() else {
            return;
        };
        if !last.follows {
            return;
        }
        let scroller = scroller(&place);
        scroller.set_scroll_top(scroller.scroll_height());
        self.keep(
            &place,
            Seen {
                follows: true,
                top: scroller.scroll_top(),
            },
        );
    }

    /// While the end is followed, the style keeps the browser from scrolling by itself.
    fn keep(self, place: &HtmlElement, seen: Seen) {
        // No browser refuses the name.
        let _ = place.toggle_attribute_with_force("data-follows", seen.follows);
        self.last.set_value(seen);
    }
}

/// What scrolls the conversation: itself, or where there is little room all that stands around it. The end of that
/// is where one writes and stops.
fn scroller(place: &HtmlElement) -> HtmlElement {
    let scrolls_itself = place.scroll_height() - place.client_height() > ROUNDING;
    let around = if scrolls_itself { None } else { around() };
    around.unwrap_or_else(|| place.clone())
}

fn around() -> Option<HtmlElement> {
    dom::by_id("try")
}
