//! Lists of names as chips: tools, skills, servers. Any name can be typed, patterns and those of MCP
//! tools too; known tools can be picked from a list that says what each does.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::{Form, focus_later};
use crate::dialect::claude_fields::{Choice, TOOLS};
use crate::edit::field::{items_of, set_list};
use crate::ui::icons::{Icon, IconMark};

/// The names that stand in a field, in order.
fn items(form: Form, key: &'static str) -> Memo<Vec<String>> {
    let definition = form.session.definition;
    Memo::new(move |_| {
        definition.with(|read| {
            let found = read.field(key).and_then(|field| items_of(&field.value));
            found
                .unwrap_or_default()
                .into_iter()
                .map(str::to_owned)
                .collect()
        })
    })
}

/// Changes the list that is there now.
fn change(form: Form, key: &'static str, act: impl FnOnce(&mut Vec<String>)) -> bool {
    let definition = form.session.definition_now();
    let found = definition
        .field(key)
        .and_then(|field| items_of(&field.value));
    let mut items: Vec<String> = found
        .unwrap_or_default()
        .into_iter()
        .map(str::to_owned)
        .collect();
    act(&mut items);
    form.make(set_list(&definition, key, &items))
}

fn add(form: Form, key: &'static str, name: &str) {
    let name = name.trim().trim_end_matches(',').trim().to_owned();
    if name.is_empty() {
        return;
    }
    let made = change(form, key, |items| {
        if !items.contains(&name) {
            items.push(name.clone());
        }
    });
    if made {
        form.say(format!("{name} added to {key}."));
    }
}

fn take_out(form: Form, key: &'static str, name: &str) {
    if change(form, key, |items| items.retain(|item| item != name)) {
        form.say(format!("{name} removed from {key}."));
    }
}

/// The chips, a place to type another, and for tools the known ones.
#[component]
pub fn Names(form: Form, key: &'static str, tools: bool) -> impl IntoView {
    let items = items(form, key);
    let id = format!("field-{key}");
    let input = id.clone();
    let chip = move |name: String| {
        let label = format!("Remove {name}");
        let doc = TOOLS
            .iter()
            .find(|tool| tools && tool.value == name)
            .map(|tool| tool.doc);
        let (shown, focus) = (name.clone(), id.clone());
        view! {
            <li class="chip" title=doc>
                {shown}
                <button
                    type="button"
                    class="chip-out"
                    aria-label=label
                    on:click=move |_| {
                        take_out(form, key, &name);
                        focus_later(focus.clone(), false);
                    }
                >
                    <IconMark icon=Icon::Close />
                </button>
            </li>
        }
    };
    let none = move || {
        let set = form
            .session
            .definition
            .with(|read| read.field(key).is_some());
        let words = match (tools, key) {
            (true, "tools") => "An empty list: it may use no tool.",
            _ => "An empty list.",
        };
        (set && items.with(Vec::is_empty))
            .then(|| view! { <p class="form-doc caution">{words}</p> })
    };
    let typed = move |control: &HtmlInputElement| {
        let name = control.value();
        control.set_value("");
        add(form, key, &name);
    };
    view! {
        <ul class="chips" aria-label=key>
            {move || items.get().into_iter().map(&chip).collect_view()}
        </ul>
        {none}
        <input
            type="text"
            class="box"
            id=input
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-describedby=format!("field-{key}-about")
            list=tools.then(|| format!("field-{key}-known"))
            placeholder=if tools { "Another: Read, Bash(git *), mcp__server__tool" } else { "Another name" }
            on:keydown=move |event| {
                let ends = matches!(event.key().as_str(), "Enter" | ",");
                // A comma inside parentheses belongs to the name.
                if let Some(target) = event.target().filter(|_| ends && !event.is_composing()) {
                    let control: &HtmlInputElement = target.unchecked_ref();
                    let open = control.value().matches('(').count() > control.value().matches(')').count();
                    if event.key() == "Enter" || !open {
                        event.prevent_default();
                        typed(control);
                    }
                }
            }
            on:change=move |event| {
                if let Some(target) = event.target() {
                    typed(target.unchecked_ref());
                }
            }
        />
        {tools
            .then(|| {
                let option = |tool: &Choice| view! { <option value=tool.value>{tool.doc}</option> };
                view! {
                    <datalist id=format!("field-{key}-known")>{TOOLS.iter().map(option).collect_view()}</datalist>
                    <KnownTools form key items />
                }
            })}
    }
}

/// The known tools with what each does, behind a disclosure.
#[component]
fn KnownTools(form: Form, key: &'static str, items: Memo<Vec<String>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let tool = move |tool: &'static Choice| {
        view! {
            <li>
                <label>
                    <input
                        type="checkbox"
                        prop:checked=move || items.with(|items| items.iter().any(|item| item == tool.value))
                        on:change=move |event| {
                            if event_target_checked(&event) {
                                add(form, key, tool.value);
                            } else {
                                take_out(form, key, tool.value);
                            }
                        }
                    />
                    <code>{tool.value}</code>
                    <span class="quiet">{tool.doc}</span>
                </label>
            </li>
        }
    };
    view! {
        <details
            class="known-tools"
            on:toggle=move |event| open.set(event_target::<Element>(&event).has_attribute("open"))
        >
            <summary>"Choose from the known tools"</summary>
            {move || {
                open.get().then(|| view! { <ul aria-label="Known tools">{TOOLS.iter().map(tool).collect_view()}</ul> })
            }}
        </details>
    }
}
