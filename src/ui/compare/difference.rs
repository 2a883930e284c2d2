//! What differs in one definition.

use std::sync::Arc;

use leptos::prelude::*;

use super::comparing::{Compared, Comparing};
use super::side::Choice;
use crate::compare::{Detail, Difference, Risk, Topic};
use crate::text::Span;
use crate::ui::diff::Diff;
use crate::ui::icons::{Icon, IconMark};
use crate::ui::session::Session;
use crate::ui::words::{capital, sentence};

/// One definition: why to look at it, what differs, and the text. What it holds is made when it is
/// opened, for there can be thousands.
#[component]
pub fn DifferenceView(
    session: Session,
    compared: Compared,
    at: usize,
    is_open: bool,
) -> impl IntoView {
    let comparing = Comparing::of(session);
    let Some(difference) = compared.comparison.differences.get(at) else {
        return ().into_any();
    };
    let title = difference.title().to_owned();
    let path = difference
        .side()
        .map(|side| side.path.clone())
        .filter(|path| *path != title && !is_open);
    let first = difference.risks.first().map(|risk| {
        let tone = risk.reason.tone();
        view! {
            <span class=format!("outcome {}", tone.class())>
                <IconMark icon=Icon::of(tone) />
                {risk.reason.title()}
            </span>
        }
    });
    let open = RwSignal::new(is_open);
    let content = move || {
        open.get().then(|| {
            let compared = compared.clone();
            view! { <Content comparing compared at /> }
        })
    };
    view! {
        <details
            class="difference"
            prop:open=is_open
            on:toggle=move |event| {
                let element: web_sys::Element = event_target(&event);
                open.set(element.has_attribute("open"));
            }
        >
            <summary>
                <h3>{title}</h3>
                {first}
                {path.map(|path| view! { <span class="quiet difference-path">{path}</span> })}
            </summary>
            {content}
        </details>
    }
    .into_any()
}

#[component]
fn Content(comparing: Comparing, compared: Compared, at: usize) -> impl IntoView {
    let Some(difference) = compared.comparison.differences.get(at) else {
        return ().into_any();
    };
    let paths = Paths::of(difference);
    let said = said(difference, |detail| {
        let after = place(comparing, comparing.after, &paths.after, detail.after_at);
        after.or_else(|| place(comparing, comparing.before, &paths.before, detail.before_at))
    });
    let text = |side: &Option<crate::compare::Side>, files| {
        let path = side.as_ref().map(|side| side.path.as_str());
        path.and_then(|path| Compared::text(files, path))
            .unwrap_or_else(|| Arc::from(""))
    };
    let before = text(&difference.before, &compared.before);
    let after = text(&difference.after, &compared.after);
    // Of one definition it stays open while the text changes.
    let show_text = match compared.after.len() {
        1 => comparing.text_open,
        _ => RwSignal::new(false),
    };
    view! {
        {said}
        {(before != after)
            .then(|| {
                view! {
                    <details
                        class="difference-text"
                        prop:open=show_text.get_untracked()
                        on:toggle=move |event| {
                            let element: web_sys::Element = event_target(&event);
                            show_text.set(element.has_attribute("open"));
                        }
                    >
                        <summary>"The text, line by line"</summary>
                        <Show when=move || show_text.get()>
                            <Diff before=before.clone() after=after.clone() />
                        </Show>
                    </details>
                }
            })}
    }
    .into_any()
}

/// The way to a thing in the source.
type Go = Box<dyn Fn()>;

/// Why to look at a difference, and what differs. `goes` gives the way to a thing, where there is one.
pub fn said(difference: &Difference, goes: impl Fn(&Detail) -> Option<Go>) -> AnyView {
    let risks: Vec<_> = difference.risks.iter().map(risk).collect();
    let details = difference.details();
    let topics: Vec<_> = Topic::ALL
        .into_iter()
        .filter_map(|topic| {
            let of_topic = details.iter().filter(|detail| detail.topic == topic);
            let rows: Vec<_> = of_topic.map(|detail| row(detail, goes(detail))).collect();
            (!rows.is_empty()).then(|| {
                view! {
                    <h4>{topic.title()}</h4>
                    <ul class="difference-rows">{rows}</ul>
                }
            })
        })
        .collect();
    view! {
        <ul class="risks">{risks}</ul>
        {topics}
    }
    .into_any()
}

fn risk(risk: &Risk) -> AnyView {
    let tone = risk.reason.tone();
    view! {
        <li class=format!("risk {}", tone.class())>
            <IconMark icon=Icon::of(tone) />
            <span>
                <strong>{risk.reason.title()}</strong>
                ". "
                {sentence(&capital(&risk.sentence))}
            </span>
        </li>
    }
    .into_any()
}

/// Where a definition lies on both sides.
struct Paths {
    before: String,
    after: String,
}

impl Paths {
    fn of(difference: &Difference) -> Self {
        let path = |side: &Option<crate::compare::Side>| {
            let path = side.as_ref().map(|side| side.path.clone());
            path.unwrap_or_default()
        };
        Self {
            before: path(&difference.before),
            after: path(&difference.after),
        }
    }
}

/// One thing that differs: its name leads to its place, where the file is a document here.
fn row(detail: &Detail, goes: Option<Go>) -> AnyView {
    // A key is written as it is.
    let what = match detail.topic {
        Topic::Fields => detail.what.clone(),
        _ => capital(&detail.what),
    };
    let name = match goes {
        Some(go) => view! {
            <button type="button" class="to-source" title="Go to the source" on:click=move |_| go()>
                {what}
            </button>
        }
        .into_any(),
        None => view! { <span>{what}</span> }.into_any(),
    };
    let before = detail.before.as_ref().map(|before| {
        view! {
            <del>{before.clone()}</del>
            <span class="quiet" aria-hidden="true">" → "</span>
        }
    });
    let after = match detail.before {
        Some(_) => view! { <ins>{detail.after.clone()}</ins> }.into_any(),
        None => view! { <span>{detail.after.clone()}</span> }.into_any(),
    };
    view! {
        <li>
            <p class="difference-what">{name}</p>
            <p class="difference-said">{before}{after}</p>
        </li>
    }
    .into_any()
}

/// The way to a thing; `None` where it is nowhere in a document here.
fn place(
    comparing: Comparing,
    choice: RwSignal<Choice>,
    path: &str,
    span: Option<Span>,
) -> Option<Go> {
    let (span, choice, path) = (span?, choice.get_untracked(), path.to_owned());
    comparing
        .can_go(&choice, &path)
        .then(|| -> Go { Box::new(move || comparing.go(&choice, &path, span)) })
}
