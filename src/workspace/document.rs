use std::sync::Arc;

use crate::text::{EditorPositions, OverlappingEdits, TextEdit, apply};

/// A byte order mark, which editors do not show.
const BOM: char = '\u{feff}';

/// One open text: its source as it was opened and edited since, and how an editor counts in it.
#[derive(Clone, Debug)]
pub struct Document {
    source: Arc<str>,
    hides_bom: bool,
    positions: EditorPositions,
}

/// A file that is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is not UTF-8 text: byte {byte} (counted from 0) fits no character")]
pub struct NotUtf8 {
    /// The first byte that fits no character, from 0.
    pub byte: usize,
}

impl Document {
    /// Opens a text. A byte order mark at its start is kept in the source and hidden from editors.
    pub fn new(source: impl Into<Arc<str>>) -> Self {
        let source = source.into();
        let hides_bom = source.starts_with(BOM);
        Self::restored(source, hides_bom)
    }

    /// Opens a file's bytes.
    ///
    /// # Errors
    /// When they are not UTF-8.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotUtf8> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(text)),
            Err(error) => Err(NotUtf8 {
                byte: error.valid_up_to(),
            }),
        }
    }

    /// Opens a text that was open before, with what was decided about its mark then: a mark that a
    /// person typed stays visible.
    pub fn restored(source: impl Into<Arc<str>>, hides_bom: bool) -> Self {
        let source = source.into();
        let positions = EditorPositions::new(&source, hides_bom);
        Self {
            source,
            hides_bom,
            positions,
        }
    }

    /// The text, byte for byte.
    pub fn source(&self) -> &Arc<str> {
        &self.source
    }

    /// Whether editors leave out the mark at the start.
    pub fn hides_bom(&self) -> bool {
        self.hides_bom
    }

    /// How an editor counts in the text as it now stands.
    pub fn positions(&self) -> &EditorPositions {
        &self.positions
    }

    /// The text as an editor holds it.
    pub fn editor_text(&self) -> String {
        self.positions.editor_text(&self.source)
    }

    /// The one way a text changes.
    ///
    /// # Errors
    /// When the edits overlap or do not fit the text; the text then stays as it was.
    pub fn apply(&mut self, edits: &[TextEdit]) -> Result<(), OverlappingEdits> {
        self.source = apply(&self.source, edits)?.into();
        self.positions = EditorPositions::new(&self.source, self.hides_bom);
        Ok(())
    }

    /// Takes over changes made in an editor: each `from..to` of the editor's text before them became
    /// its text. They are in order and do not overlap.
    ///
    /// # Errors
    /// Never for positions of this document's editor text; see [`Document::apply`].
    pub fn apply_editor_changes<'text>(
        &mut self,
        changes: impl IntoIterator<Item = (usize, usize, &'text str)>,
    ) -> Result<(), OverlappingEdits> {
        let edits = self.positions.edits(&self.source, changes);
        self.apply(&edits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_and_the_line_ends_survive_an_edit() {
        let mut document = Document::new("\u{feff}---\r\nname: a\r\n---\r\n");
        assert_eq!(document.editor_text(), "---\nname: a\n---\n");
        document
            .apply_editor_changes([(10, 11, "b")])
            .expect("the edit fits");
        assert_eq!(&**document.source(), "\u{feff}---\r\nname: b\r\n---\r\n");
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        assert_eq!(
            Document::from_bytes(b"ab\xffc").err(),
            Some(NotUtf8 { byte: 2 })
        );
    }

    #[test]
    fn edits_that_overlap_change_nothing() {
        let mut document = Document::new("abc");
        let edit = |from, to| TextEdit {
            span: crate::text::Span::new(from, to),
            replacement: String::new(),
        };
        assert!(document.apply(&[edit(0, 2), edit(1, 3)]).is_err());
        assert_eq!(&**document.source(), "abc");
    }
}
