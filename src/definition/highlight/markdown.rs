//! The tokens of the body: headings, emphasis, code, links, and the markers of lists and quotes.

use super::{Mark, Token};
use crate::definition::{Block, Definition, Element, Piece};
use crate::text::Span;

pub(super) fn tokens(definition: &Definition, out: &mut Vec<Token>) {
    for block in &definition.body.blocks {
        of_block(&definition.source, block, out);
    }
}

fn of_block(source: &str, block: &Block, out: &mut Vec<Token>) {
    // For every open element, whether it is a quote.
    let mut open: Vec<bool> = Vec::new();
    let mut quotes = 0;
    let mut deepest = 0;
    for located in &block.content {
        let span = located.span.shift(block.span.start);
        let mark = match &located.piece {
            Piece::Open(element) => {
                let quote = *element == Element::Quote;
                open.push(quote);
                if quote {
                    quotes += 1;
                    deepest = deepest.max(quotes);
                }
                if *element == Element::Item
                    && let Some(marker) = list_marker(source, span)
                {
                    out.push(Token::new(marker, Mark::ListMarker));
                }
                element_mark(element)
            }
            Piece::Close => {
                if open.pop() == Some(true) {
                    quotes -= 1;
                    if quotes == 0 {
                        quote_markers(source, span, deepest, out);
                        deepest = 0;
                    }
                }
                None
            }
            Piece::Code(_) => Some(Mark::Code),
            Piece::Html(_) => Some(Mark::Html),
            Piece::Rule => Some(Mark::Rule),
            Piece::TaskMarker(_) => Some(Mark::ListMarker),
            Piece::Text(_) | Piece::SoftBreak | Piece::HardBreak => None,
        };
        if let Some(mark) = mark {
            let len = span.slice(source).trim_end().len();
            out.push(Token::new(Span::new(span.start, span.start + len), mark));
        }
    }
}

fn element_mark(element: &Element) -> Option<Mark> {
    match element {
        Element::Heading(_) => Some(Mark::Heading),
        Element::CodeBlock(_) => Some(Mark::CodeBlock),
        Element::Emphasis => Some(Mark::Emphasis),
        Element::Strong => Some(Mark::Strong),
        Element::Strikethrough => Some(Mark::Strikethrough),
        Element::Link(_) | Element::Image(_) => Some(Mark::Link),
        Element::Paragraph
        | Element::Quote
        | Element::List(_)
        | Element::Item
        | Element::Table
        | Element::TableHead
        | Element::TableRow
        | Element::TableCell
        | Element::HtmlBlock => None,
    }
}

/// The bullet or number that an item begins with.
fn list_marker(source: &str, item: Span) -> Option<Span> {
    let text = item.slice(source);
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let sign = *text.as_bytes().get(digits)?;
    let fits = if digits == 0 {
        matches!(sign, b'-' | b'*' | b'+')
    } else {
        matches!(sign, b'.' | b')')
    };
    fits.then(|| Span::new(item.start, item.start + digits + 1))
}

/// The `>` at the start of each line of a quote; `deepest` is how many may stand there.
fn quote_markers(source: &str, quote: Span, deepest: usize, out: &mut Vec<Token>) {
    let text = quote.slice(source);
    let mut line_start = 0;
    while let Some(line) = text.get(line_start..).filter(|rest| !rest.is_empty()) {
        let mut at = 0;
        for _ in 0..deepest {
            let rest = line.get(at..).unwrap_or_default();
            at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
            if line.as_bytes().get(at) != Some(&b'>') {
                break;
            }
            let start = quote.start + line_start + at;
            out.push(Token::new(Span::new(start, start + 1), Mark::Quote));
            at += 1;
        }
        match line.find(['\n', '\r']) {
            Some(end) => line_start += end + 1,
            None => break,
        }
    }
}
