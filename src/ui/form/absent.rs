//! The known fields that the file does not have, ready to be added.

use leptos::prelude::*;
use web_sys::Element;

use super::{Form, focus_later};
use crate::definition::Place;
use crate::dialect::claude_fields::{FIELDS, Kind, KnownField};
use crate::edit::field::add_empty_map;

/// A list behind a disclosure.
#[component]
pub fn Absent(form: Form) -> impl IntoView {
    let open = RwSignal::new(false);
    let absent = Memo::new(move |_| {
        let asked_for = form.asked_for.get();
        form.session.definition.with(|read| {
            let there = |key: &&str| read.field(key).is_some() || asked_for.contains(key);
            let keys = FIELDS
                .iter()
                .filter(|field| !field.required)
                .map(|field| field.key);
            keys.filter(|key| !there(key)).collect::<Vec<_>>()
        })
    });
    let entry = move |field: &'static KnownField| {
        view! {
            <li>
                <button
                    type="button"
                    class="button"
                    aria-describedby=format!("absent-{}", field.key)
                    on:click=move |_| add(form, field, open)
                >
                    {field.key}
                </button>
                <span class="form-doc" id=format!("absent-{}", field.key)>
                    {field.doc}
                </span>
            </li>
        }
    };
    view! {
        <details
            class="add-field"
            prop:open=move || open.get()
            on:toggle=move |event| open.set(event_target::<Element>(&event).has_attribute("open"))
        >
            <summary id="add-field">"Add a field"</summary>
            {move || {
                open.get()
                    .then(|| {
                        let keys = absent.get();
                        let entries = FIELDS.iter().filter(|field| keys.contains(&field.key)).map(entry);
                        view! { <ul>{entries.collect_view()}</ul> }
                    })
            }}
        </details>
    }
}

/// A field with a structure is begun in the source; every other one gets an empty control, and stands
/// in the file once it has a value.
fn add(form: Form, field: &'static KnownField, open: RwSignal<bool>) {
    open.set(false);
    if field.kind == Kind::Structure && field.key != "mcpServers" {
        let edits = add_empty_map(&form.session.definition_now(), field.key);
        if form.make(edits) {
            let read = form.session.definition_now();
            let at = read.fields.iter().rposition(|found| found.key == field.key);
            form.session.reveal(at.map_or(Place::Nowhere, Place::Field));
        }
        return;
    }
    form.asked_for.update(|keys| keys.push(field.key));
    focus_later(format!("field-{}", field.key), false);
}
