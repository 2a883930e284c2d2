//! A comparison as Markdown, for a comment on a change.
//!
//! Whatever comes from the files is inert in it: no markup of theirs, no link, no mention of a person
//! and no reference to an issue comes into being.

use std::fmt::Write;

use super::collection::Comparison;
use super::details::Detail;
use super::difference::{Difference, Side};
use crate::text::reorders;

/// Hosts take comments of 65,536 characters: the table and the details stay below, and say what they
/// leave out.
const LONGEST_TABLE: usize = 20_000;
const LONGEST: usize = 60_000;

/// The comparison in GitHub's Markdown: a table, the riskiest first, and what differs in each definition
/// folded below it. It is never longer than a comment may be; what is left out is counted.
pub fn markdown(comparison: &Comparison) -> String {
    let mut out = format!("**{}**\n", escaped(&comparison.sum()));
    if comparison.is_empty() {
        return out;
    }
    out.push_str("\n| | Definition | What to look at | Loads | Tokens |\n|---|---|---|---|---|\n");
    let mut shown = 0;
    for difference in &comparison.differences {
        let row = row(difference);
        if out.len() + row.len() > LONGEST_TABLE {
            break;
        }
        out.push_str(&row);
        shown += 1;
    }
    left_out(&mut out, comparison.differences.len() - shown, "the table");
    let mut shown = 0;
    for difference in &comparison.differences {
        let folded = folded(difference);
        if out.len() + folded.len() > LONGEST {
            break;
        }
        out.push_str(&folded);
        shown += 1;
    }
    left_out(
        &mut out,
        comparison.differences.len() - shown,
        "the details",
    );
    out
}

fn left_out(out: &mut String, count: usize, of: &str) {
    if count > 0 {
        let definitions = super::collection::number(count, "definition");
        // Writing into a String never fails.
        let _ = writeln!(
            out,
            "\n{definitions} left out of {of}: a comment has no more room."
        );
    }
}

fn row(difference: &Difference) -> String {
    let first = difference.risks.first();
    let loads = |side: &Option<Side>| match side {
        None => "–",
        Some(side) if side.loads => "yes",
        Some(_) => "**no**",
    };
    let tokens = |side: &Option<Side>| side.as_ref().map_or(0, |side| side.tokens);
    let changes = |before: String, after: String| {
        if before == after {
            after
        } else {
            format!("{before} → {after}")
        }
    };
    let (before, after) = (&difference.before, &difference.after);
    format!(
        "| {} | {} | {} | {} | {} |\n",
        first.map_or("", |risk| risk.reason.title()),
        code(difference.title()),
        escaped(first.map_or("", |risk| risk.sentence.as_str())),
        changes(loads(before).to_owned(), loads(after).to_owned()),
        changes(tokens(before).to_string(), tokens(after).to_string()),
    )
}

fn folded(difference: &Difference) -> String {
    let path = difference
        .side()
        .map(|side| side.path.as_str())
        .unwrap_or_default();
    let path = match path {
        "" => String::new(),
        path => format!(" {}", code(path)),
    };
    let mut out = format!(
        "\n<details><summary>{}{path}</summary>\n\n",
        code(difference.title())
    );
    for risk in &difference.risks {
        let _ = writeln!(
            out,
            "- **{}**: {}",
            risk.reason.title(),
            escaped(&risk.sentence)
        );
    }
    for Detail {
        what,
        before,
        after,
        ..
    } in difference.details()
    {
        let _ = match before {
            Some(before) => writeln!(
                out,
                "- {}: {} → {}",
                escaped(&what),
                code(&before),
                code(&after)
            ),
            None => writeln!(out, "- {}: {}", escaped(&what), code(&after)),
        };
    }
    out.push_str("\n</details>\n");
    out
}

/// A text of a file as code, on one line.
fn code(text: &str) -> String {
    let text = escaped(text);
    if text.is_empty() {
        return String::new();
    }
    format!("<code>{text}</code>")
}

