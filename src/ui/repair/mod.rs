//! The offer to repair the file: who drops it, what would change, and one press that does it.
//!
//! The repair is worked out a moment after the last key, so typing never waits for it; the press
//! works it out once more on the text as it then stands.

mod programs;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::diff::Diff;
use super::icons::{Icon, IconMark};
use super::later;
use super::panels::Panel;
use super::pause::Pause;
use super::session::Session;
use super::words::capital;
use super::workspace::keep_moment;
use crate::reader::Outcome;
use crate::repair::{Promise, Repair, Style, repair};
use crate::text::apply;
use crate::web::editor::Editor;
use crate::web::{dom, download, storage, turns};
use crate::workspace::history::Reason;

/// How long after the last change the offer follows.
const FOLLOW_AFTER: Duration = Duration::from_millis(150);
/// Where the chosen style is kept.
const KEY: &str = "agent-playground.repair-style";

/// What is offered, without positions: it is equal as long as it looks the same.
#[derive(Clone, PartialEq)]
struct Offered {
    promise: Promise,
    programs: Vec<(Outcome, Vec<String>)>,
    changes: Vec<String>,
    before: Arc<str>,
    after: Arc<str>,
}

/// The offer; nothing where nothing is to be repaired. The `brief` form tells how the programs take
/// the file, and shows what changes on demand where that is no question.
#[component]
pub fn RepairOffer(session: Session, brief: bool) -> impl IntoView {
    let style = RwSignal::new(kept_style());
    let Offer { offered, is_coming } = follow(session, style);
    let is_there = Memo::new(move |_| offered.with(Option::is_some));
    let section = move || {
        view! {
            <section class="offer" aria-labelledby="offer-title">
                <h2 id="offer-title">
                    {move || offered.with(|offered| offered.as_ref().map(|offered| title(offered.promise)))}
                </h2>
                {move || {
                    let programs = offered.with(|offered| Some(offered.as_ref()?.programs.clone()));
                    programs.filter(|_| brief).map(|programs| programs::show(&programs))
                }}
                <Changes offered style brief />
                <Actions session style brief />
            </section>
        }
    };
    // What has the focus in it must outlive a change of the offer, so its parts follow by themselves.
    move || {
        if is_there.get() {
            section().into_any()
        } else if is_coming.get() && brief {
            later::offer_place(session).into_any()
        } else {
            ().into_any()
        }
    }
}

/// What would change, and in which style.
#[component]
fn Changes(
    offered: RwSignal<Option<Offered>>,
    style: RwSignal<Style>,
    brief: bool,
) -> impl IntoView {
    let is_question = Memo::new(move |_| {
        let evident = offered.with(|offered| {
            offered
                .as_ref()
                .is_some_and(|offered| offered.promise == Promise::EvidentMeaning)
        });
        evident || !brief
    });
    view! {
        <details class="offer-details" prop:open=move || is_question.get()>
            <summary>"What the repair changes"</summary>
            {move || {
                offered
                    .get()
                    .map(|offered| {
                        let changes: Vec<_> = offered
                            .changes
                            .into_iter()
                            .map(|what| view! { <li>{what}</li> })
                            .collect();
                        view! {
                            <ul class="offer-changes">{changes}</ul>
                            <Diff before=offered.before after=offered.after />
                        }
                    })
            }}
            <StyleChoice style />
        </details>
    }
}

/// What can be done about it.
#[component]
fn Actions(session: Session, style: RwSignal<Style>, brief: bool) -> impl IntoView {
    view! {
        <div class="offer-actions">
            <button type="button" class="button primary" on:click=move |_| do_it(session, style.get_untracked())>
                <IconMark icon=Icon::Good />
                "Repair"
            </button>
            {brief
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| session.show_panel(Panel::Compatibility)
                        >
                            "What each program reads"
                        </button>
                    }
                })}
            <button
                type="button"
                class="button"
                title="The cause and the mended file, to paste into an answer"
                on:click=move |_| copy_reply(session, style.get_untracked())
            >
                "Copy reply"
            </button>
        </div>
    }
}

fn title(promise: Promise) -> &'static str {
    match promise {
        Promise::SameMeaning => {
            "One press makes it valid for every program; Claude Code reads the same as before"
        }
        Promise::EvidentMeaning => {
            "This is what was evidently meant: look at the change, then repair"
        }
    }
}

