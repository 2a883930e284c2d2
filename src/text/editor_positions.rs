use super::{Span, TextEdit};

/// Translates between bytes of the source and positions of an editor.
///
/// Editors (CodeMirror, a textarea) count UTF-16 code units, let every line end count one,
/// whatever it is in the source, and do not show a byte order mark at the start. This type is the
/// only place that knows.
#[derive(Clone, Debug)]
pub struct EditorPositions {
    /// The editor position and the byte at every so-many-th byte, on borders that both have. One
    /// line of ten megabytes is then looked up as quickly as a short one.
    checkpoints: Vec<(usize, usize)>,
    end: (usize, usize),
    /// What ends most lines; LF where there is none.
    prevailing: &'static str,
}

/// How many bytes lie between two checkpoints, about.
const STEP: usize = 256;

impl EditorPositions {
    /// Reads the source once. `hides_bom` says that the byte order mark at its start is not shown
    /// in the editor.
    pub fn new(source: &str, hides_bom: bool) -> Self {
        let start = if hides_bom && source.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let mut checkpoints = vec![(0, start)];
        let mut ends = [0_usize; 3];
        let mut due = start + STEP;
        let mut end = (0, start);
        for unit in Units::new(source, 0, start) {
            if unit.byte >= due {
                checkpoints.push((unit.position, unit.byte));
                due = unit.byte + STEP;
            }
            match unit.line_end {
                Some(LineEnd::Lf) => ends[0] += 1,
                Some(LineEnd::CrLf) => ends[1] += 1,
                Some(LineEnd::Cr) => ends[2] += 1,
                None => {}
            }
            end = (unit.position + unit.utf16, unit.byte + unit.bytes);
        }
        let most = ends.iter().max().copied().unwrap_or(0);
        let prevailing = if ends[0] == most {
            "\n"
        } else if ends[1] == most {
            "\r\n"
        } else {
            "\r"
        };
        Self {
            checkpoints,
            end,
            prevailing,
        }
    }

