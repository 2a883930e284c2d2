//! Rules that the person has turned off, remembered for the next visit.

use leptos::prelude::*;

use super::found::Problems;
use crate::lint::{Rule, TurnedOff, rule};
use crate::web::storage;

/// Kept as `ID03,VA04`.
const KEY: &str = "agent-playground.rules-off";

/// What was turned off last.
pub fn remembered() -> TurnedOff {
    storage::get_setting(KEY)
        .map(|kept| TurnedOff::named_in(&kept))
        .unwrap_or_default()
}

/// Turns a rule off, or on again, and remembers it.
pub fn set(problems: Problems, rule: &'static Rule, off: bool) {
    problems.off.update(|rules| rules.set(rule.id, off));
    let ids: Vec<&str> = problems
        .off
        .with_untracked(|rules| rules.ids().collect::<Vec<_>>());
    storage::keep_setting(KEY, &ids.join(","));
    if off {
        let words = format!("{} is turned off: {}.", rule.id, rule.title);
        problems
            .session
            .notices
            .offer(words, "Turn on", move || set(problems, rule, false));
    }
}

/// The rules that are off, here or by a comment of the file, each with its way back; nothing where
/// there are none.
#[component]
pub fn TurnedOffRules(problems: Problems) -> impl IntoView {
    let here = Memo::new(move |_| problems.off.with(|off| off.ids().collect::<Vec<_>>()));
    let in_file = Memo::new(move |_| {
        let here = here.get();
        problems.found.with(|found| {
            let all = TurnedOff::nothing().with_comments_of(&found.definition);
            all.ids()
                .filter(|id| !here.contains(id))
                .collect::<Vec<_>>()
        })
    });
    let rows = move || {
        let here = here.get().into_iter().filter_map(rule).map(|rule| {
            let turn_on = view! {
                <button
                    type="button"
                    class="button"
                    aria-label=format!("Turn on {}, {}", rule.id, rule.title)
                    on:click=move |_| {
                        set(problems, rule, false);
                        super::focus_first(vec![".rules-off .button".to_owned(), format!("#{}", super::TITLE)]);
                    }
                >
                    "Turn on"
                </button>
            };
            row(rule, turn_on.into_any())
        });
        let in_file = in_file.get().into_iter().filter_map(rule).map(|rule| {
            row(
                rule,
                view! { <span class="quiet">"by a comment in this file"</span> }.into_any(),
            )
        });
        here.chain(in_file).collect::<Vec<_>>()
    };
    view! {
        <section
            class="rules-off"
            hidden=move || here.with(Vec::is_empty) && in_file.with(Vec::is_empty)
        >
            <h3 class="problem-group">"Rules turned off"</h3>
            <ul class="problem-list">{rows}</ul>
        </section>
    }
}

fn row(rule: &'static Rule, action: AnyView) -> impl IntoView {
    view! {
        <li class="rule-off">
            <span>{format!("{} {}", rule.id, rule.title)}</span>
            {action}
        </li>
    }
}
