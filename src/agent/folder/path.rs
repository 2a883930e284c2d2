//! Paths in the folder, which lead nowhere else.

use std::fmt;

use thiserror::Error;

use crate::text::shortened;

/// A path in the folder: the names on the way joined by `/`, without `.` and `..`; empty for the folder itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FolderPath(String);

/// Why a text is no path in the folder.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoPath {
    /// It has `..` in it.
    #[error("{0} has .. in it. Write the path from the folder down, such as src/main.rs.")]
    Upwards(String),
    /// It begins at a root, and not in the folder.
    #[error(
        "{0} is not in the folder {1}, and nothing else can be read. Write the path from the folder down, such as src/main.rs."
    )]
    Elsewhere(String, String),
    /// A sign that paths here do not have.
    #[error("{0:?} cannot be a path here. Write / between the names, and no control characters.")]
    Sign(String),
}

/// The most signs of a wrong path that are shown.
const SHOWN: usize = 200;

impl FolderPath {
    /// What somebody means by a path: from the folder down, or from a root whose first folder is this one.
    ///
    /// # Errors
    /// It leads elsewhere, or is none.
    pub fn resolve(text: &str, folder: &str) -> Result<Self, NoPath> {
        let shown = || shortened(text, SHOWN).into_owned();
        if !text.chars().all(is_plain) {
            return Err(NoPath::Sign(shown()));
        }
        let below = match text.strip_prefix('/') {
            None => text,
            Some(rooted) => rooted
                .strip_prefix(folder)
                .filter(|below| !folder.is_empty() && (below.is_empty() || below.starts_with('/')))
                .ok_or_else(|| NoPath::Elsewhere(shown(), folder.to_owned()))?,
        };
        let names = below.split('/').filter(|name| !matches!(*name, "" | "."));
        let names: Vec<&str> = names.collect();
        if names.contains(&"..") {
            return Err(NoPath::Upwards(shown()));
        }
        Ok(Self(names.join("/")))
    }

    /// A path as a list of files has it, which must be written plainly.
    pub(super) fn listed(text: &str) -> Option<Self> {
        let name = |name: &str| !matches!(name, "" | "." | "..") && name.chars().all(is_plain);
        text.split('/').all(name).then(|| Self(text.to_owned()))
    }

    /// It, written out.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names on the way, the file's last; none for the folder itself.
    pub fn names(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/').filter(|name| !name.is_empty())
    }

    /// The last name; empty for the folder itself.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The way from a folder to this; `None` where it is not in it.
    pub(super) fn within(&self, folder: &Self) -> Option<&str> {
        if folder.0.is_empty() {
            return Some(&self.0);
        }
        self.0.strip_prefix(&folder.0)?.strip_prefix('/')
    }
}

fn is_plain(sign: char) -> bool {
    sign != '\\' && !sign.is_control()
}

impl fmt::Display for FolderPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "." } else { &self.0 })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_path_stays_in_the_folder() {
        for (text, path) in [
            ("src/main.rs", "src/main.rs"),
            ("./src//main.rs/", "src/main.rs"),
            ("/app/src/main.rs", "src/main.rs"),
            ("/app", ""),
            ("", ""),
            (".", ""),
            ("a..b", "a..b"),
            (".../x", ".../x"),
            ("src/ไทย.md", "src/ไทย.md"),
        ] {
            let resolved = FolderPath::resolve(text, "app").expect(text);
            assert_eq!(resolved.as_str(), path, "{text}");
        }
        for text in [
            "..",
            "src/../../etc/passwd",
            "src/..",
            "/etc/passwd",
            "/application/x",
            "/",
            "//etc/passwd",
            "C:\\Users",
            "a\0b",
            "a\nb",
        ] {
            let why = FolderPath::resolve(text, "app").expect_err(text);
            assert!(why.to_string().contains("Write"), "{why}");
        }
        assert!(FolderPath::resolve("/etc", "").is_err());
        for text in ["", "/a", "a/", "a//b", "a/./b", "../a", "a\\b"] {
            assert_eq!(FolderPath::listed(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_leads_nowhere_else(text in r"[a./\\~:\PC]{0,12}", folder in "[a.]{0,2}") {
            if let Ok(path) = FolderPath::resolve(&text, &folder) {
                prop_assert!(path.as_str().is_empty() || FolderPath::listed(path.as_str()).is_some());
            }
        }
    }
}
