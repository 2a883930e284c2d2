//! Fields of which only a few values count: a list to choose from, and the colours.

use leptos::prelude::*;

use super::Form;
use super::field::{read, set};
use crate::dialect::claude_fields::{COLORS, Choice};
use crate::edit::field::{remove, set_word};

/// The two truth values.
pub const TRUTH: &[Choice] = &[
    Choice {
        value: "true",
        doc: "",
    },
    Choice {
        value: "false",
        doc: "",
    },
];

/// Makes a choice the field's value at once; nothing takes the field away.
fn choose(form: Form, key: &'static str, value: &str) {
    let definition = form.session.definition_now();
    let edits = match value {
        "" => remove(&definition, key).map_err(|because| because.to_string()),
        "true" | "false" => {
            set_word(&definition, key, value).map_err(|because| because.to_string())
        }
        value => set(&definition, key, value),
    };
    match edits {
        Ok(edits) => form.session.apply(&edits),
        Err(because) => form.session.notices.tell(because),
    }
}

/// A list to choose from. A value that is not among them is shown, and stays until another is chosen.
#[component]
pub fn Choices(form: Form, key: &'static str, choices: &'static [Choice]) -> impl IntoView {
    let value = read(form, key);
    let option = move |choice: &'static Choice| {
        let words = match choice.doc {
            "" => choice.value.to_owned(),
            doc => format!("{}: {doc}", choice.value),
        };
        view! {
            <option value=choice.value selected=move || value.get() == choice.value>
                {words}
            </option>
        }
    };
    let other = move || {
        let value = value.get();
        let known = value.is_empty() || choices.iter().any(|choice| choice.value == value);
        (!known).then(|| {
            let words = format!("{value}: has no effect");
            view! { <option value=value selected=true>{words}</option> }
        })
    };
    view! {
        <select
            class="select"
            id=format!("field-{key}")
            aria-describedby=format!("field-{key}-about")
            on:change=move |event| choose(form, key, &event_target_value(&event))
        >
            <option value="" selected=move || value.get().is_empty()>"not set"</option>
            {choices.iter().map(option).collect_view()}
            {other}
        </select>
    }
}

/// The colours, each with its name.
#[component]
pub fn Swatches(form: Form, key: &'static str) -> impl IntoView {
    let value = read(form, key);
    let swatch = move |choice: &'static Choice| {
        let id = if choice.value == "red" {
            "field-color"
        } else {
            ""
        };
        view! {
            <label class="swatch-choice">
                <input
                    type="radio"
                    name="field-color"
                    id=(!id.is_empty()).then_some(id)
                    value=choice.value
                    prop:checked=move || value.get() == choice.value
                    on:change=move |_| choose(form, key, choice.value)
                />
                <span class=format!("swatch swatch-{}", choice.value)></span>
                {choice.value}
            </label>
        }
    };
    let other = move || {
        let value = value.get();
        let known = value.is_empty() || COLORS.iter().any(|choice| choice.value == value);
        (!known).then(|| {
            view! { <p class="form-doc caution">{format!("{value} is none of the colours it knows.")}</p> }
        })
    };
    view! {
        <div class="swatches" role="radiogroup" aria-label="color" aria-describedby="field-color-about">
            {COLORS.iter().map(swatch).collect_view()}
        </div>
        {other}
    }
}
