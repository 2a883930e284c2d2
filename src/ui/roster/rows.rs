//! The rows of documents: what was read once is not read again, whoever asks.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::roster::Row;
use crate::text::SourceFile;
use crate::ui::workspace::Workspace;
use crate::workspace::library::Entry;

thread_local! {
    /// What was read, by the ids of the documents; it outlives every panel.
    static READ: RefCell<HashMap<String, Read>> = RefCell::default();
}

/// A row, and of what it was read.
struct Read {
    entry: Arc<Entry>,
    path: String,
    row: Arc<Row>,
}

impl Read {
    fn is_of(&self, entry: &Arc<Entry>, path: &str) -> bool {
        self.path == path
            && (Arc::ptr_eq(&self.entry, entry) || self.entry.draft.text == entry.draft.text)
    }
}

/// The row of a document.
pub fn row_of(workspace: Workspace, entry: &Arc<Entry>) -> Arc<Row> {
    if let Some(row) = known_row(workspace, entry) {
        return row;
    }
    let path = path_of(workspace, entry);
    let row = Arc::new(Row::of(&SourceFile::new(
        path.clone(),
        entry.draft.text.as_str(),
    )));
    let read = Read {
        entry: Arc::clone(entry),
        path,
        row: Arc::clone(&row),
    };
    READ.with_borrow_mut(|all| all.insert(entry.id().to_owned(), read));
    row
}

/// The row of a document, where it was read already.
pub fn known_row(workspace: Workspace, entry: &Arc<Entry>) -> Option<Arc<Row>> {
    let path = path_of(workspace, entry);
    READ.with_borrow(|read| {
        let known = read.get(entry.id())?;
        known.is_of(entry, &path).then(|| Arc::clone(&known.row))
    })
}

/// Forgets the rows of documents that are not there any more.
pub fn forget_removed(workspace: Workspace) {
    workspace.library.with_untracked(|library| {
        READ.with_borrow_mut(|read| read.retain(|id, _| library.get(id).is_some()));
    });
}

fn path_of(workspace: Workspace, entry: &Arc<Entry>) -> String {
    let path = workspace.full_path(entry);
    path.unwrap_or_else(|| entry.path_or_name())
}
