use std::sync::Arc;

use leptos::prelude::*;

use super::list::exact;
use super::{Shown, title};
use crate::compare::compare_two;
use crate::text::SourceFile;
use crate::ui::compare::said;
use crate::ui::diff::Diff;
use crate::workspace::history::{Reason, Snapshot, restoring};

/// A moment beside the text as it stands, and what can be done with it.
#[component]
pub(super) fn ChosenMoment(shown: Shown, moment: Arc<Snapshot>) -> impl IntoView {
    let session = shown.session;
    let then = Arc::clone(&moment.text);
    let heading = format!("{}, {}", exact(moment.at), title(&moment));
    let moment = StoredValue::new(moment);
    let compared = {
        let then = Arc::clone(&then);
        move || {
            session.definition.track();
            let now = session.source();
            if now == then {
                return view! { <p>"The text stands as it was then."</p> }.into_any();
            }
            let path = session.path.get().unwrap_or_default();
            let comparison = compare_two(
                &SourceFile::new(path.clone(), Arc::clone(&then)),
                &SourceFile::new(path, Arc::clone(&now)),
            );
            let summary: Vec<_> = comparison
                .differences
                .iter()
                .map(|difference| said(difference, |_| None))
                .collect();
            view! {
                <h4>"What has changed since then"</h4>
                {summary}
                <h4>"The text, line by line"</h4>
                <Diff before=Arc::clone(&then) after=now label="What has changed since then" />
            }
            .into_any()
        }
    };
    let restore = move |_| {
        let Some(edit) = restoring(&session.source(), &then) else {
            return;
        };
        shown.workspace.keep_moment(Reason::Restore, None);
        session.apply(&[edit]);
        session.dialog.set(None);
        session.offer_undo("The text is as it was then.");
    };
    let open_new = move |_| {
        session.dialog.set(None);
        moment.with_value(|moment| shown.workspace.open_moment(moment));
    };
    let delete = move |_| {
        let moment = moment.get_value();
        shown.workspace.delete_moment(&moment);
        shown.chosen.set(None);
        shown.deleted.set(Some(moment));
    };
    view! {
        <section class="history-chosen" aria-label="The chosen moment">
            <h3>{heading}</h3>
            <div class="notice-actions">
                <button type="button" class="button primary" on:click=restore>"Restore"</button>
                <button type="button" class="button" on:click=open_new>"Open as a new document"</button>
                <button type="button" class="button" on:click=delete>"Delete"</button>
            </div>
            {compared}
        </section>
    }
}
