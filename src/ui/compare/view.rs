//! A comparison on show.

use leptos::prelude::*;

use super::comparing::Compared;
use super::difference::DifferenceView;
use crate::ui::session::Session;

/// How many definitions are shown at first, and how many more at a time.
const AT_ONCE: usize = 50;

/// What differs in all, and in each definition, the riskiest first.
#[component]
pub fn ComparisonView(session: Session, compared: Compared) -> impl IntoView {
    let sum = compared.comparison.sum();
    let all = compared.comparison.differences.len();
    let is_one = compared.after.len() == 1 && compared.before.len() == 1;
    let shown = RwSignal::new(AT_ONCE);
    let list = move || {
        let compared = compared.clone();
        let differences = 0..all.min(shown.get());
        differences
            .map(|at| {
                let compared = compared.clone();
                view! { <DifferenceView session compared at is_open=is_one /> }
            })
            .collect_view()
    };
    view! {
        <p class="compare-sum" role="status">{sum}</p>
        {list}
        {move || {
            let more = all.saturating_sub(shown.get());
            (more > 0)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| shown.update(|shown| *shown += AT_ONCE)
                        >
                            {format!("Show more ({more})")}
                        </button>
                    }
                })
        }}
    }
}
