//! Keeps the end of the conversation in sight while it grows, unless the person reads elsewhere.

use leptos::html::Section;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::web::dom;

/// After so many ms what was drawn has its height: engines guess that of what is not in sight yet.
const HEIGHTS_ARE_TRUE: i32 = 100;

/// The box of the conversation, which scrolls; a handle to copy.
#[derive(Clone, Copy)]
pub(super) struct Following {
    place: NodeRef<Section>,
    last: StoredValue<Seen>,
}

/// How the box was when it was looked at last, in CSS pixels.
#[derive(Clone, Copy)]
struct Seen {
    /// Whether the person is at the end, and wants to stay there.
    follows: bool,
    top: i32,
    height: i32,
}

impl Following {
    /// For the box that `place` will name.
    pub fn new(place: NodeRef<Section>) -> Self {
        let last = Seen {
            follows: true,
            top: 0,
            height: 0,
        };
        Self {
            place,
            last: StoredValue::new(last),
        }
    }

    /// From now on the end is wanted in sight, wherever the person is.
    pub fn begin(self) {
        self.last.update_value(|last| last.follows = true);
    }

    /// The box was scrolled, by the person or because something in it grew or shrank: that moves it no further
    /// than the heights have changed, so what goes further up is the person's will; and it moves nobody down.
    pub fn was_scrolled(self) {
        let (Some(place), Some(last)) = self.now() else {
            return;
        };
        let (top, height) = (place.scroll_top(), place.scroll_height());
        let left = height - top - place.client_height();
        let is_at_end = left < place.client_height() / 2;
        let went_up = last.top - top > (height - last.height).abs();
        self.last.set_value(Seen {
            follows: !went_up && (last.follows || is_at_end && top > last.top),
            top,
            height,
        });
    }

    /// Something has grown: goes to the end, if the person was there.
    pub fn follow(self) {
        self.go_to_end();
        dom::later(HEIGHTS_ARE_TRUE, move || self.go_to_end());
    }

    /// The box and how it was; nothing when it is gone from the document.
    fn now(self) -> (Option<HtmlElement>, Option<Seen>) {
        let place = self.place.try_get_untracked().flatten();
        (place, self.last.try_get_value())
    }

    fn go_to_end(self) {
        // The person may have scrolled since, and the browser not yet said so.
        self.was_scrolled();
        let (Some(place), Some(last)) = self.now() else {
            return;
        };
        if !last.follows {
            return;
        }
        place.set_scroll_top(place.scroll_height());
        self.last.set_value(Seen {
            follows: true,
            top: place.scroll_top(),
            height: place.scroll_height(),
        });
    }
}
