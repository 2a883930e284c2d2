//! The Markdown after the frontmatter, as the blocks it is made of.
//!
//! The parsing is pulldown-cmark's (CommonMark with tables, strikethrough and task lists); here its
//! events become values that carry their place and can be compared from one keystroke to the next.
//! Nothing here draws, and raw HTML is text.

mod build;
mod element;
#[cfg(test)]
mod tests;

use crate::text::Span;

/// The Markdown after the frontmatter, as a list of top-level blocks.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The top-level blocks in order.
    pub blocks: Vec<Block>,
    /// The top-level headings in order, for the outline. A heading inside a quote or a list begins
    /// no section and is not among them.
    pub headings: Vec<Heading>,
}

/// One top-level block: a paragraph, a heading, a list, a table, a code block.
///
/// It counts the spans of its content from its own start, and two blocks are equal when their
/// content is, wherever they stand: an edit elsewhere in the file leaves a block equal to what it
/// was, and a view can keep what it drew for it.
#[derive(Clone, Debug)]
pub struct Block {
    /// Where it stands in the source, without the white space after it.
    pub span: Span,
    /// Its content in document order; spans count from `span.start` and lie within the block.
    pub content: Vec<Located>,
}

impl PartialEq for Block {
    fn eq(&self, other: &Self) -> bool {
        self.span.len() == other.span.len() && self.content == other.content
    }
}

/// A piece of Markdown with its place in its block.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// What it is.
    pub piece: Piece,
    /// Bytes from the block's start.
    pub span: Span,
}

/// One step through a Markdown tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// An element begins; its span covers all of it.
    Open(Element),
    /// The innermost open element ends.
    Close,
    /// Text. Where it stands in the source as it is, its span is as long as it is; where something
    /// was decoded (`&amp;`), the lengths differ.
    Text(Box<str>),
    /// Inline code.
    Code(Box<str>),
    /// Raw HTML, which is shown as text.
    Html(Box<str>),
    /// A line end inside a paragraph.
    SoftBreak,
    /// A forced line end.
    HardBreak,
    /// A thematic break.
    Rule,
    /// The box of a task list's item, and whether it is ticked.
    TaskMarker(bool),
}

/// A Markdown element that holds others.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// A paragraph.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A block quote.
    Quote,
    /// A code block with the language its fence names (empty where it names none).
    CodeBlock(Box<str>),
    /// A list; an ordered one has its first number.
    List(Option<u64>),
    /// A list's item.
    Item,
    /// A table.
    Table,
    /// A table's head row.
    TableHead,
    /// A table's row.
    TableRow,
    /// A table's cell.
    TableCell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck through.
    Strikethrough,
    /// A link with its target: what the link or its reference names, `mailto:` before a bare mail
    /// address.
    Link(Box<str>),
    /// An image with its target; its content is the alternative text.
    Image(Box<str>),
    /// A raw HTML block.
    HtmlBlock,
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// The whole heading in the source.
    pub span: Span,
    /// The index of its block in [`Body::blocks`].
    pub block: usize,
}

/// Reads the Markdown in `span` of the source.
///
/// Elements nested deeper than 48 levels, and everything past the first megabyte, are kept as plain
/// text: nobody writes so, and hostile text must not cost more than it is worth.
pub(super) fn parse(source: &str, span: Span) -> Body {
    build::parse(source, span)
}
