//! The ways to mend a problem: the change is shown, then made.

use std::sync::Arc;

use leptos::prelude::*;

use super::TITLE;
use super::found::{Key, Problems};
use crate::lint::{Fix, Safety};
use crate::text::apply;
use crate::ui::diff::Diff;
use crate::ui::session::Session;
use crate::ui::words::sentence;
use crate::ui::workspace::keep_moment;
use crate::web::dom;
use crate::web::editor::Editor;
use crate::workspace::history::Reason;

/// What is said of a finding that the text has lost meanwhile.
pub const GONE: &str = "This problem is not there any more.";

/// A fix: a button that shows what would change, and there the one that changes it. Advice is text.
pub fn view(problems: Problems, key: Key, index: usize, fix: &Fix) -> AnyView {
    let promise = match fix.safety {
        Safety::Display => {
            return view! { <p class="advice">{sentence(&fix.title)}</p> }.into_any();
        }
        Safety::Safe => "Safe: what the programs read stays, but for this.",
        Safety::Unsafe => "Your choice: see whether this is what you mean.",
    };
    let open = RwSignal::new(false);
    let id = format!("{}-{index}", key.id());
    let controlled = id.clone();
    let title = fix.title.clone();
    let preview = move || {
        let id = id.clone();
        open.get().then(|| {
            view! {
                <div class="fix-preview" id=id>
                    <Change problems key index />
                    <p class="quiet">{promise}</p>
                    <button
                        type="button"
                        class="button primary fix-apply"
                        on:click=move |_| apply_fix(problems, key, index)
                    >
                        "Apply"
                    </button>
                </div>
            }
        })
    };
    view! {
        <button
            type="button"
            class="button fix"
            aria-expanded=move || open.get().to_string()
            aria-controls=controlled
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {title}
        </button>
        {preview}
    }
    .into_any()
}

/// What the fix would change in the text as it stood a moment ago.
#[component]
fn Change(problems: Problems, key: Key, index: usize) -> impl IntoView {
    let change = Memo::new(move |_| {
        problems.found.with(|found| {
            let before = Arc::clone(&found.definition.source);
            let fix = found.get(key)?.fixes.get(index)?;
            let after: Arc<str> = apply(&before, &fix.edits).ok()?.into();
            Some((before, after))
        })
    });
    move || {
        change
            .get()
            .map(|(before, after)| view! { <Diff before after /> })
    }
}

/// Makes the fix in the text as it stands now, as one step of undo.
fn apply_fix(problems: Problems, key: Key, index: usize) {
    let session = problems.session;
    let found = problems.now();
    let Some(fix) = found.get(key).and_then(|finding| finding.fixes.get(index)) else {
        session.notices.tell(GONE);
        return;
    };
    let then = focus_after(problems, key);
    keep_moment(session, Reason::Fix);
    session.apply(&fix.edits);
    session.offer_undo(format!("Done: {}.", fix.title));
    problems.look_again();
    then();
}

/// Applies every safe fix of the text as it stands now, as one step of undo.
pub fn fix_all(session: Session) {
    let problems = Problems::of(session);
    let kind = session.kind.with_untracked(|found| found.kind);
    let fixed = problems
        .off
        .with_untracked(|off| crate::lint::fix_all(&session.source(), None, Some(kind), off));
    if fixed.edits.is_empty() {
        session
            .notices
            .tell("No problem has a fix that is safe to apply without looking.");
        return;
    }
    // The button goes when there is nothing left for it.
    let by_button = dom::first(".problems-head :focus").is_some();
    keep_moment(session, Reason::Fix);
    session.apply(&fixed.edits);
    let count = fixed.applied.len();
    let problem = if count == 1 { "problem" } else { "problems" };
    session.offer_undo(format!("{count} {problem} fixed."));
    problems.look_again();
    if by_button {
        super::focus_first(vec![format!("#{TITLE}")]);
    }
}

/// Where the focus goes when a problem has gone from the list: back to the editor if that asked, else
/// to the problem that takes its place. To be called before it goes.
pub fn focus_after(problems: Problems, key: Key) -> impl FnOnce() {
    let to_editor = problems.asked_in_editor.get_value() && !dom::is_narrow();
    problems.asked_in_editor.set_value(false);
    let id = key.id();
    let ids: Vec<String> = dom::all(".problem").map(|card| card.id()).collect();
    let at = ids.iter().position(|one| *one == id).unwrap_or(0);
    // Whichever of the others is still there: those behind it first, then those before it.
    let behind = ids.iter().skip(at);
    let before = ids.iter().take(at).rev();
    let mut selectors: Vec<String> = behind
        .chain(before)
        .map(|id| format!("#{id} .problem-message"))
        .collect();
    selectors.push(format!("#{TITLE}"));
    move || {
        if to_editor {
            problems.session.with_editor(Editor::focus);
        } else {
            super::focus_first(selectors);
        }
    }
}
