//! The files that paths on the command line name: a folder stands for the `*.md` in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Folders of what others wrote or what was built: none of it is the project's own.
const FOREIGN: [&str; 3] = [".git", "node_modules", "target"];

/// The files below `path` whose names end in `.md`, folders inside included, in the order of their
/// names; `path` itself where it is no folder. Links to folders are not followed, so no walk is
/// endless; folders named `.git`, `node_modules` or `target` are passed over unless `path` is one.
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
                let is_foreign = FOREIGN.iter().any(|name| entry.file_name() == *name);
                if !is_foreign {
                    folders.push(entry.path());
                }
            } else if entry.path().extension().is_some_and(|end| end == "md") {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::scratch::Folder;

    #[test]
    fn what_others_wrote_is_passed_over_unless_it_is_named() {
        let folder = Folder::new("walk");
        folder
            .with("agents/a.md", "")
            .with("node_modules/b/c.md", "")
            .with("sub/.git/d.md", "")
            .with("target/e.md", "")
            .with("targets/f.md", "");
        let found = |path: &str| -> Vec<String> {
            let root = folder.0.join(path);
            let files = files(&root).expect("it can be listed");
            let inside = files
                .iter()
                .filter_map(|file| file.strip_prefix(&root).ok());
            inside
                .map(|file| file.to_string_lossy().replace('\\', "/"))
                .collect()
        };
        assert_eq!(found(""), ["agents/a.md", "targets/f.md"]);
        assert_eq!(found("node_modules"), ["b/c.md"]);
        assert_eq!(found("target"), ["e.md"]);
    }
}
