use std::sync::Arc;

use crate::text::{EditorPositions, OverlappingEdits, TextEdit, apply};

/// One open text: its source as it was opened and edited since, and how an editor counts in it.
#[derive(Clone, Debug)]
pub struct Document {
    source: Arc<str>,
    hides_bom: bool,
    positions: EditorPositions,
}

impl Document {
    /// Opens a text. A byte order mark at its start is kept in the source and hidden from editors.
    pub fn new(source: impl Into<Arc<str>>) -> Self {
        let source = source.into();
        let hides_bom = source.starts_with('\u{feff}');
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

    /// Takes over a change made in an editor: `from..to` of the editor's text became `insert`.
    ///
    /// # Errors
    /// Never for positions of this document's editor text; see [`Document::apply`].
    pub fn apply_editor_change(
        &mut self,
        from: usize,
        to: usize,
        insert: &str,
    ) -> Result<(), OverlappingEdits> {
        let edit = self.positions.edit(&self.source, from, to, insert);
        self.apply(&[edit])
    }

    /// The same for several changes at once, whose positions all count in the text before them.
    ///
    /// # Errors
    /// See [`Document::apply`].
    pub fn apply_editor_changes<'text>(
        &mut self,
        changes: impl Iterator<Item = (usize, usize, &'text str)>,
    ) -> Result<(), OverlappingEdits> {
        let edits: Vec<TextEdit> =
            changes.map(|(from, to, insert)| self.positions.edit(&self.source, from, to, insert)).collect();
        self.apply(&edits)
    }
}
