//! Something before the opening fence: then no program sees a frontmatter.

use crate::repair::draft::Mend;
use crate::repair::lines::{Line, NEAR_THE_START, field_follows, line_end, lines, opens, start};
use crate::text::Span;

/// Takes it off. A heading or a comment goes to the beginning of the body.
pub(super) fn mends(text: &str) -> Vec<Mend> {
    if opens(text) {
        return Vec::new();
    }
    let start = start(text);
    let Some(fence) = lines(text, start)
        .take(NEAR_THE_START)
        .find(|line| ends_with_fence(line) && field_follows(text, line.next))
    else {
        return Vec::new();
    };
    let Some(closing) = lines(text, fence.next).find(Line::is_fence) else {
        // Without a second fence this one may be a rule in prose.
        let blank = Span::new(start, fence.span.start)
            .slice(text)
            .trim()
            .is_empty();
        return if blank {
            vec![take_off(text, start, &fence, "")]
        } else {
            Vec::new()
        };
    };
    let before = Span::new(start, fence.span.start).slice(text).trim();
    if before.starts_with("# ") || before.starts_with("<!--") && before.ends_with("-->") {
        let end = line_end(text);
        let moved = if closing.next > closing.span.end {
            format!("{before}{end}")
        } else {
            format!("{end}{before}")
        };
        return vec![
            take_off(text, start, &fence, " and moves into the body"),
            Mend::new(Span::at(closing.next), moved, ""),
        ];
    }
    vec![take_off(text, start, &fence, "")]
}

fn take_off(text: &str, start: usize, fence: &Line, whereto: &str) -> Mend {
    let end = fence.span.start + fence.text.find("---").unwrap_or_default();
    let span = Span::new(start, end);
    let what = if span.slice(text).trim().is_empty() {
        "white space stands before the opening ---, which must be the first line".to_owned()
    } else {
        format!("text stands before the opening ---, which must be the first line{whereto}")
    };
    Mend::new(span, "", what)
}

/// A fence, with a character or two before it at most.
fn ends_with_fence(line: &Line) -> bool {
    const STRAY: usize = 2;
    let before = line.bare().strip_suffix("---");
    before
        .is_some_and(|before| before.chars().count() <= STRAY && !before.contains(['-', '|', '#']))
}

#[cfg(test)]
mod tests {
    use crate::repair::tests::mended;

    const FILE: &str = "---\nname: a\ndescription: b\n---\nBody\n";

    #[test]
    fn what_stands_before_goes() {
        for before in [
            "\n\n",
            "  ",
            "Here is your agent:\n\n",
            "w",
            "\r\n",
            "\u{feff}\n",
        ] {
            let source = format!("{before}{FILE}");
            let kept = if before.starts_with('\u{feff}') {
                "\u{feff}"
            } else {
                ""
            };
            assert_eq!(mended(&source), format!("{kept}{FILE}"));
        }
    }

    #[test]
    fn a_heading_or_a_comment_moves_into_the_body() {
        assert_eq!(
            mended(&format!("<!-- c -->\n{FILE}")),
            "---\nname: a\ndescription: b\n---\n<!-- c -->\nBody\n"
        );
        assert_eq!(
            mended(&format!("# Title\n\n{FILE}")),
            "---\nname: a\ndescription: b\n---\n# Title\nBody\n"
        );
    }

    #[test]
    fn prose_with_a_rule_is_no_definition() {
        let source = "Note\n---\nkey: value, more\n";
        assert_eq!(mended(source), source);
    }
}
