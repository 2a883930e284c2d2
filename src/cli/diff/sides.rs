//! The two sides that a call names.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use crate::cli::{read, reason, walk};
use crate::definition::Definition;
use crate::dialect::{self, Kind};
use crate::text::SourceFile;

/// Two files, or two collections.
pub enum Sides {
    /// Two files: they are compared whatever they are.
    Files(SourceFile, SourceFile),
    /// The `*.md` of two folders.
    Folders(Vec<SourceFile>, Vec<SourceFile>),
}

impl Sides {
    /// Reads both sides, and tells of files in folders that cannot be read.
    ///
    /// # Errors
    /// A sentence: one side is no file and no folder, or one is a file and the other a folder.
    pub fn of(
        before: &OsString,
        after: &OsString,
        input: &mut dyn Read,
    ) -> Result<(Self, Vec<String>), String> {
        if before == "-" && after == "-" {
            return Err("Only one side can be standard input.".to_owned());
        }
        let is_folder = |side: &OsString| side != "-" && Path::new(side).is_dir();
        match (is_folder(before), is_folder(after)) {
            (false, false) => {
                let files = Self::Files(file(before, input)?, file(after, input)?);
                Ok((files, Vec::new()))
            }
            (true, true) => {
                let (before, after) = (Path::new(before), Path::new(after));
                let above = common_end(before, after);
                let mut problems = Vec::new();
                let before = folder(before, &above, &mut problems)?;
                let after = folder(after, &above, &mut problems)?;
                Ok((Self::Folders(before, after), problems))
            }
            (true, false) => Err(mixed(before, after)),
            (false, true) => Err(mixed(after, before)),
        }
    }
}

fn mixed(folder: &OsStr, file: &OsStr) -> String {
    format!(
        "{} is a folder and {} is none: name two files or two folders.",
        folder.to_string_lossy(),
        file.to_string_lossy()
    )
}

fn file(path: &OsString, input: &mut dyn Read) -> Result<SourceFile, String> {
    let is_input = path == "-";
    let name = if is_input {
        "standard input".to_owned()
    } else {
        path.to_string_lossy().into_owned()
    };
    let document = read(path, input).map_err(|why| format!("Cannot read {name}: {why}."))?;
    let path = if is_input {
        String::new()
    } else {
        slashes(&name)
    };
    Ok(SourceFile::new(path, document.source().clone()))
}

/// The files of a folder at their paths in it, with what both folders' paths end in before them: it says
/// what kind of files they are, as `.claude/agents` does.
fn folder(root: &Path, above: &str, problems: &mut Vec<String>) -> Result<Vec<SourceFile>, String> {
    let name = root.to_string_lossy();
    let paths =
        walk::files(root).map_err(|error| format!("Cannot list {name}: {}.", reason(&error)))?;
    let mut files = Vec::new();
    for path in paths {
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let inside = slashes(&inside.to_string_lossy());
        let place = if above.is_empty() {
            inside
        } else {
            format!("{above}/{inside}")
        };
        match text(&path, &place) {
            Ok(Some(text)) => files.push(SourceFile::new(place, text)),
            Ok(None) => {}
            Err(why) => problems.push(format!("Cannot read {}: {why}.", path.to_string_lossy())),
        }
    }
    Ok(files)
}

/// A file's text; `None` for one that is not UTF-8 and no definition either.
fn text(path: &Path, place: &str) -> Result<Option<String>, String> {
    let bytes = fs::read(path).map_err(|error| reason(&error))?;
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Some(text)),
        Err(error) => error,
    };
    let readable = String::from_utf8_lossy(error.as_bytes()).into_owned();
    let definition = Definition::parse_frontmatter(readable);
    if dialect::find(Some(place), &definition).kind == Kind::NotADefinition {
        return Ok(None);
    }
    let at = error.utf8_error().valid_up_to();
    Err(format!(
        "byte {at} (counted from 0) fits no character of UTF-8; save it as UTF-8"
    ))
}

/// The names in which both paths end, with `/` between them.
fn common_end(before: &Path, after: &Path) -> String {
    let names = |path: &Path| -> Vec<String> {
        let path: PathBuf = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut names = Vec::new();
        for part in path.components() {
            match part {
                Component::Normal(name) => names.push(name.to_string_lossy().into_owned()),
                Component::ParentDir => {
                    names.pop();
                }
                Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
            }
        }
        names
    };
    let (before, after) = (names(before), names(after));
    let pairs = before.iter().rev().zip(after.iter().rev());
    let mut common: Vec<&str> = pairs
        .take_while(|(before, after)| before == after)
        .map(|(name, _)| name.as_str())
        .collect();
    common.reverse();
    common.join("/")
}

fn slashes(path: &str) -> String {
    if std::path::MAIN_SEPARATOR == '\\' {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    }
}
