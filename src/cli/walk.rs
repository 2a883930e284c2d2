//! The files that paths on the command line name: a folder stands for the `*.md` in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files below `path` whose names end in `.md`, folders inside included, in the order of their
/// names; `path` itself where it is no folder. Links to folders are not followed, so no walk is
/// endless.
///
/// # Errors
/// When a folder cannot be listed.
pub(super) fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if entry.path().extension().is_some_and(|end| end == "md") {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}
