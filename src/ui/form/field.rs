//! One field of the frontmatter as a row: its key, a control that fits, what it does, a way out.

use leptos::prelude::*;

use super::choices::{Choices, Swatches};
use super::live::{Live, TextBox};
use super::names::Names;
use super::{Form, focus_later};
use crate::definition::{Definition, Place, Value};
use crate::dialect::claude_fields::{Kind, KnownField, known};
use crate::edit::field::{items_of, remove, set_text, set_word};
use crate::reader::Home;
use crate::text::TextEdit;
use crate::ui::icons::{Icon, IconMark};
use crate::ui::words::excerpt;

/// What a value is, as far as its control is concerned.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// A text, a number, nothing at all.
    Scalar,
    /// A list of texts.
    List,
    /// Lists and maps inside each other.
    Deep,
}

fn shape(read: &Definition, key: &str) -> Shape {
    match read.field(key).map(|field| &field.value) {
        None | Some(Value::Scalar(_)) => Shape::Scalar,
        Some(value @ Value::List { .. }) if items_of(value).is_some() => Shape::List,
        Some(Value::List { .. } | Value::Map { .. }) => Shape::Deep,
    }
}

/// The row of a key.
pub fn row(form: Form, key: String) -> AnyView {
    let field = known(&key);
    let id = format!("field-{key}");
    let definition = form.session.definition;
    let shape = {
        let key = key.clone();
        Memo::new(move |_| definition.with(|read| shape(read, &key)))
    };
    let (of, label, words) = (key.clone(), id.clone(), key.clone());
    let control = move || control(form, &of, field, shape.get());
    let required = field.is_some_and(|field| field.required);
    let out = (!required).then(|| {
        let (key, label) = (key.clone(), format!("Remove {key}"));
        view! {
            <button
                type="button"
                class="button quiet icon-only"
                aria-label=label.clone()
                title=label
                on:click=move |_| take_out(form, &key)
            >
                <IconMark icon=Icon::Close />
            </button>
        }
    });
    view! {
        <div class="form-row">
            <label class="form-key" for=label>
                {words}
            </label>
            <div class="form-control">{control} {notes(form, field, &key)}</div>
            {out}
        </div>
    }
    .into_any()
}

fn take_out(form: Form, key: &str) {
    form.asked_for
        .update(|keys| keys.retain(|asked| *asked != key));
    let definition = form.session.definition_now();
    let edits = remove(&definition, key);
    let stood = definition.field(key).is_some();
    if form.make(edits) && stood {
        form.session.offer_undo(format!("{key} was removed."));
    }
    focus_later("add-field".to_owned(), false);
}

/// What is to be known of a field.
fn notes(form: Form, field: Option<&'static KnownField>, key: &str) -> impl IntoView + use<> {
    let id = format!("field-{key}-about");
    let ignored = field.is_some_and(|field| field.ignored_in_plugins);
    let plugin = move || {
        let plugin = form.session.asked.get().home == Home::Plugin;
        (plugin && ignored).then(|| {
            view! { <p class="form-doc caution">"The agents of plugins cannot set it: it is ignored."</p> }
        })
    };
    let unverified = field.is_some_and(|field| field.unverified).then(|| {
        view! { <span class="unverified">"not documented"</span> }
    });
    let words = field.map_or(
        "Claude Code does not know this key. It stays as it is.",
        |field| field.doc,
    );
    view! {
        <p class="form-doc" id=id>
            {words}
            {unverified}
        </p>
        {plugin}
    }
}

