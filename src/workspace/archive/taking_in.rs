//! What becomes of an archive beside what is there: nothing of that is overwritten.

use std::collections::{BTreeMap, BTreeSet};

use super::Archive;
use crate::workspace::history::Snapshot;
use crate::workspace::library::{Collection, Entry, Library};

/// What of an archive is to be taken in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrival {
    /// Collections that are not there.
    pub collections: Vec<Collection>,
    /// Documents that are not there, copies among them.
    pub documents: Vec<Entry>,
    /// The moments of each document that was in the archive, by the id that it has here. Some of them
    /// may be there.
    pub snapshots: BTreeMap<String, Vec<Snapshot>>,
    /// How many documents were there already, byte for byte.
    pub same: usize,
    /// How many were there with another text, and come as copies.
    pub copies: usize,
}

/// Says what of an archive is to be taken into a library. A document of the same id and the same text is
/// there already; one of the same id and another text comes as a copy beside it. `new_id` gives names
/// that nobody else uses.
pub fn arrival(archive: Archive, library: &Library, new_id: impl Fn() -> String) -> Arrival {
    let mut arrival = Arrival::default();
    let mut there = library.clone();
    for collection in archive.collections {
        if there.collection(&collection.id).is_none() {
            there.put_collection(collection.clone());
            arrival.collections.push(collection);
        }
    }
    let mut ids = BTreeMap::new();
    for mut entry in archive.documents {
        let id = entry.id().to_owned();
        let text = entry.draft.text.as_str();
        let is_known = there.get(&id).is_some();
        let twin = match there.get(&id) {
            Some(known) if known.draft.text == text => Some(id.clone()),
            // It may have come as a copy before.
            Some(known) => there
                .entries()
                .find(|one| one.collection == known.collection && one.draft.text == text)
                .map(|one| one.id().to_owned()),
            None => None,
        };
        if let Some(twin) = twin {
            arrival.same += 1;
            ids.insert(id, twin);
            continue;
        }
        if is_known {
            arrival.copies += 1;
            entry.draft.id = new_id();
            entry.path = Some(there.path_for_copy(&entry));
        } else if let Some(path) = &entry.path {
            entry.path = Some(there.free_path(entry.collection.as_deref(), path));
        }
        ids.insert(id, entry.id().to_owned());
        there.put(entry.clone());
        arrival.documents.push(entry);
    }
    for mut snapshot in archive.snapshots {
        if let Some(id) = ids.get(&snapshot.document) {
            snapshot.id = new_id();
            snapshot.document.clone_from(id);
            let of_document = arrival.snapshots.entry(id.clone()).or_default();
            of_document.push(snapshot);
        }
    }
    arrival
}

impl Arrival {
    /// What was taken in, in one sentence.
    pub fn sum(&self) -> String {
        let number = |count: usize, what: &str| match count {
            1 => format!("1 {what}"),
            many => format!("{many} {what}s"),
        };
        let new = self.documents.len() - self.copies;
        let new_ids: BTreeSet<&str> = self.documents.iter().map(Entry::id).collect();
        let moments: usize = (self.snapshots.iter())
            .filter(|(id, _)| new_ids.contains(id.as_str()))
            .map(|(_, list)| list.len())
            .sum();
        let mut words = match (new + self.copies, self.same) {
            (0, 0) => "The file holds no document.".to_owned(),
            (0, _) => "Nothing new was in the file.".to_owned(),
            (all, _) => format!(
                "{} and {} of history were taken in.",
                number(all, "document"),
                number(moments, "moment")
            ),
        };
        if self.copies > 0 {
            words += &format!(
                " {} of them stood here with another text: both are kept.",
                self.copies
            );
        }
        if self.same > 0 {
            words += &format!(
                " {} here already.",
                match self.same {
                    1 => "1 document was".to_owned(),
                    many => format!("{many} documents were"),
                }
            );
        }
        words
    }
}
