//! Keys that stand twice: Claude Code takes the last, strict YAML takes none.

use super::draft::Mend;
use super::entries::Entries;
use super::lines::yaml_lines;
use crate::text::Span;

/// Makes all but the last a comment.
pub(super) fn mends(entries: &Entries<'_>) -> Vec<Mend> {
    let mut mends = Vec::new();
    for (index, entry) in entries.all.iter().enumerate() {
        let later = entries.all.get(index + 1..).unwrap_or_default();
        let repeated = later.iter().any(|later| later.name == entry.name);
        if !repeated || !entry.begins_line {
            continue;
        }
        // A key may be empty as well: its line holds its colon at least.
        let end = entry.raw.end.max(entry.key.end).max(entry.extent.start + 1);
        let what = format!("{} stands twice, and the last one counts", entry.name);
        let parts = yaml_lines(entries.text, entry.extent.start)
            .take_while(|line| line.span.start < end)
            .filter(|line| !line.is_blank());
        for (index, line) in parts.enumerate() {
            let what = if index == 0 { what.as_str() } else { "" };
            mends.push(Mend::new(Span::at(line.span.start), "# ", what));
        }
    }
    mends
}

#[cfg(test)]
mod tests {
    use super::super::tests::mended;

    #[test]
    fn empty_keys_too() {
        assert_eq!(
            mended("---\nname: a\ndescription: >'\n:\n:\nmodel: b\n---\n"),
            "---\nname: a\ndescription: \">'\"\n# :\n:\nmodel: b\n---\n"
        );
    }

    #[test]
    fn lines_that_a_lone_carriage_return_ends_too() {
        assert_eq!(
            mended(
                "---\r\nname: a\r\ndescription: |\r\n  b\r  c\n\r\ntools: d\rdescription: e\r\n---\r\n"
            ),
            "---\r\nname: a\r\n# description: |\r\n#   b\r#   c\n\r\ntools: d\rdescription: e\r\n---\r\n"
        );
    }

    #[test]
    fn the_last_of_several_stays() {
        assert_eq!(
            mended("---\nname: a\ndescription: |\n  b\n\n  c\ndescription: d\nname: e\n---\n"),
            "---\n# name: a\n# description: |\n#   b\n\n#   c\ndescription: d\nname: e\n---\n"
        );
    }
}
