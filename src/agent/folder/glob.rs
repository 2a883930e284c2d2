//! The files whose paths match a pattern, the newest first.

use serde_json::{Value, json};

use super::arguments::Arguments;
use super::listing::Listing;
use super::pattern::Patterns;
use super::{Folder, FolderPath};

/// How many files are given.
const MOST: usize = 100;

/// A call of Glob.
#[derive(Clone, Debug)]
pub(super) struct Glob {
    patterns: Patterns,
    path: FolderPath,
}

pub(super) fn described(folder: &Folder) -> (String, Value) {
    let description = format!(
        "Lists the files of the folder {} whose paths match a pattern such as **/*.rs or src/**/*.{{ts,tsx}}, those that were changed last first. Folders such as .git and node_modules are left out.",
        folder.name()
    );
    let schema = json!({
        "type": "object",
        "properties": {
            "pattern": { "type": "string", "description": "The pattern; without / it is for the names of files, however deep they lie" },
            "path": { "type": "string", "description": "Where to look, from the folder down; all of it where this is left out" },
        },
        "required": ["pattern"],
        "additionalProperties": false,
    });
    (description, schema)
}

impl Glob {
    pub(super) fn of(arguments: &Arguments, folder: &Folder) -> Result<Self, String> {
        let path = arguments.text("path")?.unwrap_or_default();
        Ok(Self {
            patterns: Patterns::one(arguments.needed("pattern")?)?,
            path: FolderPath::resolve(path, folder.name()).map_err(|why| why.to_string())?,
        })
    }

    pub(super) fn give(&self, listing: &Listing) -> String {
        let entries = listing.below(&self.path).into_iter();
        let mut found: Vec<_> = entries
            .filter(|entry| {
                let path = entry.path.within(&self.path);
                path.is_some_and(|path| self.patterns.match_path(path))
            })
            .collect();
        if found.is_empty() {
            return "No files found".to_owned();
        }
        // The sort keeps those of the same age in the order of their paths.
        found.sort_by_key(|entry| std::cmp::Reverse(entry.modified));
        let total = found.len();
        let mut given: Vec<String> = found
            .into_iter()
            .take(MOST)
            .map(|entry| entry.path.to_string())
            .collect();
        if total > MOST {
            given.push(format!(
                "[The first {MOST} of {total}. Narrow the pattern or the path for the others.]"
            ));
        }
        given.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::folder::Listed;

    fn give(arguments: Value, files: &[(&str, u64)]) -> String {
        let glob = Glob::of(&Arguments(&arguments), &Folder::new("app")).expect("arguments");
        let file = |(path, modified): &(&str, u64)| Listed {
            path: (*path).to_owned(),
            size: 1,
            modified: Some(*modified),
        };
        glob.give(&Listing::of(files.iter().map(file).collect()))
    }

    #[test]
    fn the_newest_come_first() {
        let files = [
            ("src/a.rs", 1),
            ("src/deep/b.rs", 3),
            ("c.rs", 2),
            ("d.md", 9),
            (".env", 1),
        ];
        assert_eq!(
            give(json!({ "pattern": "*.rs" }), &files),
            "src/deep/b.rs\nc.rs\nsrc/a.rs"
        );
        let below = json!({ "pattern": "*", "path": "/app/src" });
        assert_eq!(give(below, &files), "src/deep/b.rs\nsrc/a.rs");
        let anchored = json!({ "pattern": "deep/*", "path": "src" });
        assert_eq!(give(anchored, &files), "src/deep/b.rs");
        assert_eq!(give(json!({ "pattern": "*.py" }), &files), "No files found");
        let many: Vec<String> = (0..101).map(|n| format!("{n}.txt")).collect();
        let many: Vec<(&str, u64)> = many.iter().map(|path| (path.as_str(), 0)).collect();
        assert!(
            give(json!({ "pattern": "*" }), &many).ends_with(
                "[The first 100 of 101. Narrow the pattern or the path for the others.]"
            )
        );
        let outside = json!({ "pattern": "*", "path": "/etc" });
        assert!(Glob::of(&Arguments(&outside), &Folder::new("app")).is_err());
    }
}
