use crate::text::{Span, is_javascript_space};

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
    let start = if source.starts_with(BOM) {
        BOM.len_utf8()
    } else {
        0
    };
    let bom = (start > 0).then(|| Span::new(0, start));
    let without = |problem| Layout {
        bom,
        opening: None,
        frontmatter: None,
        closing: None,
        body: Span::new(start, source.len()),
        problem: Some(problem),
    };
    if source[start..].trim().is_empty() {
        return without(LayoutProblem::Empty);
    }
    if let Some(opening) = opening_fence(source, start) {
        return between(source, bom, opening, None);
    }
    match fence_further_down(source, start) {
        Some(opening) => {
            let before = Span::new(start, opening.fence.start);
            between(
                source,
                bom,
                opening,
                Some(LayoutProblem::TextBefore(before)),
            )
        }
        None => without(LayoutProblem::NoFrontmatter),
    }
}

const BOM: char = '\u{feff}';
const FENCE: &str = "---";

/// An opening fence, and where the text after its line begins.
struct Opening {
    fence: Span,
    after: usize,
}

/// `---`, white space, and an LF, right at `start`. Any white space of JavaScript's will do: Claude
/// Code 2.1.330 was seen to take a no-break space, a form feed and a lone CR before the CRLF.
fn opening_fence(source: &str, start: usize) -> Option<Opening> {
    let rest = source.get(start..)?.strip_prefix(FENCE)?;
    let lf = rest.find('\n')?;
    if !rest[..lf].chars().all(is_javascript_space) {
        return None;
    }
    let line = rest[..lf].strip_suffix('\r').unwrap_or(&rest[..lf]);
    let end = start + FENCE.len() + line.len();
    Some(Opening {
        fence: Span::new(start, end),
        after: start + FENCE.len() + lf + 1,
    })
}

/// LF and CRLF; `None` where neither stands.
fn line_end_len(text: &str) -> Option<usize> {
    match text.as_bytes() {
        [b'\n', ..] => Some(1),
        [b'\r', b'\n', ..] => Some(2),
        _ => None,
    }
}

/// The frontmatter and the body as most parsers part them: `---` on the first line, and the next line
/// that holds nothing but `---` closes it. `None` where there is no such pair.
pub(crate) fn between_lines(source: &str) -> Option<(Span, Span)> {
    let start = if source.starts_with(BOM) {
        BOM.len_utf8()
    } else {
        0
    };
    let opening = opening_fence(source, start)?;
    let after = opening.after;
    let blanks = opening.fence.slice(source).trim_start_matches(FENCE);
    if !blanks.chars().all(|c| matches!(c, ' ' | '\t')) {
        return None;
    }
    let mut at = after;
    for line in source[after..].split_inclusive('\n') {
        let next = at + line.len();
        if line.trim_end() == FENCE {
            return Some((Span::new(after, at), Span::new(next, source.len())));
        }
        at = next;
    }
    None
}

/// The frontmatter that somebody meant although something stands before it: a `---` on a line of
/// its own within the first lines, with `key:` on the next and another fence further down.
fn fence_further_down(source: &str, start: usize) -> Option<Opening> {
    const LINES: usize = 20;
    let mut at = start;
    for line in source[start..].split_inclusive('\n').take(LINES) {
        let indent = line.len() - line.trim_start_matches([' ', '\t', '\u{a0}']).len();
        if let Some(opening) = opening_fence(source, at + indent) {
            let next = source[opening.after..]
                .trim_start()
                .lines()
                .next()
                .unwrap_or_default();
            let closes = source[opening.after..].contains(FENCE);
            return (looks_like_a_field(next) && closes).then_some(opening);
        }
        at += line.len();
    }
    None
}

/// Whether a line begins with a word and a colon.
fn looks_like_a_field(line: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty()
            && key.chars().all(word)
            && key.starts_with(|c: char| c.is_ascii_alphabetic())
    })
}

fn between(
    source: &str,
    bom: Option<Span>,
    opening: Opening,
    problem: Option<LayoutProblem>,
) -> Layout {
    let Some(found) = source[opening.after..].find(FENCE) else {
        return never_closed(source, bom, opening, problem);
    };
    let closing = Span::new(opening.after + found, opening.after + found + FENCE.len());
    let line_start = source[..closing.start]
        .rfind(['\n', '\r'])
        .map_or(0, |end| end + 1);
    let inside_line = !source[line_start..closing.start].trim().is_empty();
    let problem =
        problem.or_else(|| inside_line.then_some(LayoutProblem::ClosedInsideLine(closing)));
    Layout {
        bom,
        opening: Some(opening.fence),
        frontmatter: Some(Span::new(opening.after, closing.start)),
        closing: Some(closing),
        body: Span::new(body_start(source, closing.end), source.len()),
        problem,
    }
}

