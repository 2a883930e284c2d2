//! Which fields say something else.

use super::read::Read;
use super::value::{is_nothing, items, same, words};
use crate::definition::{Field, Value};
use crate::dialect::Kind;
use crate::dialect::claude_fields::rank;
use crate::lint::names_in;
use crate::text::Span;

/// A field that is there on one side alone, or says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Its key.
    pub key: String,
    /// What it says before; `None` where it is not there or says nothing.
    pub before: Option<Said>,
    /// What it says after; `None` where it is not there or says nothing.
    pub after: Option<Said>,
    /// The items that a list has after and has not before.
    pub gained: Vec<String>,
    /// The items that a list has before and has not after.
    pub lost: Vec<String>,
}

/// What a field says, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its value as it is read, in words.
    pub text: String,
    /// Key and value in the text of its side.
    pub span: Span,
}

/// The fields that say something else, in the customary order of the keys.
pub(super) fn changes(before: &Read<'_, '_>, after: &Read<'_, '_>) -> Vec<FieldChange> {
    let mut keys: Vec<&str> = [before, after]
        .iter()
        .flat_map(|side| &side.file.definition.fields)
        .map(|field| field.key.as_str())
        .collect();
    keys.sort_unstable_by_key(|key| (rank(key), *key));
    keys.dedup();
    keys.into_iter()
        .filter_map(|key| change(key, before, after))
        .collect()
}

fn change(key: &str, before: &Read<'_, '_>, after: &Read<'_, '_>) -> Option<FieldChange> {
    let (old, new) = (Told::of(key, before), Told::of(key, after));
    let is_same = match (&old, &new) {
        (None, None) => true,
        (Some(old), Some(new)) => old.says_as(new),
        _ => false,
    };
    if is_same {
        return None;
    }
    let (gained, lost) = items_alone(old.as_ref(), new.as_ref());
    Some(FieldChange {
        key: key.to_owned(),
        before: old.map(Told::said),
        after: new.map(Told::said),
        gained,
        lost,
    })
}

/// The items that only one of two lists has; nothing where one side is no list.
fn items_alone(old: Option<&Told<'_>>, new: Option<&Told<'_>>) -> (Vec<String>, Vec<String>) {
    let (Some(old), Some(new)) = (old, new) else {
        return (Vec::new(), Vec::new());
    };
    let (Some(old), Some(new)) = (&old.items, &new.items) else {
        return (Vec::new(), Vec::new());
    };
    let without = |items: &[String], others: &[String]| {
        // A map or a list of a hostile file may be long.
        let others: std::collections::HashSet<&String> = others.iter().collect();
        let alone = items.iter().filter(|item| !others.contains(item));
        alone.cloned().collect()
    };
    (without(new, old), without(old, new))
}

/// A field of one file that says something.
struct Told<'file> {
    field: &'file Field,
    /// Its text, where it is one.
    text: Option<String>,
    /// Its items, where it is a list.
    items: Option<Vec<String>>,
    /// Whether the order of the items says nothing.
    is_set: bool,
}

impl<'file> Told<'file> {
    fn of(key: &str, side: &Read<'_, 'file>) -> Option<Self> {
        let field = side.file.field(key)?;
        if is_nothing(&field.value) {
            return None;
        }
        let is_set = names_tools(key, side.file.kind) && !matches!(field.value, Value::Map { .. });
        let items = if is_set {
            Some(
                names_in(&field.value)
                    .into_iter()
                    .map(|name| name.text)
                    .collect(),
            )
        } else {
            items(&field.value)
        };
        let text = field.value.text().map(|text| {
            let text = text.as_str().trim_end();
            // A project's agents have the two characters as line ends.
            if key == "description" && side.file.kind == Kind::ClaudeAgent {
                text.replace("\\n", "\n")
            } else {
                text.to_owned()
            }
        });
        Some(Self {
            field,
            text,
            items,
            is_set,
        })
    }

    fn says_as(&self, other: &Self) -> bool {
        if self.is_set && other.is_set {
            let sorted = |told: &Self| {
                let mut items = told.items.clone().unwrap_or_default();
                items.sort_unstable();
                items.dedup();
                items
            };
            return sorted(self) == sorted(other);
        }
        match (&self.text, &other.text) {
            (Some(text), Some(other)) => text == other,
            _ => same(&self.field.value, &other.field.value),
        }
    }

    fn said(self) -> Said {
        let in_words = || match &self.items {
            Some(items) if self.is_set => items.join(", "),
            _ => words(&self.field.value),
        };
        Said {
            text: self
                .text
                .clone()
                .filter(|_| !self.is_set)
                .unwrap_or_else(in_words),
            span: self.field.span,
        }
    }
}

/// Whether a field names tools as Claude Code lists them, with commas or blanks or as a list.
fn names_tools(key: &str, kind: Kind) -> bool {
    match key {
        "tools" | "disallowedTools" => kind.is_of_claude_code(),
        "allowed-tools" => kind == Kind::Skill,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;
    use crate::lint::File;

    fn between(before: &str, after: &str) -> Vec<FieldChange> {
        let parse =
            |fields| Definition::parse(format!("---\nname: a\ndescription: b\n{fields}\n---\n"));
        let (before, after) = (parse(before), parse(after));
        let file = |definition| File::of_kind(definition, None, Kind::ClaudeAgent);
        changes(&Read::new(&file(&before)), &Read::new(&file(&after)))
    }

    #[test]
    fn what_is_written_otherwise_is_no_change() {
        for (before, after) in [
            ("tools: Read, Grep", "tools:\n  - Grep\n  - Read # both"),
            ("model: opus\ncolor: red", "color: 'red'\nmodel: \"opus\""),
            ("model:", ""),
            ("x: {a: 1, b: [c]}", "x:\n  b:\n  - c\n  a: 1"),
            ("model: sonnet\nmodel: opus", "model: opus"),
        ] {
            assert_eq!(between(before, after), [], "{before} {after}");
        }
    }

    #[test]
    fn fields_come_go_and_change() {
        let found = between("model: opus\nmaxTurns: 5", "maxTurns: 6\nteam: x");
        let told: Vec<_> = found
            .iter()
            .map(|change| {
                let text = |said: &Option<Said>| said.as_ref().map(|said| said.text.clone());
                (
                    change.key.as_str(),
                    text(&change.before),
                    text(&change.after),
                )
            })
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                ("model", some("opus"), None),
                ("maxTurns", some("5"), some("6")),
                ("team", None, some("x")),
            ]
        );
    }

    #[test]
    fn of_lists_the_items_are_told() {
        let found = between("skills: [a, b]", "skills: [b, c, {d: e}]");
        assert_eq!(found[0].gained, ["c", "{d: e}"]);
        assert_eq!(found[0].lost, ["a"]);
        let found = between("tools: Bash(git *), Read", "tools: Read, Bash(npm *)");
        assert_eq!(found[0].gained, ["Bash(npm *)"]);
    }

    #[test]
    fn written_line_ends_are_line_ends() {
        let parse =
            |text: &str| Definition::parse(format!("---\nname: a\ndescription: {text}\n---\n"));
        let (before, after) = (parse("b\\nc"), parse("|-\n  b\n  c"));
        let of = |kind| {
            let file = |definition| File::of_kind(definition, None, kind);
            changes(&Read::new(&file(&before)), &Read::new(&file(&after))).len()
        };
        assert_eq!((of(Kind::ClaudeAgent), of(Kind::PluginAgent)), (0, 1));
    }
}
