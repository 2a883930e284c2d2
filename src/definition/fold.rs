//! What can be folded away: the frontmatter, sections, code blocks.

use super::{Body, Definition, Element, Layout, Piece};
use crate::text::{Span, sort_by_numbers};

/// A stretch of lines that can be folded away behind its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// What disappears: from the end of the first line to the end of the last, in bytes.
    pub hidden: Span,
}

/// The frontmatter, every section of the body, and fenced code blocks of several lines, ordered by
/// start. A section ends before the next heading of its own level or a higher one; blank lines
/// before that stay visible.
pub fn folds(definition: &Definition) -> Vec<Fold> {
    let source = &definition.source;
    let mut hidden: Vec<Span> = frontmatter(source, &definition.layout)
        .into_iter()
        .collect();
    sections(source, &definition.body, &mut hidden);
    code_blocks(source, &definition.body, &mut hidden);
    sort_by_numbers(&mut hidden, |span| (span.start, span.end));
    hidden.into_iter().map(|hidden| Fold { hidden }).collect()
}

fn frontmatter(source: &str, layout: &Layout) -> Option<Span> {
    let start = layout.opening?.end;
    let end = match layout.closing {
        Some(closing) => closing.end,
        None => trimmed_end(source, layout.frontmatter?),
    };
    (end > start).then(|| Span::new(start, end))
}

fn sections(source: &str, body: &Body, hidden: &mut Vec<Span>) {
    let end_of_body = body.blocks.last().map_or(0, |block| block.span.end);
    // The sections that are open, outermost first: level, and the heading's span.
    let mut open: Vec<(u8, Span)> = Vec::new();
    let mut close = |open: &mut Vec<(u8, Span)>, level: u8, next: usize| {
        while let Some((_, heading)) = open.pop_if(|(opened, _)| *opened >= level) {
            let end = trimmed_end(source, Span::new(heading.end, next));
            if end > heading.end {
                hidden.push(Span::new(first_line_end(source, heading), end));
            }
        }
    };
    for heading in &body.headings {
        close(&mut open, heading.level, heading.span.start);
        open.push((heading.level, heading.span));
    }
    close(&mut open, 0, end_of_body);
}

fn code_blocks(source: &str, body: &Body, hidden: &mut Vec<Span>) {
    for block in &body.blocks {
        for located in &block.content {
            if !matches!(located.piece, Piece::Open(Element::CodeBlock(_))) {
                continue;
            }
            let span = located.span.shift(block.span.start);
            let start = first_line_end(source, span);
            let end = trimmed_end(source, span);
            let fenced = span.slice(source).starts_with(['`', '~']);
            if fenced && end > start {
                hidden.push(Span::new(start, end));
            }
        }
    }
}

/// Where the first line of `span` ends.
fn first_line_end(source: &str, span: Span) -> usize {
    let text = span.slice(source);
    span.start + text.find(['\n', '\r']).unwrap_or(text.len())
}

/// The end of `span` without the white space there.
fn trimmed_end(source: &str, span: Span) -> usize {
    span.start + span.slice(source).trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::{Definition, folds};

    fn hidden(text: &str) -> Vec<String> {
        let definition = Definition::parse(text);
        folds(&definition)
            .into_iter()
            .map(|fold| fold.hidden.slice(text).to_owned())
            .collect()
    }

    #[test]
    fn the_frontmatter() {
        assert_eq!(hidden("---\nname: x\n---\n\nbody\n"), ["\nname: x\n---"]);
    }

    #[test]
    fn a_section_ends_before_the_next_of_its_level() {
        let text = "# A\na\n\n## B\nb\n\n### C\nc\n\n## D\n\n# E\ne\n\n\n";
        assert_eq!(
            hidden(text),
            [
                "\na\n\n## B\nb\n\n### C\nc\n\n## D",
                "\nb\n\n### C\nc",
                "\nc",
                "\ne"
            ]
        );
    }

    #[test]
    fn a_heading_of_two_lines_hides_all_but_the_first() {
        assert_eq!(hidden("A\n===\n\na\n\nB\n===\n"), ["\n===\n\na"]);
    }

    #[test]
    fn code_blocks_of_several_lines() {
        assert_eq!(
            hidden(
                "```x\r\na\r\n```\r\n\r\n- ~~~\r\n  b\r\n  ~~~\r\n\r\n    indented\r\n    code\r\n"
            ),
            ["\r\na\r\n```", "\r\n  b\r\n  ~~~"]
        );
        assert_eq!(hidden("```\nopen\n\n"), ["\nopen"]);
        assert!(hidden("```\n").is_empty());
    }

    #[test]
    fn link_definitions_belong_to_their_section() {
        assert_eq!(hidden("# A\n\n[x]: y\n\n# B\n"), ["\n\n[x]: y"]);
    }

    #[test]
    fn the_order_is_by_start() {
        let text = "---\nname: x\n---\n# A\n```\na\n```\n# B\nb\n";
        let starts: Vec<_> = folds(&Definition::parse(text))
            .iter()
            .map(|fold| fold.hidden.start)
            .collect();
        assert!(starts.is_sorted() && starts.len() == 4, "{starts:?}");
    }
}
