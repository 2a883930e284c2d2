//! The Try panel: its document in a frame beside the source, told of the text as it stands.
//!
//! The frame is made when the panel is first shown, and stays: a run goes on while another panel is on show.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::Element;

use super::panels::Panel;
use super::pause::Pause;
use super::roster::row_of;
use super::session::Session;
use crate::dialect::Kind;
use crate::web::chunk::{Script, words_of};
use crate::web::dom;
use crate::web::turns::Turn;
use crate::workspace::library::Entry;

/// How long nothing is typed before the frame hears of it.
const AFTER: Duration = Duration::from_millis(150);
/// The same for the other definitions.
const OTHERS_AFTER: Duration = Duration::from_millis(500);
/// More agents than this are not told of: a model could not choose among them.
const MOST_OTHERS: u32 = 200;
/// Where the frame stands. While it is on show the panel behind it is hidden.
const SIDE: &str = "side";

thread_local! {
    /// What is to stand where the prompt is written, until the frame is there to be told of it.
    static PROMPT: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Tells the frame of that, once its document has started.
    static TELL_PROMPT: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) };
    /// Whether the frame is being made, or there.
    static IS_MADE: Cell<bool> = const { Cell::new(false) };
}

/// Shows Try with a prompt in it, to be looked at and sent. Nothing is sent by it.
pub fn write_prompt(session: Session, prompt: String) {
    PROMPT.set(Some(prompt));
    TELL_PROMPT.with_borrow(|tell| {
        if let Some(tell) = tell {
            tell();
        }
    });
    session.panel.set(Panel::Try);
}

/// Shows the frame as long as this is there.
#[component]
pub fn TryPanel(session: Session) -> impl IntoView {
    let failed = RwSignal::new(None::<String>);
    let show = |on: bool| {
        let side = dom::by_id::<Element>(SIDE);
        let _ = side.map(|side| side.toggle_attribute_with_force("data-try", on));
    };
    leptos::task::spawn_local(async move {
        if !IS_MADE.replace(true)
            && let Err(error) = make(session).await
        {
            IS_MADE.set(false);
            show(false);
            failed.set(Some(words_of(error)));
        }
    });
    show(true);
    on_cleanup(move || show(false));
    move || {
        failed.get().map(
            |error| view! { <p class="missing">{format!("Try could not be loaded: {error}.")}</p> },
        )
    }
}

async fn make(session: Session) -> Result<(), JsValue> {
    let script = Script::fetch("data-try").await?;
    let side = dom::by_id::<Element>(SIDE).ok_or("the page is gone")?;
    // All of this lives as long as the page, whatever panel is on show.
    let owner = Owner::new();
    owner.with(|| {
        let told = StoredValue::new_local(None::<Script>);
        // Before the frame is there nobody hears it, and a new one asks for it.
        let call = move |name: &str, arguments: &[JsValue]| {
            told.with_value(|frame| frame.as_ref()?.call(name, arguments).ok());
        };
        let tell = move || {
            let path = session.path.get_untracked();
            let path = path.unwrap_or_else(|| session.file_name());
            call("tell", &[session.source().as_ref().into(), path.into()]);
        };
        let job = StoredValue::new(0_u32);
        let tell_others = move || {
            let number = job.get_value().wrapping_add(1);
            job.set_value(number);
            leptos::task::spawn_local(async move {
                let others = others(session, || job.get_value() == number).await;
                if let Some(others) = others {
                    call("tellOthers", &[others.into()]);
                }
            });
        };
        let tell_prompt = move || {
            if let Some(prompt) = PROMPT.take() {
                call("tellPrompt", &[prompt.into()]);
            }
        };
        let ready = Closure::<dyn Fn()>::new(move || {
            tell();
            tell_others();
            tell_prompt();
            TELL_PROMPT.set(Some(Box::new(tell_prompt)));
        });
        let arguments = [side.into(), ready.into_js_value()];
        told.set_value(Some(script.call("makeFrame", &arguments)?.into()));
        let (pause, longer) = (Pause::new(AFTER), Pause::new(OTHERS_AFTER));
        Effect::new(move || {
            session.definition.track();
            session.path.track();
            pause.then(tell);
        });
        Effect::new(move || {
            session.turned.track();
            if let Some(workspace) = session.workspace.get() {
                workspace.library.track();
            }
            longer.then(tell_others);
        });
        Ok::<(), JsValue>(())
    })?;
    std::mem::forget(owner);
    Ok(())
}

/// Paths and texts, in turns, of the other agents that lie where the one on show lies. `None` where they are asked
/// for anew meanwhile.
async fn others(session: Session, goes_on: impl Fn() -> bool) -> Option<Array> {
    let workspace = session.workspace.get_untracked()?;
    let on_show = workspace.id_on_show();
    let entry = workspace.entry(&on_show);
    let collection = entry.and_then(|entry| entry.collection.clone());
    let entries: Vec<Arc<Entry>> = workspace.library.with_untracked(|library| {
        let all = match &collection {
            Some(id) => library.of(id),
            None => library.alone(),
        };
        all.into_iter().cloned().collect()
    });
    let others = Array::new();
    let mut turn = Turn::begin();
    for entry in entries.iter().filter(|entry| entry.id() != on_show) {
        if turn.is_over() {
            turn.pass().await;
            goes_on().then_some(())?;
        }
        let row = row_of(workspace, entry);
        if matches!(row.kind, Kind::ClaudeAgent | Kind::PluginAgent) {
            others.push(&row.path.as_str().into());
            others.push(&entry.draft.text.as_str().into());
        }
        if others.length() >= 2 * MOST_OTHERS {
            break;
        }
    }
    Some(others)
}
