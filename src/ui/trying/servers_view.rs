//! The MCP servers in a line, or the list of them with what may be added, and what the file names of them.

use leptos::html;
use leptos::prelude::*;

use super::Trial;
use super::folder::FolderView;
use super::servers::{Added, OneServer, Standing};
use crate::agent::Offer;
use crate::definition::Definition;
use crate::http::Address;
use crate::mcp::check::{Checked, Live, Place, check};
use crate::mcp::{CONTEXT7, Failure, Proposal, Tool, Way, proposals};
use crate::web::trying::kept;

/// Whether the list is open, over a reload too.
const OPEN: &str = "servers-open";

#[component]
pub(super) fn ServersView(trial: Trial) -> impl IntoView {
    let open = RwSignal::new(kept::get(OPEN).unwrap_or(false));
    let show = move |shown: bool| {
        open.set(shown);
        kept::put(OPEN, &shown);
    };
    // What is begun in its forms stays there while the list is closed.
    let was_open = Memo::new(move |before| before == Some(&true) || open.get());
    // A run needs the room for what it says.
    Effect::new(move || {
        if trial.driver.is_running.get() {
            show(false);
        }
    });
    let words = move || {
        let list = trial.servers.list.get();
        let named = list.iter().map(|one| match one.standing.get() {
            Standing::Asked => format!("{}: asking…", one.name()),
            Standing::Failed(_) => format!("{} does not answer", one.name()),
            Standing::Ready(_) => one.tools.with(|tools| match tools.len() {
                1 => format!("1 tool of {}", one.name()),
                many => format!("{many} tools of {}", one.name()),
            }),
        });
        let mut named: Vec<String> = named.collect();
        if let Some(folder) = trial.opened.folder.get() {
            named.push(format!("the folder {}", folder.name()));
        }
        match named.is_empty() {
            true => "No tools yet".to_owned(),
            false => named.join(", "),
        }
    };
    view! {
        <div class="try-connection">
            <p aria-live="polite">{words}</p>
            <button
                type="button"
                class="button"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| show(!open.get_untracked())
            >
                "Tools"
            </button>
        </div>
        {move || {
            was_open
                .get()
                .then(|| {
                    view! {
                        <div class="try-servers" hidden=move || !open.get()>
                            <For each=move || trial.servers.list.get() key=|one| one.id let(one)>
                                <ServerView trial one />
                            </For>
                            <FolderView trial />
                            <Proposals trial />
                            <AddForm trial />
                            <Names trial />
                        </div>
                    }
                })
        }}
    }
}

#[component]
fn ServerView(trial: Trial, one: OneServer) -> impl IntoView {
    let name = one.name();
    let (again, remove) = (format!("Ask again: {name}"), format!("Remove {name}"));
    let about = move || match one.standing.get() {
        Standing::Asked => view! { <p class="quiet">"Asking…"</p> }.into_any(),
        Standing::Ready(about) => {
            let says = match (about.name.as_str(), about.version.as_str()) {
                ("", _) => String::new(),
                (name, "") => format!("It calls itself {name}. "),
                (name, version) => format!("It calls itself {name} {version}. "),
            };
            view! {
                <p class="quiet">{format!("{says}MCP {} is spoken.", about.protocol.name())}</p>
                <Tools trial one />
            }
            .into_any()
        }
        Standing::Failed(failure) => view! { <FailureView failure /> }.into_any(),
    };
    let is_running = trial.driver.is_running;
    view! {
        <section class="try-server" aria-label=one.name()>
            <div class="try-connection">
                <p>
                    <strong>{name}</strong>
                    " "
                    <span class="quiet">{one.address().without_query()}</span>
                    {move || one.has_key.get().then_some(" · with a key")}
                </p>
                <button
                    type="button"
                    class="button quiet"
                    aria-label=remove
                    disabled=is_running
                    on:click=move |_| trial.remove_server(one)
                >
                    "Remove"
                </button>
            </div>
            {about}
            <ServerKey trial one />
            {move || {
                let again = again.clone();
                matches!(one.standing.get(), Standing::Failed(_))
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button"
                                aria-label=again
                                on:click=move |_| trial.connect(one)
                            >
                                "Ask again"
                            </button>
                        }
                    })
            }}
        </section>
    }
}

