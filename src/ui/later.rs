//! What comes after the first paint.
//!
//! The first view needs the editor, the reading of the text, the verdict and the preview. The code
//! of everything else is reached through [`Parts`] and in no other way: a published build keeps what
//! only those functions lead to in a file of its own, whichever modules it stands in, and fetches it
//! when the page has settled. A build for work on the page has all in one file, and nothing to fetch.

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use super::commands;
use super::session::Session;
use super::{
    assist, compare, compatibility, dialogs, files, form, framed, loading, offline, problems,
    repair, roster, share, splitter, try_panel, workspace,
};
use crate::reader::{self, Outcome, Reader};

/// The ways into the code that comes later.
#[derive(Clone, Copy)]
pub struct Parts {
    /// The Compatibility panel.
    pub compatibility: fn(Session) -> AnyView,
    /// The Compare panel.
    pub compare: fn(Session) -> AnyView,
    /// The Form panel.
    pub form: fn(Session) -> AnyView,
    /// Shows the files, or hides them.
    pub files: fn(Session),
    /// All there is of the page in a frame of another page.
    pub framed: fn(Session) -> AnyView,
    /// Fetches the full editor.
    pub load_editor: fn(Session),
    /// The Problems panel.
    pub problems: fn(Session) -> AnyView,
    /// The Roster panel.
    pub roster: fn(Session) -> AnyView,
    /// Start what goes on as long as the page lives: it listens for keys, opens dialogs and links, looks for
    /// problems, and keeps the page for when there is no network. One after the other, in turns.
    pub start: &'static [fn(Session)],
    /// The offer to repair the file, as the preview shows it.
    repair_offer: fn(Session) -> AnyView,
    /// The Try panel.
    pub try_panel: fn(Session) -> AnyView,
    /// Repairs the file.
    pub repair: fn(Session),
    /// The reader of that id; that of Claude Code is here from the start.
    pub reader: fn(&str) -> Option<Box<dyn Reader>>,
}

impl Parts {
    const fn all() -> Self {
        Self {
            compatibility: |session| view! { <compatibility::Compatibility session /> }.into_any(),
            compare: |session| view! { <compare::ComparePanel session /> }.into_any(),
            form: |session| view! { <form::FormPanel session /> }.into_any(),
            files: files::show_or_hide,
            framed: |session| view! { <framed::Framed session /> }.into_any(),
            load_editor: assist::load_editor,
            problems: |session| view! { <problems::ProblemsPanel session /> }.into_any(),
            roster: |session| view! { <roster::RosterPanel session /> }.into_any(),
            start: &[
                |session| {
                    form::commit_when_left();
                    commands::listen(session);
                    splitter::OF_SOURCE.follow("splitter", "source-pane");
                },
                dialogs::mount,
                problems::start,
                |session| {
                    workspace::start(session);
                    share::start(session);
                    loading::start(session);
                },
                files::mount,
                offline::start,
            ],
            try_panel: |session| view! { <try_panel::TryPanel session /> }.into_any(),
            repair_offer: |session| view! { <repair::RepairOffer session brief=true /> }.into_any(),
            repair: repair::do_it_as_kept,
            reader: reader::by_id,
        }
    }
}

/// The one function that stands in the other file; where it is called from, a future waits for that
/// file. A failed fetch is tried again by the next call.
#[cfg(all(feature = "split", not(feature = "try")))]
#[leptos::wasm_split::wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn parts() -> Result<Parts, SplitLoaderError> {
    Ok(Parts::all())
}

#[cfg(not(all(feature = "split", not(feature = "try"))))]
async fn parts() -> Result<Parts, SplitLoaderError> {
    Ok(Parts::all())
}

/// Whether the code that comes later is here; a handle to copy.
#[derive(Clone, Copy)]
pub struct Later {
    state: RwSignal<State>,
}

#[derive(Clone, Copy)]
enum State {
    Coming,
    Here(Parts),
    /// The last fetch failed.
    Missing,
}

impl Later {
    /// Nothing is fetched yet.
    pub fn new() -> Self {
        Self {
            state: RwSignal::new(State::Coming),
        }
    }

    /// Fetches it, unless it is here.
    pub fn fetch(self) {
        if !matches!(self.state.get_untracked(), State::Here(_)) {
            leptos::task::spawn_local(async move {
                self.get().await;
            });
        }
    }

    /// The ways into it; whoever asks too early hears of it when it is here.
    pub fn parts(self) -> Option<Parts> {
        match self.state.get() {
            State::Here(parts) => Some(parts),
            State::Coming | State::Missing => None,
        }
    }

    /// The ways into it, fetched where they are not here; `None` when they cannot be had.
    pub async fn get(self) -> Option<Parts> {
        if let State::Here(parts) = self.state.get_untracked() {
            return Some(parts);
        }
        if let State::Missing = self.state.get_untracked() {
            self.state.set(State::Coming);
        }
        let got = parts().await.ok();
        // Whoever else waited for the same fetch may have told it already.
        if !matches!(self.state.get_untracked(), State::Here(_)) {
            self.state.set(got.map_or(State::Missing, State::Here));
        }
        got
    }
}

const MISSING: &str = "This part of the page could not be loaded: the connection may be down, or a \
newer page may have taken this one's place. The text is not touched by it.";

/// A panel or what a dialog holds, or word of it while its code is not here.
pub fn panel(session: Session, which: fn(Parts) -> fn(Session) -> AnyView) -> impl IntoView {
    session.later.fetch();
    move || match session.later.state.get() {
        State::Here(parts) => which(parts)(session),
        State::Coming => view! { <p class="coming">"Loading…"</p> }.into_any(),
        State::Missing => missing(session),
    }
}

/// The offer to repair the file.
pub fn repair_offer(session: Session) -> impl IntoView {
    move || match session.later.state.get() {
        State::Here(parts) => (parts.repair_offer)(session),
        State::Coming => offer_place(session).into_any(),
        State::Missing => missing(session),
    }
}

/// The place of an offer that will come, so that what stands below does not move; nothing where none
/// will.
pub fn offer_place(session: Session) -> impl IntoView {
    move || {
        let expected = session
            .reading
            .with(|reading| reading.outcome != Outcome::Loads);
        expected.then(|| view! { <div class="offer-coming"></div> })
    }
}

/// Calls something as soon as it is here.
pub fn call(session: Session, which: fn(Parts) -> fn(Session)) {
    leptos::task::spawn_local(async move {
        match session.later.get().await {
            Some(parts) => which(parts)(session),
            None => session
                .notices
                .offer(MISSING, "Try again", move || call(session, which)),
        }
    });
}

fn missing(session: Session) -> AnyView {
    view! {
        <div class="missing" role="status">
            <p>{MISSING}</p>
            <button type="button" class="button" on:click=move |_| session.later.fetch()>
                "Try again"
            </button>
        </div>
    }
    .into_any()
}
