//! The command palette: type a few letters, press Enter.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{COMMANDS, Command};
use crate::ui::session::Session;
use crate::web::dom;

/// The content of the palette's dialog.
#[component]
pub fn Palette(session: Session) -> impl IntoView {
    let query = RwSignal::new(String::new());
    // The command that Enter runs: one of those on show, if any is.
    let active = RwSignal::new(Some(0));
    let is_shown = move |index: usize| query.with(|query| matches(index, query));
    let run = move |index: usize| {
        if let Some(command) = COMMANDS.get(index) {
            session.dialog.set(None);
            // The dialog gives the focus back first; the command may then move it.
            request_animation_frame(move || (command.run)(session));
        }
    };
    let press = move |event: KeyboardEvent| {
        let now = active.get_untracked();
        match (event.key().as_str(), now) {
            ("ArrowDown", Some(now)) => active.set(following(now, 1, is_shown)),
            ("ArrowUp", Some(now)) => active.set(following(now, COMMANDS.len() - 1, is_shown)),
            ("Enter", Some(now)) if !event.is_composing() => run(now),
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move || {
        active.track();
        if let Some(option) = dom::first(".palette [aria-selected='true']") {
            dom::scroll_into_view(&option);
        }
    });
    let option = move |(index, command): (usize, &'static Command)| {
        view! {
            <li
                role="option"
                id=option_id(index)
                hidden=move || !is_shown(index)
                aria-selected=move || (active.get() == Some(index)).to_string()
                on:click=move |_| run(index)
                on:mousemove=move |_| active.set(Some(index))
            >
                <span>{command.title}</span>
                {command.chord.map(|chord| view! { <kbd>{chord.label()}</kbd> })}
            </li>
        }
    };
    view! {
        <div class="palette">
            <input
                type="text"
                class="palette-input"
                role="combobox"
                aria-label="Find a command"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant=move || active.get().map(option_id)
                autocomplete="off"
                spellcheck="false"
                autofocus
                placeholder="Find a command"
                on:input=move |event| {
                    query.set(event_target_value(&event));
                    active.set((0..COMMANDS.len()).find(|index| is_shown(*index)));
                }
                on:keydown=press
            />
            <ul class="palette-list" id="palette-list" role="listbox" aria-label="Commands">
                {COMMANDS.iter().enumerate().map(option).collect_view()}
            </ul>
            <p class="quiet" hidden=move || active.get().is_some()>
                "No command has these words."
            </p>
        </div>
    }
}

fn option_id(index: usize) -> String {
    format!("command-{index}")
}

/// The next command on show after `from`, by steps of `step` round the list.
fn following(from: usize, step: usize, is_shown: impl Fn(usize) -> bool) -> Option<usize> {
    (1..=COMMANDS.len())
        .map(|count| (from + count * step) % COMMANDS.len())
        .find(|index| is_shown(*index))
}

/// Whether every word of the query begins a word of the command's title.
fn matches(index: usize, query: &str) -> bool {
    let title = COMMANDS.get(index).map_or("", |command| command.title);
    query.split_whitespace().all(|wanted| {
        title.split_whitespace().any(|word| {
            word.get(..wanted.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(wanted))
        })
    })
}
