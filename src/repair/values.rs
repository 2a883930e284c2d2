//! Which values are written anew, and what they say then.
//!
//! A value that strict YAML and Claude Code read alike, whole and as the type it must have, stays
//! as it is written.

use super::draft::Mend;
use super::entries::{Entries, Entry, State, same};
use super::lines::line_end;
use super::{Style, Wanted};
use super::{evident, swallowed};
use crate::definition::{Attempt, Rules, Scalar, ScalarKind, Value, attempt};
use crate::edit::scalar;
use crate::text::Span;

/// A value to be written anew.
pub(super) struct Meant {
    /// What of the source says it today.
    pub span: Span,
    /// What it says.
    pub text: String,
    /// Why it is written anew.
    pub why: &'static str,
}

/// Writes such values anew.
pub(super) fn mends(entries: &Entries<'_>, wanted: &Wanted) -> Vec<Mend> {
    let text = entries.text;
    entries
        .all
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| {
            let mut meant =
                swallowed::meant(entries, index).or_else(|| meant(entries, entry, wanted))?;
            if entry.name == "description" {
                meant.text = match &entry.value {
                    // What Claude Code makes of it, to the letter.
                    Some(_) if entries.state != State::Broken => meant.text.replace("\\n", "\n"),
                    _ => evident::with_line_ends(&meant.text),
                };
            }
            [wanted.style, Style::Quoted]
                .into_iter()
                .map(|style| written(text, entry, &meant, style))
                .find(|mend| says(entries, entry, mend, &meant.text))
        })
        .collect()
}

/// Whether the entry says that text when it is mended: else something else stands there than it
/// seems, as where YAML's rarer forms are used, and it is better left alone.
fn says(entries: &Entries<'_>, entry: &Entry, mend: &Mend, meant: &str) -> bool {
    if !entry.begins_line {
        return entries.state == State::Valid;
    }
    let start = entry.extent.start;
    // What stands in further lines is no part of it.
    let behind = entries.text.get(mend.span.end..).unwrap_or_default();
    let line_end = behind.find(['\n', '\r']).unwrap_or(behind.len());
    let part = Span::new(start, mend.span.end + line_end).slice(entries.text);
    let Some((before, behind)) = mend
        .span
        .start
        .checked_sub(start)
        .and_then(|at| Some((part.get(..at)?, part.get(mend.span.end - start..)?)))
    else {
        return false;
    };
    let mended = format!("{before}{}{behind}", mend.replacement);
    match attempt(&mended, Span::new(0, mended.len()), Rules::STRICT) {
        Attempt::Fields { fields, .. } => matches!(
            fields.as_slice(),
            [field] if field.key == entry.name
                && matches!(&field.value, Value::Scalar(scalar)
                    if scalar.kind == ScalarKind::String && scalar.text.as_str() == meant)
        ),
        Attempt::NotAMapping | Attempt::Refused { .. } => false,
    }
}

/// What a value says, where it must be written anew.
fn meant(entries: &Entries<'_>, entry: &Entry, wanted: &Wanted) -> Option<Meant> {
    // A text is never what these are meant to be.
    if matches!(entry.name.as_str(), "hooks" | "mcpServers") {
        return None;
    }
    match &entry.value {
        Some(Value::Scalar(scalar)) => of_scalar(entries, entry, scalar, wanted),
        Some(value @ (Value::List { .. } | Value::Map { .. })) => {
            of_collection(entries.text, entry, value)
        }
        None => of_broken(entries.text, entry),
    }
}

