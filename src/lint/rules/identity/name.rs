//! The name that the rules speak of.

use crate::definition::{Field, Reading, Scalar, ScalarKind, Value};
use crate::lint::File;
use crate::text::Span;

/// A name that is a text and not empty, in a frontmatter that Claude Code reads.
pub(super) struct Name<'file> {
    pub text: &'file str,
    /// As it stands in the source, quotes included.
    pub span: Span,
}

pub(super) fn name<'file>(file: &File<'file>) -> Option<Name<'file>> {
    if !file.reads_fields() {
        return None;
    }
    let field = file.field("name")?;
    let text = text_of(field).filter(|text| !text.is_empty())?;
    // A comment that Claude Code's repair takes into the name is FM10's, unless the name is refused for more.
    let repaired = matches!(&file.definition.reading,
        Reading::Repaired { quoted, .. } if quoted.contains(&field.value.span()));
    if repaired && text.contains(" #") && refused(text).is_none() {
        return None;
    }
    Some(Name {
        text,
        span: field.value.span(),
    })
}

/// The text of a field that is one: numbers and the like are none.
pub(super) fn text_of(field: &Field) -> Option<&str> {
    match &field.value {
        Value::Scalar(Scalar {
            kind: ScalarKind::String,
            text,
            ..
        }) => Some(text.as_str()),
        _ => None,
    }
}

/// Why Claude Code takes a file with such a name for no agent, as the end of a sentence; observed in
/// 2.1.330.
pub(super) fn refused(name: &str) -> Option<&'static str> {
    const LONGEST: usize = 256;
    if name.starts_with('-') {
        Some("begins with a hyphen")
    } else if name.contains(':') {
        Some("holds a colon, which parts the names of plugins and their agents")
    } else if name.encode_utf16().count() > LONGEST {
        Some("is longer than 256 characters")
    } else {
        None
    }
}

/// The name in small letters, digits and hyphens; letters of every writing are letters.
pub(super) fn kebab_case(name: &str) -> String {
    let mut out = String::new();
    for character in name.trim().chars() {
        if character.is_alphanumeric() {
            out.extend(character.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_other_writings_are_letters() {
        assert_eq!(kebab_case("Prüfer"), "prüfer");
        assert_eq!(kebab_case("  __"), "");
    }

    #[test]
    fn what_claude_code_refuses() {
        assert!(refused("-a").is_some() && refused("a:b").is_some());
        assert!(refused(&"é".repeat(257)).is_some());
        assert!(refused(&"é".repeat(256)).is_none() && refused("a b/c.d 🦀").is_none());
    }
}
