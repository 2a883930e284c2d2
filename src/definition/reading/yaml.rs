//! The events of the YAML parser as our values, with every span in the source.

use std::borrow::Cow;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span as ParsedSpan, Tag};

use super::schema;
use crate::definition::mapped_text::Style;
use crate::definition::{Entry, Field, MappedText, Scalar, ScalarKind, Value};
use crate::text::Span;

/// How deeply lists and maps may nest; deeper ones count as text. No definition needs five.
const DEPTH: usize = 32;
/// How many bytes of text all aliases together may repeat.
const ALIASED: usize = 100_000;

/// What a frontmatter is.
pub(super) enum Root {
    /// Nothing stands there, or comments only.
    Empty,
    /// A mapping.
    Fields(Vec<Field>),
    /// A list or a bare text.
    Other,
}

impl Root {
    pub(super) fn into_fields(self) -> Vec<Field> {
        match self {
            Root::Fields(fields) => fields,
            Root::Empty | Root::Other => Vec::new(),
        }
    }
}

/// Where and why the parser stopped.
pub(super) struct Refused {
    /// The byte of the source.
    pub at: usize,
    /// The parser's words.
    pub info: String,
}

/// From bytes of the text that is parsed to bytes of the source.
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

    fn to_source(&self, parsed: usize) -> usize {
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

    fn quoted_at(&self, parsed: usize) -> Option<Span> {
        let found = self
            .quoted
            .binary_search_by_key(&parsed, |(at, _)| *at)
            .ok()?;
        Some(self.quoted.get(found)?.1)
    }
}

/// Reads a text as one YAML document.
pub(super) fn read(text: &str, map: &SourceMap) -> Result<Root, Refused> {
    let text = &*blank_after_key(text);
    match read_document(text, map) {
        // A closing bracket at the left margin is against the letter of YAML 1.2, yet Claude
        // Code takes it, and so do the parsers of most programs.
        Err(refused) if refused.info.contains("indentation") => {
            match closing_brackets_on_the_line_before(text) {
                Some(joined) => read_document(&joined, map),
                None => Err(refused),
            }
        }
        outcome => outcome,
    }
}

fn read_document(text: &str, map: &SourceMap) -> Result<Root, Refused> {
    let mut reader = Reader {
        characters: Characters::new(text),
        text,
        map,
        anchors: Vec::new(),
        aliased: 0,
        open: Vec::new(),
        root: None,
    };
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((Event::DocumentStart(_), span)) if reader.root.is_some() => {
                let at = map.to_source(reader.byte(&span.start));
                return Err(Refused {
                    at,
                    info: "second document".to_owned(),
                });
            }
            Ok((event, span)) => reader.event(event, span),
            Err(error) => {
                let at = map.to_source(reader.byte(error.marker()));
                return Err(Refused {
                    at,
                    info: error.info().to_owned(),
                });
            }
        }
    }
    Ok(match reader.root {
        None => Root::Empty,
        Some(Value::Scalar(scalar)) if scalar.kind == ScalarKind::Null => Root::Empty,
        Some(Value::Map { entries, .. }) => Root::Fields(entries.into_iter().map(field).collect()),
        Some(_) => Root::Other,
    })
}

/// Tabs that indent, as blanks: Claude Code 2.1.330 takes them so, YAML does not. `None` where
/// there are none. Every byte keeps its place.
pub(super) fn tabs_as_blanks(text: &str) -> Option<String> {
    let indents = |line: &str| line.trim_start_matches(' ').starts_with('\t');
    if !text.split('\n').any(indents) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t']);
        out.extend(std::iter::repeat_n(' ', line.len() - content.len()));
        out.push_str(content);
    }
    Some(out)
}

