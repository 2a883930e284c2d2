//! The lines that differ between two texts.

use std::sync::Arc;

use leptos::prelude::*;

use crate::compare::lines::{Hunk, Kind, Line, hunks};
use crate::ui::words::excerpt;

/// How many equal lines stand around a change.
const CONTEXT: usize = 1;
/// How much of one line is shown, in characters: examples can stand on one line.
const SHOWN: usize = 2_000;
/// How many lines are shown at the most.
const LINES: usize = 200;

/// Removed and added lines, each with its sign, number and the parts that changed.
#[component]
pub fn Diff(
    before: Arc<str>,
    after: Arc<str>,
    #[prop(default = "What would change")] label: &'static str,
) -> impl IntoView {
    let found = hunks(&before, &after, CONTEXT);
    let count: usize = found.iter().map(|hunk| hunk.lines.len()).sum();
    let lines: Vec<_> = found
        .into_iter()
        .flat_map(numbered)
        .take(LINES)
        .map(|(number, line)| show(number, &line))
        .collect();
    view! {
        <div class="diff" role="group" aria-label=label>
            {lines}
            {(count > LINES).then(|| view! { <p class="quiet">"… and more lines"</p> })}
        </div>
    }
}

/// Every line with its number in the text that has it.
fn numbered(hunk: Hunk) -> impl Iterator<Item = (usize, Line)> {
    let (mut before, mut after) = (hunk.before, hunk.after);
    hunk.lines.into_iter().map(move |line| {
        let number = if line.kind == Kind::Removed {
            before
        } else {
            after
        };
        if line.kind != Kind::Added {
            before += 1;
        }
        if line.kind != Kind::Removed {
            after += 1;
        }
        (number, line)
    })
}

fn show(number: usize, line: &Line) -> AnyView {
    let pieces = pieces(line);
    let number = view! { <span class="diff-number">{number}</span> };
    match line.kind {
        Kind::Kept => view! { <p class="diff-line">{number}<span>{pieces}</span></p> }.into_any(),
        Kind::Removed => {
            view! { <p class="diff-line removed">{number}<del>{pieces}</del></p> }.into_any()
        }
        Kind::Added => {
            view! { <p class="diff-line added">{number}<ins>{pieces}</ins></p> }.into_any()
        }
    }
}

/// The line with what changed in it marked.
fn pieces(line: &Line) -> Vec<AnyView> {
    let text = &line.text;
    let mut pieces = Vec::new();
    let mut at = 0;
    for span in &line.changed {
        let (Some(same), Some(changed)) =
            (text.get(at..span.start), text.get(span.start..span.end))
        else {
            break;
        };
        pieces.push(excerpt(same, SHOWN).into_any());
        pieces.push(view! { <mark>{excerpt(changed, SHOWN)}</mark> }.into_any());
        at = span.end;
    }
    pieces.push(excerpt(text.get(at..).unwrap_or_default(), SHOWN).into_any());
    pieces
}