    /// The text as the editor holds it: every line end is `\n`, the hidden mark is absent.
    pub fn editor_text(&self, source: &str) -> String {
        let text = source.get(self.first_byte()..).unwrap_or_default();
        if !text.contains('\r') {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('\r') {
            out.push_str(&rest[..at]);
            out.push('\n');
            rest = &rest[at + 1..];
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
        out.push_str(rest);
        out
    }

    /// The length of the editor's text, in UTF-16 code units.
    pub fn editor_len(&self) -> usize {
        self.end.0
    }

    /// The byte at an editor position. Past the end, and inside a character, it gives the nearest
    /// border before.
    pub fn to_byte(&self, source: &str, position: usize) -> usize {
        if position >= self.end.0 {
            return self.end.1;
        }
        let checkpoint = self
            .checkpoints
            .partition_point(|(at, _)| *at <= position)
            .saturating_sub(1);
        let (at, byte) = self.checkpoints[checkpoint];
        Units::new(source, at, byte)
            .find(|unit| unit.position + unit.utf16 > position)
            .map_or(self.end.1, |unit| unit.byte)
    }

    /// The editor position of a byte; of one inside a character or a CRLF, that of its start.
    pub fn to_editor(&self, source: &str, byte: usize) -> usize {
        if byte >= self.end.1 {
            return self.end.0;
        }
        let checkpoint = self
            .checkpoints
            .partition_point(|(_, at)| *at <= byte)
            .saturating_sub(1);
        let (position, at) = self.checkpoints[checkpoint];
        Units::new(source, position, at)
            .find(|unit| unit.byte + unit.bytes > byte)
            .map_or(self.end.0, |unit| unit.position)
    }

    /// The edit of the source that makes the editor's change `from..to` -> `insert` (line ends in
    /// `insert` are `\n`); see [`EditorPositions::edits`].
    pub fn edit(&self, source: &str, from: usize, to: usize, insert: &str) -> TextEdit {
        let mut edits = self.edits(source, [(from, to, insert)]);
        edits.pop().unwrap_or_else(|| TextEdit {
            span: Span::at(self.end.1),
            replacement: String::new(),
        })
    }

    /// The edits of the source that make the editor's changes `from..to` -> `insert`, which are in
    /// order, do not overlap, and all count in the text before them.
    ///
    /// Inserted line ends take the form that prevails in the source. The editor's text of the
    /// edited source is exactly what the editor then holds, even where a lone CR and an LF would
    /// otherwise fuse to one line end: there one more byte is written.
    pub fn edits<'text>(
        &self,
        source: &str,
        changes: impl IntoIterator<Item = (usize, usize, &'text str)>,
    ) -> Vec<TextEdit> {
        let mut edits: Vec<TextEdit> = Vec::new();
        // Where the last edit ends, and whether a CR then stands before that place.
        let mut last: Option<(usize, bool)> = None;
        for (from, to, insert) in changes {
            let span = Span::new(self.to_byte(source, from), self.to_byte(source, to));
            let follows_cr = match last {
                Some((end, after_cr)) if end == span.start => after_cr,
                _ => source
                    .get(..span.start)
                    .is_some_and(|before| before.ends_with('\r')),
            };
            let before_lf = source
                .get(span.end..)
                .is_some_and(|after| after.starts_with('\n'));
            let replacement = self.with_line_ends(insert, follows_cr, before_lf);
            let after_cr = if replacement.is_empty() {
                follows_cr
            } else {
                replacement.ends_with('\r')
            };
            last = Some((span.end, after_cr));
            edits.push(TextEdit { span, replacement });
        }
        edits
    }

    /// The inserted text in the source's line ends, such that none fuses with its neighbours.
    fn with_line_ends(&self, insert: &str, follows_cr: bool, before_lf: bool) -> String {
        if insert.is_empty() {
            // What stood between a CR and an LF is gone: the LF would become part of the CR's line
            // end. One LF more completes the CR to a CRLF and leaves the other as it is.
            return if follows_cr && before_lf {
                "\n".to_owned()
            } else {
                String::new()
            };
        }
        let mut out = insert.replace('\n', self.prevailing);
        if follows_cr && out.starts_with('\n') {
            out.insert(0, '\r');
        }
        if before_lf && out.ends_with('\r') {
            out.push('\n');
        }
        out
    }

    fn first_byte(&self) -> usize {
        self.checkpoints.first().map_or(0, |(_, byte)| *byte)
    }
}

#[derive(Clone, Copy)]
enum LineEnd {
    Lf,
    CrLf,
    Cr,
}

/// What the caret of an editor steps over: a character, or a line end.
struct Unit {
    position: usize,
    utf16: usize,
    byte: usize,
    bytes: usize,
    line_end: Option<LineEnd>,
}

/// The units of a source from some border on.
struct Units<'source> {
    source: &'source str,
    position: usize,
    byte: usize,
}

impl<'source> Units<'source> {
    fn new(source: &'source str, position: usize, byte: usize) -> Self {
        Self {
            source,
            position,
            byte,
        }
    }
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        let first = *self.source.as_bytes().get(self.byte)?;
        let (utf16, bytes, line_end) = match first {
            b'\n' => (1, 1, Some(LineEnd::Lf)),
            b'\r' if self.source.as_bytes().get(self.byte + 1) == Some(&b'\n') => {
                (1, 2, Some(LineEnd::CrLf))
            }
            b'\r' => (1, 1, Some(LineEnd::Cr)),
            // The first byte of a character tells its length; four bytes are a surrogate pair.
            0x00..=0x7f => (1, 1, None),
            0x80..=0xdf => (1, 2, None),
            0xe0..=0xef => (1, 3, None),
            0xf0..=0xff => (2, 4, None),
        };
        let unit = Unit {
            position: self.position,
            utf16,
            byte: self.byte,
            bytes,
            line_end,
        };
        self.position += utf16;
        self.byte += bytes;
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::apply;

    /// What an editor makes of its own text by the same changes.
    fn changed_by_editor(text: &str, changes: &[(usize, usize, String)]) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut out = Vec::new();
        let mut copied = 0;
        for (from, to, insert) in changes {
            out.extend_from_slice(&units[copied..*from]);
            out.extend(insert.encode_utf16());
            copied = *to;
        }
        out.extend_from_slice(&units[copied..]);
        String::from_utf16_lossy(&out)
    }

    fn edited(source: &str, from: usize, to: usize, insert: &str) -> String {
        let positions = EditorPositions::new(source, true);
        apply(source, &[positions.edit(source, from, to, insert)]).expect("the edit fits")
    }

