use memchr::memchr2_iter;

use super::Span;

/// A line and a column as people count them: from one, the column in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in UTF-16 code units.
    pub column: usize,
}

/// Where the lines of a text begin. A line ends at LF, CRLF or a lone CR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the text once.
    pub fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let is_whole = |at: &usize| bytes.get(*at..at + 2) != Some(b"\r\n");
        let ends = memchr2_iter(b'\n', b'\r', bytes).filter(is_whole);
        Self {
            starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(),
        }
    }

    /// How many lines there are; a text that ends in a line end has an empty last one.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line that `byte` stands in, from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    /// The bytes of a line (from 1) without its line end; `None` past the last one.
    pub fn line_span(&self, source: &str, line: usize) -> Option<Span> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).copied().unwrap_or(source.len());
        let text = source.get(start..end)?;
        Some(Span::new(
            start,
            start + text.trim_end_matches(['\n', '\r']).len(),
        ))
    }

    /// Line and column of a byte.
    pub fn line_column(&self, source: &str, byte: usize) -> LineColumn {
        let line = self.line(byte);
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let before = source.get(start..byte).unwrap_or_default();
        LineColumn {
            line,
            column: before.encode_utf16().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let source = "a\nb\r\nc\rd\n";
        let index = LineIndex::new(source);
        assert_eq!(index.line_count(), 5);
        let lines: Vec<_> = (1..=5)
            .map(|line| index.line_span(source, line).map(|span| span.slice(source)))
            .collect();
        assert_eq!(
            lines,
            [Some("a"), Some("b"), Some("c"), Some("d"), Some("")]
        );
        assert_eq!(index.line_span(source, 6), None);
        assert_eq!(index.line_span(source, 0), None);
    }

    #[test]
    fn a_byte_knows_its_line() {
        let index = LineIndex::new("a\nb\r\nc");
        assert_eq!(
            [0, 1, 2, 3, 4, 5, 6].map(|byte| index.line(byte)),
            [1, 1, 2, 2, 2, 3, 3]
        );
    }

    #[test]
    fn columns_count_utf16() {
        let source = "x\né👩z";
        let index = LineIndex::new(source);
        let at = source.find('z').expect("z");
        assert_eq!(
            index.line_column(source, at),
            LineColumn { line: 2, column: 4 }
        );
    }
}
