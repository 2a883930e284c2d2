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
        let _ = source;
        Self { starts: vec![0] }
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
        let _ = (source, line);
        None
    }

    /// Line and column of a byte.
    pub fn line_column(&self, source: &str, byte: usize) -> LineColumn {
        let _ = source;
        LineColumn {
            line: self.line(byte),
            column: 1,
        }
    }
}
