//! Which definition of one collection is which of the other.

use super::partners::Partners;
use super::similar;
use crate::dialect::Kind;

/// By what two definitions were taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// They were named as the two to compare.
    Named,
    /// They lie at the same path.
    Path,
    /// Their texts are the same: the file was moved or renamed.
    Text,
    /// They are of one kind and have the same name.
    Name,
    /// Half of what they say is the same, and nothing else is more like either.
    Likeness,
    /// It is on one side alone.
    None,
}

/// What of a file is looked at.
pub(super) struct Entry<'file> {
    pub path: &'file str,
    pub text: &'file str,
    pub kind: Kind,
    pub name: Option<&'file str>,
}

/// The pairs, as places in the two lists, in the order of the new one, those that are only there among
/// them; then those that are only in the old one.
pub(super) type Pair = (Option<usize>, Option<usize>, Pairing);

/// Pairs the files of two collections: by path, by text, by kind and name, by name, by likeness. It takes
/// time linear in their size.
pub(super) fn pair(old: &[Entry<'_>], new: &[Entry<'_>]) -> Vec<Pair> {
    let mut partners = Partners::new(old.len(), new.len());
    let mut by: Vec<Pairing> = vec![Pairing::None; new.len()];
    let mut note = |partners: &Partners, pairing| {
        for (at, by) in by.iter_mut().enumerate() {
            if *by == Pairing::None && partners.of_new(at).is_some() {
                *by = pairing;
            }
        }
    };
    partners.pair(old, new, |entry| Some(entry.path));
    note(&partners, Pairing::Path);
    partners.pair(old, new, |entry| {
        (!entry.text.trim().is_empty()).then_some(entry.text)
    });
    note(&partners, Pairing::Text);
    partners.pair(old, new, |entry| Some((entry.kind, entry.name?)));
    partners.pair(old, new, |entry| {
        entry.name.filter(|_| entry.kind != Kind::NotADefinition)
    });
    note(&partners, Pairing::Name);
    let alone_old: Vec<usize> = (0..old.len())
        .filter(|at| !partners.is_taken(*at))
        .collect();
    let alone_new: Vec<usize> = (0..new.len())
        .filter(|at| partners.of_new(*at).is_none())
        .collect();
    let likely = similar::pairs(&texts(old, &alone_old), &texts(new, &alone_new));
    for (from, to) in likely {
        if let (Some(from), Some(to)) = (alone_old.get(from), alone_new.get(to)) {
            partners.join(*from, *to);
        }
    }
    note(&partners, Pairing::Likeness);
    let of_new = by
        .iter()
        .enumerate()
        .map(|(at, by)| (partners.of_new(at), Some(at), *by));
    let only_old = (0..old.len())
        .filter(|at| !partners.is_taken(*at))
        .map(|at| (Some(at), None, Pairing::None));
    of_new.chain(only_old).collect()
}

fn texts<'file>(entries: &[Entry<'file>], which: &[usize]) -> Vec<&'file str> {
    let entries = which.iter().filter_map(|at| entries.get(*at));
    entries.map(|entry| entry.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry<'file>(path: &'file str, name: &'file str, text: &'file str) -> Entry<'file> {
        Entry {
            path,
            text,
            kind: Kind::ClaudeAgent,
            name: (!name.is_empty()).then_some(name),
        }
    }

    #[test]
    fn paths_go_first_then_texts_names_and_likeness() {
        let long = "You review code with care.\nLook at the tests first.\n";
        let longer = format!("{long}Be kind.\n");
        let old = [
            entry("a.md", "a", "1"),
            entry("b.md", "b", "2"),
            entry("c.md", "c", "3"),
            entry("d.md", "d", long),
            entry("e.md", "", "5"),
        ];
        let new = [
            entry("a.md", "b", "6"),
            entry("x/b.md", "b", "2"),
            entry("y.md", "c", "7"),
            entry("z.md", "other", &longer),
            entry("new.md", "", "8"),
        ];
        assert_eq!(
            pair(&old, &new),
            [
                (Some(0), Some(0), Pairing::Path),
                (Some(1), Some(1), Pairing::Text),
                (Some(2), Some(2), Pairing::Name),
                (Some(3), Some(3), Pairing::Likeness),
                (None, Some(4), Pairing::None),
                (Some(4), None, Pairing::None),
            ]
        );
    }

    #[test]
    fn the_kind_helps_to_tell_names_apart() {
        let mut other = entry("k/a.md", "a", "1");
        other.kind = Kind::CursorAgent;
        let old = [entry("a.md", "a", "2"), other];
        let mut moved = entry("n/a.md", "a", "3");
        moved.kind = Kind::CursorAgent;
        assert_eq!(
            pair(&old, &[moved]),
            [
                (Some(1), Some(0), Pairing::Name),
                (Some(0), None, Pairing::None)
            ]
        );
    }
}
