//! Where a field goes that is not there yet, and the lines that go with one.

use crate::definition::{Definition, Field, LayoutProblem, Value};
use crate::dialect::claude_fields;
use crate::edit::Refused;
use crate::edit::reads_back::{Wanted, check};
use crate::edit::splice::line_end;
use crate::text::{Span, TextEdit};

/// Takes a field away with its lines and nothing else; all of them, where it stands several times.
/// Nothing to do where it is not there.
///
/// # Errors
/// When it shares a line with another field.
pub fn remove(definition: &Definition, key: &str) -> Result<Vec<TextEdit>, Refused> {
    let edits: Vec<TextEdit> = definition
        .fields
        .iter()
        .filter(|field| field.key == key)
        .map(|field| TextEdit {
            span: lines_of(definition, field),
            replacement: String::new(),
        })
        .collect();
    let wanted = Wanted {
        key,
        removed: true,
        strict: false,
        body: None,
        reads: &|after| after.field(key).is_none(),
    };
    if edits.is_empty() || check(definition, &edits, &wanted) {
        Ok(edits)
    } else {
        Err(Refused::Unwritable)
    }
}

/// From the start of the line that a field begins on to the end of the one that it ends on, within
/// the frontmatter.
fn lines_of(definition: &Definition, field: &Field) -> Span {
    let source = &*definition.source;
    let end = definition
        .layout
        .closing
        .map_or(source.len(), |fence| fence.start);
    let start = source[..field.key_span.start]
        .rfind(['\n', '\r'])
        .map_or(field.key_span.start, |at| at + 1);
    Span::new(start, line_after(source, field.span.end, end))
}

/// Where the line after the one that `at` lies on begins; at most `end`.
fn line_after(source: &str, at: usize, end: usize) -> usize {
    let rest = Span::new(at, end.max(at)).slice(source);
    match rest.find(['\n', '\r']) {
        Some(found) if rest[found..].starts_with("\r\n") => at + found + 2,
        Some(found) => at + found + 1,
        None => end.max(at),
    }
}

/// The edits that add a field whose value is written so, at its customary place: behind the fields
/// that usually come before it. A file without frontmatter gets one.
///
/// # Errors
/// When the field would not read back from any place.
pub(super) fn add(
    definition: &Definition,
    key: &str,
    value: &str,
    reads: &dyn Fn(&Definition) -> bool,
) -> Result<Vec<TextEdit>, Refused> {
    let line_end = line_end(&definition.source);
    let blank = if value.is_empty() || value.starts_with(['\n', '\r']) {
        ""
    } else {
        " "
    };
    let indent = definition
        .fields
        .first()
        .map_or(0, |field| indent_of(definition, field));
    let line = format!("{:indent$}{key}:{blank}{value}{line_end}", "");
    let wanted = Wanted {
        key,
        removed: false,
        strict: false,
        body: None,
        reads,
    };
    for (at, before) in places(definition, key) {
        let edits = [TextEdit {
            span: Span::at(at),
            replacement: format!("{}{line}", if before { line_end } else { "" }),
        }];
        if check(definition, &edits, &wanted) {
            return Ok(edits.into());
        }
    }
    if definition.layout.frontmatter.is_some() {
        return Err(Refused::Unwritable);
    }
    let start = definition.layout.bom.map_or(0, |bom| bom.end);
    let gap = match definition.layout.problem {
        Some(LayoutProblem::Empty) => "",
        _ => line_end,
    };
    let edits = [TextEdit {
        span: Span::at(start),
        replacement: format!("---{line_end}{line}---{line_end}{gap}"),
    }];
    if check(definition, &edits, &wanted) {
        Ok(edits.into())
    } else {
        Err(Refused::Unwritable)
    }
}

/// Adds a field that is an empty map, to be filled by hand.
///
/// # Errors
/// When it is there already, or would not read back.
pub fn add_empty_map(definition: &Definition, key: &str) -> Result<Vec<TextEdit>, Refused> {
    if definition.field(key).is_some() {
        return Err(Refused::Unwritable);
    }
    add(definition, key, "{}", &|after| {
        matches!(
            after.field(key).map(|field| &field.value),
            Some(Value::Map { .. })
        )
    })
}

/// The places where a new field may go, the best first, and whether a line end must come before it.
fn places(definition: &Definition, key: &str) -> Vec<(usize, bool)> {
    let source = &*definition.source;
    let Some(frontmatter) = definition.layout.frontmatter else {
        return Vec::new();
    };
    let rank = claude_fields::rank(key);
    let before = definition
        .fields
        .iter()
        .rfind(|field| claude_fields::rank(&field.key) < rank);
    let after = before.map_or(frontmatter.start, |field| lines_of(definition, field).end);
    let next = definition
        .fields
        .iter()
        .find(|field| field.key_span.start >= after)
        .map(|field| lines_of(definition, field).start);
    [
        Some(after),
        next,
        Some(frontmatter.end),
        Some(frontmatter.start),
    ]
    .into_iter()
    .flatten()
    .map(|at| (at, !source[..at].ends_with(['\n', '\r'])))
    .collect()
}

/// The blanks before the key of a field: what nests under it stands further in.
pub(super) fn indent_of(definition: &Definition, field: &Field) -> usize {
    field.key_span.start - lines_of(definition, field).start
}

/// The edit that replaces a value. Behind a key without value it writes a blank first; a list that
/// begins or began on a line of its own stands right behind the colon.
pub(super) fn replace_value(definition: &Definition, field: &Field, value: &str) -> TextEdit {
    let source = &*definition.source;
    let on_lines = value.starts_with(['\n', '\r']);
    let mut old = field.value.span();
    if old.is_empty() {
        let after = Span::new(field.key_span.end, source.len()).slice(source);
        let colon = after.find(':').map_or(0, |at| at + 1);
        old = Span::at(field.key_span.end + colon);
    }
    let mut before = source[..old.start].trim_end();
    // The parser places a list that stands at the left margin behind its first dash.
    if let Some(rest) = before.strip_suffix('-')
        && rest.ends_with(['\n', '\r'])
    {
        before = rest.trim_end();
    }
    let moved = source[before.len()..old.start].contains(['\n', '\r']);
    if before.ends_with(':') && (on_lines || moved) {
        old = Span::new(before.len(), old.end);
    }
    let blank = source[..old.start].ends_with(':') && !on_lines;
    TextEdit {
        span: old,
        replacement: format!("{}{value}", if blank { " " } else { "" }),
    }
}
