use std::sync::Arc;

use crate::text::SourceFile;
use crate::workspace::draft::Draft;
use crate::workspace::file_name;

/// The writer of a file that was made in a collection and lies in no folder yet.
pub const MADE_HERE: &str = "made-here";

/// A document as the workspace keeps it, on show or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its text, and who wrote it last.
    pub draft: Draft,
    /// The collection it belongs to; `None` for a document of its own.
    pub collection: Option<String>,
    /// Its path in the collection, or the file name that a document of its own was given.
    pub path: Option<String>,
    /// The text as it came from a folder, a zip or a link, where it has been changed since.
    pub original: Option<Arc<str>>,
}

impl Entry {
    /// A document that belongs to no collection.
    pub fn alone(draft: Draft) -> Self {
        Self {
            draft,
            collection: None,
            path: None,
            original: None,
        }
    }

    /// What it is called in its place.
    pub fn id(&self) -> &str {
        &self.draft.id
    }

    /// Whether it was made here, so that nothing lies yet at its path in the collection's folder.
    pub fn is_new(&self) -> bool {
        self.collection.is_some() && self.draft.stamp.writer == MADE_HERE
    }

    /// Whether it differs from what was opened or saved last.
    pub fn is_changed(&self) -> bool {
        self.original.is_some()
    }

    /// The same document with another text; what it was before any change is remembered, and forgotten
    /// when the text is that again. A document of its own has nothing to differ from.
    pub fn with_draft(&self, draft: Draft) -> Self {
        let before = self
            .original
            .clone()
            .unwrap_or_else(|| Arc::from(self.draft.text.as_str()));
        let original = (self.collection.is_some() && *before != *draft.text).then_some(before);
        Self {
            draft,
            original,
            ..self.clone()
        }
    }

    /// The same document once its text is where it came from.
    pub fn saved(&self) -> Self {
        Self {
            original: None,
            ..self.clone()
        }
    }

    /// Its path, or the file name that its content suggests.
    pub fn path_or_name(&self) -> String {
        self.path
            .clone()
            .unwrap_or_else(|| file_name::suggested_by(&self.draft.text))
    }

    /// Its text at its place.
    pub fn source_file(&self) -> SourceFile {
        SourceFile::new(self.path_or_name(), self.draft.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::draft::Stamp;

    fn draft(text: &str) -> Draft {
        Draft {
            id: "a".to_owned(),
            stamp: Stamp {
                revision: 1,
                writer: "tab".to_owned(),
            },
            saved_at: 0.0,
            hides_bom: false,
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_file_of_a_collection_knows_whether_it_was_changed() {
        let entry = Entry {
            collection: Some("folder".to_owned()),
            path: Some("a.md".to_owned()),
            ..Entry::alone(draft("one"))
        };
        let changed = entry.with_draft(draft("two")).with_draft(draft("three"));
        assert_eq!(changed.original.as_deref(), Some("one"));
        assert!(changed.is_changed());
        assert!(!changed.with_draft(draft("one")).is_changed());
        assert!(!changed.saved().is_changed());
    }

    #[test]
    fn a_document_of_its_own_has_nothing_to_differ_from() {
        let entry = Entry::alone(draft("one"));
        assert!(!entry.with_draft(draft("two")).is_changed());
    }

    #[test]
    fn the_content_suggests_a_name_where_there_is_no_path() {
        let entry = Entry::alone(draft("---\nname: code-reviewer\n---\n"));
        assert_eq!(entry.path_or_name(), "code-reviewer.md");
        assert_eq!(
            &*entry.source_file().text,
            "---\nname: code-reviewer\n---\n"
        );
    }
}
