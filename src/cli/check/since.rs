//! What was found in a git revision already.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::checked::Checked;
use super::gather::Opened;
use crate::compare::{Findings, unmatched};
use crate::lint::TurnedOff;

/// A revision to compare with.
pub struct Since {
    revision: String,
    /// The commit that it names, for each folder in which it was asked for.
    commits: BTreeMap<PathBuf, String>,
}

impl Since {
    /// The revision of that name; it is looked up in the repository of each path.
    pub fn new(revision: &str) -> Self {
        Self {
            revision: revision.to_owned(),
            commits: BTreeMap::new(),
        }
    }

    /// Whether the repositories in which these files and folders lie have the revision. What is not
    /// there is passed over.
    ///
    /// # Errors
    /// A sentence for the first that has not.
    pub fn is_known_at(&mut self, paths: &[OsString]) -> Result<(), String> {
        for path in paths.iter().map(Path::new).filter(|path| path.exists()) {
            let folder = if path.is_dir() { path } else { folder_of(path) };
            self.commit(folder)
                .map_err(|why| cannot_compare(&path.to_string_lossy(), &why))?;
        }
        Ok(())
    }

    /// Takes away what was found in the revision already; `files` are those that were checked.
    ///
    /// # Errors
    /// A sentence: git does not give a file.
    pub fn keep_new(
        &mut self,
        checked: &mut [Checked],
        files: &[Opened],
        off: &TurnedOff,
    ) -> Result<(), String> {
        // What is wrong between files may have been so with any of them; else git is asked for few.
        let all = checked.iter().any(Checked::has_roster_findings);
        let mut before = Vec::new();
        for (checked, file) in checked.iter().zip(files) {
            if (all || checked.has_findings())
                && let Some(path) = &file.path
            {
                let text = self.text(path);
                let text = text.map_err(|why| cannot_compare(&file.name, &why))?;
                before.extend(text.map(|text| file.with(text)));
            }
        }
        let mut before = Checked::all(&before, off).into_iter().peekable();
        for now in checked {
            if let Some(before) = before.next_if(|before| before.name == now.name) {
                take_away(now, &before);
            }
        }
        Ok(())
    }

    /// A file's text in the revision, as it would lie in the working tree; `None` where it has no such
    /// file.
    ///
    /// # Errors
    /// A clause without a full stop: the file lies in no repository, the repository has no such
    /// revision, or git cannot be asked.
    fn text(&mut self, path: &Path) -> Result<Option<String>, String> {
        // Git knows what a link points to by its own name.
        let real = if path.is_symlink() {
            path.canonicalize().map_err(|error| error.to_string())?
        } else {
            path.to_owned()
        };
        let name = real.file_name().ok_or("its path has no name")?;
        let folder = folder_of(&real);
        let commit = self.commit(folder)?.to_owned();
        let mut here = OsString::from("./");
        here.push(name);
        let listed = git(
            folder,
            [
                "ls-tree".as_ref(),
                "-z".as_ref(),
                commit.as_ref(),
                here.as_os_str(),
            ],
        )?;
        if answer(&listed)?.is_empty() {
            return Ok(None);
        }
        let mut object = OsString::from(format!("{commit}:"));
        object.push(here);
        let content = git(
            folder,
            [
                "cat-file".as_ref(),
                "--filters".as_ref(),
                object.as_os_str(),
            ],
        )?;
        Ok(Some(
            String::from_utf8_lossy(answer(&content)?).into_owned(),
        ))
    }

    fn commit(&mut self, folder: &Path) -> Result<&str, String> {
        if !self.commits.contains_key(folder) {
            let commit = resolve(folder, &self.revision)?;
            self.commits.insert(folder.to_owned(), commit);
        }
        self.commits
            .get(folder)
            .map(String::as_str)
            .ok_or_else(|| "git did not answer".to_owned())
    }
}

fn cannot_compare(name: &str, why: &str) -> String {
    format!("Cannot compare {name} with a revision: {why}.")
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

fn resolve(folder: &Path, revision: &str) -> Result<String, String> {
    let inside = git(
        folder,
        ["rev-parse", "--is-inside-work-tree"].map(OsStr::new),
    )?;
    if !inside.status.success() {
        return Err(
            "it lies in no git repository, and --since compares with a git revision".into(),
        );
    }
    let named = format!("{revision}^{{commit}}");
    let found = git(
        folder,
        [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &named,
        ]
        .map(OsStr::new),
    )?;
    if !found.status.success() {
        return Err(format!(
            "its git repository has no revision \"{revision}\": name a branch, a tag or a commit, and fetch it before if the clone is shallow"
        ));
    }
    Ok(String::from_utf8_lossy(&found.stdout).trim().to_owned())
}

fn git<const N: usize>(folder: &Path, arguments: [&OsStr; N]) -> Result<Output, String> {
    let mut command = Command::new("git");
    // A hook of git names its own repository; the one of the file is meant.
    command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
    let output = command.arg("-C").arg(folder).args(arguments).output();
    output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "there is no program git, which --since needs".to_owned(),
        _ => format!("git does not start: {error}"),
    })
}

/// What git said; where it failed, its own words.
fn answer(output: &Output) -> Result<&[u8], String> {
    if output.status.success() {
        return Ok(&output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "git says \"{}\"",
        words.trim().trim_end_matches('.')
    ))
}

/// Takes away the findings that were there before.
fn take_away(now: &mut Checked, before: &Checked) {
    fn side(checked: &Checked) -> Findings<'_> {
        Findings {
            source: &checked.source,
            findings: &checked.findings,
        }
    }
    let (_, new) = unmatched(side(before), side(now));
    let mut new = new.into_iter();
    now.findings.retain(|_| new.next().unwrap_or(true));
}

#[cfg(test)]
mod tests;
