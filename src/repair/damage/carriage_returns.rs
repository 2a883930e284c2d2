//! Lines that end in a lone CR, which ends no line of the fences.

use crate::repair::draft::Mend;
use crate::repair::lines::{line_end, opens, start};
use crate::text::Span;

/// Gives a frontmatter whose lines end in a lone CR the file's line ends, through the line of the
/// closing fence. Below it nothing changes.
pub(super) fn mends(text: &str) -> Vec<Mend> {
    if !text.contains('\r') {
        return Vec::new();
    }
    let start = start(text);
    let mut ends = line_ends(text, start);
    let Some(first) = ends.next() else {
        return Vec::new();
    };
    let is_fence = |span: Span| span.slice(text).trim_matches([' ', '\t']) == "---";
    if !is_fence(Span::new(start, first.start)) {
        return Vec::new();
    }
    let mut lone = Vec::new();
    let mut before = first;
    lone.extend(is_lone(text, first).then_some(first));
    for end in ends {
        lone.extend(is_lone(text, end).then_some(end));
        if is_fence(Span::new(before.end, end.start)) {
            // A fence between whole line ends: a CR further up is white space to every parser.
            if opens(text) && !is_lone(text, before) && !is_lone(text, end) {
                return Vec::new();
            }
            let end_of_line = line_end(text);
            let what = "a lone CR ends no line of a frontmatter";
            return lone
                .into_iter()
                .enumerate()
                .map(|(index, span)| {
                    Mend::new(span, end_of_line, if index == 0 { what } else { "" })
                })
                .collect();
        }
        before = end;
    }
    Vec::new()
}

fn is_lone(text: &str, end: Span) -> bool {
    end.slice(text) == "\r"
}

/// Every line end from byte `from` on: LF, CRLF or CR, and the end of the text.
fn line_ends(text: &str, from: usize) -> impl Iterator<Item = Span> {
    let mut at = from;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = text.get(at..)?;
        let Some(found) = rest.find(['\n', '\r']) else {
            done = true;
            return Some(Span::at(text.len()));
        };
        let len = if rest[found..].starts_with("\r\n") {
            2
        } else {
            1
        };
        let span = Span::new(at + found, at + found + len);
        at = span.end;
        Some(span)
    })
}

#[cfg(test)]
mod tests {
    use crate::repair::tests::mended;

    #[test]
    fn the_frontmatter_gets_line_ends_and_the_body_keeps_its_own() {
        assert_eq!(
            mended("---\rname: a\rdescription: b\r---\rBody\rmore"),
            "---\nname: a\ndescription: b\n---\nBody\rmore"
        );
    }
}