/// What failed, and what mends it.
#[component]
fn FailureView(failure: Failure) -> impl IntoView {
    let remedy = failure.remedy().map(|remedy| {
        let lines = (!remedy.lines.is_empty()).then(|| {
            view! {
                <pre class="try-raw" tabindex="0" role="region" aria-label="What the server has to send">
                    {remedy.lines.join("\n")}
                </pre>
            }
        });
        view! {
            <p>{remedy.words}</p>
            {lines}
        }
    });
    view! {
        <div class="try-failed" role="alert">
            <p>{failure.to_string()}</p>
            {remedy}
        </div>
    }
}

/// The tools of a server, and whether the file's lists allow each.
#[component]
fn Tools(trial: Trial, one: OneServer) -> impl IntoView {
    move || {
        let offer = trial.offer();
        let tools = one.tools.get();
        let rows = tools
            .into_iter()
            .map(|tool| tool_row(&tool, offer.as_ref()));
        view! { <ul class="try-tools">{rows.collect_view()}</ul> }
    }
}

fn tool_row(tool: &Tool, offer: Option<&Offer>) -> impl IntoView + use<> {
    let name = tool.qualified_name();
    let is_withheld = offer.is_some_and(|offer| offer.withheld.contains(&name));
    let words = match is_withheld {
        true => "withheld: the file's tools and disallowedTools do not allow it",
        false => "offered to the model",
    };
    view! {
        <li class:withheld=is_withheld>
            <code>{name}</code>
            " "
            <span class="quiet">{words}</span>
        </li>
    }
}

/// A key for a server, which goes to its origin and nowhere else.
#[component]
fn ServerKey(trial: Trial, one: OneServer) -> impl IntoView {
    let (secret, header) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let keep = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (Some(secret), Some(header), Some(keep)) = (
            secret.get_untracked(),
            header.get_untracked(),
            keep.get_untracked(),
        ) else {
            return;
        };
        let taken = trial.take_server_key(one, &secret.value(), &header.value(), keep.checked());
        match taken {
            Ok(()) => secret.set_value(""),
            Err(error) => wrong.set(Some(error)),
        }
    };
    let name = one.name();
    view! {
        <details class="try-more">
            <summary>{format!("A key for {name}")}</summary>
            <form class="try-form" on:submit=submit>
                <label>
                    "Key"
                    <input
                        node_ref=secret
                        type="password"
                        class="palette-input"
                        autocomplete="off"
                        spellcheck="false"
                    />
                </label>
                <label>
                    "Header, where it is not Authorization"
                    <input node_ref=header class="palette-input" autocomplete="off" spellcheck="false" />
                </label>
                <label class="try-check">
                    <input node_ref=keep type="checkbox" />
                    "Keep it until this tab is closed"
                </label>
                <p class="wrong" role="alert">{move || wrong.get()}</p>
                <div class="notice-actions">
                    <button type="submit" class="button">"Use this key"</button>
                </div>
            </form>
        </details>
    }
}

