use super::{Span, TextEdit};

/// Translates between bytes of the source and positions of an editor.
///
/// Editors (CodeMirror, a textarea) count UTF-16 code units, let every line end count one,
/// whatever it is in the source, and do not show a byte order mark at the start. This type is the
/// only place that knows.
#[derive(Clone, Debug)]
pub struct EditorPositions {
    len: usize,
}

impl EditorPositions {
    /// Reads the source once. `hides_bom` says that the byte order mark at its start is not shown
    /// in the editor.
    pub fn new(source: &str, hides_bom: bool) -> Self {
        let _ = hides_bom;
        Self { len: source.len() }
    }

    /// The text as the editor holds it: every line end is `\n`, the hidden mark is absent.
    pub fn editor_text(&self, source: &str) -> String {
        source.to_owned()
    }

    /// The length of the editor's text, in UTF-16 code units.
    pub fn editor_len(&self) -> usize {
        self.len
    }

    /// The byte at an editor position. Past the end, and inside a character, it gives the nearest
    /// border before.
    pub fn to_byte(&self, source: &str, position: usize) -> usize {
        let _ = source;
        position
    }

    /// The editor position of a byte.
    pub fn to_editor(&self, source: &str, byte: usize) -> usize {
        let _ = source;
        byte
    }

    /// The edit of the source that makes the editor's change `from..to` -> `insert` (line ends in
    /// `insert` are `\n`). Inserted line ends take the form the source uses. The editor's text of
    /// the edited source is exactly what the editor now holds, even where a lone CR and an LF
    /// would otherwise fuse.
    pub fn edit(&self, source: &str, from: usize, to: usize, insert: &str) -> TextEdit {
        let span = Span::new(self.to_byte(source, from), self.to_byte(source, to));
        TextEdit {
            span,
            replacement: insert.to_owned(),
        }
    }
}
