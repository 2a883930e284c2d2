//! The two sides that a call names.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use super::zip;
use crate::cli::{read, reason, walk};
use crate::definition::Definition;
use crate::dialect::{self, Kind};
use crate::text::SourceFile;

/// Two files, or two collections.
pub enum Sides {
    /// Two files: they are compared whatever they are.
    Files(SourceFile, SourceFile),
    /// The `*.md` of two folders or zips.
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
        let (many_before, many_after) = (Many::of(before), Many::of(after));
        match (many_before, many_after) {
            (None, None) => {
                let files = Self::Files(file(before, input)?, file(after, input)?);
                Ok((files, Vec::new()))
            }
            (Some(many_before), Some(many_after)) => {
                let above = match (many_before, many_after) {
                    (Many::Folder, Many::Folder) => common_end(Path::new(before), Path::new(after)),
                    _ => String::new(),
                };
                let mut problems = Vec::new();
                let before = many_before.files(Path::new(before), &above, &mut problems)?;
                let after = many_after.files(Path::new(after), &above, &mut problems)?;
                Ok((Self::Folders(before, after), problems))
            }
            (Some(many), None) => Err(mixed(before, many, after)),
            (None, Some(many)) => Err(mixed(after, many, before)),
        }
    }
}

/// What holds many files.
#[derive(Clone, Copy)]
enum Many {
    Folder,
    Zip,
}

impl Many {
    /// `None` for what is one file.
    fn of(side: &OsString) -> Option<Self> {
        let path = Path::new(side);
        let ends_in_zip = path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("zip"));
        if side == "-" {
            None
        } else if path.is_dir() {
            Some(Self::Folder)
        } else {
            ends_in_zip.then_some(Self::Zip)
        }
    }

    fn files(
        self,
        root: &Path,
        above: &str,
        problems: &mut Vec<String>,
    ) -> Result<Vec<SourceFile>, String> {
        match self {
            Self::Folder => folder(root, above, problems),
            Self::Zip => of_zip(root, problems),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Folder => "a folder",
            Self::Zip => "a zip",
        }
    }
}

fn mixed(many: &OsStr, kind: Many, file: &OsStr) -> String {
    format!(
        "{} is {} and {} is none: name two files, or two folders or zips.",
        many.to_string_lossy(),
        kind.words(),
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
    let walked = walk::files(root);
    for (path, error) in walked.problems {
        let sentence = format!(
            "Cannot list {}: {}.",
            path.to_string_lossy(),
            reason(&error)
        );
        if path == root {
            return Err(sentence);
        }
        problems.push(sentence);
    }
    let mut files = Vec::new();
    for path in walked.files {
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let inside = slashes(&inside.to_string_lossy());
        let place = if above.is_empty() {
            inside
        } else {
            format!("{above}/{inside}")
        };
        let bytes = fs::read(&path).map_err(|error| reason(&error));
        match bytes.and_then(|bytes| text(bytes, &place)) {
            Ok(Some(text)) => files.push(SourceFile::new(place, text)),
            Ok(None) => {}
            Err(why) => problems.push(format!("Cannot read {}: {why}.", path.to_string_lossy())),
        }
    }
    Ok(files)
}

/// The files of a zip at their paths in it.
fn of_zip(path: &Path, problems: &mut Vec<String>) -> Result<Vec<SourceFile>, String> {
    let name = path.to_string_lossy();
    let cannot = |why: String| format!("Cannot read {name}: {why}.");
    let bytes = fs::read(path).map_err(|error| cannot(reason(&error)))?;
    let mut files = Vec::new();
    for (place, bytes) in zip::files(&bytes).map_err(cannot)? {
        match bytes.and_then(|bytes| text(bytes, &place)) {
            Ok(Some(text)) => files.push(SourceFile::new(place, text)),
            Ok(None) => {}
            Err(why) => problems.push(format!("Cannot read {place} in {name}: {why}.")),
        }
    }
    Ok(files)
}

/// A file's text; `None` for one that is not UTF-8 and no definition either.
fn text(bytes: Vec<u8>, place: &str) -> Result<Option<String>, String> {
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
