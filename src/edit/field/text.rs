//! Setting a field to a text, or to a word such as a number.

use super::place::{add, indent_of, replace_value};
use crate::definition::{Definition, Field, MappedText, Reading, Scalar, ScalarKind, Value};
use crate::edit::reads_back::{Wanted, check};
use crate::edit::splice::{Change, Target, line_end, with_plain_line_ends};
use crate::edit::{Refused, scalar};
use crate::text::TextEdit;

/// Sets a field to a text, which reads back as a text whatever it looks like (`true`, `3`). Line ends
/// at the end of a block stay as they are. A field that is missing is added.
///
/// # Errors
/// When no way of writing it reads back.
pub fn set_text(definition: &Definition, key: &str, text: &str) -> Result<Vec<TextEdit>, Refused> {
    set(definition, key, text, &|kind| kind == ScalarKind::String)
}

/// Sets a field to a word as it stands: a number and a truth value are written as such. A value
/// that is quoted stays so.
///
/// # Errors
/// As for [`set_text`].
pub fn set_word(definition: &Definition, key: &str, word: &str) -> Result<Vec<TextEdit>, Refused> {
    set(definition, key, word, &|_| true)
}

fn set(
    definition: &Definition,
    key: &str,
    text: &str,
    fits: &dyn Fn(ScalarKind) -> bool,
) -> Result<Vec<TextEdit>, Refused> {
    let description = key == "description";
    let field = definition.field(key);
    let old = field.and_then(|field| match &field.value {
        Value::Scalar(scalar) => Some(scalar),
        Value::List { .. } | Value::Map { .. } => None,
    });
    let text = with_plain_line_ends(text);
    let expected = match old {
        Some(old) => format!(
            "{}{}",
            text.trim_end_matches('\n'),
            final_line_ends(old.text.as_str())
        ),
        None => text,
    };
    let decoded = |text: &MappedText| match description {
        true => text.with_line_ends(),
        false => text.clone(),
    };
    let reads = |after: &Definition| {
        let Some(Value::Scalar(scalar)) = after.field(key).map(|field| &field.value) else {
            return false;
        };
        // Where nothing is decoded, escapes are right as well: they read so once the file is mended.
        let escaped = matches!(after.reading, Reading::LineByLine { .. })
            && scalar.span.slice(&after.source) == scalar::double_quoted(&expected);
        let same = with_plain_line_ends(decoded(&scalar.text).as_str()) == expected;
        fits(scalar.kind) && (same || escaped)
    };
    if reads(definition) {
        return Ok(Vec::new());
    }
    if description && expected.contains("\\n") {
        return Err(Refused::WrittenLineEnd);
    }
    let wanted = Wanted {
        key,
        removed: false,
        strict: false,
        body: None,
        reads: &reads,
    };
    let Some(field) = field else {
        return values(definition, None, &expected, fits)
            .iter()
            .map(|value| add(definition, key, value, &reads))
            .find(Result::is_ok)
            .unwrap_or(Err(Refused::Unwritable));
    };
    // What is written in one way stays in it: of a long text only what changed is written anew.
    if let Some(old) = old
        && !expected.trim().is_empty()
    {
        let text = decoded(&old.text);
        let target = Target {
            definition,
            field,
            text: &text,
            description,
        };
        if let Some(change) = change(&text, &expected)
            && let Ok(edits) = target.edits(&[change], &[], &wanted)
        {
            return Ok(edits);
        }
    }
    values(definition, Some(field), &expected, fits)
        .iter()
        .map(|value| vec![replace_value(definition, field, value)])
        .find(|edits| check(definition, edits, &wanted))
        .ok_or(Refused::Unwritable)
}

fn change(old: &MappedText, new: &str) -> Option<Change> {
    let text = old.as_str();
    let new = if text.contains("\r\n") {
        &*new.replace('\n', "\r\n")
    } else {
        new
    };
    Change::between(crate::text::Span::new(0, text.len()), text, new)
}

/// The line ends that a text ends in.
fn final_line_ends(text: &str) -> &str {
    &text[text.trim_end_matches(['\n', '\r']).len()..]
}

/// The ways to write a text as a whole value: in the style that the field has, then plain where it
/// may be, then in double quotes, which hold everything.
fn values(
    definition: &Definition,
    field: Option<&Field>,
    text: &str,
    fits: &dyn Fn(ScalarKind) -> bool,
) -> Vec<String> {
    let source = &*definition.source;
    let raw = field.map_or("", |field| field.value.span().slice(source));
    let own = match (raw.chars().next(), field) {
        (Some('\''), _) => scalar::single_quoted(text),
        (Some('|' | '>'), Some(field)) => {
            let indent = indent_of(definition, field) + block_indent(raw);
            scalar::block(text, indent, line_end(source))
        }
        (Some('"'), _) => Some(scalar::double_quoted(text)),
        _ => None,
    };
    let plain = scalar::plain(text).or_else(|| {
        let word = !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-+".contains(c));
        (word && !fits_string_only(fits)).then(|| text.to_owned())
    });
    own.into_iter()
        .chain(plain)
        .chain([scalar::double_quoted(text)])
        .collect()
}

/// Whether nothing but a text will do.
fn fits_string_only(fits: &dyn Fn(ScalarKind) -> bool) -> bool {
    !fits(ScalarKind::Integer)
}

/// How far a block's lines stand in; two where it has none.
fn block_indent(raw: &str) -> usize {
    raw.lines()
        .skip(1)
        .find(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .filter(|indent| *indent > 0)
        .unwrap_or(2)
}

/// Whether a scalar is nothing at all.
pub(super) fn is_nothing(scalar: &Scalar) -> bool {
    scalar.kind == ScalarKind::Null || scalar.text.as_str().trim().is_empty()
}
