//! The system prompt as a page.

use leptos::html::Div;
use leptos::prelude::*;

use super::outline::Outline;
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
    view! {
        <section class="prompt" aria-labelledby="prompt-title">
            <h2 id="prompt-title">"System prompt"</h2>
            <Outline session />
            <div class="body" dir="auto" node_ref=host></div>
            {move || {
                empty.get().then(|| view! { <p class="quiet">"Nothing stands below the frontmatter."</p> })
            }}
            {move || {
                let left_out = left_out.get();
                (left_out > 0)
                    .then(|| {
                        view! {
                            <p class="quiet">
                                {format!("{} kB more stand in the source. ", left_out / 1000)}
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| limit.update(|limit| *limit *= 4)
                                >
                                    "Show more"
                                </button>
                            </p>
                        }
                    })
            }}
        </section>
    }
}
