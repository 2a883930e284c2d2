//! The words of a description or a request, in the form in which they are compared.

/// English words that join others and say nothing by themselves: in a small collection they would count
/// as if they did.
const JOINING: &[&str] = &[
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can", "do", "does", "for",
    "from", "has", "have", "he", "her", "his", "i", "if", "in", "into", "is", "it", "its", "me",
    "my", "of", "on", "or", "our", "s", "she", "should", "so", "such", "t", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "to", "was", "we", "were",
    "when", "which", "who", "will", "with", "would", "you", "your",
];

/// The words by which requests find an agent, with blanks between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Those of its name.
    pub name: String,
    /// Those of its description.
    pub description: String,
}

impl Terms {
    /// Those of a name and a description.
    pub fn of(name: &str, description: &str) -> Self {
        Self {
            name: terms(name),
            description: terms(description),
        }
    }

    /// All of them.
    pub fn together(&self) -> String {
        [self.name.as_str(), " ", &self.description].concat()
    }
}

/// The words of a request, each once.
pub fn asked(request: &str) -> String {
    let all = terms(request);
    let mut once: Vec<&str> = Vec::new();
    for word in all.split(' ') {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    once.join(" ")
}

/// The words of a text: letters and digits belong together, and nothing else does. In scripts that write no
/// blanks every two neighbours make a word.
fn terms(text: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    let mut before = None;
    for character in text.chars().flat_map(char::to_lowercase) {
        if has_no_blanks(character) {
            end(&mut word, &mut out);
            if let Some(before) = before {
                push(&String::from_iter([before, character]), &mut out);
            }
            before = Some(character);
            continue;
        }
        before = None;
        if character.is_alphanumeric() {
            word.push(character);
        } else {
            end(&mut word, &mut out);
        }
    }
    end(&mut word, &mut out);
    out
}

/// Ends a word: joining words are left out, plurals become singulars.
fn end(word: &mut String, out: &mut String) {
    if !word.is_empty() && JOINING.binary_search(&word.as_str()).is_err() {
        push(&singular(word), out);
    }
    word.clear();
}

fn push(word: &str, out: &mut String) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

/// An English word without the ending of a plural or of the third person, so that `reviews` and `review`
/// are one word. Where the rule is wrong, it is wrong in the same way on both sides.
fn singular(word: &str) -> String {
    const SHORTEST: usize = 4;
    if word.len() < SHORTEST || !word.is_ascii() {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "shes"] {
        if word.ends_with(ending) {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    if ["ss", "us", "is"]
        .iter()
        .any(|ending| word.ends_with(ending))
    {
        return word.to_owned();
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// Whether the character belongs to a script that writes no blanks between words: Thai, Lao, Burmese,
/// Khmer, Chinese and Japanese.
fn has_no_blanks(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0e4f}' | '\u{0e80}'..='\u{0ecf}' | '\u{1000}'..='\u{103f}' | '\u{1780}'..='\u{17d3}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_and_digits() {
        assert_eq!(
            Terms::of("rust-axum_backend", "HTTP/2, Straße & C3PO: 100%").together(),
            "rust axum backend http 2 straße c3po 100"
        );
    }

    #[test]
    fn joining_words_are_left_out_and_each_word_is_asked_once() {
        assert!(JOINING.is_sorted());
        assert_eq!(asked("Review the code, then review it"), "review code");
        assert_eq!(asked("Is it?"), "");
    }

    #[test]
    fn plurals_find_singulars() {
        for (plural, expected) in [
            ("reviews", "review"),
            ("queries", "query"),
            ("classes", "class"),
            ("fixes", "fix"),
            ("pushes", "push"),
            ("caches", "cache"),
            ("class", "class"),
            ("status", "status"),
            ("analysis", "analysis"),
            ("css", "css"),
        ] {
            assert_eq!(terms(plural), expected);
        }
    }

    #[test]
    fn scripts_without_blanks_are_found_by_neighbours() {
        assert_eq!(terms("代码审查 of 코드"), "代码 码审 审查 코드");
        assert_eq!(terms("แปลไทย"), "แป ปล ลไ ไท ทย");
    }
}