/// The offer for the text as it stood a moment ago.
fn follow(session: Session, style: RwSignal<Style>) -> Offer {
    let offer = Offer {
        offered: RwSignal::new(None),
        is_coming: RwSignal::new(true),
    };
    // The first one in steps, so that a slow phone can answer a tap in between.
    leptos::task::spawn_local(async move {
        turns::next_turn().await;
        let draft = style
            .try_get_untracked()
            .and_then(|style| Draft::of(session, style));
        turns::next_turn().await;
        let now = draft.map(|draft| draft.offered(session));
        // Another panel may have come on show meanwhile.
        offer.offered.try_set(now);
        offer.is_coming.try_set(false);
    });
    let pause = Pause::new(FOLLOW_AFTER);
    Effect::new(move |first: Option<()>| {
        session.definition.track();
        let style = style.get();
        if first.is_none() {
            return;
        }
        pause.then(move || {
            let now = Draft::of(session, style).map(|draft| draft.offered(session));
            if offer.offered.with_untracked(|before| *before != now) {
                offer.offered.set(now);
            }
        });
    });
    offer
}

/// What is offered, if it is known already.
#[derive(Clone, Copy)]
struct Offer {
    offered: RwSignal<Option<Offered>>,
    is_coming: RwSignal<bool>,
}

/// A repair, before it is asked how the programs take the file today.
struct Draft {
    before: Arc<str>,
    after: String,
    repair: Repair,
}

impl Draft {
    fn of(session: Session, style: Style) -> Option<Self> {
        let before = session.source();
        let repair = repair(&before, style)?;
        let after = apply(&before, &repair.edits).ok()?;
        Some(Self {
            before,
            after,
            repair,
        })
    }

    fn offered(self, session: Session) -> Offered {
        Offered {
            promise: self.repair.promise,
            programs: programs::by_outcome(session),
            changes: self
                .repair
                .changes
                .into_iter()
                .map(|change| capital(&change.what))
                .collect(),
            before: self.before,
            after: self.after.into(),
        }
    }
}

/// Repairs the text as it stands now, as one step of undo.
pub fn do_it(session: Session, style: Style) {
    let Some(found) = repair(&session.source(), style) else {
        session.notices.tell("There is nothing to repair any more.");
        return;
    };
    keep_moment(session, Reason::Repair);
    session.apply(&found.edits);
    session
        .notices
        .offer("The file is repaired.", "Undo", move || {
            session.with_editor(Editor::undo);
        });
    // The button that was pressed is gone; the verdict says how the file stands now.
    request_animation_frame(|| {
        if let Some(verdict) = dom::first(".verdict")
            && let Ok(verdict) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(verdict)
        {
            let _ = verdict.focus();
        }
    });
}

/// Repairs with the style chosen last; for a key and the palette.
pub fn do_it_as_kept(session: Session) {
    do_it(session, kept_style());
}

fn copy_reply(session: Session, style: Style) {
    let reply = crate::repair::reply(&session.source(), style);
    leptos::task::spawn_local(async move {
        match download::copy(&reply).await {
            Ok(()) => session
                .notices
                .tell("The cause and the mended file are on the clipboard."),
            Err(error) => session
                .notices
                .tell(format!("The browser did not allow copying ({error}).")),
        }
    });
}

/// How a description that must change is written.
#[component]
fn StyleChoice(style: RwSignal<Style>) -> impl IntoView {
    let choice = move |which: Style, words: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="repair-style"
                    prop:checked=move || style.get() == which
                    on:change=move |_| {
                        style.set(which);
                        storage::keep_setting(KEY, word(which));
                    }
                />
                {words}
            </label>
        }
    };
    view! {
        <fieldset class="style-choice">
            <legend>"Write it as"</legend>
            {choice(Style::Quoted, "one line in double quotes, safest everywhere")}
            {choice(Style::Block, "a block of lines, for people")}
        </fieldset>
    }
}

fn kept_style() -> Style {
    match storage::get_setting(KEY) {
        Some(kept) if kept == word(Style::Block) => Style::Block,
        _ => Style::Quoted,
    }
}

fn word(style: Style) -> &'static str {
    match style {
        Style::Quoted => "quoted",
        Style::Block => "block",
    }
}
