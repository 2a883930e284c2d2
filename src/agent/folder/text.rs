//! The text that the bytes of a file are.

/// How far a file is looked at for a sign that no text has.
const LOOKED_AT: usize = 8_000;

/// The text; `None` where the bytes are an image, an archive, a program or the like. What is no UTF-8 in a
/// text is replaced.
pub(super) fn text(bytes: Vec<u8>) -> Option<String> {
    let begin = bytes.get(..LOOKED_AT).unwrap_or(&bytes);
    if begin.contains(&0) || begin.starts_with(b"%PDF-") {
        return None;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(no_utf8) => String::from_utf8_lossy(no_utf8.as_bytes()).into_owned(),
    };
    Some(match text.strip_prefix('\u{feff}') {
        Some(behind) => behind.to_owned(),
        None => text,
    })
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn text_is_told_from_what_is_none() {
        assert_eq!(text(b"\xef\xbb\xbfa".to_vec()).as_deref(), Some("a"));
        assert_eq!(text(b"caf\xe9".to_vec()).as_deref(), Some("caf\u{fffd}"));
        assert_eq!(text(b"\x89PNG\0".to_vec()), None);
        assert_eq!(text(b"%PDF-1.7\n".to_vec()), None);
        assert_eq!(text(Vec::new()).as_deref(), Some(""));
    }
}
