//! Who says so, with the link to where.

use leptos::prelude::*;

/// The words for it, and the link where there is one, which opens apart.
#[component]
pub fn SaidBy(words: String, link: Option<&'static str>) -> impl IntoView {
    let link = link.map(|link| {
        view! {
            " "
            <a href=link target="_blank" rel="noopener noreferrer">
                {link.trim_start_matches("https://")}
            </a>
        }
    });
    view! {
        <p class="quiet">{words} {link}</p>
    }
}