/// The control that fits the field and what stands there.
fn control(form: Form, key: &str, field: Option<&'static KnownField>, shape: Shape) -> AnyView {
    let Some(field) = field else {
        return as_it_is(form, key.to_owned());
    };
    let id = format!("field-{key}");
    let about = format!("{id}-about");
    let key = field.key;
    match (field.kind, shape) {
        (Kind::Tools, Shape::Scalar | Shape::List) => {
            view! { <Names form key tools=true /> }.into_any()
        }
        (Kind::Structure, Shape::Scalar) if key == "mcpServers" => {
            view! { <Names form key tools=false /> }.into_any()
        }
        (Kind::Names, Shape::Scalar | Shape::List) | (Kind::Structure, Shape::List) => {
            view! { <Names form key tools=false /> }.into_any()
        }
        (Kind::Choice(_), Shape::Scalar) if key == "color" => {
            view! { <Swatches form key /> }.into_any()
        }
        (Kind::Choice(choices), Shape::Scalar) => view! { <Choices form key choices /> }.into_any(),
        (Kind::Truth, Shape::Scalar) => {
            view! { <Choices form key choices=super::choices::TRUTH /> }.into_any()
        }
        (Kind::Line, Shape::Scalar) => {
            view! { <TextBox live=text(form, key) id about /> }.into_any()
        }
        (Kind::Text, Shape::Scalar) => {
            view! { <TextBox live=text(form, key) id about lines=true /> }.into_any()
        }
        (Kind::Number(from, to), Shape::Scalar) => {
            let live = Live::new(form, read(form, key), move |definition, text| {
                number(definition, key, text.trim(), from, to)
            });
            view! { <TextBox live id about /> }.into_any()
        }
        (Kind::Suggestions(choices), Shape::Scalar) => {
            let list = if key == "model" {
                "known-models"
            } else {
                "known-efforts"
            };
            let options = choices
                .iter()
                .map(|choice| view! { <option value=choice.value>{choice.doc}</option> })
                .collect_view();
            view! {
                <TextBox live=text(form, key) id about list />
                <datalist id=list>{options}</datalist>
            }
            .into_any()
        }
        (Kind::Structure, Shape::Scalar) | (_, Shape::List | Shape::Deep) => {
            as_it_is(form, key.to_owned())
        }
    }
}

/// The text of a field.
pub fn read(form: Form, key: &'static str) -> Memo<String> {
    let definition = form.session.definition;
    Memo::new(move |_| {
        definition.with(|read| {
            let text = read.text(key).unwrap_or_default();
            text.replace("\r\n", "\n").trim_end_matches('\n').to_owned()
        })
    })
}

/// The link to a field that is a text. Without text there is no optional field.
fn text(form: Form, key: &'static str) -> Live {
    Live::new(form, read(form, key), move |definition, text| {
        set(definition, key, text)
    })
}

/// The edits that make a field say so; a number is written as one, and nothing removes it.
pub fn set(definition: &Definition, key: &str, text: &str) -> Result<Vec<TextEdit>, String> {
    let required = known(key).is_some_and(|field| field.required);
    let number = key == "effort" && text.trim().parse::<u32>().is_ok();
    let edits = match text.trim() {
        "" if !required => remove(definition, key),
        word if number => set_word(definition, key, word),
        _ if key == "initialPrompt" => set_text(definition, key, text),
        text => set_text(definition, key, text),
    };
    edits.map_err(|because| because.to_string())
}

fn number(
    definition: &Definition,
    key: &str,
    text: &str,
    from: u32,
    to: u32,
) -> Result<Vec<TextEdit>, String> {
    let fits = text
        .parse::<u32>()
        .is_ok_and(|number| (from..=to).contains(&number));
    if text.is_empty() {
        return remove(definition, key).map_err(|because| because.to_string());
    }
    if !fits {
        let most = if to == u32::MAX {
            String::new()
        } else {
            format!(" to {to}")
        };
        return Err(format!(
            "Only a whole number from {from}{most} counts here."
        ));
    }
    set_word(definition, key, text).map_err(|because| because.to_string())
}

/// A value that only the source can change.
fn as_it_is(form: Form, key: String) -> AnyView {
    let definition = form.session.definition;
    let of = key.clone();
    let text = Memo::new(move |_| {
        definition.with(|read| {
            let value = read
                .field(&of)
                .map(|field| field.value.span().slice(&read.source));
            excerpt(value.unwrap_or_default(), 2_000)
        })
    });
    let go = move |_| {
        let at = definition
            .with_untracked(|read| read.fields.iter().rposition(|field| field.key == key));
        if let Some(at) = at {
            form.session.show_source();
            form.session.reveal(Place::Field(at));
        }
    };
    view! {
        {move || {
            let text = text.get();
            (!text.is_empty()).then(|| view! { <pre class="value-entries">{text}</pre> })
        }}
        <button type="button" class="button" on:click=go>
            "Change it in the source"
        </button>
    }
    .into_any()
}
