use std::borrow::Cow;

/// At most so many characters of a text, with `…` where more follow.
pub fn shortened(text: &str, characters: usize) -> Cow<'_, str> {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(shortened("ไทย", 3), "ไทย");
        assert_eq!(shortened("ไทยๆ", 3), "ไทย…");
        assert_eq!(shortened("", 0), "");
        assert_eq!(shortened("a", 0), "…");
    }
}