fn of_scalar(
    entries: &Entries<'_>,
    entry: &Entry,
    read: &Scalar,
    wanted: &Wanted,
) -> Option<Meant> {
    let text = entries.text;
    let as_read = |why| {
        Some(Meant {
            span: entry.raw,
            text: read.text.as_str().to_owned(),
            why,
        })
    };
    if let Some(meant) = cut_by_yaml(text, entry, read) {
        return Some(meant);
    }
    if let Some(inner) = in_curly_quotes(read.text.as_str())
        && may_lose_quotes(entry, wanted)
    {
        return Some(Meant {
            span: entry.raw,
            text: inner.to_owned(),
            why: "curly quotes are no quotes to YAML",
        });
    }
    if must_be_text(entry) && !matches!(read.kind, ScalarKind::String | ScalarKind::Null) {
        return Some(Meant {
            span: entry.raw,
            text: read.span.slice(text).to_owned(),
            why: "a number or a truth value is no text without quotes",
        });
    }
    match &entry.alone {
        None if entry.lists_tools() && read.text.as_str().starts_with('[') => return None,
        None => return as_read("strict YAML does not read it without quotes"),
        Some(alone) if !same(alone, &Value::Scalar(read.clone())) => {
            // Claude Code's own repair takes comments and brackets into the value; where the value
            // alone is in order, that was not meant, unless it is prose or nothing is left.
            let is_empty = matches!(alone, Value::Scalar(alone) if alone.kind == ScalarKind::Null);
            if entry.is_text() || is_empty {
                return as_read("strict YAML reads it otherwise without quotes");
            }
        }
        Some(_) => {}
    }
    if scalar::has_fence(entry.raw.slice(text)) {
        return as_read("a --- closes the frontmatter to Claude Code wherever it stands");
    }
    if entry.name == "description" && read.text.as_str().contains("\\n") {
        return as_read(
            "Claude Code reads the two characters \\n as a line end, other programs do not",
        );
    }
    None
}

/// A text that YAML takes something off: a comment behind it, a tag or an anchor before it.
fn cut_by_yaml(text: &str, entry: &Entry, read: &Scalar) -> Option<Meant> {
    let line = Span::new(
        entry.raw.end,
        text.get(entry.raw.end..)?
            .find(['\n', '\r'])
            .map_or(entry.extent.end, |at| entry.raw.end + at),
    );
    let comment = line.slice(text).trim_end();
    let is_plain = read.kind == ScalarKind::String
        && !entry.raw.slice(text).starts_with(['"', '\'', '|', '>']);
    let gap_start = entry.behind_colon(text);
    let gap = text.get(gap_start..entry.raw.start)?;
    let sign = gap.find(['!', '&']).filter(|at| {
        let properties = &gap[*at..];
        // A tag of YAML's own and an anchor that is used are what they are.
        !properties.starts_with("!!") && !is_used(text, properties)
    });
    let start = match sign {
        Some(at) if is_plain && entry.is_prose() => gap_start + at,
        _ => entry.raw.start,
    };
    let end = if is_plain && entry.is_prose() && comment.trim_start().starts_with('#') {
        line.start + comment.len()
    } else {
        entry.raw.end
    };
    let span = Span::new(start, end);
    if span == entry.raw {
        return None;
    }
    let why = if start < entry.raw.start {
        "to YAML a word with ! or & at the start is no part of the text"
    } else {
        "to YAML a # behind a blank begins a comment"
    };
    // Everything of a value over several lines but what is cut reads as it is read today.
    let before = Span::new(start, entry.raw.start).slice(text);
    let behind = Span::new(entry.raw.end, end).slice(text);
    Some(Meant {
        span,
        text: format!("{before}{}{behind}", read.text.as_str()),
        why,
    })
}

/// Whether an alias refers to the anchor.
fn is_used(text: &str, properties: &str) -> bool {
    let anchor = properties
        .strip_prefix('&')
        .and_then(|rest| rest.split_whitespace().next());
    anchor.is_some_and(|anchor| text.contains(&format!("*{anchor}")))
}

/// What stands in curly quotes that are the first and the last character and the only ones.
pub(super) fn in_curly_quotes(text: &str) -> Option<&str> {
    let pairs = [('“', '”'), ('‘', '’'), ('„', '“'), ('”', '”')];
    let inner = pairs
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))?;
    (!inner.contains(['“', '”', '„']) && !inner.trim().is_empty()).then_some(inner)
}

/// Whether a program drops the file where it is anything but a text.
fn must_be_text(entry: &Entry) -> bool {
    matches!(entry.name.as_str(), "name" | "description")
}

