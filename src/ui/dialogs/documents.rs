//! The kept documents: open one, remove one.

use leptos::prelude::*;

use crate::ui::icons::{Icon, IconMark};
use crate::ui::session::{Session, Summary};

/// The content of the dialog.
#[component]
pub fn Documents(session: Session) -> impl IntoView {
    let list = RwSignal::new(session.kept_documents());
    view! {
        <p class="quiet">"Kept in this browser, on this machine only."</p>
        <ul class="document-list">
            {move || {
                list.get()
                    .into_iter()
                    .map(|entry| view! { <Entry session list entry /> })
                    .collect_view()
            }}
        </ul>
        <Show when=move || list.with(Vec::is_empty)>
            <p>"Nothing is kept yet. What you type is, within a second."</p>
        </Show>
    }
}

#[component]
fn Entry(session: Session, list: RwSignal<Vec<Summary>>, entry: Summary) -> impl IntoView {
    let name = entry.name.clone().unwrap_or_else(|| "No name".to_owned());
    let kilobytes = entry.bytes.div_ceil(1000);
    let when = String::from(
        js_sys::Date::new(&entry.saved_at.into())
            .to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED),
    );
    let on_show = entry.on_show;
    let (to_open, to_remove) = (entry.id.clone(), entry.id);
    let label = format!("Remove {name}");
    view! {
        <li>
            <button
                type="button"
                class="document-open"
                aria-current=on_show.then_some("true")
                on:click=move |_| {
                    session.dialog.set(None);
                    if !on_show {
                        session.open_kept(&to_open);
                    }
                }
            >
                <span class="document-name">{name}</span>
                <span class="quiet">
                    {format!("{when}, {kilobytes} kB{}", if on_show { ", on show" } else { "" })}
                </span>
            </button>
            {(!on_show)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button quiet icon-only"
                            aria-label=label
                            on:click=move |_| {
                                session.remove_kept(&to_remove);
                                list.update(|list| list.retain(|entry| entry.id != to_remove));
                            }
                        >
                            <IconMark icon=Icon::Close />
                        </button>
                    }
                })}
        </li>
    }
}
