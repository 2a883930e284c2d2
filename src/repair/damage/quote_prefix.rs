//! `> ` before every line, as mail and chats quote.

use crate::repair::draft::Mend;
use crate::repair::lines::{Line, NEAR_THE_START, key_of, lines, opens, start};
use crate::text::Span;

/// Takes one `>`, and a blank behind it, off every line of a quoted file.
pub(super) fn mends(text: &str) -> Vec<Mend> {
    if opens(text) {
        return Vec::new();
    }
    let all: Vec<Line> = lines(text, start(text)).collect();
    let Some(first) = all
        .iter()
        .take(NEAR_THE_START)
        .position(|line| line.text.starts_with('>'))
    else {
        return Vec::new();
    };
    let quoted = all.get(first..).unwrap_or_default();
    let begins = quoted
        .iter()
        .map(|line| line.text.trim_start_matches(['>', ' ']))
        .filter(|line| !line.trim().is_empty())
        .take(2)
        .enumerate()
        .all(|(index, line)| match index {
            0 => line.starts_with(['-', '`', '~', '–', '—']) || key_of(line).is_some(),
            _ => key_of(line).is_some() || line.starts_with("---"),
        });
    let whole = quoted
        .iter()
        .all(|line| line.is_blank() || line.text.starts_with('>'));
    if !begins || !whole {
        return Vec::new();
    }
    quoted
        .iter()
        .filter(|line| line.text.starts_with('>'))
        .enumerate()
        .map(|(index, line)| {
            let len = if line.text.starts_with("> ") { 2 } else { 1 };
            let what = if index == 0 {
                "every line is quoted with > as in mail: the file itself begins behind it"
            } else {
                ""
            };
            Mend::new(Span::new(line.span.start, line.span.start + len), "", what)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::repair::tests::mended;

    #[test]
    fn quoted_files_lose_the_signs() {
        assert_eq!(
            mended("> ---\n> name: a\n> description: b\n> ---\n>\n> Body\n>   more\n"),
            "---\nname: a\ndescription: b\n---\n\nBody\n  more\n"
        );
        assert_eq!(
            mended("Ann wrote:\n>> ---\n>> name: a\n>> description: b\n>> ---\n>> Body\n"),
            "---\nname: a\ndescription: b\n---\nBody\n"
        );
    }
}
