//! The files of the folder, as far as tools see them.

use std::collections::BTreeSet;

use super::{Folder, FolderPath};
use crate::lint::nearest;

/// A file, as whoever has the folder lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The path from the folder down, with `/` between the names.
    pub path: String,
    /// The size in bytes.
    pub size: u64,
    /// When it was changed last, in ms since 1970, where that is known.
    pub modified: Option<u64>,
}

/// The file by which a folder says that it is made by a program and can be made again
/// (<https://bford.info/cachedir/>), such as `target` of Cargo.
pub const CACHE_TAG: &str = "CACHEDIR.TAG";

/// Folders of version control and of what others wrote.
const LEFT_OUT: &[&str] = &[
    ".git",
    ".hg",
    ".jj",
    ".svn",
    ".venv",
    "__pycache__",
    "node_modules",
];

/// Whether nothing in folders of that name is listed to a model.
pub fn is_left_out(name: &str) -> bool {
    LEFT_OUT.contains(&name)
}

/// A file that tools see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) path: FolderPath,
    pub(super) size: u64,
    pub(super) modified: u64,
}

/// The files that tools see, by their paths.
#[derive(Clone, Debug, Default)]
pub(super) struct Listing(Vec<Entry>);

impl Listing {
    pub(super) fn of(files: Vec<Listed>) -> Self {
        let entry = |file: Listed| {
            Some(Entry {
                path: FolderPath::listed(&file.path)?,
                size: file.size,
                modified: file.modified.unwrap_or(0),
            })
        };
        let mut entries: Vec<Entry> = files.into_iter().filter_map(entry).collect();
        let made: BTreeSet<String> = entries
            .iter()
            .filter_map(|entry| entry.path.as_str().strip_suffix(CACHE_TAG))
            .map(str::to_owned)
            .collect();
        entries.retain(|entry| {
            let path = entry.path.as_str();
            let names = entry.path.names().rev().skip(1);
            let mut above = path.match_indices('/').map(|(at, _)| at + 1);
            !names.into_iter().any(is_left_out)
                && !above.any(|at| path.get(..at).is_some_and(|folder| made.contains(folder)))
        });
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        entries.dedup_by(|one, other| one.path == other.path);
        Self(entries)
    }

    /// The file at a path.
    pub(super) fn find(&self, path: &FolderPath) -> Option<&Entry> {
        let at = self.0.binary_search_by(|entry| entry.path.cmp(path)).ok()?;
        self.0.get(at)
    }

    /// What is in a folder, or the file at the path itself.
    pub(super) fn below(&self, path: &FolderPath) -> Vec<&Entry> {
        match self.find(path) {
            Some(entry) => vec![entry],
            None => {
                let entries = self.0.iter();
                entries
                    .filter(|entry| entry.path.within(path).is_some())
                    .collect()
            }
        }
    }

    /// The words for a path at which no file is.
    pub(super) fn missing(&self, path: &FolderPath, folder: &Folder) -> String {
        if path.as_str().is_empty() || self.0.iter().any(|entry| entry.path.within(path).is_some())
        {
            return format!("{path} is a folder, and no file. Glob lists what is in it.");
        }
        if path.names().any(is_left_out) {
            return format!(
                "{path} is not listed: {} are left out.",
                LEFT_OUT.join(", ")
            );
        }
        let paths = || self.0.iter().map(|entry| entry.path.as_str());
        let same_name = self
            .0
            .iter()
            .find(|entry| entry.path.file_name() == path.file_name());
        let near = match same_name {
            Some(entry) => Some(entry.path.as_str()),
            None => nearest(path.as_str(), paths()),
        };
        let near = near.map_or_else(String::new, |near| format!(" Did you mean {near}?"));
        format!(
            "There is no file {path} in the folder {}.{near}",
            folder.name()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(paths: &[&str]) -> Listing {
        let file = |path: &&str| Listed {
            path: (*path).to_owned(),
            ..Listed::default()
        };
        Listing::of(paths.iter().map(file).collect())
    }

    #[test]
    fn what_others_wrote_and_programs_made_is_left_out() {
        let listing = listing(&[
            "src/main.rs",
            "target/CACHEDIR.TAG",
            "target/debug/app.d",
            "targets.md",
            "node_modules/x/index.js",
            "web/node_modules/y.js",
            ".git/config",
            "node_modules.md",
            "../outside",
            "/etc/passwd",
            "src/main.rs",
        ]);
        let paths: Vec<&str> = listing.0.iter().map(|entry| entry.path.as_str()).collect();
        assert_eq!(paths, ["node_modules.md", "src/main.rs", "targets.md"]);
    }

    #[test]
    fn a_file_that_is_not_there_is_told_with_the_nearest() {
        let listing = listing(&["src/main.rs", "src/lib.rs"]);
        let folder = Folder::new("app");
        let missing = |path: &str| {
            let path = FolderPath::resolve(path, "app").expect(path);
            listing.missing(&path, &folder)
        };
        assert!(missing("main.rs").ends_with("Did you mean src/main.rs?"));
        assert!(missing("src/mian.rs").ends_with("Did you mean src/main.rs?"));
        assert!(missing("src").contains("is a folder"));
        assert!(missing(".").contains("is a folder"));
        assert!(missing("node_modules/x.js").contains("left out"));
        assert_eq!(
            missing("else.txt"),
            "There is no file else.txt in the folder app."
        );
    }
}
