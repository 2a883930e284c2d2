//! A code fence around the whole file, as chats show files.

use crate::repair::draft::Mend;
use crate::repair::lines::{Line, NEAR_THE_START, field_follows, lines, opens, start};
use crate::text::Span;

/// Takes the fence off: its first line, and the one that closes it.
pub(super) fn mends(text: &str) -> Vec<Mend> {
    if opens(text) {
        return Vec::new();
    }
    let all: Vec<Line> = lines(text, start(text)).collect();
    let Some(first) = all
        .iter()
        .take(NEAR_THE_START)
        .position(|line| fence(line).is_some())
    else {
        return Vec::new();
    };
    let Some(opening) = all.get(first) else {
        return Vec::new();
    };
    let inside = all.get(first + 1..).unwrap_or_default();
    let begins = inside
        .iter()
        .find(|line| !line.is_blank())
        .is_some_and(|line| line.bare().starts_with("---") && field_follows(text, line.next));
    if !begins {
        return Vec::new();
    }
    let whole_line = |line: &Line| Span::new(line.span.start, line.next);
    let mut mends = vec![Mend::new(
        whole_line(opening),
        "",
        "a code fence stands around the file: the file itself begins behind it",
    )];
    if let Some(closing) = closing(opening, inside) {
        mends.push(Mend::new(whole_line(closing), "", ""));
    }
    mends
}

/// The sign and the length of a code fence.
fn fence(line: &Line) -> Option<(char, usize)> {
    let text = line.bare();
    let sign = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let len = text.len() - text.trim_start_matches(sign).len();
    (len >= 3).then_some((sign, len))
}

/// The line that closes the fence: the last one of the file, or the one right below the frontmatter.
fn closing<'lines, 'text>(
    opening: &Line<'text>,
    inside: &'lines [Line<'text>],
) -> Option<&'lines Line<'text>> {
    let (sign, len) = fence(opening)?;
    let closes = |line: &&Line| {
        let bare = line.bare();
        bare.len() >= len && bare.chars().all(|c| c == sign)
    };
    let filled = || inside.iter().filter(|line| !line.is_blank());
    let below_frontmatter = filled()
        .skip_while(|line| !line.is_fence())
        .skip(1)
        .skip_while(|line| !line.is_fence())
        .nth(1)
        .filter(closes);
    below_frontmatter.or_else(|| filled().next_back().filter(closes))
}

#[cfg(test)]
mod tests {
    use crate::repair::tests::mended;

    #[test]
    fn a_fence_around_the_file_goes() {
        assert_eq!(
            mended(
                "Here you are:\n\n````markdown\n---\nname: a\ndescription: b\n---\n```rust\nx\n```\n````\n"
            ),
            "---\nname: a\ndescription: b\n---\n```rust\nx\n```\n"
        );
        assert_eq!(
            mended("~~~\n---\nname: a\ndescription: b\n---\nBody\n~~~"),
            "---\nname: a\ndescription: b\n---\nBody\n"
        );
    }

    #[test]
    fn a_fence_around_the_frontmatter_goes() {
        assert_eq!(
            mended("```yaml\n---\nname: a\ndescription: b\n---\n```\nBody\n```\nx\n```\n"),
            "---\nname: a\ndescription: b\n---\nBody\n```\nx\n```\n"
        );
    }

    #[test]
    fn a_fence_that_is_never_closed_goes_too() {
        assert_eq!(
            mended("```\n---\nname: a\ndescription: b\n---\nBody\n"),
            "---\nname: a\ndescription: b\n---\nBody\n"
        );
    }
}