/// `key:<tab>value` at the start of a line is valid YAML, which the parser does not know: the tab
/// becomes a blank. Every byte keeps its place.
fn blank_after_key(text: &str) -> Cow<'_, str> {
    if !text.contains(":\t") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let key = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
        match key.and_then(|end| line[end..].strip_prefix(":\t").map(|rest| (end, rest))) {
            Some((end, rest)) if end > 0 => {
                out.push_str(&line[..end]);
                out.push_str(": ");
                out.push_str(rest);
            }
            _ => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// Lines that begin with a closing bracket, joined to the line before. `None` where there are none.
/// Every byte keeps its place.
fn closing_brackets_on_the_line_before(text: &str) -> Option<String> {
    let mut out = text.as_bytes().to_vec();
    let mut changed = false;
    let mut bracket_follows = false;
    for byte in out.iter_mut().rev() {
        match byte {
            b']' | b'}' => bracket_follows = true,
            b' ' => {}
            b'\n' | b'\r' if bracket_follows => {
                *byte = b' ';
                changed = true;
            }
            _ => bracket_follows = false,
        }
    }
    // Only line ends became blanks, so it is UTF-8 as before.
    changed.then(|| String::from_utf8(out).ok()).flatten()
}

fn field(entry: Entry) -> Field {
    let value_span = entry.value.span();
    Field {
        key_span: entry.key.span,
        span: entry.key.span.cover(if value_span.is_empty() {
            entry.key.span
        } else {
            value_span
        }),
        key: entry.key.text.as_str().to_owned(),
        value: entry.value,
    }
}

/// A list or map that is being read.
struct Open {
    start: usize,
    kind: Collection,
}

enum Collection {
    List(Vec<Value>),
    Map {
        entries: Vec<Entry>,
        key: Option<Scalar>,
    },
    /// Too deep: counts how many more are open inside, and keeps nothing.
    TooDeep(usize),
}

struct Reader<'text> {
    text: &'text str,
    characters: Characters,
    map: &'text SourceMap,
    /// The scalars that have an anchor.
    anchors: Vec<(usize, Scalar)>,
    aliased: usize,
    open: Vec<Open>,
    root: Option<Value>,
}

