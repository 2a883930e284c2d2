//! The form of the file. What a later version adds to it, this one passes over; what it could not read
//! without loss gets a higher version.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Archive;
use crate::workspace::draft::{Draft, Stamp};
use crate::workspace::history::{Reason, Snapshot};
use crate::workspace::library::{Collection, Entry, Origin};

const FORMAT: &str = "agent-playground archive";
const VERSION: u32 = 1;
/// The writer of what did not come from typing.
const IMPORTED: &str = "imported";
/// How much of a file is looked at to tell whether it is one, in bytes.
const LOOKED_AT: usize = 200;

/// Why a file could not be read as an archive.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// It is something else.
    #[error("it is no file that this page has exported")]
    Foreign,
    /// It comes from a later version of this page.
    #[error("a newer version of this page has exported it (form {0}); open it there")]
    Newer(u32),
    /// Its end is missing.
    #[error("its end is missing: it was cut off at line {line}; copy or download it again")]
    CutOff {
        /// Where it ends, from 1.
        line: usize,
    },
    /// It was damaged, or changed by hand.
    #[error("it is damaged in line {line}, column {column}; nothing of it was taken in")]
    Damaged {
        /// From 1.
        line: usize,
        /// From 1, in bytes.
        column: usize,
    },
}

#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Everything {
    format: String,
    version: u32,
    collections: Vec<OneCollection>,
    documents: Vec<OneDocument>,
    snapshots: Vec<OneSnapshot>,
}

#[derive(Serialize, Deserialize)]
struct OneCollection {
    id: String,
    title: String,
    origin: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OneDocument {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    collection: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// In milliseconds since 1970.
    saved_at: f64,
    hides_bom: bool,
    text: String,
    /// The text as it was opened, where it has been changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    original: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct OneSnapshot {
    document: String,
    /// In milliseconds since 1970.
    at: f64,
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    text: String,
}

/// Whether a file says of itself that it is an archive, whatever its rest holds.
pub fn is_archive(text: &str) -> bool {
    let start = text.get(..text.floor_char_boundary(LOOKED_AT));
    start.is_some_and(|start| start.trim_start().starts_with('{') && start.contains(FORMAT))
}

/// The file.
pub fn write(archive: &Archive) -> String {
    let everything = Everything {
        format: FORMAT.to_owned(),
        version: VERSION,
        collections: archive.collections.iter().map(of_collection).collect(),
        documents: archive.documents.iter().map(of_document).collect(),
        snapshots: archive.snapshots.iter().map(of_snapshot).collect(),
    };
    // Texts, numbers and lists always make JSON.
    serde_json::to_string_pretty(&everything).unwrap_or_default()
}

/// What a file holds.
///
/// # Errors
/// When it is no archive, of a later form, or damaged.
pub fn read(text: &str) -> Result<Archive, ArchiveError> {
    let text = text.trim_start_matches('\u{feff}');
    let header: Header = serde_json::from_str(text).map_err(|error| match is_archive(text) {
        true => why(text, &error),
        false => ArchiveError::Foreign,
    })?;
    if header.format != FORMAT {
        return Err(ArchiveError::Foreign);
    }
    if header.version > VERSION {
        return Err(ArchiveError::Newer(header.version));
    }
    let everything: Everything = serde_json::from_str(text).map_err(|error| why(text, &error))?;
    Ok(Archive {
        collections: everything.collections.into_iter().map(collection).collect(),
        documents: everything.documents.into_iter().map(document).collect(),
        snapshots: (everything.snapshots.into_iter().enumerate())
            .map(|(at, one)| snapshot(at, one))
            .collect(),
    })
}

fn why(text: &str, error: &serde_json::Error) -> ArchiveError {
    let (line, column) = (error.line(), error.column());
    // A number that is cut in two counts as a wrong one, at the very end.
    let mut rest = text.split('\n').skip(line.saturating_sub(1));
    let is_at_end = rest.next().is_some_and(|last| column >= last.len()) && rest.next().is_none();
    if error.is_eof() || is_at_end {
        ArchiveError::CutOff { line }
    } else {
        ArchiveError::Damaged { line, column }
    }
}

fn of_collection(collection: &Collection) -> OneCollection {
    OneCollection {
        id: collection.id.clone(),
        title: collection.title.clone(),
        origin: collection.origin.word().to_owned(),
        address: collection.origin.address().map(str::to_owned),
    }
}

fn collection(kept: OneCollection) -> Collection {
    Collection {
        origin: match Origin::of(&kept.origin, kept.address.as_deref()) {
            // The way back to a folder does not travel.
            Origin::Folder => Origin::Files,
            other => other,
        },
        id: kept.id,
        title: kept.title,
    }
}

fn of_document(entry: &Entry) -> OneDocument {
    OneDocument {
        id: entry.id().to_owned(),
        collection: entry.collection.clone(),
        path: entry.path.clone(),
        saved_at: entry.draft.saved_at,
        hides_bom: entry.draft.hides_bom,
        text: entry.draft.text.clone(),
        original: entry.original.as_deref().map(str::to_owned),
    }
}

fn document(kept: OneDocument) -> Entry {
    Entry {
        draft: Draft {
            id: kept.id,
            stamp: Stamp {
                revision: 1,
                writer: IMPORTED.to_owned(),
            },
            saved_at: kept.saved_at,
            hides_bom: kept.hides_bom,
            text: kept.text,
        },
        collection: kept.collection,
        path: kept.path,
        original: kept.original.map(Arc::from),
    }
}

fn of_snapshot(snapshot: &Snapshot) -> OneSnapshot {
    OneSnapshot {
        document: snapshot.document.clone(),
        at: snapshot.at,
        reason: snapshot.reason.word().to_owned(),
        name: snapshot.name.clone(),
        text: snapshot.text.to_string(),
    }
}

/// Its id is its place in the file, until it is taken in.
fn snapshot(at: usize, kept: OneSnapshot) -> Snapshot {
    Snapshot {
        id: at.to_string(),
        document: kept.document,
        at: kept.at,
        reason: Reason::of(&kept.reason),
        name: kept.name,
        text: kept.text.into(),
    }
}