/// Whether the quotes may go: what Claude Code reads of a description today stays to the letter.
fn may_lose_quotes(entry: &Entry, wanted: &Wanted) -> bool {
    let is_setting = matches!(
        entry.name.as_str(),
        "name" | "model" | "tools" | "color" | "disallowedTools"
    );
    is_setting || entry.name == "description" && !wanted.loads
}

/// A list or a map where a text belongs is the text as it is written.
fn of_collection(text: &str, entry: &Entry, value: &Value) -> Option<Meant> {
    if entry.name != "description" {
        return None;
    }
    let start = if entry.on_key_line(text) {
        value.span().start
    } else {
        // With its indentation, to take off what all lines share.
        text.get(..value.span().start)?
            .rfind(['\n', '\r'])
            .map_or(0, |end| end + 1)
    };
    let span = Span::new(start, value.span().end);
    let lines: Vec<&str> = span.slice(text).lines().collect();
    let indent = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let lines: Vec<&str> = lines
        .iter()
        .map(|line| line.get(indent..).unwrap_or_default())
        .collect();
    Some(Meant {
        span,
        text: lines.join("\n"),
        why: "a list or a map is no text",
    })
}

/// A value that no program reads.
fn of_broken(text: &str, entry: &Entry) -> Option<Meant> {
    let raw = entry.raw.slice(text);
    let one_line = !raw.trim().contains(['\n', '\r']);
    let on_key_line = entry.on_key_line(text);
    let is_structure = raw.trim_start().starts_with(['[', '{'])
        || !on_key_line && raw.trim_start().starts_with("- ");
    let writes = entry.is_text()
        || entry.lists_tools() && !is_structure
        || one_line && !is_structure && !raw.trim().is_empty();
    if !writes || raw.trim().is_empty() {
        return None;
    }
    let mut meant = evident::text(raw, on_key_line);
    if entry.lists_tools() {
        let lines: Vec<&str> = meant.lines().map(str::trim).collect();
        meant = lines.join(" ");
    }
    Some(Meant {
        span: entry.raw,
        text: meant,
        why: "no YAML parser reads it as it is written",
    })
}

/// The edit that writes a value anew.
fn written(text: &str, entry: &Entry, meant: &Meant, style: Style) -> Mend {
    let behind = text.get(meant.span.end..).unwrap_or_default();
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let behind_colon = entry.behind_colon(text);
    let gap = text.get(behind_colon..meant.span.start).unwrap_or_default();
    let comment_before = gap.contains('#');
    let fits_block = style == Style::Block
        && entry.is_prose()
        && entry.begins_line
        && behind[blanks..].starts_with(['\n', '\r'])
        && !indented_line_follows(&behind[blanks..])
        && !comment_before
        // Empty lines behind the entry would become part of such a text.
        && !meant.text.ends_with("\n\n");
    let block = fits_block
        .then(|| scalar::block(&meant.text, 2, line_end(text)))
        .flatten();
    let (value, form, end) = match block {
        // Blanks behind a block would become part of it.
        Some(block) => (block, "a block", meant.span.end + blanks),
        None => (
            scalar::double_quoted(&meant.text),
            "double quotes",
            meant.span.end,
        ),
    };
    let what = format!("{} is written in {form}: {}", entry.name, meant.why);
    if gap.contains(['\n', '\r']) && !comment_before {
        return Mend::new(Span::new(behind_colon, end), format!(" {value}"), what);
    }
    Mend::new(Span::new(meant.span.start, end), value, what)
}

