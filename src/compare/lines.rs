//! The lines in which two texts differ, to be shown.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::text::Span;

/// Lines that differ, and some around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The number of its first line in the text before, from 1.
    pub before: usize,
    /// The number of its first line in the text after, from 1.
    pub after: usize,
    /// Its lines; of a change, those that are removed come first.
    pub lines: Vec<Line>,
}

/// A line of a hunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether both texts have it.
    pub kind: Kind,
    /// The line without its line end.
    pub text: String,
    /// What of it differs from the line that it replaces or is replaced by: words and signs, in bytes
    /// of `text`, in order. None where there is no such line.
    pub changed: Vec<Span>,
}

/// Which text has a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Both.
    Kept,
    /// The text before.
    Removed,
    /// The text after.
    Added,
}

/// The differences of two texts, each with up to `context` equal lines around it. Line ends count:
/// a line whose end alone differs is removed and added.
pub fn hunks(before: &str, after: &str, context: usize) -> Vec<Hunk> {
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let (old, new) = (lines(before), lines(after));
    let mut groups: Vec<Vec<Difference>> = Vec::new();
    for hunk in diff.hunks() {
        let difference = Difference {
            before: range(&hunk.before),
            after: range(&hunk.after),
        };
        match groups.last_mut() {
            Some(group)
                if group.last().is_some_and(|last| {
                    difference.before.start <= last.before.end + 2 * context
                }) =>
            {
                group.push(difference);
            }
            _ => groups.push(vec![difference]),
        }
    }
    groups
        .iter()
        .filter_map(|group| shown(group, &old, &new, context))
        .collect()
}

/// Lines, by index, that one text has and the other has not.
struct Difference {
    before: Range<usize>,
    after: Range<usize>,
}

fn range(lines: &Range<u32>) -> Range<usize> {
    lines.start as usize..lines.end as usize
}

/// Lines with their ends, as the diff counts them.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn shown(group: &[Difference], old: &[&str], new: &[&str], context: usize) -> Option<Hunk> {
    let (first, last) = (group.first()?, group.last()?);
    let lead = context.min(first.before.start);
    let mut hunk = Hunk {
        before: first.before.start - lead + 1,
        after: first.after.start.saturating_sub(lead) + 1,
        lines: Vec::new(),
    };
    let mut at = first.before.start - lead;
    for difference in group {
        kept(&mut hunk, old, at..difference.before.start);
        changed(&mut hunk, old, new, difference);
        at = difference.before.end;
    }
    kept(
        &mut hunk,
        old,
        at..(last.before.end + context).min(old.len()),
    );
    Some(hunk)
}

fn kept(hunk: &mut Hunk, old: &[&str], range: Range<usize>) {
    for line in old.get(range).unwrap_or_default() {
        hunk.lines.push(Line {
            kind: Kind::Kept,
            text: without_end(line).to_owned(),
            changed: Vec::new(),
        });
    }
}

fn changed(hunk: &mut Hunk, old: &[&str], new: &[&str], difference: &Difference) {
    let old = old.get(difference.before.clone()).unwrap_or_default();
    let new = new.get(difference.after.clone()).unwrap_or_default();
    // Lines stand for each other where there are as many of both.
    let paired = old.len() == new.len();
    let (removed, added): (Vec<_>, Vec<_>) = old
        .iter()
        .zip(new)
        .filter(|_| paired)
        .map(|(old, new)| differences(without_end(old), without_end(new)))
        .unzip();
    for (kind, lines, changed) in [(Kind::Removed, old, removed), (Kind::Added, new, added)] {
        let mut changed = changed.into_iter();
        for line in lines {
            hunk.lines.push(Line {
                kind,
                text: without_end(line).to_owned(),
                changed: changed.next().unwrap_or_default(),
            });
        }
    }
}

