//! What the person sees: Leptos components, one folder a panel.
//!
//! index.html brings the shell (bar, verdict line, source, tabs, panel) so that it is there before any
//! script; [`mount`] fills its places. Components read what [`Session`] derives from the text and
//! call its verbs; none of them changes a text by itself.

mod assist;
mod bar;
mod bottom_bar;
mod commands;
mod compare;
mod compatibility;
mod dialogs;
mod diff;
mod files;
mod form;
mod framed;
mod history;
mod icons;
mod later;
mod loading;
mod notices;
mod offline;
mod panels;
mod pause;
mod preview;
mod problems;
mod repair;
mod roster;
mod session;
mod share;
mod splitter;
mod try_panel;
pub mod trying;
mod verdict;
mod windowed;
mod words;
mod workspace;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::web::{dom, panic, turns};
use session::Session;

/// Mounts the page into the shell that index.html brings, and reads what was typed meanwhile.
pub fn mount() {
    panic::install();
    let Some(shell) = Shell::find() else {
        // index.html and this program are built together; a foreign shell has nothing to fill.
        web_sys::console::error_1(&"The page's shell is incomplete; nothing was mounted.".into());
        return;
    };
    // Effects of the session start before the first component is mounted; a second call (mounting
    // makes one) is an error of no consequence.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.set();
    let framed = dom::is_framed();
    // All comes in steps, so that a slow phone can answer a tap in between. What is typed before the
    // session has started stays in the textarea, from which it takes over.
    leptos::task::spawn_local(async move {
        session::warm_up(&shell.source.value()).await;
        let session = owner.with(|| Session::start(&shell, framed));
        if framed {
            let view = move || later::panel(session, |parts| parts.framed);
            owner.with(|| fill_panel(&shell, view));
        } else {
            for step in STEPS {
                turns::next_turn().await;
                owner.with(|| step(&shell, session));
            }
            owner.with(|| session.settle());
        }
        // The page lives as long as its tab: so does everything the owner holds.
        std::mem::forget(owner);
    });
}

/// What fills the shell, in the order in which it is looked at.
const STEPS: [fn(&Shell, Session); 7] = [
    |_, session| session.follow_title(),
    |shell, session| {
        fill(
            &shell.verdict,
            move || view! { <verdict::VerdictLine session /> },
        );
    },
    |shell, session| {
        fill(&shell.tabs, move || view! { <panels::Tabs session /> });
    },
    |shell, session| {
        fill_panel(shell, move || view! { <panels::PanelOnShow session /> });
    },
    |shell, session| {
        fill(&shell.bar, move || view! { <bar::Bar session /> });
    },
    |shell, session| {
        fill(
            &shell.overlay,
            move || view! { <notices::NoticeList notices=session.notices /> },
        );
    },
    |shell, session| {
        fill(
            &shell.overlay,
            move || view! { <bottom_bar::BottomBar session /> },
        );
        splitter::OF_SOURCE.restore(&shell.work, &shell.splitter);
    },
];

/// Puts a view into a place for as long as the page lives.
fn fill<V: IntoView + 'static>(place: &HtmlElement, view: impl FnOnce() -> V + 'static) {
    mount_to(place.clone(), view).forget();
}

/// Puts a view in the place of what the panel says before the program is here.
fn fill_panel<V: IntoView + 'static>(shell: &Shell, view: impl FnOnce() -> V + 'static) {
    shell.panel.set_text_content(None);
    fill(&shell.panel, view);
}

/// The places of index.html that this program fills.
pub(crate) struct Shell {
    bar: HtmlElement,
    verdict: HtmlElement,
    work: HtmlElement,
    splitter: HtmlElement,
    tabs: HtmlElement,
    panel: HtmlElement,
    overlay: HtmlElement,
    source: web_sys::HtmlTextAreaElement,
    editor: HtmlElement,
}

impl Shell {
    fn find() -> Option<Self> {
        Some(Self {
            bar: dom::by_id("bar-actions")?,
            verdict: dom::by_id("verdict")?,
            work: dom::by_id("work")?,
            splitter: dom::by_id("splitter")?,
            tabs: dom::by_id("tabs")?,
            panel: dom::by_id("panel")?,
            overlay: dom::by_id("overlay")?,
            source: dom::by_id("source")?,
            editor: dom::by_id("editor")?,
        })
    }
}
