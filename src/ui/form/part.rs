//! One part of an example in its card: who or what, its text, a way out; and what can be added.

use leptos::prelude::*;

use super::live::{Live, TextBox};
use super::{Form, focus_later};
use crate::definition::{Example, PartKind, Speaker};
use crate::edit::example::{NewExample, add_part, remove_part, set_part};
use crate::ui::icons::{Icon, IconMark};

/// The id of a part's control.
pub fn part_id(example: usize, part: usize) -> String {
    format!("example-{example}-part-{part}")
}

/// What the parts of an example are, in order.
pub fn kinds(example: &Example) -> Vec<PartKind> {
    example.parts.iter().map(|part| part.kind.clone()).collect()
}

fn label(kind: &PartKind) -> &str {
    match kind {
        PartKind::Context => "Context",
        PartKind::Turn(Speaker::User) => "User",
        PartKind::Turn(Speaker::Assistant) => "Assistant",
        PartKind::Turn(Speaker::Other(name)) => name,
        PartKind::Commentary => "Commentary",
        PartKind::Note => "Note",
        PartKind::Prose | PartKind::Text => "Text",
    }
}

fn class(kind: &PartKind) -> &'static str {
    match kind {
        PartKind::Turn(Speaker::User) => "card-part user",
        PartKind::Turn(Speaker::Assistant) => "card-part assistant",
        PartKind::Commentary => "card-part commentary",
        _ => "card-part",
    }
}

/// A part: who or what, its text, and a way out.
pub fn part_row(form: Form, example: usize, part: usize, kind: &PartKind) -> impl IntoView + use<> {
    let definition = form.session.definition;
    let read = Memo::new(move |_| {
        definition.with(|read| {
            let found = read
                .examples
                .examples
                .get(example)
                .and_then(|example| example.parts.get(part));
            found
                .map(|part| part.text.replace("\r\n", "\n"))
                .unwrap_or_default()
        })
    });
    let live = Live::new(form, read, move |definition, text| {
        set_part(definition, example, part, text).map_err(|because| because.to_string())
    });
    let id = part_id(example, part);
    let label = label(kind).to_owned();
    let out = format!("Remove {label} of example {}", example + 1);
    let take_out = move |_| {
        if form.make(remove_part(&form.session.definition_now(), example, part)) {
            form.say("Removed.".to_owned());
            focus_later(part_id(example, part.saturating_sub(1)), false);
        }
    };
    view! {
        <div class=class(kind)>
            <label class="part-label" for=id.clone()>
                {label}
            </label>
            <div class="part-text">
                <TextBox live id lines=true />
            </div>
            <button
                type="button"
                class="button quiet icon-only small"
                aria-label=out.clone()
                title=out
                on:click=take_out
            >
                <IconMark icon=Icon::Close />
            </button>
        </div>
    }
}

/// Buttons for the parts that examples usually have and this one has not.
pub fn missing(form: Form, example: usize, kinds: &[PartKind]) -> Option<impl IntoView + use<>> {
    let usual = [
        PartKind::Context,
        PartKind::Turn(Speaker::User),
        PartKind::Turn(Speaker::Assistant),
        PartKind::Commentary,
    ];
    let buttons: Vec<_> = usual
        .into_iter()
        .filter(|kind| !kinds.contains(kind))
        .map(|kind| {
            let words = format!("Add {}", label(&kind).to_lowercase());
            view! {
                <button type="button" class="button" on:click=move |_| add(form, example, &kind)>
                    <IconMark icon=Icon::New />
                    {words}
                </button>
            }
        })
        .collect();
    (!buttons.is_empty()).then(|| view! { <div class="form-actions">{buttons}</div> })
}

fn add(form: Form, example: usize, kind: &PartKind) {
    let definition = form.session.definition_now();
    let name = definition.text("name").unwrap_or_default().trim();
    let starter = NewExample::starter(name).parts;
    let text = starter
        .iter()
        .find(|(known, _)| known == kind)
        .map_or("", |(_, text)| text);
    if form.make(add_part(&definition, example, kind, text)) {
        let read = form.session.definition_now();
        let parts = read
            .examples
            .examples
            .get(example)
            .map(kinds)
            .unwrap_or_default();
        if let Some(part) = parts.iter().position(|found| found == kind) {
            focus_later(part_id(example, part), true);
        }
    }
}
