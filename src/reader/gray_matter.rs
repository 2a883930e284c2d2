//! The split that `gray-matter` 4 makes, the npm package by which many JavaScript tools read a
//! frontmatter; observed through OpenCode 1.18.34.

use crate::text::{Span, trim_javascript};

/// Where the parts of a file stand.
pub(super) enum Split {
    /// There is no frontmatter: everything is body.
    Body(Span),
    /// A frontmatter, and a body that may be empty.
    Parts {
        language: Language,
        frontmatter: Span,
        body: Span,
    },
}

/// What the word after the opening fence names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// YAML, or nothing stands there.
    Yaml,
    /// `json`.
    Json(Span),
    /// `js` or `javascript`, which is run.
    JavaScript(Span),
    /// None that it knows: an error.
    Unknown(Span),
}

/// Splits a file: `---` opens it, the next line that begins with `---` closes it, whatever follows
/// there; without such a line everything is frontmatter.
pub(super) fn split(source: &str) -> Split {
    let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let whole = Span::new(start, source.len());
    let Some(after) = source[start..].strip_prefix("---") else {
        return Split::Body(whole);
    };
    if after.starts_with('-') {
        return Split::Body(whole);
    }
    let fence = start + "---".len();
    let line = first_line(after);
    let word = Span::new(fence, fence + line.len());
    let language = language(trim_javascript(line), word);
    let from = match language {
        Language::Yaml if trim_javascript(line).is_empty() => fence,
        _ => word.end,
    };
    let closing = source[from..].find("\n---").map(|at| from + at + 1);
    let (frontmatter, body) = match closing {
        Some(closing) => {
            let rest = &source[closing + "---".len()..];
            let rest = rest.strip_prefix('\r').unwrap_or(rest);
            let rest = rest.strip_prefix('\n').unwrap_or(rest);
            (
                Span::new(from, closing),
                Span::new(source.len() - rest.len(), source.len()),
            )
        }
        None => (Span::new(from, source.len()), Span::at(source.len())),
    };
    Split::Parts {
        language,
        frontmatter,
        body,
    }
}

/// What stands before the first LF or CRLF. Without one the last character is not seen.
fn first_line(text: &str) -> &str {
    match text.split_once('\n') {
        Some((line, _)) => line.strip_suffix('\r').unwrap_or(line),
        None => text
            .char_indices()
            .next_back()
            .map_or("", |(at, _)| &text[..at]),
    }
}

fn language(name: &str, word: Span) -> Language {
    match name {
        "" => Language::Yaml,
        "json" => Language::Json(word),
        _ => match name.to_lowercase().as_str() {
            "yaml" | "yml" => Language::Yaml,
            "js" | "javascript" => Language::JavaScript(word),
            _ => Language::Unknown(word),
        },
    }
}

/// Whether a frontmatter holds nothing but white space and comments: then it is not parsed at all.
pub(super) fn is_empty(frontmatter: &str) -> bool {
    // A comment is not empty: `#` alone on its line is none.
    frontmatter.lines().all(|line| {
        let line = trim_javascript(line);
        line.is_empty() || line.starts_with('#') && line.len() > 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> Option<(Language, &str, &str)> {
        match split(source) {
            Split::Body(_) => None,
            Split::Parts {
                language,
                frontmatter,
                body,
            } => Some((language, frontmatter.slice(source), body.slice(source))),
        }
    }

    #[test]
    fn a_line_that_begins_with_a_fence_closes() {
        assert_eq!(
            parts("\u{feff}--- \r\na: b --- c\r\n---x\r\nBody"),
            Some((Language::Yaml, " \r\na: b --- c\r\n", "x\r\nBody"))
        );
        assert_eq!(
            parts("---\na: b\n ---\n---\n\nBody"),
            Some((Language::Yaml, "\na: b\n ---\n", "\nBody"))
        );
    }

    #[test]
    fn without_a_closing_fence_all_is_frontmatter() {
        assert_eq!(parts("---\na: b"), Some((Language::Yaml, "\na: b", "")));
    }

    #[test]
    fn other_beginnings_are_body() {
        for source in ["", "a", "----\na: b\n----\n", "\n---\na: b\n---\n"] {
            assert_eq!(parts(source), None, "{source:?}");
        }
    }

    #[test]
    fn a_word_behind_the_fence_is_a_language() {
        let language = |source| parts(source).map(|(language, ..)| language);
        let word = |end| Span::new(3, end);
        assert_eq!(language("---YAML\na: b\n---"), Some(Language::Yaml));
        assert_eq!(language("---json\n{}\n---"), Some(Language::Json(word(7))));
        assert_eq!(
            language("--- js\n{}\n---"),
            Some(Language::JavaScript(word(6)))
        );
        assert_eq!(language("---a: b\n---"), Some(Language::Unknown(word(7))));
    }

    #[test]
    fn comments_alone_are_nothing() {
        assert!(is_empty("\n # a: b\n\n"));
        assert!(!is_empty("\n#\n"));
        assert!(!is_empty("\n# a\nb"));
    }
}
