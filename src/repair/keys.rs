//! Keys that are not quite written as keys.

use super::draft::Mend;
use super::entries::{Entries, State};
use crate::text::Span;

/// Gives keys the left margin and the blank behind their colon, and `Name` and `Description` the
/// spelling that programs know, where nothing else is a name or a description.
pub(super) fn mends(entries: &Entries<'_>) -> Vec<Mend> {
    let mut mends = Vec::new();
    for entry in &entries.all {
        let key = entry.key.slice(entries.text);
        let lower = key.to_ascii_lowercase();
        let known = matches!(lower.as_str(), "name" | "description");
        if known && key != lower && !entries.all.iter().any(|other| other.name == lower) {
            let what = format!("programs know {lower}, and no key {key}");
            mends.push(Mend::new(entry.key, lower, what));
        }
        if entries.state != State::Broken {
            continue;
        }
        if !entry.extent.is_empty() && entry.extent.start < entry.key.start {
            let indent = Span::new(entry.extent.start, entry.key.start);
            let what = format!("the key {key} belongs to the left margin");
            mends.push(Mend::new(indent, "", what));
        }
        let colon = entry.behind_colon(entries.text);
        if entry.raw.start == colon && !entry.raw.is_empty() {
            let what = format!("a blank belongs between {key}: and its value");
            mends.push(Mend::new(Span::at(colon), " ", what));
        }
    }
    mends
}

#[cfg(test)]
mod tests {
    use super::super::tests::mended;

    #[test]
    fn keys_are_written_as_keys() {
        assert_eq!(
            mended("---\nname:a\ndescription:b\n---\n"),
            "---\nname: a\ndescription: b\n---\n"
        );
        assert_eq!(
            mended("---\nname: a\n  description: b\n---\n"),
            "---\nname: a\ndescription: b\n---\n"
        );
        assert_eq!(
            mended("---\nName: a\nDescription: b\n---\n"),
            "---\nname: a\ndescription: b\n---\n"
        );
    }
}
