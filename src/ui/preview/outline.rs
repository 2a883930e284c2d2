//! The headings of the body, to go to.

use leptos::prelude::*;

use crate::definition::{Heading, Place};
use crate::ui::session::Session;
use crate::ui::words::excerpt;
use crate::web::dom;

/// What an entry shows; its place is looked up when it is pressed.
#[derive(Clone, PartialEq)]
struct EntryModel {
    level: u8,
    text: String,
    block: usize,
}

impl EntryModel {
    fn of(heading: &Heading) -> Self {
        Self {
            level: heading.level,
            text: excerpt(&heading.text, 120),
            block: heading.block,
        }
    }
}

/// The outline; nothing where the body has fewer than two headings.
#[component]
pub fn Outline(session: Session) -> impl IntoView {
    let headings = Memo::new(move |_| {
        session.definition.with(|read| {
            read.body
                .headings
                .iter()
                .take(500)
                .map(EntryModel::of)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || headings.with(|headings| headings.len() > 1)>
            <nav class="outline" aria-label="Outline">
                <button
                    type="button"
                    class="to-source outline-toggle"
                    aria-expanded=move || session.outline.get().to_string()
                    on:click=move |_| session.outline.update(|open| *open = !*open)
                >
                    "Outline"
                </button>
                <Show when=move || session.outline.get()>
                    <ol>
                        {move || headings.get().into_iter().map(|entry| show_entry(session, entry)).collect_view()}
                    </ol>
                </Show>
            </nav>
        </Show>
    }
}

fn show_entry(session: Session, entry: EntryModel) -> impl IntoView {
    view! {
        <li class=format!("level-{}", entry.level)>
            <button type="button" class="outline-entry" on:click=move |_| go_to(session, entry.block)>
                {entry.text}
            </button>
        </li>
    }
}

fn go_to(session: Session, block: usize) {
    session.reveal(Place::Block(block));
    if let Some(element) = dom::first(&format!(".body > [data-place='block {block}']")) {
        dom::scroll_to_top_of(&element);
    }
}
