//! Where in the source a text stands that the repair may have made longer.

use crate::text::Span;

/// From bytes of the text that is parsed to bytes of the source.
#[derive(Clone)]
pub(super) struct SourceMap {
    /// Where stretches begin: in the parsed text, and in the source. Ordered, the first at 0.
    stretches: Vec<(usize, usize)>,
    /// Values that stand in quotes in the parsed text only: where, and what they are in the source.
    quoted: Vec<(usize, Span)>,
}

impl SourceMap {
    /// The text stands in the source as it is, from `start` on.
    pub(super) fn whole(start: usize) -> Self {
        Self {
            stretches: vec![(0, start)],
            quoted: Vec::new(),
        }
    }

    /// From `parsed` on the text stands at `source`.
    pub(super) fn continue_at(&mut self, parsed: usize, source: usize) {
        self.stretches.push((parsed, source));
    }

    /// The value at `parsed` was quoted; without quotes it stands at `source`.
    pub(super) fn quote(&mut self, parsed: usize, source: Span) {
        self.quoted.push((parsed, source));
    }

    /// The same for a text into which `len` bytes were inserted at `parsed`.
    pub(super) fn inserted(mut self, parsed: usize, len: usize) -> Self {
        let source = self.to_source(parsed);
        let shift = |at: usize| if at >= parsed { at + len } else { at };
        for (start, _) in &mut self.stretches[1..] {
            *start = shift(*start);
        }
        for (at, _) in &mut self.quoted {
            *at = shift(*at);
        }
        let after = self
            .stretches
            .partition_point(|(start, _)| *start < parsed + len);
        self.stretches.insert(after.max(1), (parsed + len, source));
        self
    }

    pub(super) fn to_source(&self, parsed: usize) -> usize {
        let after = self
            .stretches
            .partition_point(|(start, _)| *start <= parsed);
        let (start, source) = self.stretches[after.saturating_sub(1)];
        let at = source + (parsed - start);
        // Quotes and escapes make the parsed text longer: never run into the next stretch.
        self.stretches
            .get(after)
            .map_or(at, |(_, next)| at.min(*next))
    }

    pub(super) fn quoted_at(&self, parsed: usize) -> Option<Span> {
        let found = self
            .quoted
            .binary_search_by_key(&parsed, |(at, _)| *at)
            .ok()?;
        Some(self.quoted.get(found)?.1)
    }
}
