//! What stands in the list, line by line.

use std::collections::HashSet;
use std::sync::Arc;

use crate::workspace::library::{Collection, Entry, Library};

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// The beginning of a collection.
    Heading {
        /// The collection.
        collection: Collection,
        /// How many of its documents are found.
        count: usize,
        /// Whether they are listed.
        open: bool,
    },
    /// A document.
    File(Arc<Entry>),
}

/// The lines: the documents of their own first, then the collections. `found` are the ids that a search
/// has found; all where nothing is looked for.
pub(super) fn lines(
    library: &Library,
    closed: &HashSet<String>,
    found: Option<&HashSet<String>>,
) -> Vec<Line> {
    let is_found = |entry: &&Arc<Entry>| found.is_none_or(|ids| ids.contains(entry.id()));
    let file = |entry: &Arc<Entry>| Line::File(Arc::clone(entry));
    let mut lines: Vec<Line> = library
        .alone()
        .into_iter()
        .filter(is_found)
        .map(file)
        .collect();
    for collection in library.collections() {
        let files: Vec<_> = library
            .of(&collection.id)
            .into_iter()
            .filter(is_found)
            .collect();
        if found.is_some() && files.is_empty() {
            continue;
        }
        let open = !closed.contains(&collection.id);
        lines.push(Line::Heading {
            collection: collection.clone(),
            count: files.len(),
            open,
        });
        if open {
            lines.extend(files.into_iter().map(file));
        }
    }
    lines
}
