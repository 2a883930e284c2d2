//! The page in a frame of another page: a definition to read, and nothing else.
//!
//! boot.js decides it before anything asks the browser's storage (src/web/boot/framed.js), and the storage's
//! adapter refuses everything from then on. No editor is attached here, no key is listened to, nothing
//! that was pasted is opened, no service worker is registered, and no host is asked.

use leptos::prelude::*;

use super::preview::Preview;
use super::session::Session;
use crate::share::{self, LinkError};
use crate::web::share::fragment;
use crate::web::style::link_style;
use crate::web::{chunk, dom};

/// What fills the page's only panel. Links lead out of the frame; controls have nothing to act on.
#[component]
pub fn Framed(session: Session) -> impl IntoView {
    // It is no panel among others, and nothing in it takes the focus by which keys could scroll it.
    if let Some(panel) = dom::by_id::<web_sys::Element>("panel") {
        let _ = panel.remove_attribute("aria-labelledby");
        for (name, value) in [
            ("role", "region"),
            ("aria-label", "Preview"),
            ("tabindex", "0"),
        ] {
            let _ = panel.set_attribute(name, value);
        }
    }
    let (word, is_there) = match Content::of(&fragment().unwrap_or_default()) {
        Content::Shipped => (None, true),
        Content::Linked { text, others } => {
            session.show_only(&text);
            (others.then_some(OTHERS.to_owned()), true)
        }
        Content::Elsewhere => (Some(ELSEWHERE.to_owned()), false),
        Content::Broken(error) => (Some(error.to_string()), false),
    };
    let ready = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        if let Some(address) = chunk::address("data-later-style") {
            link_style(&address).await;
        }
        ready.set(true);
    });
    view! {
        <fieldset class="framed" disabled>
            {word.map(|word| view! { <p class="framed-word">{word}</p> })}
            {move || (is_there && ready.get()).then(|| view! { <Preview session /> })}
        </fieldset>
    }
}

const OTHERS: &str =
    "The first of several definitions in this link: Agent Playground shows them all.";
const ELSEWHERE: &str = "This address loads a definition from another host, which a frame does not ask. \
Open it in Agent Playground.";

/// What the address asks to show.
enum Content {
    /// Nothing of its own: the definition that the page comes with.
    Shipped,
    /// What a link holds.
    Linked {
        /// The first text.
        text: String,
        /// Whether there are more.
        others: bool,
    },
    /// Something that would have to be loaded.
    Elsewhere,
    /// A link that does not open.
    Broken(LinkError),
}

impl Content {
    fn of(fragment: &str) -> Self {
        if ["#gh=", "#gist=", "#url="]
            .iter()
            .any(|loader| fragment.starts_with(loader))
        {
            return Self::Elsewhere;
        }
        match share::open(fragment) {
            Ok(files) => match files.first() {
                Some(first) => Self::Linked {
                    text: first.text.to_string(),
                    others: files.len() > 1,
                },
                None => Self::Shipped,
            },
            Err(LinkError::NoLink) => Self::Shipped,
            Err(error) => Self::Broken(error),
        }
    }
}