/// A text as running text, on one line: every sign that means something to Markdown, to HTML or to what
/// hosts make of bare text is a character reference, and what could still become a mention or a reference
/// once it is one is broken by a space without width.
fn escaped(text: &str) -> String {
    const BREAK: &str = "&#8203;";
    let mut out = String::with_capacity(text.len());
    let mut signs = text.trim().chars().peekable();
    let mut last = ' ';
    while let Some(sign) = signs.next() {
        if sign.is_whitespace() || sign.is_control() {
            if last != ' ' {
                out.push(' ');
            }
            last = ' ';
            continue;
        }
        let is_plain = sign.is_alphanumeric()
            || !sign.is_ascii()
            || matches!(
                sign,
                ',' | ';' | '/' | '(' | ')' | '"' | '\'' | '=' | '%' | '?' | '+'
            )
            || (matches!(sign, '.' | '-')
                && !last.eq_ignore_ascii_case(&'w')
                && !last.eq_ignore_ascii_case(&'h'));
        if reorders(sign) {
            let _ = write!(out, "{}", sign.escape_unicode());
        } else if is_plain {
            out.push(sign);
        } else {
            let _ = write!(out, "&#{};", u32::from(sign));
        }
        // `@name`, `#1`, `https://…`, `www.…`, `GH-1`.
        let breaks = matches!(sign, '@' | '#')
            || (sign == ':' && signs.peek() == Some(&'/'))
            || (matches!(sign, '.' | '-') && !is_plain);
        if breaks {
            out.push_str(BREAK);
        }
        last = sign;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::compare;
    use crate::definition::{Body, Definition, Element, Piece};
    use crate::text::SourceFile;

    #[test]
    fn what_means_something_to_markdown_is_broken() {
        assert_eq!(escaped("a, b-c (d) e.md"), "a, b-c (d) e.md");
        assert_eq!(
            escaped("`x` *y*\n\n# z"),
            "&#96;x&#96; &#42;y&#42; &#35;&#8203; z"
        );
        assert_eq!(
            escaped("</details> | @you"),
            "&#60;/details&#62; &#124; &#64;&#8203;you"
        );
        assert_eq!(
            escaped("https://a.b www.c.d GH-1"),
            "https&#58;&#8203;//a.b www&#46;&#8203;c.d GH&#45;&#8203;1"
        );
        assert_eq!(escaped("a\u{202e}b"), "a\\u{202e}b");
    }

    /// The pieces of a rendering, read as Markdown.
    fn body(markdown: &str) -> Body {
        Definition::parse(format!("---\nname: a\n---\n{markdown}")).body
    }

    #[test]
    fn nothing_of_a_file_becomes_markup() {
        let hostile = "[x](https://e.example) ![i](https://e.example/i.png) <img src=x onerror=alert(1)> </code></details> \
                       `` ` `` @everyone #1 | a | **b** <https://e.example> www.e.example";
        let quoted = hostile.replace('\\', "\\\\").replace('"', "\\\"");
        let old = SourceFile::new(
            "agents/a.md",
            format!("---\nname: a\ndescription: \"{quoted}\"\n---\n## {hostile}\n{hostile}\n"),
        );
        let new = SourceFile::new(
            "agents/a.md",
            format!(
                "---\nname: \"a {quoted}\"\ndescription: \"b {quoted}\"\n\"{quoted}\": \"{quoted}\"\n---\n## {hostile}\n\nmore\n"
            ),
        );
        let text = markdown(&compare(&[old], &[new]));
        let body = body(&text);
        let mut tags = Vec::new();
        for block in &body.blocks {
            for located in &block.content {
                match &located.piece {
                    Piece::Open(
                        Element::Link(_)
                        | Element::Image(_)
                        | Element::Heading(_)
                        | Element::CodeBlock(_),
                    )
                    | Piece::Code(_) => {
                        panic!("{:?} in {text}", located.piece)
                    }
                    Piece::Html(html) => tags.push(html.trim().to_owned()),
                    _ => {}
                }
            }
        }
        let ours = [
            "<details>",
            "<summary>",
            "<code>",
            "</code>",
            "</summary>",
            "</details>",
        ];
        for tag in tags {
            let mut rest = tag.as_str();
            // A line of HTML holds our tags and character references.
            while let Some(start) = rest.find('<') {
                let known = ours.iter().find(|known| rest[start..].starts_with(**known));
                let known = known.unwrap_or_else(|| panic!("{tag}"));
                rest = &rest[start + known.len()..];
            }
        }
        assert!(!text.contains("@everyone"), "{text}");
    }

    #[test]
    fn a_long_comparison_stays_short_and_says_so() {
        let file = |number: usize, word: &str| {
            SourceFile::new(
                format!("agents/{number}.md"),
                format!(
                    "---\nname: a{number}\ndescription: Use it {word}.\n---\nYou are {word}.\n"
                ),
            )
        };
        let old: Vec<_> = (0..500).map(|number| file(number, "here")).collect();
        let new: Vec<_> = (0..500).map(|number| file(number, "there")).collect();
        let text = markdown(&compare(&old, &new));
        assert!(text.len() < 65_000, "{}", text.len());
        assert!(
            text.contains(" definitions left out of the table: "),
            "{text}"
        );
        assert!(text.contains(" definitions left out of the details: "));
    }
}
