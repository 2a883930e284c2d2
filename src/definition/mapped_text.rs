use crate::text::Span;

/// A decoded text that remembers where in the source each of its parts stands.
///
/// Quotes, escapes, folds and indentation make a value's text differ from its source; clicking a
/// word of an example must land on that word all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    /// Runs that are the same in text and source, ordered; between them something was decoded.
    runs: Vec<Run>,
    /// Where in the source the whole value ends.
    source_end: usize,
}

/// From `text` on (bytes of the decoded text), the source stands at `source` (bytes of the file),
/// byte for byte the same up to the next run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: usize,
    source: usize,
}

impl MappedText {
    /// A text that stands in the source as it is, at `start`.
    pub fn verbatim(text: &str, start: usize) -> Self {
        Self {
            text: text.to_owned(),
            runs: vec![Run {
                text: 0,
                source: start,
            }],
            source_end: start + text.len(),
        }
    }

    /// The decoded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the source that a span of the decoded text came from.
    pub fn to_source(&self, decoded: Span) -> Span {
        let at = |offset: usize| {
            let run = self.runs.partition_point(|run| run.text <= offset);
            match run.checked_sub(1).and_then(|index| self.runs.get(index)) {
                Some(run) => (run.source + offset - run.text).min(self.source_end),
                None => self.source_end,
            }
        };
        Span::new(at(decoded.start), at(decoded.end))
    }
}
