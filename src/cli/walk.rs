//! The files that paths on the command line name: a folder stands for the `*.md` in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::workspace::choosing::is_entered;

/// What a path stands for.
#[derive(Default)]
pub(super) struct Walked {
    /// The files, in the order of their names.
    pub files: Vec<PathBuf>,
    /// The folders and files that could not be looked at, and why. They keep nothing else back.
    pub problems: Vec<(PathBuf, io::Error)>,
}

/// The files below `path` whose names end in `.md`, folders inside included; `path` itself where it is no
/// folder. Links to folders are not followed, so no walk is endless, and links that lead nowhere are passed
/// over; so are the folders that the page does not enter either, such as `.git` and `node_modules`, unless
/// `path` is one.
pub(super) fn files(path: &Path) -> Walked {
    let mut walked = Walked::default();
    if !path.is_dir() {
        walked.files.push(path.to_owned());
        return walked;
    }
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                walked.problems.push((folder, error));
                continue;
            }
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    // Whether more would come is not known, and it could fail for ever.
                    walked.problems.push((folder.clone(), error));
                    break;
                }
            };
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => {
                    if is_entered(&entry.file_name().to_string_lossy()) {
                        folders.push(path);
                    }
                }
                Ok(kind) => {
                    let is_markdown = path.extension().is_some_and(|end| end == "md");
                    if is_markdown && !(kind.is_symlink() && is_no_way_to_a_file(&path)) {
                        walked.files.push(path);
                    }
                }
                Err(error) => walked.problems.push((path, error)),
            }
        }
    }
    walked.files.sort();
    walked
        .problems
        .sort_by(|(one, _), (other, _)| one.cmp(other));
    walked
}

/// Whether a link leads to a folder, or to nothing.
fn is_no_way_to_a_file(link: &Path) -> bool {
    match fs::metadata(link) {
        Ok(target) => target.is_dir(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::scratch::Folder;

    /// The files found in a folder, by their paths in it; all of it can be looked at.
    fn found(root: &Path) -> Vec<String> {
        let walked = files(root);
        assert!(walked.problems.is_empty(), "{:?}", walked.problems);
        let inside = walked
            .files
            .iter()
            .filter_map(|file| file.strip_prefix(root).ok());
        inside
            .map(|file| file.to_string_lossy().replace('\\', "/"))
            .collect()
    }

    #[test]
    fn what_others_wrote_is_passed_over_unless_it_is_named() {
        let folder = Folder::new("walk");
        folder
            .with("agents/a.md", "")
            .with("node_modules/b/c.md", "")
            .with("sub/.git/d.md", "")
            .with("target/e.md", "")
            .with(".venv/lib/f.md", "")
            .with("sub/__pycache__/g.md", "")
            .with("targets/h.md", "");
        let found = |path: &str| found(&folder.0.join(path));
        assert_eq!(found(""), ["agents/a.md", "targets/h.md"]);
        assert_eq!(found("node_modules"), ["b/c.md"]);
        assert_eq!(found("target"), ["e.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_to_no_file_are_passed_over() {
        use std::os::unix::fs::symlink;
        let folder = Folder::new("walk-links");
        folder.with("agents/a.md", "").with("elsewhere.txt", "");
        let link = |to: &str, name: &str| {
            symlink(to, folder.0.join(name)).expect("links work");
        };
        link("nowhere.md", "dangling.md");
        link("nowhere", "agents/dangling");
        link("agents", "folder.md");
        link("elsewhere.txt", "followed.md");
        assert_eq!(found(&folder.0), ["agents/a.md", "followed.md"]);
        // One that is named is what the person asked for.
        let named = folder.0.join("dangling.md");
        assert_eq!(files(&named).files, [named]);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_listed_keeps_nothing_else_back() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::new("walk-closed");
        folder.with("agents/a.md", "").with("closed/b.md", "");
        let closed = folder.0.join("closed");
        let mode = |mode| fs::set_permissions(&closed, fs::Permissions::from_mode(mode));
        mode(0o000).expect("it is ours");
        let walked = files(&folder.0);
        let is_obeyed = fs::read_dir(&closed).is_err();
        mode(0o755).expect("it is ours");
        assert_eq!(walked.files[0], folder.0.join("agents/a.md"));
        if is_obeyed {
            assert_eq!(walked.files.len(), 1);
            assert_eq!(walked.problems.len(), 1);
            assert_eq!(walked.problems[0].0, closed);
        } else {
            println!("skipped: this person may list every folder");
        }
    }
}
