//! What programs take although the parser does not: texts of the same length that it does take.

use std::borrow::Cow;

/// Tabs that indent, as blanks: Claude Code 2.1.330 takes them so, YAML does not. `None` where
/// there are none. Every byte keeps its place.
pub(super) fn tabs_as_blanks(text: &str) -> Option<String> {
    let indents = |line: &str| line.trim_start_matches(' ').starts_with('\t');
    if !text.contains('\t') || !text.split('\n').any(indents) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t']);
        out.extend(std::iter::repeat_n(' ', line.len() - content.len()));
        out.push_str(content);
    }
    Some(out)
}

/// `key:<tab>value` at the start of a line is valid YAML, which the parser does not know: the tab
/// becomes a blank. Every byte keeps its place.
pub(super) fn blank_after_key(text: &str) -> Cow<'_, str> {
    // A single sign is found faster than two.
    if !text.contains('\t') || !text.contains(":\t") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let key = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
        match key.and_then(|end| line[end..].strip_prefix(":\t").map(|rest| (end, rest))) {
            Some((end, rest)) if end > 0 => {
                out.push_str(&line[..end]);
                out.push_str(": ");
                out.push_str(rest);
            }
            _ => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// Lines that begin with a closing bracket, joined to the line before. `None` where there are none.
/// Every byte keeps its place.
pub(super) fn closing_brackets_on_the_line_before(text: &str) -> Option<String> {
    let mut out = text.as_bytes().to_vec();
    let mut changed = false;
    let mut bracket_follows = false;
    for byte in out.iter_mut().rev() {
        match byte {
            b']' | b'}' => bracket_follows = true,
            b' ' => {}
            b'\n' | b'\r' if bracket_follows => {
                *byte = b' ';
                changed = true;
            }
            _ => bracket_follows = false,
        }
    }
    // Only line ends became blanks, so it is UTF-8 as before.
    changed.then(|| String::from_utf8(out).ok()).flatten()
}
