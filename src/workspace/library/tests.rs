use super::*;
use crate::text::SourceFile;
use crate::workspace::draft::{Draft, Stamp};

fn entry(id: &str, place: Option<(&str, &str)>, text: &str, saved_at: f64) -> Entry {
    Entry {
        collection: place.map(|(collection, _)| collection.to_owned()),
        path: place.map(|(_, path)| path.to_owned()),
        ..Entry::alone(Draft {
            id: id.to_owned(),
            stamp: Stamp {
                revision: 1,
                writer: "tab".to_owned(),
            },
            saved_at,
            hides_bom: false,
            text: text.to_owned(),
        })
    }
}

fn library() -> Library {
    let mut library = Library::default();
    library.put_collection(Collection {
        id: "c".to_owned(),
        title: "agents".to_owned(),
        origin: Origin::Files,
    });
    for entry in [
        entry("1", None, "older", 1.0),
        entry("2", None, "---\nname: newer\n---\n", 2.0),
        entry("3", Some(("c", "b.md")), "b", 3.0),
        entry("4", Some(("c", "a.md")), "a", 4.0),
        entry("5", Some(("gone", "x.md")), "x", 0.0),
    ] {
        library.put(entry);
    }
    library
}

fn ids(list: &[&Arc<Entry>]) -> Vec<String> {
    list.iter().map(|entry| entry.id().to_owned()).collect()
}

#[test]
fn documents_stand_in_their_order() {
    let library = library();
    assert_eq!(ids(&library.of("c")), ["4", "3"]);
    assert_eq!(ids(&library.alone()), ["2", "1", "5"]);
}

#[test]
fn a_collection_goes_with_what_belongs_to_it() {
    let mut library = library();
    let mut removed: Vec<String> = library
        .remove_collection("c")
        .iter()
        .map(|entry| entry.id().to_owned())
        .collect();
    removed.sort();
    assert_eq!(removed, ["3", "4"]);
    assert_eq!(library.len(), 3);
    assert!(library.collections().is_empty());
}

#[test]
fn a_file_is_renamed_to_a_free_path_only() {
    let library = library();
    let file = library.get("3").expect("it is there");
    assert_eq!(library.renamed(file, "a.md"), Err(PathError::Taken));
    assert_eq!(library.renamed(file, "../a.md"), Err(PathError::Outside));
    let renamed = library.renamed(file, "team/b.md").expect("it is free");
    assert_eq!(renamed.path.as_deref(), Some("team/b.md"));
    assert!(renamed.is_new() && !file.is_new());
    assert_eq!(
        library.renamed(file, "b.md").expect("its own").path,
        file.path
    );
}

#[test]
fn a_copy_gets_a_path_of_its_own() {
    let mut library = library();
    let file = Arc::clone(library.get("3").expect("it is there"));
    assert_eq!(library.path_for_copy(&file), "b-2.md");
    library.put(entry("6", Some(("c", "b-2.md")), "", 0.0));
    assert_eq!(library.path_for_copy(&file), "b-3.md");
    let alone = Arc::clone(library.get("2").expect("it is there"));
    assert_eq!(library.path_for_copy(&alone), "newer-2.md");
}

#[test]
fn files_that_come_are_told_from_those_that_are_there() {
    let library = library();
    let taken = library.take_in(
        Some("c"),
        vec![
            SourceFile::new("a.md", "a"),
            SourceFile::new("b.md", "another b"),
            SourceFile::new("new.md", "new"),
        ],
    );
    assert_eq!(taken.same, ["4"]);
    assert_eq!(taken.new, [SourceFile::new("new.md", "new")]);
    assert_eq!(taken.changed.len(), 1);
    assert_eq!(taken.changed[0].entry.id(), "3");
    let alone = library.take_in(None, vec![SourceFile::new("newer.md", "other")]);
    assert_eq!(alone.changed[0].entry.id(), "2");
}

#[test]
fn what_is_typed_finds_paths_names_and_bodies() {
    let library = library();
    let found = |typed: &str| {
        let search = Search::new(typed);
        library
            .entries()
            .filter(|entry| search.finds(entry))
            .map(|entry| entry.id().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("NEWER"), ["2"]);
    assert_eq!(found("b.MD"), ["3"]);
    assert_eq!(found("b.md older"), Vec::<String>::new());
    assert_eq!(found(" ").len(), 5);
}

#[test]
fn a_collection_that_a_link_brought_is_known_again() {
    let files = [SourceFile::new("a.md", "a"), SourceFile::new("b.md", "b")];
    let mut library = library();
    // The same files came from elsewhere.
    assert_eq!(library.of_link(&files), None);
    library.put_collection(Collection {
        id: "c".to_owned(),
        title: "From a link".to_owned(),
        origin: Origin::Link,
    });
    let id = |library: &Library, files: &[SourceFile]| {
        library.of_link(files).map(|known| known.id.clone())
    };
    assert_eq!(id(&library, &files).as_deref(), Some("c"));
    assert_eq!(id(&library, &files[..1]), None);
    let other = [SourceFile::new("a.md", "a"), SourceFile::new("b.md", "c")];
    assert_eq!(id(&library, &other), None);
    // What was typed since does not make it another.
    let known = library.get("3").cloned().expect("it is there");
    let changed = known.with_draft(Draft {
        text: "typed".to_owned(),
        ..known.draft.clone()
    });
    library.put(changed);
    assert_eq!(id(&library, &files).as_deref(), Some("c"));
    library.remove("4");
    assert_eq!(id(&library, &files), None);
}
