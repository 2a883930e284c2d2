use proptest::prelude::*;

use super::*;
use crate::workspace::draft::{Draft, Stamp};
use crate::workspace::history::Reason;
use crate::workspace::library::{Library, Origin};

fn document(id: &str, collection: Option<&str>, path: Option<&str>, text: &str) -> Entry {
    Entry {
        collection: collection.map(str::to_owned),
        path: path.map(str::to_owned),
        ..Entry::alone(Draft {
            id: id.to_owned(),
            stamp: Stamp {
                revision: 1,
                writer: "imported".to_owned(),
            },
            saved_at: 5.0,
            hides_bom: text.starts_with('\u{feff}'),
            text: text.to_owned(),
        })
    }
}

fn snapshot(id: &str, document: &str, text: &str) -> Snapshot {
    Snapshot {
        id: id.to_owned(),
        document: document.to_owned(),
        at: 7.25,
        reason: Reason::Repair,
        name: Some("a \"name\"".to_owned()),
        text: text.into(),
    }
}

fn archive() -> Archive {
    Archive {
        collections: vec![Collection {
            id: "c".to_owned(),
            title: "agents".to_owned(),
            origin: Origin::Address("github.com/a/b".to_owned()),
        }],
        documents: vec![
            document("1", None, None, "\u{feff}---\r\nname: a\r\n---\r\n"),
            document("2", Some("c"), Some("b.md"), "ไทย \u{0}\u{2028} 🦀\r"),
        ],
        snapshots: vec![snapshot("0", "1", "\u{feff}before\r\n")],
    }
}

fn taken(library: &Library, archive: Archive) -> Arrival {
    let count = std::cell::Cell::new(0);
    arrival(archive, library, || {
        count.set(count.get() + 1);
        format!("new-{}-{}", library.len(), count.get())
    })
}

fn put(library: &mut Library, arrival: &Arrival) {
    for collection in &arrival.collections {
        library.put_collection(collection.clone());
    }
    for entry in &arrival.documents {
        library.put(entry.clone());
    }
}

#[test]
fn it_comes_back_byte_for_byte() {
    let archive = archive();
    let text = write(&archive);
    assert!(is_archive(&text));
    assert_eq!(read(&text), Ok(archive));
}

#[test]
fn a_file_of_the_first_version_is_read_for_ever() {
    let text = r#"{
  "format": "agent-playground archive",
  "version": 1,
  "collections": [{ "id": "c", "title": "agents", "origin": "folder" }],
  "documents": [
    { "id": "1", "collection": "c", "path": "a.md", "savedAt": 5, "hidesBom": false, "text": "new", "original": "old", "more": 1 }
  ],
  "snapshots": [{ "document": "1", "at": 4, "reason": "by-hand", "name": "good", "text": "old" }]
}"#;
    let archive = read(text).expect("it is one");
    assert_eq!(archive.collections[0].origin, Origin::Files);
    assert_eq!(archive.documents[0].original.as_deref(), Some("old"));
    assert_eq!(archive.snapshots[0].reason, Reason::ByHand);
}

#[test]
fn a_damaged_or_foreign_file_explains_itself() {
    let text = write(&archive());
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let error = read(&text[..end]).expect_err("it is cut off");
        if end > 200 {
            assert!(
                matches!(error, ArchiveError::CutOff { .. }),
                "{end}: {error}"
            );
        }
    }
    let damaged = text.replacen("\"savedAt\": 5.0", "\"savedAt\": [", 1);
    assert!(matches!(read(&damaged), Err(ArchiveError::Damaged { .. })));
    for foreign in [
        "",
        "---\nname: a\n---\n",
        "{}",
        "[1]",
        r#"{"format":"x","version":1}"#,
    ] {
        assert_eq!(read(foreign), Err(ArchiveError::Foreign), "{foreign}");
    }
    let newer = text.replacen("\"version\": 1", "\"version\": 2", 1);
    assert_eq!(read(&newer), Err(ArchiveError::Newer(2)));
}

#[test]
fn a_fresh_library_takes_everything_in() {
    let mut library = Library::default();
    let arrival = taken(&library, archive());
    put(&mut library, &arrival);
    assert_eq!((arrival.documents.len(), arrival.copies), (2, 0));
    assert_eq!(arrival.documents, archive().documents);
    assert_eq!(arrival.snapshots["1"].len(), 1);
    assert_eq!(
        arrival.sum(),
        "2 documents and 1 moment of history were taken in."
    );
    // Once more, it changes nothing.
    let again = taken(&library, archive());
    assert!(again.documents.is_empty() && again.collections.is_empty());
    assert_eq!(again.same, 2);
}

#[test]
fn what_is_there_is_never_overwritten() {
    let mut library = Library::default();
    let first = taken(&library, archive());
    put(&mut library, &first);
    library.put(document("2", Some("c"), Some("b.md"), "mine"));
    let arrival = taken(&library, archive());
    put(&mut library, &arrival);
    assert_eq!((arrival.same, arrival.copies), (1, 1));
    let copy = &arrival.documents[0];
    assert_eq!(copy.path.as_deref(), Some("b-2.md"));
    assert_ne!(copy.id(), "2");
    assert_eq!(
        library.get("2").map(|one| one.draft.text.as_str()),
        Some("mine")
    );
    // The copy is known the next time.
    assert_eq!(taken(&library, archive()).same, 2);
}

#[test]
fn another_file_at_its_path_stays() {
    let mut library = Library::default();
    library.put(document("x", Some("c"), Some("b.md"), "theirs"));
    let arrival = taken(&library, archive());
    assert_eq!(arrival.documents[1].path.as_deref(), Some("b-2.md"));
}

proptest! {
    #[test]
    fn every_text_comes_back(text in any::<String>(), name in proptest::option::of(any::<String>()), at in any::<u32>()) {
        let archive = Archive {
            documents: vec![document("1", None, name.as_deref(), &text)],
            snapshots: vec![Snapshot { name, at: f64::from(at) + 0.5, ..snapshot("0", "1", &text) }],
            ..Archive::default()
        };
        prop_assert_eq!(read(&write(&archive)), Ok(archive));
    }
}