fn without_end(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// In a line longer than so many bytes nothing is marked: nobody would find it there.
const MARKED_AT_MOST: usize = 20_000;

/// The words and signs in which two lines differ, in each of them.
fn differences(old: &str, new: &str) -> (Vec<Span>, Vec<Span>) {
    if old.len().max(new.len()) > MARKED_AT_MOST {
        return (Vec::new(), Vec::new());
    }
    let (old, new) = (words(old), words(new));
    let mut input = InternedInput::default();
    input.update_before(old.iter().map(|(word, _)| *word));
    input.update_after(new.iter().map(|(word, _)| *word));
    let diff = Diff::compute(Algorithm::Histogram, &input);
    diff.hunks()
        .map(|hunk| (covered(&old, &hunk.before), covered(&new, &hunk.after)))
        .fold(
            (Vec::new(), Vec::new()),
            |(mut removed, mut added), hunk| {
                removed.extend(hunk.0);
                added.extend(hunk.1);
                (removed, added)
            },
        )
}

/// From the first to the last of some words.
fn covered(words: &[(&str, Span)], range: &Range<u32>) -> Option<Span> {
    let words = words.get(range.start as usize..range.end as usize)?;
    Some(words.first()?.1.cover(words.last()?.1))
}

/// Letters and digits in a row, and every other character by itself, each with its place.
fn words(line: &str) -> Vec<(&str, Span)> {
    let mut words: Vec<(&str, Span)> = Vec::new();
    let mut in_word = false;
    for (at, character) in line.char_indices() {
        let end = at + character.len_utf8();
        let goes_on = in_word && character.is_alphanumeric();
        match words.last_mut() {
            Some((word, span)) if goes_on => {
                span.end = end;
                *word = span.slice(line);
            }
            _ => words.push((&line[at..end], Span::new(at, end))),
        }
        in_word = character.is_alphanumeric();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(before: &str, after: &str, context: usize) -> String {
        let mut out = String::new();
        for hunk in hunks(before, after, context) {
            out.push_str(&format!("@{},{}\n", hunk.before, hunk.after));
            for line in hunk.lines {
                let sign = match line.kind {
                    Kind::Kept => ' ',
                    Kind::Removed => '-',
                    Kind::Added => '+',
                };
                out.push_str(&format!("{sign}{}\n", line.text));
            }
        }
        out
    }

    #[test]
    fn equal_texts_have_no_hunks() {
        assert_eq!(hunks("a\nb", "a\nb", 3), []);
        assert_eq!(hunks("", "", 3), []);
    }

    #[test]
    fn a_change_stands_among_its_neighbours() {
        assert_eq!(
            drawn("1\n2\n3\n4\n5\n", "1\n2\nx\n4\n5\n", 1),
            "@2,2\n 2\n-3\n+x\n 4\n"
        );
        assert_eq!(drawn("a\n", "new\na\n", 3), "@1,1\n+new\n a\n");
        assert_eq!(drawn("a\nb\n", "a\n", 3), "@1,1\n a\n-b\n");
    }

    #[test]
    fn near_changes_share_a_hunk_and_far_ones_do_not() {
        let before = "a\n1\n2\n3\nb\n";
        let after = "A\n1\n2\n3\nB\n";
        assert_eq!(hunks(before, after, 1).len(), 2);
        assert_eq!(hunks(before, after, 2).len(), 1);
    }

    #[test]
    fn a_line_end_alone_is_a_difference() {
        assert_eq!(drawn("a\r\n", "a\n", 0), "@1,1\n-a\n+a\n");
    }

    #[test]
    fn what_differs_inside_a_line_is_marked() {
        let found = hunks("say: é b\n", "say: \"é b\"\n", 0);
        let marked: Vec<&str> = found[0]
            .lines
            .iter()
            .flat_map(|line| line.changed.iter().map(|span| span.slice(&line.text)))
            .collect();
        assert_eq!(marked, ["\"", "\""]);
        let found = hunks("one two three\n", "one 2 three four\n", 0);
        let marked: Vec<Vec<&str>> = found[0]
            .lines
            .iter()
            .map(|line| {
                line.changed
                    .iter()
                    .map(|span| span.slice(&line.text))
                    .collect()
            })
            .collect();
        assert_eq!(marked, [vec!["two"], vec!["2", " four"]]);
    }
}