/// Without a closing fence the fields are taken to end at the first empty line, or at the end.
fn never_closed(
    source: &str,
    bom: Option<Span>,
    opening: Opening,
    problem: Option<LayoutProblem>,
) -> Layout {
    let mut end = source.len();
    let mut at = opening.after;
    for line in source[opening.after..].split_inclusive('\n') {
        if line.trim().is_empty() || line.starts_with('#') {
            end = at;
            break;
        }
        at += line.len();
    }
    Layout {
        bom,
        opening: Some(opening.fence),
        frontmatter: Some(Span::new(opening.after, end)),
        closing: None,
        body: Span::new(end, source.len()),
        problem: Some(problem.unwrap_or(LayoutProblem::NeverClosed)),
    }
}

/// The body begins after the blanks and the line end that follow the closing fence.
fn body_start(source: &str, fence_end: usize) -> usize {
    let rest = &source[fence_end..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    match line_end_len(&rest[blanks..]) {
        Some(line_end) => fence_end + blanks + line_end,
        None => fence_end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> (Option<&str>, &str, Option<LayoutProblem>) {
        let layout = split(source);
        (
            layout.frontmatter.map(|span| span.slice(source)),
            layout.body.slice(source),
            layout.problem,
        )
    }

    #[test]
    fn fences_part_frontmatter_and_body() {
        assert_eq!(
            parts("---\nname: a\n---\nBody"),
            (Some("name: a\n"), "Body", None)
        );
        assert_eq!(
            parts("---  \r\nname: a\r\n---\r\nBody"),
            (Some("name: a\r\n"), "Body", None)
        );
        assert_eq!(parts("\u{feff}---\na: b\n---"), (Some("a: b\n"), "", None));
    }

    #[test]
    fn the_first_three_dashes_close_wherever_they_stand() {
        let source = "---\ndescription: foo --- bar\nmodel: x\n---\nBody";
        let (frontmatter, body, problem) = parts(source);
        assert_eq!(frontmatter, Some("description: foo "));
        assert_eq!(body, " bar\nmodel: x\n---\nBody");
        assert!(matches!(problem, Some(LayoutProblem::ClosedInsideLine(_))));
        assert_eq!(parts("---\na: b\n----\nBody").1, "-\nBody");
    }

    #[test]
    fn any_white_space_may_follow_the_opening_fence() {
        for blank in ["\t", "\u{a0}", "\u{c}", "\r\r", "\u{feff}", "\u{2028}"] {
            let source = format!("---{blank}\nname: a\n---\nBody");
            assert_eq!(
                parts(&source),
                (Some("name: a\n"), "Body", None),
                "{blank:?}"
            );
        }
        assert_eq!(between_lines("---\u{a0}\na: b\n---\n"), None);
    }

    #[test]
    fn a_lone_carriage_return_opens_nothing() {
        assert_eq!(
            parts("---\rname: a\r---\r").2,
            Some(LayoutProblem::NoFrontmatter)
        );
    }

    #[test]
    fn text_before_the_fence_is_named() {
        let (frontmatter, _, problem) = parts("\n\n---\nname: a\n---\n");
        assert_eq!(frontmatter, Some("name: a\n"));
        assert_eq!(problem, Some(LayoutProblem::TextBefore(Span::new(0, 2))));
        let fenced = parts("```markdown\n---\nname: a\n---\n```\n");
        assert_eq!(fenced.2, Some(LayoutProblem::TextBefore(Span::new(0, 12))));
    }

    #[test]
    fn a_rule_in_prose_is_no_frontmatter() {
        assert_eq!(
            parts("Title\n---\nText and --- more").2,
            Some(LayoutProblem::NoFrontmatter)
        );
    }

    #[test]
    fn without_a_closing_fence_the_fields_are_shown() {
        let (frontmatter, body, problem) = parts("---\nname: a\ndescription: b\n\nBody");
        assert_eq!(frontmatter, Some("name: a\ndescription: b\n"));
        assert_eq!(body, "\nBody");
        assert_eq!(problem, Some(LayoutProblem::NeverClosed));
    }

    #[test]
    fn nothing_is_empty() {
        assert_eq!(parts("").2, Some(LayoutProblem::Empty));
        assert_eq!(parts("\u{feff} \n").2, Some(LayoutProblem::Empty));
    }
}