impl Reader<'_> {
    fn byte(&self, marker: &Marker) -> usize {
        self.characters.byte(self.text, marker.index())
    }

    fn event(&mut self, event: Event<'_>, span: ParsedSpan) {
        let (start, end) = (self.byte(&span.start), self.byte(&span.end));
        if let Some(Open {
            kind: Collection::TooDeep(inside),
            ..
        }) = self.open.last_mut()
        {
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => *inside += 1,
                Event::SequenceEnd | Event::MappingEnd if *inside > 0 => *inside -= 1,
                Event::SequenceEnd | Event::MappingEnd => self.close(end),
                _ => {}
            }
            return;
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let scalar = self.scalar(&text, style, tag.as_deref(), start, end);
                if anchor > 0 {
                    self.anchors.push((anchor, scalar.clone()));
                }
                self.value(Value::Scalar(scalar));
            }
            Event::Alias(anchor) => {
                let scalar = self.alias(
                    anchor,
                    Span::new(self.map.to_source(start), self.map.to_source(end)),
                );
                self.value(Value::Scalar(scalar));
            }
            Event::SequenceStart(..) => self.begin(start, Collection::List(Vec::new())),
            Event::MappingStart(..) => {
                self.begin(
                    start,
                    Collection::Map {
                        entries: Vec::new(),
                        key: None,
                    },
                );
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
    }

    fn begin(&mut self, start: usize, kind: Collection) {
        let kind = if self.open.len() < DEPTH {
            kind
        } else {
            Collection::TooDeep(0)
        };
        self.open.push(Open { start, kind });
    }

    fn close(&mut self, end: usize) {
        let Some(Open { start, kind }) = self.open.pop() else {
            return;
        };
        // A collection in block style ends where the next thing begins: leave out the white space.
        let end = start
            + self
                .text
                .get(start..end)
                .unwrap_or_default()
                .trim_end()
                .len();
        let span = Span::new(self.map.to_source(start), self.map.to_source(end));
        let value = match kind {
            Collection::List(items) => Value::List {
                span: items
                    .iter()
                    .fold(span, |span, item| cover(span, item.span())),
                items,
            },
            Collection::Map { entries, .. } => Value::Map {
                span: entries
                    .iter()
                    .fold(span, |span, entry| cover(span, entry.value.span())),
                entries,
            },
            Collection::TooDeep(_) => Value::Scalar(Scalar {
                kind: ScalarKind::String,
                text: MappedText::verbatim(
                    self.text.get(start..end).unwrap_or_default(),
                    span.start,
                ),
                span,
            }),
        };
        self.value(value);
    }

    fn value(&mut self, value: Value) {
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => {
                self.root.get_or_insert(value);
            }
            Some(Collection::List(items)) => items.push(value),
            Some(Collection::Map { entries, key }) => match key.take() {
                None => *key = Some(as_key(value, self.text, self.map)),
                Some(key) => entries.push(Entry { key, value }),
            },
            Some(Collection::TooDeep(_)) => {}
        }
    }

    fn scalar(
        &self,
        decoded: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        start: usize,
        end: usize,
    ) -> Scalar {
        if let Some(source) = self.map.quoted_at(start) {
            return Scalar {
                kind: ScalarKind::String,
                text: self.without_quotes(decoded, start, end, source),
                span: source,
            };
        }
        let kind = match (style, tag) {
            (ScalarStyle::Plain, None) => schema::kind_of(decoded),
            _ => ScalarKind::String,
        };
        let (outer, inner, style) = self.written(style, start, end);
        Scalar {
            kind,
            text: MappedText::aligned(
                decoded,
                inner.slice(self.text),
                self.map.to_source(inner.start),
                style,
            ),
            span: Span::new(
                self.map.to_source(outer.start),
                self.map.to_source(outer.end),
            ),
        }
    }

    /// The text of a value that the repair put in quotes: what stands in the source, but for lone
    /// CRs, which fold as in any quotes.
    fn without_quotes(&self, decoded: &str, start: usize, end: usize, source: Span) -> MappedText {
        // Folding only shortens.
        if decoded.len() == source.len() {
            return MappedText::verbatim(decoded, source.start);
        }
        let raw = self.text.get(start..end).unwrap_or_default();
        let raw = raw
            .get(1..quoted_len(raw, '"').saturating_sub(1))
            .unwrap_or_default();
        let written = raw.replace("\\\"", "\"").replace("\\\\", "\\");
        MappedText::aligned(decoded, &written, source.start, Style::Plain)
    }

    /// How a scalar stands in the text: with quotes or header, and without; both without an anchor,
    /// a tag, a comment behind it, and trailing white space.
    fn written(&self, style: ScalarStyle, start: usize, end: usize) -> (Span, Span, Style) {
        let start = start + properties_len(self.text.get(start..end).unwrap_or_default());
        let raw = self.text.get(start..end).unwrap_or_default();
        match style {
            ScalarStyle::Plain => {
                let span = Span::new(start, start + raw.trim_end().len());
                (span, span, Style::Plain)
            }
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let (quote, style) = match style {
                    ScalarStyle::SingleQuoted => ('\'', Style::Single),
                    _ => ('"', Style::Double),
                };
                let len = quoted_len(raw, quote);
                let outer = Span::new(start, start + len);
                (
                    outer,
                    Span::new(start + 1.min(len), (start + len).saturating_sub(1)),
                    style,
                )
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                // The parser's span begins behind the first line's indentation, past the header and
                // blank lines; that of an empty block anywhere behind the header.
                let before = &self.text[..start];
                let header = block_header(before);
                let first_line = before[header..]
                    .find('\n')
                    .map_or(start, |line_end| header + line_end + 1);
                let content = raw.trim_end().len();
                let outer_end = if content == 0 {
                    before.trim_end().len().max(header)
                } else {
                    start + content
                };
                (
                    Span::new(header, outer_end),
                    Span::new(first_line, end.max(first_line)),
                    Style::Block,
                )
            }
        }
    }

    /// What an alias stands for, if that is a scalar; else the alias as it is written.
    fn alias(&mut self, anchor: usize, span: Span) -> Scalar {
        // Anchors are numbered in the order of the text, so the list is ordered.
        let known = self
            .anchors
            .binary_search_by_key(&anchor, |(number, _)| *number);
        if let Some((_, scalar)) = known.ok().and_then(|index| self.anchors.get(index))
            && self.aliased + scalar.text.as_str().len() <= ALIASED
        {
            self.aliased += scalar.text.as_str().len();
            return Scalar {
                span,
                ..scalar.clone()
            };
        }
        let written = format!("*{anchor}");
        Scalar {
            kind: ScalarKind::String,
            text: MappedText::verbatim(&written, span.start),
            span,
        }
    }
}

