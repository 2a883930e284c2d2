//! Whether a file reads as wanted after an edit: the check that every edit passes before it is
//! handed out.

use crate::definition::{Definition, Field, Reading, Value};
use crate::text::{TextEdit, apply};

/// What an edit may change.
pub(super) struct Wanted<'a> {
    /// The field that it is about.
    pub key: &'a str,
    /// Whether that field is gone afterwards; its duplicates too.
    pub removed: bool,
    /// Whether the other fields must read as before even where the frontmatter becomes valid.
    pub strict: bool,
    /// The file's body afterwards; `None` where it stays.
    pub body: Option<&'a str>,
    /// Whether the field says what it should. The body of the definition that it gets is empty.
    pub reads: &'a dyn Fn(&Definition) -> bool,
}

/// Whether these edits do what is wanted and nothing else: the field reads as wanted, every other
/// field and the body stay, and the frontmatter is no harder to read than before.
///
/// Where an edit makes a frontmatter valid that was not, the other fields may read otherwise, unless
/// it is strict: their bytes are the same, but now they are YAML.
pub(super) fn check(before: &Definition, edits: &[TextEdit], wanted: &Wanted<'_>) -> bool {
    let Ok(source) = apply(&before.source, edits) else {
        return false;
    };
    let after = Definition::parse_frontmatter(source);
    let (easier, harder) = (ease(&after.reading), ease(&before.reading));
    let body = wanted
        .body
        .unwrap_or_else(|| before.layout.body.slice(&before.source));
    let created = before.layout.frontmatter.is_none();
    easier >= harder
        && after.layout.body.slice(&after.source).trim_start() == body.trim_start()
        && (created || kind(&after) == kind(before))
        && (wanted.reads)(&after)
        && ((easier > harder && !wanted.strict) || others_stay(before, &after, wanted))
}

/// How well programs read a frontmatter so.
fn ease(reading: &Reading) -> u8 {
    match reading {
        Reading::None | Reading::NotAMapping { .. } => 0,
        Reading::LineByLine { .. } => 1,
        Reading::Repaired { .. } => 2,
        Reading::Yaml => 3,
    }
}

fn kind(
    definition: &Definition,
) -> Option<std::mem::Discriminant<crate::definition::LayoutProblem>> {
    definition
        .layout
        .problem
        .as_ref()
        .map(std::mem::discriminant)
}

fn others_stay(before: &Definition, after: &Definition, wanted: &Wanted<'_>) -> bool {
    let others = |definition: &Definition| -> Vec<usize> {
        let counts = definition
            .fields
            .iter()
            .rposition(|field| field.key == wanted.key);
        (0..definition.fields.len())
            .filter(|index| match wanted.removed {
                true => definition.fields[*index].key != wanted.key,
                false => Some(*index) != counts,
            })
            .collect()
    };
    let (old, new) = (others(before), others(after));
    old.len() == new.len()
        && old
            .iter()
            .zip(&new)
            .all(|(old, new)| same_field(&before.fields[*old], &after.fields[*new]))
}

fn same_field(a: &Field, b: &Field) -> bool {
    a.key == b.key && same_value(&a.value, &b.value)
}

/// Whether two values say the same, wherever and however they are written.
pub(super) fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Scalar(a), Value::Scalar(b)) => {
            a.kind == b.kind && a.text.as_str() == b.text.as_str()
        }
        (Value::List { items: a, .. }, Value::List { items: b, .. }) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b))
        }
        (Value::Map { entries: a, .. }, Value::Map { entries: b, .. }) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, b)| {
                    a.key.text.as_str() == b.key.text.as_str() && same_value(&a.value, &b.value)
                })
        }
        _ => false,
    }
}
