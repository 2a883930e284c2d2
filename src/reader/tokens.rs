//! How many tokens a text costs, roughly.

/// An estimate, for comparing texts and adding up a folder, not for billing: no tokenizer is asked.
///
/// Four bytes of ASCII count as one token, which is what the vendors of models give as a rule of
/// thumb for English and code; every other character counts as one, which is about what Thai,
/// Chinese or Japanese costs, and too much for the accents of Europe.
pub fn estimated_tokens(text: &str) -> usize {
    const ASCII_PER_TOKEN: usize = 4;
    let ascii = text.bytes().filter(u8::is_ascii).count();
    // Of the bytes of a character beyond ASCII, the first alone is one of these.
    let others = text.bytes().filter(|byte| *byte >= 0b1100_0000).count();
    ascii.div_ceil(ASCII_PER_TOKEN) + others
}

#[cfg(test)]
mod tests {
    use super::estimated_tokens;

    #[test]
    fn letters_are_cheaper_than_signs() {
        assert_eq!(estimated_tokens(""), 0);
        assert_eq!(estimated_tokens("abcd"), 1);
        assert_eq!(estimated_tokens("abcde"), 2);
        assert_eq!(estimated_tokens("ab日本"), 3);
    }
}
