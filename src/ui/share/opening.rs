//! Links that the page is opened with.

use std::sync::Arc;

use leptos::prelude::*;

use crate::share::{self, LinkError};
use crate::text::SourceFile;
use crate::ui::files;
use crate::ui::session::{Session, new_id};
use crate::ui::workspace::Workspace;
use crate::web::dom;
use crate::web::share::{Sharing, fragment};
use crate::web::storage::LocalDrafts;
use crate::workspace::draft::DraftStore;
use crate::workspace::library::{Collection, Origin, TakenIn};

/// Opens the link in the page's address, and those that come into it as long as the page lives.
pub fn start(session: Session) {
    open(session);
    dom::on_window("hashchange", move |_| open(session));
}

/// Nothing of what is on show is lost, and nothing is sent: the text is in the address.
fn open(session: Session) {
    let (Some(workspace), Some(fragment)) = (session.workspace.get_untracked(), fragment()) else {
        return;
    };
    match share::open(&fragment) {
        Ok(files) => workspace.once_read(move || show(session, workspace, files)),
        // Another fragment leads to a part of the page.
        Err(LinkError::NoLink) => {}
        Err(error) => session.notices.tell(error.to_string()),
    }
}

/// What a link has brought into the workspace; nothing where it was there already.
#[derive(Clone, Default)]
struct Arrived {
    /// Whether the link was opened before, and what it brought is here still.
    again: bool,
    /// The documents by their ids, with their texts.
    documents: Vec<(String, Arc<str>)>,
    /// The id of the collection that they are.
    collection: Option<String>,
}

fn show(session: Session, workspace: Workspace, files: Vec<SourceFile>) {
    let count = files.len();
    let first = files.first().map(SourceFile::file_name).unwrap_or_default();
    let first = first.to_owned();
    let (id, arrived) = take_in(workspace, files);
    let words = words(&first, count, arrived.again);
    let Some(entry) = id.and_then(|id| workspace.entry(&id)) else {
        return;
    };
    let earlier = session.open_arrived(&entry.draft);
    if count > 1 {
        files::show(session);
    }
    let words = match earlier.is_kept() {
        true => format!("{words} What was on show before is kept, under Files."),
        false => words,
    };
    session.notices.offer(words, "Undo", move || {
        session.go_back_to(earlier.clone());
        take_out(workspace, &arrived);
    });
    // A reload then shows what has become of the text. Where it could not be kept, the link stays.
    if matches!(LocalDrafts.get(entry.id()), Ok(Some(_))) {
        leptos::task::spawn_local(async {
            if let Ok(sharing) = Sharing::load().await {
                // Where it stays in the address, a reload opens it once more, which loses nothing.
                let _ = sharing.drop_fragment();
            }
        });
    }
}

/// Takes what came into the workspace, beside all that is there. Gives the document to be shown.
fn take_in(workspace: Workspace, files: Vec<SourceFile>) -> (Option<String>, Arrived) {
    if let Some(id) = brought_before(workspace, &files) {
        let arrived = Arrived {
            again: true,
            ..Arrived::default()
        };
        return (Some(id), arrived);
    }
    let collection = (files.len() > 1).then(|| Collection {
        id: new_id(),
        title: "From a link".to_owned(),
        origin: Origin::Link,
    });
    let mut files = files;
    if collection.is_none() {
        let TakenIn { new, same, changed } = workspace.library.with_untracked(|library| {
            let mut taken = library.take_in(None, files);
            for changed in &mut taken.changed {
                changed.file.path = library.path_for_copy(&changed.entry);
            }
            taken
        });
        if let Some(id) = same.into_iter().next() {
            let arrived = Arrived {
                again: true,
                ..Arrived::default()
            };
            return (Some(id), arrived);
        }
        files = new;
        files.extend(changed.into_iter().map(|changed| changed.file));
    }
    let texts: Vec<Arc<str>> = files.iter().map(|file| Arc::clone(&file.text)).collect();
    let arrived = Arrived {
        again: false,
        collection: collection.as_ref().map(|known| known.id.clone()),
        documents: workspace
            .add(files, collection)
            .into_iter()
            .zip(texts)
            .collect(),
    };
    let first = arrived.documents.first().map(|(id, _)| id.clone());
    (first, arrived)
}

/// The first of a link's files, where the link was opened before and its collection is still here.
fn brought_before(workspace: Workspace, files: &[SourceFile]) -> Option<String> {
    let first = files.first().filter(|_| files.len() > 1)?;
    workspace.library.with_untracked(|library| {
        let collection = library.of_link(files)?;
        let mut there = library.of(&collection.id).into_iter();
        let entry = there.find(|entry| entry.path_or_name() == first.path)?;
        Some(entry.id().to_owned())
    })
}

/// Takes out again what came, unless somebody has changed something in it since.
fn take_out(workspace: Workspace, arrived: &Arrived) {
    let is_untouched = |(id, text): &(String, Arc<str>)| {
        let newest = LocalDrafts.get(id).ok().flatten();
        let newest = newest.or_else(|| Some(workspace.entry(id)?.draft.clone()));
        newest.is_none_or(|draft| *draft.text == **text)
    };
    if !arrived.documents.iter().all(is_untouched) {
        return;
    }
    match &arrived.collection {
        Some(collection) => workspace.remove_collection(collection),
        None => {
            let documents = arrived.documents.iter();
            let ids: Vec<String> = documents.map(|(id, _)| id.clone()).collect();
            workspace.remove(&ids);
        }
    }
}

fn words(first: &str, count: usize, again: bool) -> String {
    match (count, again) {
        (1, false) => format!("{first} came from a link."),
        (1, true) => format!("{first} came from a link. It was here already."),
        (_, false) => format!("{count} files came from a link; the first is on show."),
        (_, true) => format!(
            "The {count} files of this link are here already, with what was done to them since; the first is on show."
        ),
    }
}
