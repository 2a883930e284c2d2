//! The command palette: type a few letters, press Enter.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::COMMANDS;
use crate::ui::session::Session;
use crate::web::dom;

/// The content of the palette's dialog.
#[component]
pub fn Palette(session: Session) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        query.with(|query| {
            (0..COMMANDS.len())
                .filter(|index| {
                    COMMANDS
                        .get(*index)
                        .is_some_and(|command| matches(command.title, query))
                })
                .collect::<Vec<_>>()
        })
    });
    let run = move |position: usize| {
        let chosen = found.with_untracked(|found| found.get(position).copied());
        if let Some(command) = chosen.and_then(|index| COMMANDS.get(index)) {
            session.dialog.set(None);
            // The dialog gives the focus back first; the command may then move it.
            request_animation_frame(move || (command.run)(session));
        }
    };
    let press = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => active.update(|active| *active = (*active + 1) % count),
            "ArrowUp" if count > 0 => {
                active.update(|active| *active = (*active + count - 1) % count)
            }
            "Enter" if !event.is_composing() => run(active.get_untracked()),
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
    view! {
        <div class="palette">
            <input
                type="text"
                class="palette-input"
                role="combobox"
                aria-label="Find a command"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant=move || found.with(|found| found.get(active.get()).map(|index| format!("command-{index}")))
                autocomplete="off"
                spellcheck="false"
                autofocus
                placeholder="Find a command"
                prop:value=query
                on:input=move |event| {
                    query.set(event_target_value(&event));
                    active.set(0);
                }
                on:keydown=press
            />
            <ul class="palette-list" id="palette-list" role="listbox" aria-label="Commands">
                <For each=move || found.get().into_iter().enumerate() key=|pair| *pair let((position, index))>
                    <li
                        role="option"
                        id=format!("command-{index}")
                        aria-selected=move || (active.get() == position).to_string()
                        on:click=move |_| run(position)
                        on:mousemove=move |_| active.set(position)
                    >
                        <span>{COMMANDS.get(index).map(|command| command.title)}</span>
                        {COMMANDS.get(index).and_then(|command| command.chord).map(|chord| view! { <kbd>{chord.label()}</kbd> })}
                    </li>
                </For>
            </ul>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="quiet">"No command has these words."</p>
            </Show>
        </div>
    }
}

/// Whether every word of the query begins a word of the title.
fn matches(title: &str, query: &str) -> bool {
    query.split_whitespace().all(|wanted| {
        title.split_whitespace().any(|word| {
            word.get(..wanted.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(wanted))
        })
    })
}
