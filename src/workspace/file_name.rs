//! File names: what a content suggests, and what a person may give.

use crate::definition::Definition;

/// What a file is called whose content suggests nothing.
const DEFAULT: &str = "agent.md";
/// The longest name that file systems take, in bytes, leaving room for an ending.
const LONGEST: usize = 250;

/// The file name that a text suggests: the agent's name where that makes a plain file name.
pub fn suggested_by(text: &str) -> String {
    suggested(&Definition::parse_frontmatter(text))
}

/// The same of a definition that was read.
pub fn suggested(definition: &Definition) -> String {
    let plain = |name: &&str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        !name.is_empty() && name.len() <= 100 && name.chars().all(fits)
    };
    let name = definition.text("name");
    match name.map(str::trim).filter(plain) {
        Some(name) => format!("{name}.md"),
        None => DEFAULT.to_owned(),
    }
}

/// Why a path cannot be given to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// There is nothing in it.
    #[error("a file needs a name")]
    Empty,
    /// It leads out of its folder.
    #[error("the name must stay in its folder: no \"..\", and no / at the start")]
    Outside,
    /// It holds what file systems refuse.
    #[error("a file name cannot hold {0:?}")]
    Character(char),
    /// It is too long.
    #[error("the name is too long for a file system")]
    TooLong,
    /// Another file lies there.
    #[error("there is a file of that name already")]
    Taken,
}

/// A path as a person gives it, with `/` between the folders and without what has no meaning in it.
///
/// # Errors
/// When no file system would take it, or it leads out of its folder.
pub fn path_given(path: &str) -> Result<String, PathError> {
    let path = path.trim().replace('\\', "/");
    if path.starts_with('/') {
        return Err(PathError::Outside);
    }
    let mut parts = Vec::new();
    for part in path.split('/').map(str::trim) {
        let refused =
            |c: &char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*');
        match part {
            "" | "." => continue,
            ".." => return Err(PathError::Outside),
            _ if part.len() > LONGEST => return Err(PathError::TooLong),
            _ => {}
        }
        if let Some(c) = part.chars().find(refused) {
            return Err(PathError::Character(c));
        }
        parts.push(part);
    }
    if parts.is_empty() {
        return Err(PathError::Empty);
    }
    Ok(parts.join("/"))
}

/// A path that is not taken: the one given, or with a number before its ending.
pub fn free_path(path: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(path) {
        return path.to_owned();
    }
    let name_at = path.rfind('/').map_or(0, |slash| slash + 1);
    let dot = path.get(name_at..).and_then(|name| name.find('.'));
    let (stem, ending) = path.split_at(dot.map_or(path.len(), |dot| name_at + dot));
    let mut number = 2_usize;
    loop {
        let candidate = format!("{stem}-{number}{ending}");
        if !is_taken(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agents_name_is_the_files_where_it_is_plain() {
        for (text, name) in [
            ("---\nname: code-reviewer\n---\n", "code-reviewer.md"),
            ("---\nname: \" padded \"\n---\n", "padded.md"),
            ("---\nname: a/b\n---\n", "agent.md"),
            ("---\nname: ผู้ช่วย\n---\n", "agent.md"),
            ("no frontmatter", "agent.md"),
        ] {
            assert_eq!(suggested_by(text), name, "{text:?}");
        }
    }

    #[test]
    fn a_given_path_stays_in_its_folder() {
        for (given, path) in [
            ("a.md", Ok("a.md")),
            (" team/./a.md ", Ok("team/a.md")),
            ("team\\a.md", Ok("team/a.md")),
            ("ผู้ช่วย.md", Ok("ผู้ช่วย.md")),
            ("", Err(PathError::Empty)),
            ("./", Err(PathError::Empty)),
            ("../a.md", Err(PathError::Outside)),
            ("a/../../b.md", Err(PathError::Outside)),
            ("/etc/a.md", Err(PathError::Outside)),
            ("C:\\a.md", Err(PathError::Character(':'))),
            ("a\nb.md", Err(PathError::Character('\n'))),
        ] {
            assert_eq!(path_given(given), path.map(str::to_owned), "{given:?}");
        }
        assert_eq!(path_given(&"a".repeat(300)), Err(PathError::TooLong));
    }

    #[test]
    fn a_taken_path_gets_a_number_before_its_ending() {
        let taken = |path: &str| matches!(path, "x/a.md" | "x/a-2.md" | "b.agent.md" | "c");
        assert_eq!(free_path("x/a.md", taken), "x/a-3.md");
        assert_eq!(free_path("b.agent.md", taken), "b-2.agent.md");
        assert_eq!(free_path("c", taken), "c-2");
        assert_eq!(free_path("new.md", taken), "new.md");
    }
}
