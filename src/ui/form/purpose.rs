//! The description's prose: what stands outside the examples, piece by piece.

use leptos::prelude::*;

use super::Form;
use super::live::{Live, TextBox};
use crate::definition::Value;
use crate::dialect::claude_fields;
use crate::edit::example::set_prose;

/// The pieces, each in a control of its own.
#[component]
pub fn Purpose(form: Form) -> impl IntoView {
    let definition = form.session.definition;
    let count = Memo::new(move |_| definition.with(|read| read.examples.prose.len().max(1)));
    let structured = Memo::new(move |_| {
        definition.with(|read| {
            let value = read.field("description").map(|field| &field.value);
            matches!(value, Some(Value::List { .. } | Value::Map { .. }))
        })
    });
    let piece = move |index: usize| {
        let read = Memo::new(move |_| {
            definition.with(|read| {
                let text = read
                    .examples
                    .prose
                    .get(index)
                    .map(|piece| piece.text.replace("\r\n", "\n"));
                text.unwrap_or_default()
            })
        });
        let live = Live::new(form, read, move |definition, text| {
            set_prose(definition, index, text).map_err(|because| because.to_string())
        });
        let label = match index {
            0 => "description".to_owned(),
            index => format!("description, part {}", index + 1),
        };
        view! { <TextBox live lines=true id=format!("prose-{index}") label about="description-about".to_owned() /> }
    };
    let doc = claude_fields::known("description").map_or("", |field| field.doc);
    view! {
        <div class="form-row">
            <label class="form-key" for="prose-0">"description"</label>
            <div class="form-control">
                {move || match structured.get() {
                    true => {
                        view! { <p class="quiet">"It is a list or a map, so the agent does not load. Change it in the source."</p> }
                            .into_any()
                    }
                    false => (0..count.get()).map(piece).collect_view().into_any(),
                }}
                <p class="form-doc" id="description-about">{doc}</p>
            </div>
        </div>
    }
}
