//! "Did you mean": the known word that is nearest to a wrong one.

/// The nearest of the known words: the same but for case, blanks, `-` and `_`, or else one that a slip
/// or two of the fingers make of it. `None` where none is near.
pub fn nearest<'known>(
    word: &str,
    known: impl IntoIterator<Item = &'known str>,
) -> Option<&'known str> {
    let wanted = plain(word);
    let slips_allowed = wanted.chars().count() / 4 + 1;
    known
        .into_iter()
        .map(|candidate| {
            let slips = strsim::damerau_levenshtein(&wanted, &plain(candidate));
            (slips, candidate)
        })
        .filter(|(slips, candidate)| {
            // A short word is near to many: half of it may not be wrong.
            *slips <= slips_allowed.min(2) && slips * 2 < candidate.chars().count()
        })
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

fn plain(word: &str) -> String {
    word.chars()
        .filter(|character| !matches!(character, ' ' | '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn case_and_slips_are_forgiven() {
        let known = ["Read", "Grep", "WebFetch", "Bash"];
        for (word, expected) in [
            ("read", Some("Read")),
            ("web_fetch", Some("WebFetch")),
            ("WebFecth", Some("WebFetch")),
            ("Raed", Some("Read")),
            ("Banana", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
    }
}
