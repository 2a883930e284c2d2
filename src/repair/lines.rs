//! The lines of a text, and what they look like.

use crate::definition::is_known_key;
use crate::text::Span;

/// How far from the start of a file a frontmatter is looked for, in lines.
pub(super) const NEAR_THE_START: usize = 20;

/// A line and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'text> {
    /// The line without its end.
    pub text: &'text str,
    /// Where it stands, without its end.
    pub span: Span,
    /// The byte after its end.
    pub next: usize,
}

impl<'text> Line<'text> {
    pub(super) fn is_blank(&self) -> bool {
        self.bare().is_empty()
    }

    /// The line without white space around it, no-break spaces and the like included.
    pub(super) fn bare(&self) -> &'text str {
        self.text.trim_matches(is_space)
    }

    pub(super) fn is_fence(&self) -> bool {
        self.bare() == "---"
    }

    /// The white space it begins with.
    pub(super) fn indent(&self) -> &'text str {
        &self.text[..self.text.len() - self.text.trim_start_matches(is_space).len()]
    }

    pub(super) fn is_heading(&self) -> bool {
        let rest = self.text.trim_start_matches('#');
        let level = self.text.len() - rest.len();
        (1..=6).contains(&level) && rest.starts_with(' ')
    }

    /// Whether it begins with a key: a word of ASCII letters and the like, and a colon.
    pub(super) fn begins_with_key(&self) -> bool {
        key_of(self.text).is_some()
    }

    /// Whether it is a setting of a definition, at the left margin.
    pub(super) fn is_setting(&self) -> bool {
        key_of(self.text).is_some_and(is_known_key)
    }
}

/// White space of any kind, and what cannot be seen.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || is_unseen(character)
}

/// What looks like a blank or like nothing, and is something else to a program.
pub(super) fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{200b}' | '\u{2060}' | '\u{feff}'
    )
}

/// The word before the first colon.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    let fits = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    fits.then_some(key)
}

/// Where the file begins: behind a byte order mark.
pub(super) fn start(text: &str) -> usize {
    text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len()
}

/// The lines of a text from byte `from` on, ended by LF or CRLF.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = from;
    text.get(from..)
        .unwrap_or_default()
        .split_inclusive('\n')
        .map(move |line| {
            let content = line.strip_suffix('\n').unwrap_or(line);
            let content = content.strip_suffix('\r').unwrap_or(content);
            let start = at;
            at += line.len();
            Line {
                text: content,
                span: Span::new(start, start + content.len()),
                next: at,
            }
        })
}

/// The lines of a text from byte `from` on as YAML has them: a lone CR ends one too.
pub(super) fn yaml_lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> {
    lines(text, from).flat_map(|line| {
        let mut at = line.span.start;
        line.text.split('\r').map(move |part| {
            let span = Span::new(at, at + part.len());
            let is_last = span.end == line.span.end;
            at = if is_last { line.next } else { span.end + 1 };
            Line {
                text: part,
                span,
                next: at,
            }
        })
    })
}

/// How the file ends its lines: as its first line does.
pub(super) fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Whether the first line that is not blank, from byte `from` on, begins with a key.
pub(super) fn field_follows(text: &str, from: usize) -> bool {
    lines(text, from)
        .find(|line| !line.is_blank())
        .is_some_and(|line| key_of(line.bare()).is_some())
}

/// Whether the first line opens a frontmatter for every program.
pub(super) fn opens(text: &str) -> bool {
    let first = lines(text, start(text)).next();
    first.is_some_and(|line| {
        line.text.trim_end_matches([' ', '\t']) == "---" && line.next > line.span.end
    })
}
