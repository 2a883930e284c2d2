//! The text of a file, with its lines numbered as Claude Code numbers them.

use serde_json::{Value, json};

use super::arguments::Arguments;
use super::listing::Listing;
use super::text::text;
use super::{Folder, FolderPath};
use crate::text::shortened;

/// How many lines are given where the call does not say it.
const LINES: usize = 2_000;
/// How many characters of a line are given.
const LINE: usize = 2_000;
/// How many bytes are given at once.
const MOST: usize = 100_000;
/// Larger files, in bytes, are given in parts only.
const WHOLE: u64 = 256 * 1024;
/// Larger files, in bytes, are not read at all.
const LARGEST: u64 = 16 * 1024 * 1024;

/// A call of Read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    path: FolderPath,
    /// The first line, from 1.
    offset: usize,
    limit: Option<usize>,
}

pub(super) fn described(folder: &Folder) -> (String, Value) {
    let description = format!(
        "Reads a text file of the folder {}, which the user has opened for reading. Gives up to {LINES} lines, each behind its number and →. Images, PDF and other files that are no text are not given, and no files that may hold secrets.",
        folder.name()
    );
    let schema = json!({
        "type": "object",
        "properties": {
            "file_path": { "type": "string", "description": "The path from the folder down, such as src/main.rs" },
            "offset": { "type": "number", "description": "The number of the first line, from 1" },
            "limit": { "type": "number", "description": "How many lines" },
        },
        "required": ["file_path"],
        "additionalProperties": false,
    });
    (description, schema)
}

impl Read {
    pub(super) fn of(arguments: &Arguments, folder: &Folder) -> Result<Self, String> {
        let path = arguments.needed("file_path")?;
        Ok(Self {
            path: FolderPath::resolve(path, folder.name()).map_err(|why| why.to_string())?,
            offset: arguments.number("offset")?.unwrap_or(1).max(1),
            limit: arguments.number("limit")?.filter(|limit| *limit > 0),
        })
    }

    /// The file to read.
    pub(super) fn begin(&self, listing: &Listing, folder: &Folder) -> Result<FolderPath, String> {
        let Self { path, limit, .. } = self;
        let Some(entry) = listing.find(path) else {
            return Err(listing.missing(path, folder));
        };
        if folder.refuses(path) {
            return Err(format!(
                "{path} may hold secrets, so it is not read unless the user names it for this run. Go on without it, or ask the user."
            ));
        }
        if entry.size > LARGEST {
            return Err(format!(
                "{path} has {} bytes, and files of more than {LARGEST} are not read.",
                entry.size
            ));
        }
        if entry.size > WHOLE && limit.is_none() {
            return Err(format!(
                "{path} has {} bytes, which is too much at once. Read a part of it with offset and limit, or search it with Grep.",
                entry.size
            ));
        }
        Ok(path.clone())
    }

    /// What the model gets of the bytes.
    pub(super) fn give(&self, bytes: Vec<u8>) -> Result<String, String> {
        let Self { path, offset, .. } = self;
        let Some(text) = text(bytes) else {
            return Err(format!(
                "{path} is no text but an image, an archive, a program or the like, and only text is read here."
            ));
        };
        let total = text.lines().count();
        if total == 0 {
            return Ok(format!("[{path} is empty.]"));
        }
        if *offset > total {
            return Ok(format!(
                "[{path} has {total} lines, so there is none from {offset} on.]"
            ));
        }
        let mut given = String::new();
        let mut last = offset - 1;
        let limit = self.limit.unwrap_or(LINES);
        for (number, line) in (1..).zip(text.lines()).skip(offset - 1).take(limit) {
            let line = format!("{number:>6}→{}", shortened(line, LINE));
            if given.len() + line.len() > MOST {
                break;
            }
            if !given.is_empty() {
                given.push('\n');
            }
            given.push_str(&line);
            last = number;
        }
        if last < total && (self.limit.is_none() || last + 1 < offset.saturating_add(limit)) {
            given.push_str(&format!(
                "\n[Lines {offset} to {last} of {total}. Read on with offset {}.]",
                last + 1
            ));
        }
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::folder::Listed;

    fn read(arguments: Value) -> Read {
        Read::of(&Arguments(&arguments), &Folder::new("app")).expect("arguments")
    }

    fn give(arguments: Value, text: &str) -> String {
        read(arguments)
            .give(text.as_bytes().to_vec())
            .expect("text")
    }

    #[test]
    fn lines_stand_behind_their_numbers() {
        let all = json!({ "file_path": "a" });
        assert_eq!(
            give(all.clone(), "one\r\n\ntwo\n"),
            "     1→one\n     2→\n     3→two"
        );
        assert_eq!(give(all.clone(), "x"), "     1→x");
        let part = json!({ "file_path": "a", "offset": 2, "limit": 1 });
        assert_eq!(give(part, "one\ntwo\nthree"), "     2→two");
        assert_eq!(give(all, ""), "[a is empty.]");
        let behind = json!({ "file_path": "a", "offset": 9 });
        assert_eq!(
            give(behind, "x\n"),
            "[a has 1 lines, so there is none from 9 on.]"
        );
    }

    #[test]
    fn what_is_cut_is_told() {
        let all = json!({ "file_path": "a" });
        let text = give(all.clone(), &"x\n".repeat(2_001));
        assert!(text.ends_with("  2000→x\n[Lines 1 to 2000 of 2001. Read on with offset 2001.]"));
        let text = give(all.clone(), &format!("{}\n", "y".repeat(99)).repeat(1_500));
        assert!(text.len() <= MOST + 100, "{}", text.len());
        assert!(text.contains("of 1500. Read on"), "{text}");
        let text = give(all, &"z".repeat(5_000));
        assert_eq!(text.chars().count(), 6 + 1 + LINE + 1);
    }

    #[test]
    fn what_is_not_read_says_why() {
        let file = |path: &str, size| Listed {
            path: path.to_owned(),
            size,
            modified: None,
        };
        let listing = Listing::of(vec![
            file("src/main.rs", 10),
            file(".env", 10),
            file("large.log", WHOLE + 1),
            file("huge.log", LARGEST + 1),
        ]);
        let mut folder = Folder::new("app");
        let begin = |folder: &Folder, arguments| read(arguments).begin(&listing, folder);
        for (path, words) in [
            (".env", "may hold secrets"),
            ("large.log", "too much at once"),
            ("huge.log", "are not read"),
            ("src", "is a folder"),
            ("main.rs", "Did you mean src/main.rs?"),
        ] {
            let why = begin(&folder, json!({ "file_path": path })).expect_err(path);
            assert!(why.contains(words), "{why}");
        }
        assert!(begin(&folder, json!({ "file_path": "large.log", "limit": 9 })).is_ok());
        assert!(begin(&folder, json!({ "file_path": "/app/src/main.rs" })).is_ok());
        folder.name_file(".env").expect("a path");
        assert!(begin(&folder, json!({ "file_path": ".env" })).is_ok());
        let no_text = read(json!({ "file_path": "a.png" })).give(vec![0x89, b'P', 0]);
        assert!(no_text.expect_err("an image").contains("is no text"));
        for wrong in [
            json!({}),
            json!({ "file_path": "../x" }),
            json!({ "file_path": "a", "limit": "all" }),
        ] {
            assert!(Read::of(&Arguments(&wrong), &folder).is_err(), "{wrong}");
        }
    }
}
