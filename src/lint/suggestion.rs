//! "Did you mean": the known word that is nearest to a wrong one.

/// The longest word that is compared, in bytes.
const LONGEST: usize = 100;

/// The nearest of the known words: the same but for case, blanks, `-` and `_`, or else one that a slip
/// or two of the fingers make of it. `None` where none is near.
pub fn nearest<'known>(
    word: &str,
    known: impl IntoIterator<Item = &'known str>,
) -> Option<&'known str> {
    // No known word is anywhere near so long, and comparing takes time by the length.
    if word.len() > LONGEST {
        return None;
    }
    let wanted = plain(word);
    let length = wanted.chars().count();
    let slips_allowed = (length / 4 + 1).min(2);
    known
        .into_iter()
        .filter_map(|candidate| {
            let plain = plain(candidate);
            // Each letter more or less is a slip: most words need no closer look.
            if plain.chars().count().abs_diff(length) > slips_allowed {
                return None;
            }
            let slips = strsim::damerau_levenshtein(&wanted, &plain);
            Some((slips, candidate))
        })
        .filter(|(slips, candidate)| {
            // A short word is near to many: half of it may not be wrong.
            *slips <= slips_allowed && slips * 2 < candidate.chars().count()
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
            (&"Read".repeat(30), None),
        ] {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
    }
}
