//! What else keeps an agent from showing up when its text is in order.

use leptos::prelude::*;

use crate::repair::still_missing;
use crate::ui::session::Session;
use crate::ui::words::capital;

/// The list, closed at first; nothing for a file that Claude Code does not load, or that is not
/// written for it.
#[component]
pub fn StillMissing(session: Session) -> impl IntoView {
    let loads = Memo::new(move |_| {
        let is_claudes = session.kind.with(|found| found.kind.is_of_claude_code());
        is_claudes && session.reading.with(|reading| reading.outcome.loads())
    });
    let causes = Memo::new(move |_| {
        if loads.get() {
            session.definition.with(|read| still_missing(read, None))
        } else {
            Vec::new()
        }
    });
    move || {
        let causes = causes.get();
        (!causes.is_empty()).then(|| {
            let items: Vec<_> = causes
                .into_iter()
                .map(|cause| {
                    view! {
                        <li>
                            {format!("{}: {}.", capital(&cause.what), cause.cure)}
                            {(!cause.verified)
                                .then(|| view! { <span class="unverified">"not verified"</span> })}
                        </li>
                    }
                })
                .collect();
            view! {
                <details class="still-missing">
                    <summary>"Still missing? What else it can be"</summary>
                    <ul>{items}</ul>
                </details>
            }
        })
    }
}
