//! A run that was recorded: what one looks like, for whoever has no model at hand. Nothing is sent.

use leptos::prelude::*;
use serde::Deserialize;

use super::Trial;
use crate::agent::{Step, Transcript};
use crate::web::dom;

/// Written by the scenario `the_default_definition_does_all_it_demands` of tests/browser, where `PLAYGROUND_RECORD` is set.
const RECORDING: &str = include_str!("recorded.json");
/// How long each step is looked at before the next comes, in ms.
const BETWEEN: i32 = 1_200;

#[derive(Deserialize)]
struct Recording {
    /// What answered, in a sentence.
    about: String,
    steps: Vec<Step>,
}

/// A run that is played; a handle to copy.
#[derive(Clone, Copy)]
pub(super) struct Recorded {
    /// What is said about it, while it is on show.
    about: RwSignal<Option<String>>,
    /// Counts plays: one that was ended goes on no longer.
    play: StoredValue<u32>,
}

impl Recorded {
    pub fn new() -> Self {
        Self {
            about: RwSignal::new(None),
            play: StoredValue::new(0),
        }
    }

    /// Whether what stands in the conversation was recorded.
    pub fn is_on_show(self) -> bool {
        self.about.with(Option::is_some)
    }

    /// The same, for whoever does not want to hear when that changes.
    pub fn is_shown_now(self) -> bool {
        self.about.with_untracked(Option::is_some)
    }
}

impl Trial {
    fn play(self) {
        // It is a part of this program, and tests/agent.rs reads it.
        let Ok(recording) = serde_json::from_str::<Recording>(RECORDING) else {
            return;
        };
        let number = self.recorded.play.get_value().wrapping_add(1);
        self.recorded.play.set_value(number);
        self.recorded.about.set(Some(recording.about));
        self.play_on(number, recording.steps.into());
    }

    fn play_on(self, number: u32, mut steps: std::collections::VecDeque<Step>) {
        if self.recorded.play.get_value() != number {
            return;
        }
        let Some(step) = steps.pop_front() else {
            return;
        };
        self.driver
            .transcript
            .update(|transcript| transcript.steps.push(step));
        dom::later(BETWEEN, move || self.play_on(number, steps));
    }

    /// Takes the recorded run away, if one is on show. What a person has run is never taken away by it.
    pub(super) fn end_recorded(self) {
        if !self.recorded.is_shown_now() {
            return;
        }
        let number = self.recorded.play.get_value().wrapping_add(1);
        self.recorded.play.set_value(number);
        self.recorded.about.set(None);
        self.driver.turn();
        self.driver.transcript.set(Transcript::default());
    }
}

/// The offer to play it where there is nothing else, and what is said about it while it plays.
#[component]
pub(super) fn RecordedView(trial: Trial) -> impl IntoView {
    let can_play = Memo::new(move |_| {
        !trial.connection.is_there() && trial.driver.transcript.with(|all| all.steps.is_empty())
    });
    move || match trial.recorded.about.get() {
        Some(about) => view! {
            <div class="try-recorded" role="note">
                <p>
                    <strong>"A recorded run."</strong>
                    " "
                    {about}
                </p>
                <button type="button" class="button" on:click=move |_| trial.end_recorded()>
                    "End it"
                </button>
            </div>
        }
        .into_any(),
        None if can_play.get() => view! {
            <div class="try-recorded">
                <p>"No model at hand? See what a run looks like. Nothing is sent."</p>
                <button type="button" class="button" on:click=move |_| trial.play()>
                    "Play a recorded run"
                </button>
            </div>
        }
        .into_any(),
        None => ().into_any(),
    }
}