/// What the file proposes, and Context7: added by a press, and by nothing else.
#[component]
fn Proposals(trial: Trial) -> impl IntoView {
    let wrong = RwSignal::new(None::<String>);
    let add = move |name: String, address: Address| {
        let label = format!("Add {name}");
        view! {
            <button
                type="button"
                class="button"
                disabled=trial.driver.is_running
                on:click=move |_| {
                    let added = Added {
                        name: name.clone(),
                        address: address.clone(),
                    };
                    wrong.set(trial.add_server(added).err());
                }
            >
                {label}
            </button>
        }
    };
    let is_there = move |name: &str| {
        let servers = trial.servers.list;
        servers.with(|list| list.iter().any(|one| one.name() == name))
    };
    let proposed = move || {
        let found = trial.tried.with(|tried| {
            Some(proposals(&Definition::parse_frontmatter(
                tried.as_ref()?.text(),
            )))
        });
        let mut found: Vec<Proposal> = found.unwrap_or_default();
        found.retain(|one| !is_there(&one.name));
        found
    };
    let context7 = move || {
        let address = Address::parse(CONTEXT7).ok();
        let address = address.filter(|_| !is_there("context7"))?;
        Some(view! {
            <li>
                <p>
                    <strong>"context7"</strong>
                    " "
                    <span class="quiet">{CONTEXT7}</span>
                    ". Documentation of libraries, run by Upstash; it answers without a key."
                </p>
                {add("context7".to_owned(), address)}
            </li>
        })
    };
    let rows = move || {
        proposed()
            .into_iter()
            .map(|proposal| {
                let words = proposal.words();
                let (address, button) = match proposal.way {
                    Way::Address { address, .. } => (
                        Some(address.without_query()),
                        Some(add(proposal.name.clone(), address)),
                    ),
                    _ => (None, None),
                };
                view! {
                    <li>
                        <p>
                            <strong>{proposal.name}</strong>
                            " "
                            <span class="quiet">{address}</span>
                            " (named in the file) "
                            {words}
                        </p>
                        {button}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <ul class="try-proposals">{rows} {context7}</ul>
        <p class="wrong" role="alert">{move || wrong.get()}</p>
    }
}

#[component]
fn AddForm(trial: Trial) -> impl IntoView {
    let (name, address) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let wrong = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (Some(name), Some(address)) = (name.get_untracked(), address.get_untracked()) else {
            return;
        };
        let added = Address::parse(address.value().trim()).map_err(|error| error.to_string());
        let added = added.and_then(|address| {
            trial.add_server(Added {
                name: name.value().trim().to_owned(),
                address,
            })
        });
        match added {
            Ok(()) => {
                name.set_value("");
                address.set_value("");
                wrong.set(None);
            }
            Err(error) => wrong.set(Some(error)),
        }
    };
    view! {
        <details class="try-more">
            <summary>"Add a server by its address"</summary>
            <form class="try-form" on:submit=submit>
                <label>
                    "Name, as in mcp__name__tool"
                    <input
                        node_ref=name
                        id="try-server-name"
                        class="palette-input"
                        autocomplete="off"
                        spellcheck="false"
                    />
                </label>
                <label>
                    "Address of its Streamable HTTP, often ending in /mcp"
                    <input
                        node_ref=address
                        id="try-server-address"
                        inputmode="url"
                        class="palette-input"
                        autocomplete="off"
                        spellcheck="false"
                    />
                </label>
                <p class="wrong" role="alert">{move || wrong.get()}</p>
                <div class="notice-actions">
                    <button type="submit" class="button" disabled=trial.driver.is_running>
                        "Add the server"
                    </button>
                </div>
                <p class="quiet">
                    "It is asked which tools it has, now and whenever Try is opened in this tab, until you remove it. \
                     The browser lets Try ask this address then, and still no other."
                </p>
            </form>
        </details>
    }
}

/// The names of the file that speak of servers, beside what the servers really have.
#[component]
fn Names(trial: Trial) -> impl IntoView {
    let checked = Memo::new(move |_| {
        let servers = trial.servers.list.get();
        let live: Vec<(String, Vec<Tool>)> = servers
            .into_iter()
            .filter(|one| one.is_ready())
            .map(|one| (one.name(), one.tools.get()))
            .collect();
        let live: Vec<Live<'_>> = live
            .iter()
            .map(|(server, tools)| Live { server, tools })
            .collect();
        trial.tried.with(|tried| match tried {
            Some(tried) => check(&Definition::parse(tried.text()), &live),
            None => Vec::new(),
        })
    });
    move || {
        let mut checked = checked.get();
        // A prompt orders a tool often; it is said once.
        let mut seen: Vec<(String, Place)> = Vec::new();
        checked.retain(|one| {
            let key = (one.name.clone(), one.place);
            let is_new = !seen.contains(&key);
            if is_new {
                seen.push(key);
            }
            is_new
        });
        (!checked.is_empty()).then(|| {
            view! {
                <h2 class="try-small-heading">"What the file names of servers"</h2>
                <ul class="try-names">{checked.into_iter().map(name_row).collect_view()}</ul>
            }
        })
    }
}

fn name_row(checked: Checked) -> impl IntoView {
    let place = match checked.place {
        Place::Tools => "in tools",
        Place::DisallowedTools => "in disallowedTools",
        Place::Body => "in the prompt",
    };
    let (is_amiss, words) = (checked.is_amiss(), checked.words());
    view! {
        <li class:amiss=is_amiss>
            <code>{checked.name}</code>
            " "
            <span class="quiet">{place}</span>
            ": "
            {words}
        </li>
    }
}
