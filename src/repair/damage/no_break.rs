//! No-break spaces and characters without width in the frontmatter's syntax: around fences, before
//! and behind keys. Those inside values stay.

use crate::definition::is_known_key;
use crate::repair::draft::Mend;
use crate::repair::lines::{Line, field_follows, is_unseen, key_of, lines, start};
use crate::text::Span;

/// Makes them blanks, or nothing.
pub(super) fn mends(text: &str) -> Vec<Mend> {
    let mut all = lines(text, start(text));
    let Some(opening) = all.next() else {
        return Vec::new();
    };
    if !opening.is_fence() || !field_follows(text, opening.next) {
        return Vec::new();
    }
    let mut mends: Vec<Mend> = of_fence(&opening).into_iter().collect();
    let mut in_prose = false;
    for line in all {
        if let Some(key) = key_of(line.text) {
            in_prose = matches!(key, "description" | "initialPrompt");
        }
        if line.is_fence() {
            mends.extend(of_fence(&line));
            break;
        }
        mends.extend(of_line(&line, in_prose));
    }
    mends
}

const WHAT: &str = "a no-break space or a character without width stands where YAML wants a blank";

fn of_fence(line: &Line) -> Option<Mend> {
    line.text
        .contains(is_unseen)
        .then(|| Mend::new(line.span, "---", WHAT))
}

fn of_line(line: &Line, in_prose: bool) -> Vec<Mend> {
    if line.text.is_ascii() {
        return Vec::new();
    }
    let mut mends = Vec::new();
    let indent = line.indent();
    let text = &line.text[indent.len()..];
    let at = line.span.start;
    if line.text.starts_with(is_unseen) && !text.is_empty() {
        mends.push(Mend::new(
            Span::new(at, at + indent.len()),
            as_blanks(indent),
            WHAT,
        ));
    }
    let at = at + indent.len();
    let marker = text.len() - text.trim_start_matches("- ").len();
    let gap = match key_of(&text[marker..]) {
        Some(key) if is_known_key(key) => Some(marker + key.len() + 1),
        _ => (text.starts_with('-') && !in_prose).then_some(1),
    };
    if let Some(gap) = gap {
        let rest = &text[gap..];
        let len = rest.len() - rest.trim_start_matches(|c| is_unseen(c) || c == ' ').len();
        if rest[..len].starts_with(is_unseen) {
            mends.push(Mend::new(Span::new(at + gap, at + gap + len), " ", WHAT));
        }
    }
    mends
}

fn as_blanks(indent: &str) -> String {
    indent
        .chars()
        .filter(|c| !matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}'))
        .map(|c| if c == '\t' { '\t' } else { ' ' })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::repair::tests::mended;

    #[test]
    fn syntax_gets_blanks_and_values_keep_theirs() {
        assert_eq!(
            mended(
                "---\u{a0}\nname:\u{a0}a\ndescription: b\u{a0}c\ntools:\n\u{a0}\u{a0}-\u{a0}Read\n---\u{a0}\nBody\u{a0}x"
            ),
            "---\nname: a\ndescription: b\u{a0}c\ntools:\n  - Read\n---\nBody\u{a0}x"
        );
    }

    #[test]
    fn a_block_may_hold_them() {
        let source = "---\nname: a\ndescription: |\n  \u{a0}b\n  c:\u{a0}d\n  -\u{a0}e\n---\n";
        assert_eq!(mended(source), source);
    }
}
