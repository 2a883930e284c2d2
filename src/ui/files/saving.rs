//! Files go out: back into their folder, or as a zip.

use std::sync::Arc;

use leptos::prelude::*;

use super::bring::ask_about;
use crate::text::SourceFile;
use crate::ui::session::Session;
use crate::ui::workspace::Workspace;
use crate::web::download;
use crate::web::files::Files;
use crate::workspace::library::{Changed, Entry};

/// What came of saving.
#[derive(Default)]
struct Saved {
    written: usize,
    /// What lies in the folder instead of what was opened there.
    differ: Vec<Changed>,
    /// Paths, each with the reason.
    failed: Vec<String>,
}

/// Writes the changed files of a collection back into its folder. What has been changed there meanwhile is
/// left alone, and shown.
pub(super) fn save_to_folder(
    session: Session,
    workspace: Workspace,
    files: Files,
    collection: String,
) {
    let Some(folder) = workspace.folder_of(&collection) else {
        return;
    };
    leptos::task::spawn_local(async move {
        match files.may_write(&folder).await {
            Ok(true) => {}
            Ok(false) => {
                return session.notices.tell(
                    "Nothing was saved: the browser was not allowed to write to the folder. A zip needs no permission.",
                );
            }
            Err(error) => return session.notices.tell(format!("Nothing was saved: {error}.")),
        }
        let mut saved = Saved::default();
        let mut settled = Vec::new();
        for entry in entries_of(workspace, &collection) {
            let (Some(path), true) = (entry.path.clone(), entry.is_changed() || entry.is_new())
            else {
                continue;
            };
            let expected = entry.original.as_deref();
            match files
                .write(&folder, &path, expected, &entry.draft.text)
                .await
            {
                Ok(None) => {
                    saved.written += 1;
                    settled.push(entry.saved());
                }
                Ok(Some(there)) => match String::from_utf8(there) {
                    Ok(text) => saved.differ.push(Changed {
                        entry: Arc::new(entry),
                        file: SourceFile::new(path, text),
                    }),
                    Err(_) => saved
                        .failed
                        .push(format!("{path} (no text lies there now)")),
                },
                Err(error) => saved.failed.push(format!("{path} ({error})")),
            }
        }
        workspace.put_all(settled);
        session.notices.tell(said_of(&saved));
        if !saved.differ.is_empty() {
            ask_about(session, workspace, saved.differ);
        }
    });
}

fn said_of(saved: &Saved) -> String {
    let mut words = match saved.written {
        0 => "No file was written.".to_owned(),
        1 => "1 file was saved to the folder.".to_owned(),
        many => format!("{many} files were saved to the folder."),
    };
    if !saved.differ.is_empty() {
        words += &format!(
            " {} were changed in the folder meanwhile and are left as they are there.",
            saved.differ.len()
        );
    }
    if !saved.failed.is_empty() {
        words += &format!(" Not saved: {}.", saved.failed.join(", "));
    }
    words
}

/// Hands all files of a collection to the browser's downloads, as one zip.
pub(super) fn download_zip(
    session: Session,
    workspace: Workspace,
    files: Files,
    collection: String,
) {
    let title = workspace.library.with_untracked(|library| {
        let known = library.collection(&collection);
        known.map_or_else(|| "agents".to_owned(), |known| known.title.clone())
    });
    leptos::task::spawn_local(async move {
        let all: Vec<SourceFile> = entries_of(workspace, &collection)
            .iter()
            .map(Entry::source_file)
            .collect();
        let outcome = match files.zip(&all).await {
            Ok(zip) => download::save_blob(&format!("{title}.zip"), &zip),
            Err(error) => Err(error),
        };
        if let Err(error) = outcome {
            session
                .notices
                .tell(format!("The zip could not be made: {error}."));
        }
    });
}

/// The files of a collection with what was typed up to now.
fn entries_of(workspace: Workspace, collection: &str) -> Vec<Entry> {
    let ids: Vec<String> = workspace.library.with_untracked(|library| {
        let all = library.of(collection);
        all.iter().map(|entry| entry.id().to_owned()).collect()
    });
    ids.iter()
        .filter_map(|id| workspace.entry_as_it_stands(id))
        .collect()
}
