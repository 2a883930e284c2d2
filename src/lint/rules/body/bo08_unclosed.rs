use std::collections::BTreeMap;

use super::prompt_of;
use crate::definition::{Element, Piece};
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::{Span, TextEdit};

/// A code fence or a tag that is not closed, or closes nothing.
pub static BO08: Rule = Rule {
    id: "BO08",
    title: "Unclosed code fence or tag",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "agnix (XML-001 to XML-003, AGM-001)",
        link: "",
    },
    about: "Claude Code passes the prompt on as it stands, and a model mostly copes. But a fence that is never \
            closed makes code of everything behind it, and a tag without its other half leaves open where a \
            section ends. A block of code that shows another needs the longer fence outside. Tags are looked at \
            where they stand alone on a line and outside of code.",
    speaks_of: Kind::is_agent,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\n<role>\nYou review code.\n\nAnswer so:\n\n```\nfile:line\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\n<role>\nYou review code.\n</role>\n\nAnswer so:\n\n```\nfile:line\n```\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if prompt_of(file).is_none() {
        return Vec::new();
    }
    let source = file.source();
    let mut findings = Vec::new();
    let mut tags = Vec::new();
    for block in &file.definition.body.blocks {
        // Code holds text and nothing else.
        let mut code = false;
        for located in &block.content {
            let span = located.span.shift(block.span.start);
            match &located.piece {
                Piece::Open(Element::CodeBlock(_)) => {
                    code = true;
                    findings.extend(open_fence(source, span));
                }
                Piece::Close => code = false,
                // Markdown takes a tag with an underscore for text.
                Piece::Html(_) | Piece::Text(_) if !code => tags_in(source, span, &mut tags),
                _ => {}
            }
        }
    }
    // Behind an open fence it is a guess what is code.
    if findings.is_empty() {
        findings = unmatched(&tags);
    }
    findings
}

/// The opening fence of a code block that has no closing one.
fn open_fence(source: &str, code: Span) -> Option<Finding> {
    let text = code.slice(source);
    let first = text.lines().next()?;
    let sign = first
        .chars()
        .next()
        .filter(|sign| matches!(sign, '`' | '~'))?;
    let len = first.chars().take_while(|next| *next == sign).count();
    let fence = |line: &str| {
        // In quotes and lists the line has their marks before it.
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        line.len() >= len && line.chars().all(|next| next == sign)
    };
    if text.lines().skip(1).last().is_some_and(fence) {
        return None;
    }
    let span = Span::new(code.start, code.start + first.trim_end().len());
    if text.trim_end().len() == span.len() {
        let message = "This code fence opens a block in which nothing stands. Take it away";
        let edit = TextEdit {
            span,
            replacement: String::new(),
        };
        let fix = Fix::unsafe_("Take it away", vec![edit]);
        return Some(Finding::new(&BO08, span, message).fix(fix));
    }
    let message = "This code fence is never closed, so what follows reads as code. Close it, or make the fence \
                   longer than those that stand inside it";
    Some(Finding::new(&BO08, span, message))
}

/// An opening or a closing tag.
struct Tag<'file> {
    name: &'file str,
    closes: bool,
    span: Span,
    /// Whether nothing else stands on its line.
    alone: bool,
}

/// The tags of a stretch of raw HTML or text, but for those of code that is shown in it.
fn tags_in<'file>(source: &'file str, html: Span, out: &mut Vec<Tag<'file>>) {
    // Most texts have none.
    if !html.slice(source).contains('<') {
        return;
    }
    let mut fenced = false;
    let mut at = html.start;
    for line in html.slice(source).split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            tags_of_line(source, Span::new(start, start + line.len()), out);
        }
    }
}

fn tags_of_line<'file>(source: &'file str, line: Span, out: &mut Vec<Tag<'file>>) {
    let text = line.slice(source);
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find('<')) {
        let start = from + open;
        from = start + 1;
        let rest = text.get(from..).unwrap_or_default();
        let (closes, inner) = match rest.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, rest),
        };
        let is_name = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-');
        let name = inner
            .split(|sign| !is_name(sign))
            .next()
            .unwrap_or_default();
        let Some(end) = rest.find('>') else {
            return;
        };
        let span = Span::new(line.start + start, line.start + from + end + 1);
        from += end + 1;
        if name.starts_with(|sign: char| sign.is_ascii_alphabetic()) && !rest[..end].ends_with('/')
        {
            let alone = line_around(source, span).trim() == span.slice(source);
            out.push(Tag {
                name,
                closes,
                span,
                alone,
            });
        }
    }
}

