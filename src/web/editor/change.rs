/// A change of an editor's text: `from..to`, in UTF-16 code units, became `insert`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorChange {
    /// Where it begins.
    pub from: usize,
    /// Where what was replaced ended.
    pub to: usize,
    /// What stands there now, with `\n` as line end.
    pub insert: String,
}

impl EditorChange {
    /// The smallest change that makes `after` of `before`; `None` where they are the same.
    pub fn between(before: &str, after: &str) -> Option<Self> {
        if before == after {
            return None;
        }
        let same = |(a, b): &(char, char)| a == b;
        let ahead: usize = before
            .chars()
            .zip(after.chars())
            .take_while(same)
            .map(|(a, _)| a.len_utf8())
            .sum();
        let (before_rest, after_rest) = (&before[ahead..], &after[ahead..]);
        let behind: usize = before_rest
            .chars()
            .rev()
            .zip(after_rest.chars().rev())
            .take_while(same)
            .map(|(a, _)| a.len_utf8())
            .sum();
        let from = utf16_len(&before[..ahead]);
        let replaced = &before_rest[..before_rest.len() - behind];
        Some(Self {
            from,
            to: from + utf16_len(replaced),
            insert: after_rest[..after_rest.len() - behind].to_owned(),
        })
    }
}

fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Changes as columns, which cross to JavaScript in three pieces.
pub(super) fn as_columns(changes: &[EditorChange]) -> (Vec<u32>, Vec<u32>, Vec<String>) {
    let number = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
    (
        changes.iter().map(|change| number(change.from)).collect(),
        changes.iter().map(|change| number(change.to)).collect(),
        changes.iter().map(|change| change.insert.clone()).collect(),
    )
}

/// The way back.
pub(super) fn from_columns(from: &[u32], to: &[u32], inserts: Vec<String>) -> Vec<EditorChange> {
    from.iter()
        .zip(to)
        .zip(inserts)
        .map(|((from, to), insert)| EditorChange {
            from: *from as usize,
            to: *to as usize,
            insert,
        })
        .collect()
}
