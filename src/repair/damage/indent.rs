//! White space before every line, as copies out of chats and lists have.

use crate::repair::draft::Mend;
use crate::repair::lines::{Line, field_follows, lines, opens, start};
use crate::text::Span;

/// Takes the indentation of the first line off every line, or off the frontmatter's lines where only
/// those have it.
pub(super) fn mends(text: &str) -> Vec<Mend> {
    if opens(text) {
        return Vec::new();
    }
    let all: Vec<Line> = lines(text, start(text))
        .skip_while(Line::is_blank)
        .collect();
    let Some(first) = all.first() else {
        return Vec::new();
    };
    let indent = first.indent();
    let begins = first.bare().starts_with("---")
        || first.bare().starts_with("```")
        || first.bare().starts_with("~~~");
    if indent.is_empty() || !begins || !field_follows(text, first.next) {
        return Vec::new();
    }
    let has_it = |line: &&Line| line.is_blank() || line.text.starts_with(indent);
    let closing = all.iter().skip(1).position(Line::is_fence);
    let frontmatter = closing.map_or(all.len(), |at| at + 2);
    let covered = if all.iter().all(|line| has_it(&line)) {
        &*all
    } else {
        all.get(..frontmatter).unwrap_or_default()
    };
    if covered.len() < 2 || !covered.iter().all(|line| has_it(&line)) {
        return Vec::new();
    }
    covered
        .iter()
        .filter(|line| line.text.starts_with(indent))
        .enumerate()
        .map(|(index, line)| {
            let what = if index == 0 {
                "every line is indented: a frontmatter begins at the left margin"
            } else {
                ""
            };
            let span = Span::new(line.span.start, line.span.start + indent.len());
            Mend::new(span, "", what)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::repair::tests::mended;

    #[test]
    fn the_common_indentation_goes() {
        assert_eq!(
            mended("    ---\n    name: a\n    description: b\n    ---\n\n    - c\n      d\n"),
            "---\nname: a\ndescription: b\n---\n\n- c\n  d\n"
        );
    }

    #[test]
    fn a_body_that_is_not_indented_stays() {
        assert_eq!(
            mended("  ---\n  name: a\n  description: b\n  ---\nBody\n  more\n"),
            "---\nname: a\ndescription: b\n---\nBody\n  more\n"
        );
    }
}
