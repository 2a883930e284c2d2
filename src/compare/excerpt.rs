//! Where two long texts differ, cut to be shown.

/// How many characters are shown before the first difference.
const LEAD: usize = 40;
/// How many characters are shown of a text.
const LONGEST: usize = 200;

/// Both texts on one line, cut around the first place where they differ: with a few words before it, and
/// not all of what follows. Texts that are short enough stay whole.
pub fn excerpts(before: &str, after: &str) -> (String, String) {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (before, after) = (line(before), line(after));
    let is_long = |text: &str| text.chars().nth(LONGEST).is_some();
    if !is_long(&before) && !is_long(&after) {
        return (before, after);
    }
    let same = before
        .chars()
        .zip(after.chars())
        .take_while(|(before, after)| before == after)
        .count();
    let start = same.saturating_sub(LEAD);
    (cut(&before, start), cut(&after, start))
}

fn cut(text: &str, start: usize) -> String {
    let mut shown: String = text.chars().skip(start).take(LONGEST).collect();
    if start > 0 {
        shown.insert(0, '…');
    }
    if text.chars().nth(start + LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_stay_whole() {
        assert_eq!(excerpts("a\n b", "c"), ("a b".to_owned(), "c".to_owned()));
    }

    #[test]
    fn long_texts_are_cut_around_the_difference() {
        let same = "é".repeat(300);
        let (before, after) = excerpts(&format!("{same}one"), &format!("{same}two"));
        assert_eq!(before, format!("…{}one", "é".repeat(40)));
        assert_eq!(after, format!("…{}two", "é".repeat(40)));
        let (before, after) = excerpts(&"a".repeat(300), "b");
        assert_eq!(before, format!("{}…", "a".repeat(200)));
        assert_eq!(after, "b");
    }
}
