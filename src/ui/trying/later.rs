//! What comes after Try is on show.
//!
//! The first view needs what a person fills in: the connection and the prompt. The reading of the definition,
//! the run and all that shows it are reached through [`Parts`] and in no other way, so a published build keeps
//! them in a file of their own, as it does for the page ([`crate::ui::later`]).

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use super::{Trial, composer, definition, log, models, outgoing, servers_view, steps};

/// The ways into the code that comes later.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    /// Takes up what the tab has kept, and follows the definition.
    start: fn(Trial),
    /// Which agent this is.
    pub definition: fn(Trial) -> AnyView,
    /// The MCP servers.
    pub servers: fn(Trial) -> AnyView,
    /// What happened, and what is coming.
    pub steps: fn(Trial) -> AnyView,
    /// What may be asked, from the file's examples.
    pub examples: fn(Trial) -> AnyView,
    /// What would go out, to where, and how many tokens that is.
    pub outgoing: fn(Trial) -> AnyView,
    /// The requests, and what becomes of the transcript.
    pub below: fn(Trial) -> AnyView,
    /// Sends the prompt.
    pub send: fn(Trial),
    /// Stops everything that goes on.
    pub stop: fn(Trial),
    /// Asks the endpoint for its models; says in words what came of it.
    pub list_models: fn(Trial, RwSignal<Option<String>>),
}

impl Parts {
    const fn all() -> Self {
        Self {
            start: |trial| {
                trial.take_up();
                trial.take_up_servers();
                definition::follow(trial);
            },
            definition: |trial| view! { <definition::DefinitionView trial /> }.into_any(),
            servers: |trial| view! { <servers_view::ServersView trial /> }.into_any(),
            steps: |trial| view! { <steps::Steps trial /> }.into_any(),
            examples: |trial| view! { <composer::Examples trial /> }.into_any(),
            outgoing: |trial| view! { <outgoing::Outgoing trial /> }.into_any(),
            below: |trial| {
                view! {
                    <log::LogView trial />
                    <composer::Exports trial />
                }
                .into_any()
            },
            send: Trial::send,
            stop: Trial::stop,
            list_models: models::list,
        }
    }
}

/// The one function that stands in the other file.
#[cfg(all(feature = "split", feature = "try"))]
#[leptos::wasm_split::wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn parts() -> Result<Parts, SplitLoaderError> {
    Ok(Parts::all())
}

#[cfg(not(all(feature = "split", feature = "try")))]
async fn parts() -> Result<Parts, SplitLoaderError> {
    Ok(Parts::all())
}

/// Fetches it, and begins.
pub(super) fn fetch(trial: Trial) {
    leptos::task::spawn_local(async move {
        match parts().await {
            Ok(parts) => {
                (parts.start)(trial);
                trial.parts.set(Some(parts));
            }
            Err(_) => trial.notices.offer(
                "The rest of Try could not be fetched. See whether there is a network.",
                "Try again",
                move || fetch(trial),
            ),
        }
    });
}

/// A part of the document that comes later; nothing where it is not here yet.
pub(super) fn part(trial: Trial, which: fn(&Parts) -> fn(Trial) -> AnyView) -> impl IntoView {
    move || trial.parts.get().map(|parts| which(&parts)(trial))
}
