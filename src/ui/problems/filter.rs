//! Which problems are shown: how bad, with which words, and how many of them.

use leptos::prelude::*;

use super::found::{Found, Key, Problems};
use super::plural;
use crate::lint::{Finding, Severity};

/// So many are shown at first, and so many more at a press: a hostile file can have any number.
const STEP: usize = 100;

/// What was chosen; a handle to copy.
#[derive(Clone, Copy)]
pub struct Filtered {
    severity: RwSignal<Option<Severity>>,
    words: RwSignal<String>,
    limit: RwSignal<usize>,
}

impl Filtered {
    /// Everything is shown.
    pub fn new() -> Self {
        Self {
            severity: RwSignal::new(None),
            words: RwSignal::new(String::new()),
            limit: RwSignal::new(STEP),
        }
    }

    fn fits(self, finding: &Finding) -> bool {
        let severity = self.severity.get();
        let hay = [
            finding.message.as_str(),
            finding.rule.id,
            finding.rule.title,
        ]
        .map(str::to_lowercase);
        severity.is_none_or(|severity| severity == finding.severity)
            && self.words.with(|words| {
                words
                    .split_whitespace()
                    .all(|word| hay.iter().any(|hay| hay.contains(&word.to_lowercase())))
            })
    }

    /// Those that fit, the worst first, then in the order of the text.
    fn fitting(self, found: &Found) -> Vec<(Severity, Key)> {
        Severity::ALL
            .into_iter()
            .flat_map(|severity| {
                found
                    .findings
                    .iter()
                    .zip(&found.keys)
                    .filter(move |(finding, _)| finding.severity == severity && self.fits(finding))
                    .map(move |(_, key)| (severity, *key))
            })
            .collect()
    }

    /// Those of a severity that are shown.
    pub fn keys(self, problems: Problems, severity: Severity) -> Vec<Key> {
        problems.found.with(|found| {
            self.fitting(found)
                .into_iter()
                .take(self.limit.get())
                .filter(|(of, _)| *of == severity)
                .map(|(_, key)| key)
                .collect()
        })
    }

    /// How many more there are than are shown.
    pub fn not_shown(self, problems: Problems) -> usize {
        let fitting = problems.found.with(|found| self.fitting(found).len());
        fitting.saturating_sub(self.limit.get())
    }

    /// Shows more of them.
    pub fn show_more(self) {
        self.limit.update(|limit| *limit += STEP);
    }

    /// Whether there are problems and none of them fits.
    pub fn hides_all(self, problems: Problems) -> bool {
        problems
            .found
            .with(|found| !found.findings.is_empty() && self.fitting(found).is_empty())
    }

    /// Makes sure that a problem is shown.
    pub fn let_through(self, found: &Found, key: Key) {
        let place = |fitting: Vec<(Severity, Key)>| fitting.iter().position(|(_, one)| *one == key);
        let mut at = untrack(|| place(self.fitting(found)));
        if at.is_none() {
            self.severity.set(None);
            self.words.set(String::new());
            at = untrack(|| place(self.fitting(found)));
        }
        if let Some(at) = at
            && at >= self.limit.get_untracked()
        {
            self.limit.set(at + 1);
        }
    }
}

/// The two filters; nothing where there is nothing to filter.
#[component]
pub fn Filter(problems: Problems) -> impl IntoView {
    let Filtered {
        severity, words, ..
    } = problems.filter;
    let option = move |of: Severity| {
        view! {
            <option value=of.word() selected=move || severity.get() == Some(of)>
                {plural(of)}
            </option>
        }
    };
    view! {
        <div class="problem-filter" hidden=move || problems.found.with(|found| found.findings.is_empty())>
            <label>
                <span>"Show"</span>
                <select
                    class="select"
                    on:change=move |event| {
                        let word = event_target_value(&event);
                        severity.set(Severity::ALL.into_iter().find(|severity| severity.word() == word));
                    }
                >
                    <option value="" selected=move || severity.get().is_none()>
                        "All problems"
                    </option>
                    {Severity::ALL.map(option).collect_view()}
                </select>
            </label>
            <label>
                <span>"With the words"</span>
                <input
                    type="search"
                    class="select"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || words.get()
                    on:input=move |event| words.set(event_target_value(&event))
                />
            </label>
        </div>
    }
}
