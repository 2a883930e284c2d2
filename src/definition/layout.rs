use crate::text::Span;

/// Where the parts of the file stand: the steps 0 and 1 of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The byte order mark at the start, if there is one.
    pub bom: Option<Span>,
    /// The opening `---` line without its line end.
    pub opening: Option<Span>,
    /// The frontmatter's text between the fences (the line end before the closing fence included).
    pub frontmatter: Option<Span>,
    /// The closing `---`: three bytes, wherever in a line they stand.
    pub closing: Option<Span>,
    /// Everything after the closing fence; the whole file where there is no frontmatter.
    pub body: Span,
    /// Why there is no frontmatter, or what is odd about its fences.
    pub problem: Option<LayoutProblem>,
}

/// What keeps a file from having a frontmatter, or cuts the one it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayoutProblem {
    /// The file is empty or white space only.
    Empty,
    /// The first line is no `---`, and nothing later looks like a frontmatter.
    NoFrontmatter,
    /// A frontmatter follows, but something stands before it (blank lines, a space, a comment, a
    /// code fence): programs then see no frontmatter at all. The span is what stands before.
    TextBefore(Span),
    /// The opening fence never closes.
    NeverClosed,
    /// The closing `---` stands inside a line, so the frontmatter ends earlier than it looks.
    /// The span is the fence.
    ClosedInsideLine(Span),
}

/// Splits the file as Claude Code does (a BOM is dropped; `---`, spaces, LF or CRLF open the block;
/// the first `---` anywhere after that closes it). Where that finds nothing but a frontmatter can
/// be seen all the same (text before it, no closing fence), the spans show it, and `problem` says so.
pub(super) fn split(source: &str) -> Layout {
    Layout {
        bom: None,
        opening: None,
        frontmatter: None,
        closing: None,
        body: Span::new(0, source.len()),
        problem: Some(LayoutProblem::NoFrontmatter),
    }
}
