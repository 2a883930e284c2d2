//! Paths of Windows that hold the two characters `\n`, as `C:\new` does.

use crate::text::Span;

/// Where such paths stand in a text.
pub(super) fn broken_paths(text: &str) -> Vec<Span> {
    if !text.contains("\\n") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(parts_words) {
        let bare = word.trim_end_matches(parts_words).trim_end_matches('.');
        if is_path(bare) && bare.contains("\\n") {
            found.push(Span::new(at, at + bare.len()));
        }
        at += word.len();
    }
    found
}

fn parts_words(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '"' | '\'' | '`' | '(' | ')' | '<' | '>' | '[' | ']' | ',' | ';' | '“' | '”'
        )
}

/// Whether a word is a path: it begins with a drive, or one of its backslashes begins no escape that
/// people write. What follows each `\n` must look like the rest of a name, too: `\nThen` is a line end.
fn is_path(word: &str) -> bool {
    let goes_on = |rest: &str| {
        rest.chars()
            .next()
            .is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))
    };
    let names = word.split("\\n").skip(1).all(goes_on);
    let mut characters = word.chars();
    let drive = characters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && characters.as_str().starts_with(":\\");
    let other = word.split('\\').skip(1).any(|part| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric() && !matches!(c, 'n' | 'r' | 't'))
    });
    names && (drive || other)
}

#[cfg(test)]
mod tests {
    use super::broken_paths;

    fn found(text: &str) -> Vec<&str> {
        broken_paths(text)
            .into_iter()
            .map(|span| span.slice(text))
            .collect()
    }

    #[test]
    fn paths_are_known_by_their_drive_or_their_other_parts() {
        assert_eq!(
            found("Reads C:\\new and \"src\\new\\file.rs\"."),
            ["C:\\new", "src\\new\\file.rs"]
        );
    }

    #[test]
    fn line_ends_are_no_paths() {
        for text in [
            "Examples:\\n\\nContext: a",
            "Option A:\\nThen go",
            "one\\ntwo\\tthree",
            "say \\\"hi\\\"\\nso",
            "C:\\temp",
            "\\n- Item",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
