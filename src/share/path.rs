//! Paths that come from elsewhere.

/// How many bytes a path has at most.
const LONGEST: usize = 512;
/// The ends of the names of files that may be shared. Definitions are Markdown, and a link must not bring
/// a file that some program runs or takes its settings from.
const ENDS: &[&str] = &[".md", ".mdc", ".markdown"];

/// Why a path is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// It is nothing, or has two slashes together or one at its end.
    #[error("a part of it is empty")]
    Empty,
    /// It begins with a slash.
    #[error("it begins with a slash, and a path must lie in the folder that it is opened in")]
    Absolute,
    /// It has `.` or `..` as a part.
    #[error("it has . or .. between its slashes, and must not lead out of its folder")]
    Leaves,
    /// It has a character that is a separator or a sign of a drive somewhere, or that a screen obeys.
    #[error("it has a character that does not belong in the name of a file")]
    Character,
    /// A part ends in a way that some systems leave out.
    #[error("a part of it ends in a blank or a full stop, which some systems leave out")]
    End,
    /// It is longer than any path of a definition.
    #[error("it is longer than 512 bytes")]
    Long,
    /// It is not the path of a Markdown file.
    #[error("it is no Markdown file: its name ends neither in .md nor in .mdc or .markdown")]
    NotMarkdown,
}

/// Whether a path names a Markdown file within the folder it is opened in, on every system.
///
/// # Errors
/// The first reason why it does not.
pub fn check(path: &str) -> Result<(), PathError> {
    if path.len() > LONGEST {
        return Err(PathError::Long);
    }
    if path.starts_with('/') {
        return Err(PathError::Absolute);
    }
    if path.chars().any(is_strange) {
        return Err(PathError::Character);
    }
    for part in path.split('/') {
        match part {
            "" => return Err(PathError::Empty),
            "." | ".." => return Err(PathError::Leaves),
            part if part.ends_with(['.', ' ']) => return Err(PathError::End),
            _ => {}
        }
    }
    let small = path.to_ascii_lowercase();
    if ENDS.iter().any(|end| small.ends_with(end)) {
        Ok(())
    } else {
        Err(PathError::NotMarkdown)
    }
}

/// Whether a character ends a name or a folder on some system, or changes how the rest of a line is
/// shown.
fn is_strange(character: char) -> bool {
    matches!(character, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || is_unseen(character)
}

/// Whether a screen shows nothing of a character, and may obey it.
pub(super) fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
                | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_definitions_are_fine() {
        for path in [
            "a.md",
            ".claude/agents/deep/reviewer.md",
            "skills/a b/SKILL.md",
            "README.MD",
            "rules/ผู้ช่วย.mdc",
            "a..b.md",
            "...md",
        ] {
            assert_eq!(check(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn what_could_do_harm_is_refused() {
        let long = format!("{}.md", "a".repeat(LONGEST));
        for (path, why) in [
            ("", PathError::Empty),
            ("a//b.md", PathError::Empty),
            ("a.md/", PathError::Empty),
            ("/etc/a.md", PathError::Absolute),
            ("..", PathError::Leaves),
            ("a/../../b.md", PathError::Leaves),
            ("./a.md", PathError::Leaves),
            ("..\\a.md", PathError::Character),
            ("C:a.md", PathError::Character),
            ("https://evil.example/a.md", PathError::Character),
            ("a.md:stream.md", PathError::Character),
            ("a\0.md", PathError::Character),
            ("a\n.md", PathError::Character),
            ("\u{1b}[2Ja.md", PathError::Character),
            ("a\u{202e}dm.exe.md", PathError::Character),
            (".. /a.md", PathError::End),
            ("a./b.md", PathError::End),
            (&long, PathError::Long),
            (".git/hooks/post-checkout", PathError::NotMarkdown),
            (".claude/settings.json", PathError::NotMarkdown),
            (".bashrc", PathError::NotMarkdown),
            ("a/md", PathError::NotMarkdown),
        ] {
            assert_eq!(check(path), Err(why), "{path:?}");
        }
    }
}
