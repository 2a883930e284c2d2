//! The line above every panel that says how the file stands.

use leptos::prelude::*;

use super::icons::{Icon, IconMark};
use super::session::Session;
use crate::reader::verdict_of_reading;

/// One sentence and a sign; a press puts the caret on what it speaks of.
#[component]
pub fn VerdictLine(session: Session) -> impl IntoView {
    let verdict = Memo::new(move |_| {
        let program = session.program().title();
        let reading = session.reading.get();
        session
            .definition
            .with(|read| verdict_of_reading(read, &program, &reading))
    });
    let spoken = move || {
        verdict.with(|verdict| {
            view! {
                <IconMark icon=Icon::of(verdict.tone) />
                <span class="verdict-sentence">{verdict.sentence.clone()}</span>
            }
        })
    };
    let class = move || format!("verdict {}", verdict.with(|verdict| verdict.tone.class()));
    view! {
        <button
            type="button"
            class=class
            title="Go to the place this speaks of"
            on:click=move |_| {
                if let Some(span) = verdict.with_untracked(|verdict| verdict.span) {
                    session.reveal_span(span);
                }
            }
        >
            {spoken}
        </button>
    }
}
