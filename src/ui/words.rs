//! Small services for texts that are shown.

/// At most so many characters, so that a hostile text cannot freeze a panel.
pub fn excerpt(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        None => text.to_owned(),
        Some((end, _)) => format!(
            "{}… ({} more bytes in the source)",
            &text[..end],
            text.len() - end
        ),
    }
}

/// A clause as the beginning of a sentence. Words such as `name` or `.claude` keep their form only
/// behind it.
pub fn capital(clause: &str) -> String {
    let mut letters = clause.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

/// What stands without a full stop, as a sentence.
pub fn sentence(words: &str) -> String {
    if words.ends_with(['.', '?', '!']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}
