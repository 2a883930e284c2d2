//! From pulldown-cmark's events to blocks.

use std::borrow::Cow;

use memchr::memchr_iter;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag};

use super::element::{boxed, element};
use super::{Block, Body, Element, Heading, Located, Piece};
use crate::text::Span;

/// How deep elements may nest; what lies deeper is kept as text.
const DEEPEST: usize = 48;

/// How many bytes are read as Markdown; what follows is kept as text.
const LONGEST: usize = 1 << 20;

pub(super) fn parse(source: &str, span: Span) -> Body {
    let text = span.slice(source);
    let (markdown, rest) = text.split_at(markdown_len(text));
    let markdown = with_line_feeds(markdown);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut builder = Builder::new(&markdown, span.start);
    for (event, range) in Parser::new_ext(&markdown, options).into_offset_iter() {
        builder.event(event, Span::from(range));
    }
    let mut body = builder.body;
    if !rest.trim().is_empty() {
        body.blocks
            .push(plain(rest.trim_end(), span.start + markdown.len()));
    }
    body
}

/// How much of `text` is read as Markdown: whole lines if there are lines.
fn markdown_len(text: &str) -> usize {
    if text.len() <= LONGEST {
        return text.len();
    }
    let border = (0..=LONGEST)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default();
    let head = text.get(..border).unwrap_or_default();
    head.rfind('\n').map_or(border, |line_end| line_end + 1)
}

/// The same bytes with every lone CR made a LF: pulldown-cmark takes a CR for a line end in some
/// places and not in others. Positions stay what they are.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    if !memchr_iter(b'\r', bytes).any(is_lone) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        out.push(if sign == '\r' && signs.peek() != Some(&'\n') {
            '\n'
        } else {
            sign
        });
    }
    Cow::Owned(out)
}

/// A paragraph that shows `text` as it stands.
fn plain(text: &str, start: usize) -> Block {
    let whole = Span::new(0, text.len());
    let pieces = [
        Piece::Open(Element::Paragraph),
        Piece::Text(text.into()),
        Piece::Close,
    ];
    Block {
        span: whole.shift(start),
        content: pieces
            .into_iter()
            .map(|piece| Located { piece, span: whole })
            .collect(),
    }
}

struct Builder<'a> {
    text: &'a str,
    /// What the positions of the text are moved by in the source.
    offset: usize,
    /// The block under construction, without the white space after it, in bytes of `text`.
    block: Span,
    /// Its content; moved out when it is complete.
    content: Vec<Located>,
    /// Text that stands in the source as it is, and may still grow; in bytes of `text`.
    pending: Option<(TextKind, Span)>,
    /// How many elements are open.
    depth: usize,
    /// How many of those are kept as text because they are too deep.
    too_deep: usize,
    /// The level of the top-level heading that is open, and its text.
    heading: Option<(u8, String)>,
    body: Body,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, offset: usize) -> Self {
        Self {
            text,
            offset,
            block: Span::default(),
            content: Vec::new(),
            pending: None,
            depth: 0,
            too_deep: 0,
            heading: None,
            body: Body::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Span) {
        if self.too_deep > 0 {
            match event {
                Event::Start(_) => self.too_deep += 1,
                Event::End(_) => self.too_deep -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(range),
            Event::Rule if self.depth == 0 => {
                self.begin_block(range);
                self.push(Piece::Rule, range);
                self.end_block();
            }
            Event::Rule => self.push(Piece::Rule, range),
            Event::Text(text) => {
                self.add_to_heading(&text);
                self.text(text, range, TextKind::Text);
            }
            Event::Code(text) => {
                self.add_to_heading(&text);
                self.push(Piece::Code(boxed(text)), range);
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                self.add_to_heading(&text);
                self.text(text, range, TextKind::Html);
            }
            Event::SoftBreak => {
                self.add_to_heading(" ");
                self.push(Piece::SoftBreak, range);
            }
            Event::HardBreak => {
                self.add_to_heading(" ");
                self.push(Piece::HardBreak, range);
            }
            Event::TaskListMarker(done) => self.push(Piece::TaskMarker(done), range),
            // Footnotes and mathematics are not switched on; should they come, they are text.
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(text, range, TextKind::Text);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Span) {
        if self.depth == 0 {
            self.begin_block(range);
            if let Tag::Heading { level, .. } = &tag {
                self.heading = Some((*level as u8, String::new()));
            }
        }
        if self.depth >= DEEPEST {
            self.too_deep = 1;
            let kept = self.within_block(range);
            self.push(Piece::Text(kept.slice(self.text).into()), kept);
            return;
        }
        self.depth += 1;
        self.push(Piece::Open(element(tag)), range);
    }

    fn end(&mut self, range: Span) {
        self.push(Piece::Close, range);
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            return;
        }
        if let Some((level, text)) = self.heading.take() {
            self.body.headings.push(Heading {
                level,
                text: text.trim().to_owned(),
                span: self.block.shift(self.offset),
                block: self.body.blocks.len(),
            });
        }
        self.end_block();
    }

    fn begin_block(&mut self, range: Span) {
        let end = range.start + range.slice(self.text).trim_end().len();
        self.block = Span::new(range.start, end);
    }

    fn end_block(&mut self) {
        // Collecting anew gives the block exactly the room it needs, and keeps ours for the next.
        let content = self.content.drain(..).collect();
        self.body.blocks.push(Block {
            span: self.block.shift(self.offset),
            content,
        });
    }

    /// `span` without what reaches past the block's end: the white space after it.
    fn within_block(&self, span: Span) -> Span {
        let start = span.start.clamp(self.block.start, self.block.end);
        Span::new(start, span.end.min(self.block.end))
    }

    fn push(&mut self, piece: Piece, range: Span) {
        self.flush();
        let span = self.within_block(range);
        let start = self.block.start;
        self.content.push(Located {
            piece,
            span: Span::new(span.start - start, span.end - start),
        });
    }

    /// Adds text or HTML. What directly follows the same kind and stands in the source as it is
    /// becomes one piece with it: pulldown-cmark parts text at every sign that might mean something.
    fn text(&mut self, text: CowStr<'_>, range: Span, kind: TextKind) {
        if range.slice(self.text) != &*text {
            self.push(kind.piece(boxed(text)), range);
            return;
        }
        let range = self.within_block(range);
        match &mut self.pending {
            Some((last, span)) if *last == kind && span.end == range.start => span.end = range.end,
            _ => {
                self.flush();
                self.pending = (!range.is_empty()).then_some((kind, range));
            }
        }
    }

    /// Writes down the text that may still have grown.
    fn flush(&mut self) {
        if let Some((kind, range)) = self.pending.take() {
            let span = Span::new(range.start - self.block.start, range.end - self.block.start);
            self.content.push(Located {
                piece: kind.piece(range.slice(self.text).into()),
                span,
            });
        }
    }

    fn add_to_heading(&mut self, text: &str) {
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(text);
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum TextKind {
    Text,
    Html,
}

impl TextKind {
    fn piece(self, text: Box<str>) -> Piece {
        match self {
            TextKind::Text => Piece::Text(text),
            TextKind::Html => Piece::Html(text),
        }
    }
}
