//! How the programs take the file, those together that take it the same way.

use leptos::prelude::*;

use crate::reader::{Input, Outcome};
use crate::ui::icons::{Icon, IconMark};
use crate::ui::session::Session;

/// The programs by what becomes of the file there, bad news first.
pub fn by_outcome(session: Session) -> Vec<(Outcome, Vec<String>)> {
    const ORDER: [Outcome; 5] = [
        Outcome::DoesNotLoad { told: false },
        Outcome::DoesNotLoad { told: true },
        Outcome::LosesText,
        Outcome::LoadsAfterRepair,
        Outcome::Loads,
    ];
    let outcomes: Vec<(Outcome, String)> = session.definition.with_untracked(|read| {
        let input = Input::new(read);
        let programs = untrack(|| session.programs());
        programs
            .iter()
            .map(|program| (program.read(&input).outcome, program.title()))
            .collect()
    });
    ORDER
        .into_iter()
        .map(|outcome| {
            let programs = outcomes
                .iter()
                .filter(|(of, _)| *of == outcome)
                .map(|(_, title)| title.clone())
                .collect::<Vec<_>>();
            (outcome, programs)
        })
        .filter(|(_, programs)| !programs.is_empty())
        .collect()
}

/// A line for each outcome: an icon, what it is, and who.
pub fn show(programs: &[(Outcome, Vec<String>)]) -> impl IntoView + use<> {
    let lines: Vec<_> = programs
        .iter()
        .map(|(outcome, titles)| {
            let class = outcome.tone().class();
            view! {
                <li>
                    <span class=format!("outcome {class}")>
                        <IconMark icon=Icon::of(outcome.tone()) />
                        {outcome.sentence()}
                    </span>
                    <span>{titles.join(" · ")}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="by-outcome">{lines}</ul> }
}
