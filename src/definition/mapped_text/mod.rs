//! Decoded texts that remember where their parts stand in the source.

mod align;

use crate::text::Span;
pub(super) use align::Style;

/// A decoded text that remembers where in the source each of its parts stands.
///
/// Quotes, escapes, folds and indentation make a value's text differ from its source; clicking a
/// word of an example must land on that word all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    runs: Vec<Run>,
}

/// A stretch of the decoded text and the stretch of source it came from. Where both have the same
/// length they are the same byte for byte; else one was decoded from the other as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Where it begins in the decoded text.
    text: usize,
    text_len: usize,
    /// Where it begins in the source.
    source: usize,
    source_len: usize,
}

impl MappedText {
    /// A text that stands in the source as it is, at `start`.
    pub fn verbatim(text: &str, start: usize) -> Self {
        let mut mapped = Self::default();
        mapped.push_verbatim(text, start);
        mapped
    }

    /// A text of which is only known that it was made of `source` as a whole.
    pub(super) fn whole(text: &str, source: Span) -> Self {
        let mut mapped = Self::default();
        mapped.push_decoded(text, source);
        mapped
    }

    /// The text `decoded` that a YAML parser made of `raw`, which stands at `start`; `raw` has no
    /// outer quotes and no block header any more.
    pub(super) fn aligned(decoded: &str, raw: &str, start: usize, style: Style) -> Self {
        align::align(decoded, raw, start, style)
    }

    /// The decoded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the source that a span of the decoded text came from.
    pub fn to_source(&self, decoded: Span) -> Span {
        let start = self.source_start(decoded.start);
        if decoded.is_empty() {
            Span::at(start)
        } else {
            Span::new(start, self.source_end(decoded.end))
        }
    }

    /// The bytes of the source to replace so that a span of the decoded text is replaced: the
    /// indentation behind a line end at its end goes with it.
    pub(crate) fn to_replace(&self, decoded: Span) -> Span {
        let start = self.source_start(decoded.start);
        let ends_line = self
            .text
            .get(decoded.start..decoded.end)
            .is_some_and(|text| text.ends_with('\n'));
        if decoded.is_empty() {
            Span::at(start)
        } else if ends_line && decoded.end < self.text.len() {
            Span::new(start, self.source_start(decoded.end))
        } else {
            Span::new(start, self.source_end(decoded.end))
        }
    }

    /// The span with every stretch that was decoded as a whole and that it cuts.
    pub(crate) fn whole_stretches(&self, decoded: Span) -> Span {
        let cut = |at: usize| {
            let after = self.runs.partition_point(|run| run.text < at);
            let run = self.runs.get(after.checked_sub(1)?)?;
            (run.text_len != run.source_len && at < run.text + run.text_len)
                .then(|| Span::new(run.text, run.text + run.text_len))
        };
        Span::new(
            cut(decoded.start).map_or(decoded.start, |run| run.start),
            cut(decoded.end).map_or(decoded.end, |run| run.end),
        )
    }

    /// The byte of the decoded text that came from a byte of the source; `None` outside of it.
    pub fn to_decoded(&self, source: usize) -> Option<usize> {
        let after = self.runs.partition_point(|run| run.source <= source);
        let run = self.runs.get(after.checked_sub(1)?)?;
        let into = source - run.source;
        (into <= run.source_len).then(|| run.text + into.min(run.text_len))
    }

    /// With the two characters `\n`, and the three `\\n`, as line ends: so examples are written in
    /// one line. Claude Code does the first to the description of project and user agents.
    pub fn with_line_ends(&self) -> Self {
        let mut out = Self::default();
        let mut copied = 0;
        // A single sign is found faster than two.
        let signs = self.text.match_indices('\\').map(|(at, _)| at);
        for at in signs.filter(|at| self.text.as_bytes().get(at + 1) == Some(&b'n')) {
            let start = if self.text[copied..at].ends_with('\\') {
                at - 1
            } else {
                at
            };
            self.copy_to(&mut out, copied, start);
            out.push_decoded("\n", self.to_source(Span::new(start, at + 2)));
            copied = at + 2;
        }
        self.copy_to(&mut out, copied, self.text.len());
        out
    }

    fn copy_to(&self, out: &mut Self, from: usize, to: usize) {
        let first = self
            .runs
            .partition_point(|run| run.text + run.text_len <= from);
        for run in self.runs[first..].iter().take_while(|run| run.text < to) {
            let start = run.text.max(from);
            let end = (run.text + run.text_len).min(to);
            let text = &self.text[start..end];
            if run.text_len == run.source_len {
                out.push_verbatim(text, run.source + (start - run.text));
            } else {
                out.push_decoded(text, Span::new(run.source, run.source + run.source_len));
            }
        }
    }

    /// Adds text that stands in the source as it is.
    fn push_verbatim(&mut self, text: &str, source: usize) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.push_str(text);
        if let Some(last) = self.runs.last_mut()
            && last.text_len == last.source_len
            && last.source + last.source_len == source
        {
            last.text_len += text.len();
            last.source_len += text.len();
            return;
        }
        self.runs.push(Run {
            text: at,
            text_len: text.len(),
            source,
            source_len: text.len(),
        });
    }

    /// Adds text that was decoded from `source` as a whole.
    fn push_decoded(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.push_str(text);
        self.runs.push(Run {
            text: at,
            text_len: text.len(),
            source: source.start,
            source_len: source.len(),
        });
    }

    fn source_start(&self, decoded: usize) -> usize {
        let after = self.runs.partition_point(|run| run.text <= decoded);
        let Some(run) = after.checked_sub(1).and_then(|index| self.runs.get(index)) else {
            return self.runs.first().map_or(0, |run| run.source);
        };
        let into = decoded - run.text;
        if into >= run.text_len {
            run.source + run.source_len
        } else if run.text_len == run.source_len {
            run.source + into
        } else {
            run.source
        }
    }

    /// The end of the source that everything before `decoded` came from.
    fn source_end(&self, decoded: usize) -> usize {
        let after = self.runs.partition_point(|run| run.text < decoded);
        let Some(run) = after.checked_sub(1).and_then(|index| self.runs.get(index)) else {
            return self.source_start(decoded);
        };
        let into = decoded - run.text;
        if run.text_len == run.source_len && into <= run.text_len {
            run.source + into
        } else {
            run.source + run.source_len
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbatim_text_maps_by_its_offset() {
        let mapped = MappedText::verbatim("hello", 10);
        assert_eq!(mapped.to_source(Span::new(1, 3)), Span::new(11, 13));
        assert_eq!(mapped.to_decoded(12), Some(2));
        assert_eq!(mapped.to_decoded(9), None);
    }

    #[test]
    fn written_line_ends_become_real_ones_and_keep_their_place() {
        let source = r"a\nb\\nc";
        let mapped = MappedText::verbatim(source, 100).with_line_ends();
        assert_eq!(mapped.as_str(), "a\nb\nc");
        assert_eq!(mapped.to_source(Span::new(2, 3)), Span::new(103, 104));
        assert_eq!(mapped.to_source(Span::new(4, 5)), Span::new(107, 108));
        assert_eq!(mapped.to_source(Span::new(1, 2)), Span::new(101, 103));
    }
}
