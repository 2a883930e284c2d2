//! How many problems there are: beside the name of the panel, and for assistive technology, which hears
//! of it a while after it has changed.

use leptos::mount::mount_to;
use leptos::prelude::*;

use super::found::{Found, Problems};
use crate::lint::Severity;
use crate::ui::panels::Panel;
use crate::ui::session::Session;
use crate::web::dom;

/// Looks for problems, and tells their number, as long as the page lives.
pub fn start(session: Session) {
    let problems = Problems::of(session);
    if let Some(tab) = dom::by_id(Panel::Problems.tab_id()) {
        let count = Memo::new(move |_| problems.found.with(|found| found.findings.len()));
        let words = move || match count.get() {
            0 => String::new(),
            count => format!(" ({count})"),
        };
        mount_to(tab, move || words).forget();
    }
    if let Some(overlay) = dom::by_id("overlay") {
        let region = move || {
            speak_counts(problems);
            view! {
                <p class="unseen" id="problems-said" role="status">
                    {move || problems.said.get()}
                </p>
            }
        };
        mount_to(overlay, region).forget();
    }
}

fn speak_counts(problems: Problems) {
    let counts = Memo::new(move |_| problems.found.with(|found| counts(found)));
    Effect::new(move |first: Option<()>| {
        let counts = counts.get();
        if first.is_some() {
            problems.until_counts.then(move || problems.say(counts));
        }
    });
}

/// Such as `3 problems: 1 error, 2 warnings`.
pub fn counts(found: &Found) -> String {
    let of = |severity| {
        let findings = found.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let parts: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| (severity, of(severity)))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| match (severity, count) {
            (Severity::Error, 1) => "1 error".to_owned(),
            (Severity::Error, count) => format!("{count} errors"),
            (Severity::Warning, 1) => "1 warning".to_owned(),
            (Severity::Warning, count) => format!("{count} warnings"),
            (Severity::Info, count) => format!("{count} worth knowing"),
        })
        .collect();
    match found.findings.len() {
        0 => "No problems".to_owned(),
        1 => format!("1 problem: {}", parts.join(", ")),
        count => format!("{count} problems: {}", parts.join(", ")),
    }
}
