//! The events of the YAML parser as our values, with every span in the source.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span as ParsedSpan, Tag};

use super::characters::Characters;
use super::leniency::{blank_after_key, closing_brackets_on_the_line_before};
use super::schema::{Schema, kind_of_tag};
use super::source_map::SourceMap;
use super::written::{quoted_len, written};
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

/// Where and why the parser stopped.
pub(super) struct Refused {
    /// The byte of the source.
    pub at: usize,
    /// The byte of the text that was parsed.
    pub parsed: usize,
    /// The parser's words.
    pub info: String,
}

impl Refused {
    pub(super) fn new(parsed: usize, map: &SourceMap, info: impl Into<String>) -> Self {
        Self {
            at: map.to_source(parsed),
            parsed,
            info: info.into(),
        }
    }
}

/// The tags `!!name` that js-yaml knows.
const JS_YAML_TAGS: &[&str] = &[
    "str",
    "int",
    "float",
    "bool",
    "null",
    "seq",
    "map",
    "timestamp",
    "merge",
    "binary",
    "omap",
    "pairs",
    "set",
];

/// Reads a text as one YAML document.
pub(super) fn read(text: &str, map: &SourceMap, schema: Schema) -> Result<Root, Refused> {
    let text = &*blank_after_key(text);
    match read_document(text, map, schema) {
        // A closing bracket at the left margin is against the letter of YAML 1.2, yet Claude
        // Code takes it, and so do the parsers of most programs.
        Err(refused) if refused.info.contains("indentation") => {
            match closing_brackets_on_the_line_before(text) {
                Some(joined) => read_document(&joined, map, schema),
                None => Err(refused),
            }
        }
        outcome => outcome,
    }
}

fn read_document(text: &str, map: &SourceMap, schema: Schema) -> Result<Root, Refused> {
    let mut reader = Reader {
        characters: Characters::new(text),
        text,
        map,
        schema,
        anchors: Vec::new(),
        aliased: 0,
        open: Vec::new(),
        root: None,
        refused: None,
    };
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((Event::DocumentStart(_), span)) if reader.root.is_some() => {
                let parsed = reader.byte(&span.start);
                return Err(Refused::new(parsed, map, "second document"));
            }
            Ok((event, span)) => {
                reader.event(event, span);
                if let Some(refused) = reader.refused.take() {
                    return Err(refused);
                }
            }
            Err(error) => {
                let parsed = reader.byte(error.marker());
                return Err(Refused::new(parsed, map, error.info()));
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
    schema: Schema,
    /// The scalars that have an anchor.
    anchors: Vec<(usize, Scalar)>,
    aliased: usize,
    open: Vec<Open>,
    root: Option<Value>,
    /// What the schema does not allow although YAML does.
    refused: Option<Refused>,
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
        if let Event::Scalar(_, _, _, Some(tag))
        | Event::SequenceStart(_, Some(tag))
        | Event::MappingStart(_, Some(tag)) = &event
        {
            self.check_tag(tag, start);
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
                let written = self.text.get(start..end).unwrap_or_default();
                let scalar = self.alias(
                    anchor,
                    written,
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
        match (self.map.quoted_at(start), style) {
            // What became a block goes on in the lines below; it is told as a whole.
            (Some(source), ScalarStyle::Literal) => {
                let content = self.text.get(start..end).unwrap_or_default().trim_end();
                let end = self.map.to_source(start + content.len());
                let span = Span::new(source.start, end.max(source.end));
                return Scalar {
                    kind: ScalarKind::String,
                    text: MappedText::whole(decoded, span),
                    span,
                };
            }
            (Some(source), _) => {
                return Scalar {
                    kind: ScalarKind::String,
                    text: self.without_quotes(decoded, start, end, source),
                    span: source,
                };
            }
            (None, _) => {}
        }
        let kind = match (style, tag) {
            (_, Some(tag)) if tag.is_yaml_core_schema() => {
                kind_of_tag(&tag.suffix).unwrap_or(ScalarKind::String)
            }
            (ScalarStyle::Plain, None) => self.schema.kind_of(decoded),
            _ => ScalarKind::String,
        };
        let (outer, inner, style) = written(self.text, style, start, end);
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

    /// Some parsers mind a tag that nobody has told them about.
    fn check_tag(&mut self, tag: &Tag, start: usize) {
        let known = if tag.is_yaml_core_schema() {
            JS_YAML_TAGS.contains(&&*tag.suffix)
        } else {
            tag.handle.is_empty() && tag.suffix == "!"
        };
        if !known && self.schema.refuses_unknown_tags() {
            self.refused = Some(Refused::new(start, self.map, "unknown tag"));
        }
    }

    /// The text of a value that the repair put in quotes: what stands in the source, but for lone
    /// CRs, which fold as in any quotes.
    fn without_quotes(&self, decoded: &str, start: usize, end: usize, source: Span) -> MappedText {
        // Folding only shortens.
        if decoded.len() == source.len() {
            return MappedText::verbatim(decoded, source.start);
        }
        // Lines that became a block moved by their indentation: they are told as a whole.
        if decoded.contains('\n') {
            return MappedText::whole(decoded, source);
        }
        let raw = self.text.get(start..end).unwrap_or_default();
        let raw = raw
            .get(1..quoted_len(raw, '"').saturating_sub(1))
            .unwrap_or_default();
        let written = raw.replace("\\\"", "\"").replace("\\\\", "\\");
        MappedText::aligned(decoded, &written, source.start, Style::Plain)
    }

    /// What an alias stands for, if that is a scalar; else the alias as it is written.
    fn alias(&mut self, anchor: usize, written: &str, span: Span) -> Scalar {
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
        Scalar {
            kind: ScalarKind::String,
            text: MappedText::verbatim(written, span.start),
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
