//! Every rule, for looking up: what it finds, how bad it is, why, and by whose word.

use leptos::prelude::*;

use super::card::Why;
use super::found::Problems;
use crate::lint::{Group, Rule, rules};

/// The list, closed at first.
#[component]
pub fn Reference(problems: Problems) -> impl IntoView {
    let open = problems.rules_open;
    view! {
        <details
            class="rules"
            prop:open=move || open.get()
            on:toggle=move |event| {
                open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
            }
        >
            <summary>{format!("Every rule ({})", rules().count())}</summary>
            {move || open.get().then(|| Group::ALL.map(group).collect_view())}
        </details>
    }
}

fn group(group: Group) -> impl IntoView {
    let rows: Vec<_> = rules()
        .filter(|rule| rule.group() == group)
        .map(row)
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <h3 class="problem-group">{group.title()}</h3>
                <ul class="problem-list">{rows}</ul>
            </section>
        }
    })
}

fn row(rule: &'static Rule) -> impl IntoView {
    view! {
        <li class="rule">
            <h4>{format!("{} {}", rule.id, rule.title)}</h4>
            <p class="problem-rule">
                {rule.severity.word()} <span class="rule-kind">{rule.basis.word()}</span>
            </p>
            <Why rule />
        </li>
    }
}
