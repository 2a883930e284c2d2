//! One problem: what it is, where, by which rule, and what can be done about it.

use leptos::prelude::*;

use super::fix;
use super::found::{Key, Problems};
use super::said_by::SaidBy;
use crate::lint::{Basis, Rule};
use crate::ui::words::sentence;

/// A problem in the list. What it looks like never changes; where it stands is asked when it matters.
pub fn card(problems: Problems, key: Key) -> AnyView {
    let found = problems.found.get_untracked();
    let Some(finding) = found.get(key) else {
        return ().into_any();
    };
    let rule = finding.rule;
    let line = Memo::new(move |before: Option<&Option<usize>>| {
        let now = problems.found.with(|found| found.line(key));
        now.or(before.copied().flatten())
    });
    let fixes: Vec<_> = finding
        .fixes
        .iter()
        .enumerate()
        .map(|(index, fix)| fix::view(problems, key, index, fix))
        .collect();
    view! {
        <li class="problem" id=key.id() class:is-here=move || problems.here.get() == Some(key)>
            <p>
                <button
                    type="button"
                    class="to-source problem-message"
                    title="Go to the source"
                    on:click=move |_| go_to(problems, key)
                >
                    <span class=format!("problem-sign {}", finding.severity.word()) aria-hidden="true"></span>
                    {sentence(&finding.message)}
                </button>
            </p>
            <p class="problem-rule">
                {move || line.get().map(|line| format!("Line {line} · "))}
                {format!("{} {}", rule.id, rule.title)}
                <span class="rule-kind">{rule.basis.word()}</span>
            </p>
            {(!fixes.is_empty()).then(|| view! { <div class="fixes">{fixes}</div> })}
            <div class="problem-more">
                <details>
                    <summary>"Why"</summary>
                    <Why rule />
                </details>
                <button
                    type="button"
                    class="button quiet"
                    aria-label=format!("Turn off {}, {}", rule.id, rule.title)
                    on:click=move |_| {
                        let then = fix::focus_after(problems, key);
                        super::off::set(problems, rule, true);
                        problems.look_again();
                        then();
                    }
                >
                    "Turn off"
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// Puts the caret on a problem as it stands now.
fn go_to(problems: Problems, key: Key) {
    let span = problems.now().get(key).map(|finding| finding.span);
    match span {
        Some(span) => {
            problems.chosen.set(Some(key));
            problems.session.reveal_span(span);
        }
        None => problems.session.notices.tell(fix::GONE),
    }
}

/// What a rule is about, and what it rests on.
#[component]
pub fn Why(rule: &'static Rule) -> impl IntoView {
    let source = match rule.basis {
        Basis::Spec { observed, .. } => format!("Seen in {observed}."),
        Basis::Documented { of, .. } => format!("Documented for {of}."),
        Basis::Recommendation { by, .. } => format!("Recommended by {by}."),
    };
    view! {
        <p>{rule.about}</p>
        <SaidBy words=source link=rule.basis.link() />
    }
}