/// A key as a scalar; a list or map as key is its own source.
fn as_key(value: Value, text: &str, map: &SourceMap) -> Scalar {
    match value {
        Value::Scalar(scalar) => scalar,
        Value::List { span, .. } | Value::Map { span, .. } => {
            let start = map.to_source(0);
            let written =
                text.get(span.start.saturating_sub(start)..span.end.saturating_sub(start));
            Scalar {
                kind: ScalarKind::String,
                text: MappedText::verbatim(written.unwrap_or_default(), span.start),
                span,
            }
        }
    }
}

/// Grows a span by one inside it that the parser placed beyond its end; nothing is not beyond.
fn cover(span: Span, inner: Span) -> Span {
    if inner.is_empty() {
        span
    } else {
        span.cover(inner)
    }
}

/// Where the `|` or `>` stands that begins the block whose content begins where `before` ends: in
/// the last line that is neither blank nor a comment.
fn block_header(before: &str) -> usize {
    let mut end = before.len();
    while end > 0 {
        let start = before[..end].rfind('\n').map_or(0, |at| at + 1);
        let line = &before[start..end];
        let text = line.trim_start();
        if !text.is_empty() && !text.starts_with('#') {
            let found = line.match_indices(['|', '>']).find(|(at, _)| {
                let rest = line[at + 1..]
                    .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
                let ends = rest.trim().is_empty()
                    || rest.trim_start().starts_with('#') && rest.starts_with([' ', '\t']);
                ends && line[..*at]
                    .chars()
                    .next_back()
                    .is_none_or(|c| matches!(c, ' ' | '\t'))
            });
            return start + found.map_or(line.len(), |(at, _)| at);
        }
        end = start.saturating_sub(1);
    }
    before.len()
}

/// The length of the anchor and the tag before a scalar, with the blanks after them.
fn properties_len(raw: &str) -> usize {
    let mut at = 0;
    while raw[at..].starts_with(['&', '!']) {
        let word = raw[at..]
            .find([' ', '\t', '\n', '\r'])
            .unwrap_or(raw.len() - at);
        at += word;
        at = raw.len() - raw[at..].trim_start().len();
    }
    at
}

/// The length of a quoted scalar, up to its closing quote: comments may follow in the parser's span.
fn quoted_len(raw: &str, quote: char) -> usize {
    let mut escaped = false;
    let mut characters = raw.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if escaped {
            escaped = false;
        } else if quote == '"' && character == '\\' {
            escaped = true;
        } else if character == quote {
            let doubled = quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == '\'');
            if !doubled {
                return at + 1;
            }
            characters.next();
        }
    }
    raw.trim_end().len()
}

/// From the parser's positions, which count characters, to bytes.
struct Characters {
    /// The byte of every so-many-th character; empty where all are ASCII.
    checkpoints: Vec<usize>,
}

impl Characters {
    const STEP: usize = 64;

    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                checkpoints: Vec::new(),
            };
        }
        Self {
            checkpoints: text
                .char_indices()
                .step_by(Self::STEP)
                .map(|(byte, _)| byte)
                .collect(),
        }
    }

    fn byte(&self, text: &str, character: usize) -> usize {
        if self.checkpoints.is_empty() {
            return character.min(text.len());
        }
        let Some(start) = self.checkpoints.get(character / Self::STEP) else {
            return text.len();
        };
        text[*start..]
            .char_indices()
            .nth(character % Self::STEP)
            .map_or(text.len(), |(byte, _)| start + byte)
    }
}
