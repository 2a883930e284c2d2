//! Where the file lies and which version of Claude Code reads it: chosen once, and remembered.

use leptos::prelude::*;

use crate::dialect::Kind;
use crate::reader::{ClaudeCode, Home, Version};
use crate::ui::session::Session;
use crate::ui::words::capital;

/// The two choices. The verdict line and the struck-through text follow them.
#[component]
pub fn Asked(session: Session) -> impl IntoView {
    let asked = session.asked;
    let home = move |home: Home| {
        view! {
            <option value=home.word() selected=move || asked.get().home == home>
                {label(home)}
            </option>
        }
    };
    let version = move |version: Version| {
        let text = version.to_string();
        let value = text.clone();
        view! {
            <option value=value selected=move || asked.get().version == version>
                {text}
            </option>
        }
    };
    view! {
        <div class="asked">
            <KindChoice session />
            <label>
                <span>"The file lies in"</span>
                <select
                    class="select"
                    on:change=move |event| {
                        let word = event_target_value(&event);
                        if let Some(home) = Home::ALL.into_iter().find(|home| home.word() == word) {
                            session.ask(ClaudeCode { home, ..asked.get_untracked() });
                        }
                    }
                >
                    {Home::ALL.map(home).collect_view()}
                </select>
            </label>
            <label>
                <span>"Claude Code"</span>
                <select
                    class="select"
                    on:change=move |event| {
                        if let Ok(version) = event_target_value(&event).parse() {
                            session.ask(ClaudeCode { version, ..asked.get_untracked() });
                        }
                    }
                >
                    {Version::OBSERVED.map(version).collect_view()}
                </select>
            </label>
        </div>
    }
}

/// What kind of file it is, and from what that was told.
#[component]
fn KindChoice(session: Session) -> impl IntoView {
    let kind = move || session.kind.with(|found| found.kind);
    let option = move |of: Kind| {
        view! {
            <option value=of.label() selected=move || kind() == of>
                {of.label()}
            </option>
        }
    };
    view! {
        <label>
            <span>"It is a"</span>
            <select
                class="select"
                aria-describedby="kind-why"
                on:change=move |event| {
                    let label = event_target_value(&event);
                    session.choose_kind(Kind::ALL.into_iter().find(|kind| kind.label() == label));
                }
            >
                {Kind::ALL.map(option).collect_view()}
            </select>
        </label>
        <p id="kind-why" class="kind-why">
            {move || session.kind.with(|found| capital(&found.why))}
            "."
        </p>
    }
}

fn label(home: Home) -> &'static str {
    match home {
        Home::Project => ".claude/agents/ of a project",
        Home::User => "~/.claude/agents/",
        Home::Plugin => "agents/ of a plugin",
    }
}
