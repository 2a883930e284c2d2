//! The endpoint in a line, or the form that chooses it.

use leptos::html;
use leptos::prelude::*;

use super::Trial;
use super::connection::Server;
use super::origins::Secrets;
use crate::endpoint::{ALIASES, Api, Preset};
use crate::http::Address;
use crate::web::dom;
use crate::web::trying::kept;
use crate::web::trying::page_origin;

/// The endpoint in a line, or the form that chooses it.
#[component]
pub(super) fn ConnectionView(trial: Trial) -> impl IntoView {
    let connection = trial.connection;
    let words = move || match (connection.host(), connection.model.get()) {
        (None, _) => "No model yet".to_owned(),
        (Some(host), model) if model.is_empty() => host,
        (Some(host), model) => format!("{model} at {host}"),
    };
    view! {
        <div class="try-connection">
            <p>
                <span>{words}</span>
                {move || connection.has_key.get().then_some(" · with a key")}
            </p>
            <button
                type="button"
                class="button"
                aria-expanded=move || if connection.open.get() { "true" } else { "false" }
                on:click=move |_| connection.open.update(|open| *open = !*open)
            >
                "Connection"
            </button>
        </div>
        {move || connection.open.get().then(|| view! { <Form trial /> })}
    }
}

#[component]
fn Form(trial: Trial) -> impl IntoView {
    let connection = trial.connection;
    let chosen = connection.server.get_untracked();
    let first = chosen
        .as_ref()
        .map_or(Preset::Ollama, |chosen| chosen.preset);
    let preset = RwSignal::new(first);
    let api = RwSignal::new(
        chosen
            .as_ref()
            .map_or(first.known().api, |chosen| chosen.api),
    );
    let address = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<String>);
    let first_address = chosen.map_or_else(
        || first.known().base.to_owned(),
        |chosen| chosen.address.to_string(),
    );
    let choose_preset = move |event: web_sys::Event| {
        let index: usize = event_target_value(&event).parse().unwrap_or(0);
        let Some(chosen) = Preset::ALL.get(index).copied() else {
            return;
        };
        preset.set(chosen);
        api.set(chosen.known().api);
        if let Some(input) = address.get_untracked() {
            input.set_value(chosen.known().base);
        }
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(input) = address.get_untracked() else {
            return;
        };
        match Address::parse(input.value().trim()) {
            Ok(address) => {
                wrong.set(None);
                trial.choose_endpoint(Server {
                    preset: preset.get_untracked(),
                    api: api.get_untracked(),
                    address,
                });
            }
            Err(error) => wrong.set(Some(error.to_string())),
        }
    };
    let start = move || {
        let start = preset.get().known().start?;
        Some(start.replace("PAGE", &page_origin()?.to_string()))
    };
    view! {
        <form class="try-form" on:submit=submit>
            <label>
                "Server"
                <select class="select" id="try-preset" on:change=choose_preset>
                    {Preset::ALL
                        .iter()
                        .enumerate()
                        .map(|(index, one)| {
                            let title = match one {
                                Preset::Custom => "Another",
                                one => one.known().title,
                            };
                            view! {
                                <option value=index.to_string() selected=*one == first>
                                    {title}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </label>
            <label>
                "API"
                <select
                    class="select"
                    prop:value=move || api_index(api.get()).to_string()
                    on:change=move |event| {
                        let index: usize = event_target_value(&event).parse().unwrap_or(0);
                        if let Some(chosen) = Api::ALL.get(index) {
                            api.set(*chosen);
                        }
                    }
                >
                    {Api::ALL
                        .iter()
                        .enumerate()
                        .map(|(index, one)| {
                            let one = *one;
                            view! {
                                <option value=index.to_string() selected=move || api.get() == one>
                                    {one.title()}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </label>
            <label>
                "Address"
                <input
                    node_ref=address
                    id="try-address"
                    type="text"
                    inputmode="url"
                    class="palette-input"
                    spellcheck="false"
                    autocomplete="off"
                    value=first_address
                    aria-describedby="try-wrong"
                />
            </label>
            {move || {
                start()
                    .map(|start| {
                        view! {
                            <p class="try-needs">
                                "So that this page may ask it, start it with " <code>{start}</code>
                            </p>
                        }
                    })
            }}
            <p id="try-wrong" class="wrong" role="alert">{move || wrong.get()}</p>
            <div class="notice-actions">
                <button type="submit" class="button primary" disabled=trial.driver.is_running>
                    "Use this server"
                </button>
            </div>
            <p class="quiet">
                "Only this address can then be asked, and those of the MCP servers that you add: the browser itself refuses every other."
            </p>
        </form>
        {move || connection.is_there().then(|| view! { <KeyAndModel trial /> })}
        <div class="notice-actions">
            <button
                type="button"
                class="button"
                title="The model's server, the servers of tools, their keys, the transcript"
                on:click=move |_| forget_all()
            >
                "Forget all"
            </button>
        </div>
    }
}

fn api_index(api: Api) -> usize {
    Api::ALL.iter().position(|one| *one == api).unwrap_or(0)
}

#[component]
fn KeyAndModel(trial: Trial) -> impl IntoView {
    let connection = trial.connection;
    let (secret, keep) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let headers = NodeRef::<html::Textarea>::new();
    let said = RwSignal::new(None::<String>);
    let keys_at = move || {
        connection
            .server
            .with(|server| server.as_ref()?.preset.known().keys_at)
    };
    let take = move || -> Result<(), String> {
        let (Some(secret), Some(keep), Some(headers)) = (
            secret.get_untracked(),
            keep.get_untracked(),
            headers.get_untracked(),
        ) else {
            return Ok(());
        };
        let secrets = Secrets {
            origin: untrack(|| connection.origin()).unwrap_or_default(),
            key: secret.value().trim().to_owned(),
            headers: headers.value(),
        };
        connection.take(secrets)?;
        connection.keep(keep.checked());
        secret.set_value("");
        Ok(())
    };
    // Whoever sends without a test means it all the same.
    let changed = move |_| said.set(take().err());
    let forget = move |_| {
        connection.forget_secrets();
        for field in [secret.get_untracked(), keep.get_untracked()]
            .into_iter()
            .flatten()
        {
            field.set_value("");
            field.set_checked(false);
        }
        if let Some(headers) = headers.get_untracked() {
            headers.set_value("");
        }
    };
    let test = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Err(error) = take() {
            return said.set(Some(error));
        }
        said.set(Some("Asking…".to_owned()));
        match trial.parts.get_untracked() {
            Some(parts) => (parts.list_models)(trial, said),
            None => said.set(Some(
                "Try is still loading: test it again in a moment.".to_owned(),
            )),
        }
    };
    view! {
        <form class="try-form" on:submit=test>
            <label>
                {move || if keys_at().is_some() { "Key" } else { "Key, if it needs one" }}
                <input
                    node_ref=secret
                    id="try-key"
                    type="password"
                    class="palette-input"
                    autocomplete="off"
                    spellcheck="false"
                    on:change=changed
                    placeholder=move || if connection.has_key.get() { "A key is here" } else { "" }
                    aria-describedby="try-key-word"
                />
            </label>
            <label class="try-check">
                <input node_ref=keep type="checkbox" checked=connection.is_kept() on:change=changed />
                "Keep it until this tab is closed"
            </label>
            <p id="try-key-word" class="quiet">
                {move || {
                    format!(
                        "It goes to {} and nowhere else, stays in memory unless you have it kept, and is in no export, link or log.",
                        connection.host().unwrap_or_default(),
                    )
                }}
                {move || keys_at().map(|at| format!(" Keys are made at {at}."))}
            </p>
            <details class="try-more">
                <summary>"More headers"</summary>
                <textarea
                    node_ref=headers
                    class="palette-input"
                    rows="3"
                    aria-label="More headers, one a line, as Name: value"
                    placeholder="Name: value"
                    spellcheck="false"
                    prop:value=connection.header_lines()
                    on:change=changed
                ></textarea>
            </details>
            <label>
                "Model"
                <input
                    id="try-model"
                    class="palette-input"
                    list="try-models"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || connection.model.get()
                    on:input=move |event| connection.choose_model(event_target_value(&event).trim().to_owned())
                />
                <datalist id="try-models">
                    {move || {
                        connection
                            .models
                            .get()
                            .into_iter()
                            .map(|model| view! { <option value=model></option> })
                            .collect_view()
                    }}
                </datalist>
            </label>
            <AliasTable trial />
            <p class="try-said" role="status">{move || said.get()}</p>
            <div class="notice-actions">
                <button type="submit" class="button">"Test the connection"</button>
                {move || {
                    connection
                        .has_secrets
                        .get()
                        .then(|| {
                            view! {
                                <button type="button" class="button" on:click=forget>
                                    "Forget the key and the headers"
                                </button>
                            }
                        })
                }}
            </div>
        </form>
    }
}

/// Forgets everything that this tab has of Try. What is under way ends with the document.
fn forget_all() {
    kept::forget_all();
    if let Some(window) = dom::window() {
        let _ = window.location().reload();
    }
}

/// What the names that a definition may ask for mean at this endpoint.
#[component]
fn AliasTable(trial: Trial) -> impl IntoView {
    let connection = trial.connection;
    let row = move |alias: &'static str| {
        let meant = move || {
            let aliases = connection.aliases();
            let found = aliases.table.into_iter().find(|(known, _)| known == alias);
            found.map(|(_, model)| model).unwrap_or_default()
        };
        view! {
            <label>
                <code>{alias}</code>
                <input
                    class="palette-input"
                    list="try-models"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=move || connection.model.get()
                    prop:value=meant
                    on:change=move |event| connection.choose_alias(alias, event_target_value(&event).trim())
                />
            </label>
        }
    };
    view! {
        <details class="try-more try-aliases">
            <summary>"What a file's model means here"</summary>
            <p class="quiet">
                "A file without a model, one with inherit, and whatever has no row of its own get the model above."
            </p>
            {ALIASES.into_iter().map(row).collect_view()}
        </details>
    }
}
