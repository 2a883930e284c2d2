//! Finding documents by what one types.

use super::Entry;

/// Words that are looked for, each anywhere: in the path, or in the text, where name, description and
/// body stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    words: Vec<String>,
}

impl Search {
    /// Takes the words of what was typed. Letters match without regard to case.
    pub fn new(typed: &str) -> Self {
        Self {
            words: typed.split_whitespace().map(str::to_lowercase).collect(),
        }
    }

    /// Whether nothing is looked for, so that everything is found.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether all words are in the document.
    pub fn finds(&self, entry: &Entry) -> bool {
        let path = entry.path.as_deref().unwrap_or_default();
        self.words
            .iter()
            .all(|word| contains(path, word) || contains(&entry.draft.text, word))
    }
}

/// Whether a text holds a word that is in lower case, without regard to case. Most words are ASCII: for
/// them no text is copied.
fn contains(text: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return text.to_lowercase().contains(word);
    }
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some((first, rest)) = word.split_first() else {
        return true;
    };
    let mut at = 0;
    while let Some(found) = text
        .get(at..)
        .and_then(|left| memchr::memchr2(*first, first.to_ascii_uppercase(), left))
    {
        let behind = at + found + 1;
        match text.get(behind..behind + rest.len()) {
            Some(next) if next.eq_ignore_ascii_case(rest) => return true,
            Some(_) => at = behind,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_found_without_regard_to_case() {
        for (text, word, found) in [
            ("Code Reviewer", "review", true),
            ("CODE", "code", true),
            ("co", "code", false),
            ("cocode", "code", true),
            ("อธิบายเป็นภาษาไทย", "ภาษาไทย", true),
            ("Prüfer ÄÖ", "äö", true),
            ("anything", "", true),
        ] {
            assert_eq!(contains(text, word), found, "{word:?} in {text:?}");
        }
    }

    proptest! {
        #[test]
        fn it_finds_what_lower_case_finds(text in "[a-cA-C ]{0,40}", word in "[a-c]{1,4}") {
            prop_assert_eq!(contains(&text, &word), text.to_lowercase().contains(&word));
        }
    }
}
