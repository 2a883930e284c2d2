//! Lines that belong to no value: in a frontmatter that no program reads, text behind a setting that
//! has said everything. They become comments, so that nothing is lost.

use super::draft::Mend;
use super::entries::{Entries, State};
use super::lines::yaml_lines;
use crate::text::Span;

/// Puts a `#` before such lines.
pub(super) fn mends(entries: &Entries<'_>) -> Vec<Mend> {
    if entries.state != State::Broken {
        return Vec::new();
    }
    let text = entries.text;
    entries
        .all
        .iter()
        .filter(|entry| !entry.is_prose() && entry.alone.is_none() && !entry.raw.is_empty())
        .flat_map(|entry| {
            let first = yaml_lines(text, entry.extent.start).next();
            let first_value = first.map(|line| line.text.trim_end());
            let mut open = entry.lists_tools() && first_value.is_some_and(goes_on);
            yaml_lines(text, entry.extent.start)
                .skip(1)
                .take_while(|line| line.span.start < entry.raw.end)
                .filter(move |line| {
                    let part = open || line.is_blank() || !begins_text(line.text);
                    open = open && (line.is_blank() || goes_on(line.text.trim_end()));
                    !part
                })
                .collect::<Vec<_>>()
        })
        .map(|line| {
            Mend::new(
                Span::at(line.span.start),
                "# ",
                "this line belongs to no value: it becomes a comment",
            )
        })
        .collect()
}

/// Whether a list of tools goes on in the next line.
fn goes_on(line: &str) -> bool {
    line.ends_with([',', '['])
}

/// Whether a line at the left margin is a text rather than a part of a list or map.
fn begins_text(line: &str) -> bool {
    !line.starts_with([' ', '\t', '#', ']', '}']) && !line.starts_with("- ") && line != "-"
}

#[cfg(test)]
mod tests {
    use super::super::tests::mended;

    #[test]
    fn text_behind_a_setting_becomes_a_comment() {
        assert_eq!(
            mended("---\nname: a\ndescription: b\nmodel: c\nText goes on here.\n---\n"),
            "---\nname: a\ndescription: b\nmodel: c\n# Text goes on here.\n---\n"
        );
    }

    #[test]
    fn tools_may_go_on() {
        assert_eq!(
            mended("---\nname: a\ndescription: b\ntools: Read,\nGrep\n---\n"),
            "---\nname: a\ndescription: b\ntools: \"Read, Grep\"\n---\n"
        );
    }
}