    #[test]
    fn a_line_end_counts_one_and_the_mark_none() {
        let source = "\u{feff}a\r\nb👩c\rd";
        let positions = EditorPositions::new(source, true);
        assert_eq!(positions.editor_text(source), "a\nb👩c\nd");
        assert_eq!(positions.editor_len(), 8);
        assert_eq!(positions.to_byte(source, 0), 3);
        assert_eq!(positions.to_byte(source, 2), source.find('b').expect("b"));
        assert_eq!(
            positions.to_byte(source, 4),
            source.find('👩').expect("inside the pair")
        );
        assert_eq!(positions.to_editor(source, source.find('d').expect("d")), 7);
        assert_eq!(positions.to_editor(source, 0), 0);
    }

    #[test]
    fn inserted_line_ends_take_the_prevailing_form() {
        assert_eq!(edited("a\r\nb\r\n", 1, 1, "\nx"), "a\r\nx\r\nb\r\n");
        assert_eq!(edited("a\nb\n", 1, 1, "\nx"), "a\nx\nb\n");
    }

    #[test]
    fn a_deletion_between_cr_and_lf_keeps_two_line_ends() {
        assert_eq!(edited("a\rX\nb", 2, 3, ""), "a\r\n\nb");
    }

    #[test]
    fn deletions_that_touch_keep_two_line_ends() {
        let source = "a\rXYZ\nb";
        let positions = EditorPositions::new(source, true);
        let edits = positions.edits(source, [(2, 3, ""), (3, 4, ""), (4, 5, "")]);
        assert_eq!(apply(source, &edits).as_deref(), Ok("a\r\n\nb"));
    }

    #[test]
    fn an_insertion_at_a_seam_does_not_fuse() {
        assert_eq!(edited("a\rb\n\n", 2, 2, "\n"), "a\r\r\nb\n\n");
    }

    /// Texts with every kind of line end, characters of every length, and a mark at the start.
    fn sources() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("\n"),
            Just("\r\n"),
            Just("\r"),
            Just("a"),
            Just("é"),
            Just("ก"),
            Just("👩"),
            Just("\u{feff}"),
            Just(" ")
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    fn inserts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![Just("\n"), Just("x"), Just("ü"), Just("👨")];
        prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
    }

    /// Turns numbers into changes that lie in order on borders of characters.
    fn changes_in(text: &str, wishes: Vec<(usize, String)>) -> Vec<(usize, usize, String)> {
        let mut borders: Vec<usize> = vec![0];
        for character in text.chars() {
            borders.push(borders[borders.len() - 1] + character.len_utf16());
        }
        let mut at = 0;
        let mut out = Vec::new();
        for (wish, insert) in wishes {
            let from = at + wish % 3;
            let to = from + wish / 3 % 4;
            if to >= borders.len() {
                break;
            }
            out.push((borders[from], borders[to], insert));
            at = to + usize::from(from == to);
        }
        out
    }

    proptest! {
        #[test]
        fn the_source_follows_the_editor_and_nothing_else_changes(
            source in sources(),
            hides_bom: bool,
            wishes in prop::collection::vec((0..12_usize, inserts()), 0..6),
        ) {
            let positions = EditorPositions::new(&source, hides_bom);
            let text = positions.editor_text(&source);
            prop_assert_eq!(text.encode_utf16().count(), positions.editor_len());
            let changes = changes_in(&text, wishes);
            let edits = positions.edits(
                &source,
                changes.iter().map(|(from, to, insert)| (*from, *to, insert.as_str())),
            );
            let after = apply(&source, &edits).expect("the edits fit");
            let still_hides = hides_bom && source.starts_with('\u{feff}');
            let seen = EditorPositions::new(&after, still_hides).editor_text(&after);
            prop_assert_eq!(seen, changed_by_editor(&text, &changes));
            // Only what the editor changed is touched.
            for (edit, (from, to, _)) in edits.iter().zip(&changes) {
                prop_assert_eq!(edit.span.start, positions.to_byte(&source, *from));
                prop_assert_eq!(edit.span.end, positions.to_byte(&source, *to));
            }
        }

        #[test]
        fn positions_and_bytes_are_inverse_on_borders(source in sources(), repeat in 1..40_usize) {
            let source = source.repeat(repeat);
            let positions = EditorPositions::new(&source, true);
            for unit in Units::new(&source, 0, positions.first_byte()) {
                prop_assert_eq!(positions.to_byte(&source, unit.position), unit.byte);
                prop_assert_eq!(positions.to_editor(&source, unit.byte), unit.position);
            }
            prop_assert_eq!(positions.to_byte(&source, positions.editor_len() + 7), source.len());
            prop_assert_eq!(positions.to_editor(&source, source.len()), positions.editor_len());
        }
    }
}
