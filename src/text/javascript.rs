//! White space as JavaScript counts it: most programs that read definition files are written in it.

/// Whether JavaScript's `trim` takes a character away, and `\s` matches it: as Unicode has it, but
/// with the byte order mark and without the next-line character.
pub fn is_javascript_space(character: char) -> bool {
    match character {
        '\u{feff}' => true,
        '\u{85}' => false,
        _ => character.is_whitespace(),
    }
}

/// The text without the white space around it, as JavaScript's `trim` leaves it.
pub fn trim_javascript(text: &str) -> &str {
    text.trim_matches(is_javascript_space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_goes_and_the_next_line_stays() {
        assert_eq!(trim_javascript("\u{feff}\u{a0} a\u{2028}\n"), "a");
        assert_eq!(trim_javascript("\u{85}a\u{85}"), "\u{85}a\u{85}");
    }
}