/// The line of the source in which a span lies.
fn line_around(source: &str, span: Span) -> &str {
    let start = source
        .get(..span.start)
        .and_then(|text| text.rfind('\n'))
        .map_or(0, |at| at + 1);
    let rest = source.get(start..).unwrap_or_default();
    rest.lines().next().unwrap_or_default()
}

/// Elements of HTML that need no closing tag.
const NEVER_CLOSED: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li",
    "link", "meta", "option", "p", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];

fn unmatched(tags: &[Tag<'_>]) -> Vec<Finding> {
    let mut open: BTreeMap<&str, Vec<&Tag<'_>>> = BTreeMap::new();
    let mut left = Vec::new();
    for tag in tags {
        if NEVER_CLOSED.contains(&tag.name) {
            continue;
        }
        let of_name = open.entry(tag.name).or_default();
        if !tag.closes {
            of_name.push(tag);
        } else if of_name.pop().is_none() {
            left.push(tag);
        }
    }
    left.extend(open.into_values().flatten());
    let mut findings: Vec<Finding> = left
        .into_iter()
        .filter(|tag| tag.alone)
        .map(|tag| {
            let name = tag.name;
            let message = if tag.closes {
                format!("</{name}> closes nothing: no <{name}> is open before it. Open it, or take it away")
            } else {
                format!("<{name}> is never closed, so where its part ends is open. Close it with </{name}>")
            };
            Finding::new(&BO08, tag.span, message)
        })
        .collect();
    crate::text::sort_by_numbers(&mut findings, |finding: &Finding| {
        (finding.span.start, finding.span.end)
    });
    findings
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    fn marked(body: &str) -> Vec<String> {
        let text = format!("---\nname: a\ndescription: b\n---\n\n{body}\n");
        let findings = found("BO08", &text);
        findings
            .iter()
            .map(|finding| finding.span.slice(&text).to_owned())
            .collect()
    }

    #[test]
    fn a_fence_is_closed_by_one_as_long() {
        assert_eq!(marked("```rust\nlet a;\n"), ["```rust"]);
        assert_eq!(marked("````\n```\n"), ["````"]);
        assert_eq!(marked("- a\n\n  ~~~\n  b\n"), ["~~~"]);
        for body in [
            "```\na\n```",
            "~~~~\n~~~\n~~~~~",
            "> ```\n> a\n> ```",
            "- ```\n  a\n  ```",
            "    indented",
            "```\n```",
        ] {
            assert!(marked(body).is_empty(), "{body}");
        }
    }

    #[test]
    fn a_fence_behind_everything_can_go() {
        let text = "---\nname: a\ndescription: b\n---\n\nYou review code.\n```";
        let findings = found("BO08", text);
        let after = apply(text, &findings[0].fixes[0].edits).expect("it fits");
        assert!(after.ends_with("You review code.\n"), "{after}");
    }

    #[test]
    fn a_tag_alone_on_its_line_has_another_half() {
        assert_eq!(marked("<role>\nYou.\n\nMore."), ["<role>"]);
        assert_eq!(marked("You.\n\n</role>"), ["</role>"]);
        assert_eq!(marked("<a_b>\nYou.\n</a-b>"), ["<a_b>", "</a-b>"]);
        for body in [
            "<role>\nYou.\n\n```\n<x>\n```\n</role>",
            "1. <a_b>\n   </a_b>",
            "<role name=\"a\">You.</role>",
            "Run it with <name> and <path>.",
            "<br>\nYou.",
            "`<role>` is a tag.",
            "<a/>",
            "<role>\n```\n<x>\n```\n</role>",
            "<!-- <x>\n-->",
            "a < b",
        ] {
            assert!(marked(body).is_empty(), "{body}: {:?}", marked(body));
        }
    }
}
