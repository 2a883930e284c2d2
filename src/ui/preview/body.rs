//! The system prompt as a page.

use leptos::html::Div;
use leptos::prelude::*;

use super::outline::Outline;
use crate::definition::Place;
use crate::ui::session::Session;
use crate::web::markdown::{DRAWN_AT_FIRST, MarkdownView};

/// The body with its outline.
#[component]
pub fn BodyView(session: Session) -> impl IntoView {
    let host = NodeRef::<Div>::new();
    let view = StoredValue::<Option<MarkdownView>, LocalStorage>::new_local(None);
    let limit = RwSignal::new(DRAWN_AT_FIRST);
    let left_out = RwSignal::new(0_usize);
    let empty = Memo::new(move |_| session.definition.with(|read| read.body.blocks.is_empty()));

    Effect::new(move || {
        let Some(element) = host.get() else { return };
        let definition = session.definition.get();
        let limit = limit.get();
        view.update_value(|view| {
            let view = view.get_or_insert_with(|| MarkdownView::new(element.into()));
            left_out.set(view.update(definition, limit));
        });
    });
    Effect::new(move || {
        let block = match session.here.get() {
            Place::Block(block) => Some(block),
            _ => None,
        };
        view.update_value(|view| {
            if let Some(view) = view {
                view.mark(block);
            }
        });
    });

    view! {
        <section class="prompt" aria-labelledby="prompt-title">
            <h2 id="prompt-title">"System prompt"</h2>
            <Outline session />
            <div class="body" dir="auto" node_ref=host></div>
            <Show when=move || empty.get()>
                <p class="quiet">"Nothing stands below the frontmatter."</p>
            </Show>
            <Show when=move || { left_out.get() > 0 }>
                <p class="quiet">
                    {move || format!("{} kB more stand in the source. ", left_out.get() / 1000)}
                    <button type="button" class="button" on:click=move |_| limit.update(|limit| *limit *= 4)>
                        "Show more"
                    </button>
                </p>
            </Show>
        </section>
    }
}
