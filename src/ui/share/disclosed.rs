//! What the texts give away, for their author to see before they are shared.

use leptos::prelude::*;

use crate::share::{self, disclosures};
use crate::text::{LineIndex, SourceFile, Span};
use crate::ui::session::{NarrowView, Session};
use crate::ui::words::excerpt;
use crate::web::editor::Focus;

/// How many are listed of each kind.
const SHOWN: usize = 100;
/// How many characters of an address are shown.
const LONGEST: usize = 200;

/// Something in one of the texts.
struct Found {
    words: String,
    is_address: bool,
    /// Where it stands, in words.
    place: String,
    /// Where it stands in the text on show, where it is in that.
    span: Option<Span>,
}

/// What is in the files, in their order. A file is the one on show if it is the only one.
fn found_in(files: &[SourceFile]) -> Vec<Found> {
    let is_only = files.len() == 1;
    let mut found = Vec::new();
    for file in files {
        let lines = LineIndex::new(&file.text);
        for disclosure in disclosures(&file.text) {
            let span = disclosure.span;
            let line = lines.line(span.start);
            found.push(Found {
                words: match disclosure.what {
                    share::Disclosed::Address => excerpt(span.slice(&file.text), LONGEST),
                    share::Disclosed::Password => "an address with a password".to_owned(),
                    share::Disclosed::Secret(what) => what.to_owned(),
                },
                is_address: disclosure.what == share::Disclosed::Address,
                place: match is_only {
                    true => format!(" line {line}"),
                    false => format!(" {}, line {line}", file.path),
                },
                span: is_only.then_some(span),
            });
        }
    }
    found
}

/// The lists; nothing where the texts have neither addresses nor what looks like a secret.
#[component]
pub fn Disclosed(session: Session, files: Vec<SourceFile>) -> impl IntoView {
    let (addresses, secrets): (Vec<Found>, Vec<Found>) = found_in(&files)
        .into_iter()
        .partition(|found| found.is_address);
    view! {
        <List session title="What looks like a secret in it" found=secrets />
        <List session title="Addresses in it" found=addresses />
    }
}

#[component]
fn List(session: Session, title: &'static str, found: Vec<Found>) -> impl IntoView {
    let more = found.len().saturating_sub(SHOWN);
    let entries: Vec<AnyView> = found
        .into_iter()
        .take(SHOWN)
        .map(|found| entry(session, found))
        .collect();
    (!entries.is_empty()).then(|| {
        view! {
            <h3>{title}</h3>
            <ul class="share-disclosed">{entries}</ul>
            {(more > 0).then(|| view! { <p class="quiet">{format!("And {more} more.")}</p> })}
        }
    })
}

fn entry(session: Session, found: Found) -> AnyView {
    let words = view! {
        {found.words}
        <span class="quiet">{found.place}</span>
    };
    let Some(span) = found.span else {
        return view! { <li>{words}</li> }.into_any();
    };
    let go = move |_| {
        session.dialog.set(None);
        // The dialog gives the focus back first.
        request_animation_frame(move || {
            session.narrow_view.set(NarrowView::Source);
            session.select(span, Focus::Take);
        });
    };
    view! {
        <li>
            <button type="button" class="to-source" on:click=go>
                {words}
            </button>
        </li>
    }
    .into_any()
}