/// Whether a line that is indented, if only a comment, comes before the next entry: behind a block it
/// would be part of it.
fn indented_line_follows(behind: &str) -> bool {
    behind
        .split(['\n', '\r'])
        .skip(1)
        .take_while(|line| line.trim().is_empty() || line.starts_with([' ', '\t']))
        .any(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{described, mended, mended_as};
    use super::Style;

    #[test]
    fn what_all_programs_read_stays() {
        for value in [
            "a",
            "\"a: b\"",
            "'it''s'",
            "|\n  a: b\n\n  c",
            ">-\n  a\n  b",
            "a\n  b",
            "\"a\\nb\"",
            "“a” and ‘b’",
        ] {
            let source = format!("---\nname: n\ndescription: {value}\n---\n");
            assert_eq!(mended(&source), source);
        }
    }

    #[test]
    fn descriptions_in_double_quotes() {
        for (value, quoted) in [
            ("a: b", r#""a: b""#),
            (r"a\n\nb", r#""a\n\nb""#),
            (r#""a\\nb""#, r#""a\nb""#),
            ("Examples:", r#""Examples:""#),
            (r#""a "b" c""#, r#""a \"b\" c""#),
            ("- a", r#""- a""#),
            ("? a", r#""? a""#),
            ("a # b", r#""a # b""#),
            ("!important: a", r#""!important: a""#),
            ("&a b", r#""&a b""#),
            ("3.14", r#""3.14""#),
            ("[a, b]", r#""[a, b]""#),
            ("\n  - a\n  - b", r#""- a\n- b""#),
            (
                "first\n\n<example>\nuser: \"a: b\"\n</example>",
                r#""first\n\n<example>\nuser: \"a: b\"\n</example>""#,
            ),
            ("a\n  b: c", r#""a b: c""#),
            ("\n  a: b: c", r#""a: b: c""#),
        ] {
            let source = format!("---\nname: n\ndescription: {value}\n---\n");
            assert_eq!(described(&source), quoted, "{value}");
        }
    }

    #[test]
    fn descriptions_in_a_block() {
        let block = |value: &str| {
            mended_as(
                &format!("---\r\nname: n\r\ndescription: {value}\r\nmodel: m\r\n---\r\n"),
                Style::Block,
            )
        };
        assert_eq!(
            block(r"a: b\n\nc"),
            "---\r\nname: n\r\ndescription: |-\r\n  a: b\r\n\r\n  c\r\nmodel: m\r\n---\r\n"
        );
        assert_eq!(
            block("a --- b: c"),
            "---\r\nname: n\r\ndescription: \"a --\\x2D b: c\"\r\nmodel: m\r\n---\r\n"
        );
    }

    #[test]
    fn a_block_takes_no_comment_in() {
        let source = "---\nname: n\ndescription: a: b\n  # c\nmodel: m\n---\n";
        assert_eq!(
            mended_as(source, Style::Block),
            "---\nname: n\ndescription: \"a: b\"\n  # c\nmodel: m\n---\n"
        );
    }

    #[test]
    fn settings_of_a_file_that_claude_code_mends_are_what_they_were_meant_to_be() {
        let source =
            "---\nname: n\ndescription: a: b\nmodel: opus # note\ncolor: #ff0000\nx: 5 # y\n---\n";
        assert_eq!(
            mended(source),
            "---\nname: n\ndescription: \"a: b\"\nmodel: opus # note\ncolor: \"#ff0000\"\nx: 5 # y\n---\n"
        );
    }

    #[test]
    fn comments_behind_settings_and_quotes_stay() {
        let source = "---\nname: n # c\ndescription: \"a\" # d\nmodel: opus # e\n---\n";
        assert_eq!(mended(source), source);
    }

    #[test]
    fn rarer_forms_behind_a_description_stay() {
        assert_eq!(
            mended("---\nname: n\ndescription: %\n?\nmodel: m\n---\n"),
            "---\nname: n\ndescription: \"%\"\n?\nmodel: m\n---\n"
        );
    }

    #[test]
    fn curly_quotes_around_a_value() {
        assert_eq!(
            mended("---\nname: “n”\ndescription: “a b”\nmodel: m\n---\n"),
            "---\nname: \"n\"\ndescription: “a b”\nmodel: m\n---\n"
        );
        assert_eq!(
            mended("---\nname:“n”\ndescription: “a b”\nmodel: m\n---\n"),
            "---\nname: \"n\"\ndescription: \"a b\"\nmodel: m\n---\n"
        );
    }

    #[test]
    fn anchors_that_are_used_stay() {
        let source = "---\nname: &n a\ndescription: b\nalias: *n\n---\n";
        assert_eq!(mended(source), source);
    }
}
