//! The files that a call names.

use std::ffi::OsString;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::{reason, walk};
use crate::definition::Definition;
use crate::dialect::{self, Found, Kind};

/// A file that was read.
#[derive(Clone)]
pub struct Opened {
    /// Its path, as it was named or found; `-` for standard input.
    pub name: String,
    /// Where it lies; `None` for standard input.
    pub path: Option<PathBuf>,
    /// It as it was read to find its kind: without its body.
    pub definition: Definition,
    /// What kind of file it is, and from what that was found.
    pub found: Found,
}

/// Something that the person must hear of.
pub struct Problem {
    /// What happened and what to do.
    pub sentence: String,
    /// Whether not all was done that was asked for.
    pub fails: bool,
}

/// What could be read, and what could not.
#[derive(Default)]
pub struct Gathered {
    /// The definitions, in the order in which they were named.
    pub files: Vec<Opened>,
    /// Why something is not among them.
    pub problems: Vec<Problem>,
}

impl Opened {
    fn new(name: String, path: Option<PathBuf>, source: String) -> Self {
        let definition = Definition::parse_frontmatter(source);
        let place = path.as_ref().map(|_| name.as_str());
        Self {
            found: dialect::find(place, &definition),
            name,
            path,
            definition,
        }
    }

    /// The same file with another text.
    pub fn with(&self, source: String) -> Self {
        Self::new(self.name.clone(), self.path.clone(), source)
    }

    /// Its text.
    pub fn source(&self) -> &Arc<str> {
        &self.definition.source
    }

    /// The path that says what kind of file it is.
    pub fn place(&self) -> Option<&str> {
        self.path.as_ref().map(|_| self.name.as_str())
    }
}

impl Gathered {
    /// Reads the files at these paths and in the folders among them.
    pub fn from(paths: &[OsString], input: &mut dyn Read) -> Self {
        let mut gathered = Self::default();
        for path in paths {
            if path == "-" {
                gathered.standard_input(input);
            } else {
                gathered.path(Path::new(path));
            }
        }
        gathered
    }

    /// Tells of something that was not done.
    pub fn fail(&mut self, sentence: String) {
        let fails = true;
        self.problems.push(Problem { sentence, fails });
    }

    fn standard_input(&mut self, input: &mut dyn Read) {
        let mut bytes = Vec::new();
        match input.read_to_end(&mut bytes) {
            Ok(_) => self.content("-".to_owned(), None, bytes, true),
            Err(error) => self.fail(format!("Cannot read standard input: {}.", reason(&error))),
        }
    }

    fn path(&mut self, path: &Path) {
        let is_named = !path.is_dir();
        let walked = walk::files(path);
        for (path, error) in walked.problems {
            let name = path.to_string_lossy();
            self.fail(format!("Cannot list {name}: {}.", reason(&error)));
        }
        for file in walked.files {
            let name = file.to_string_lossy().into_owned();
            match fs::read(&file) {
                Ok(bytes) => self.content(name, Some(file), bytes, is_named),
                Err(error) => self.fail(format!("Cannot read {name}: {}.", reason(&error))),
            }
        }
    }

    /// Takes a file; one that is no definition is only spoken of when it was named itself.
    fn content(&mut self, name: String, path: Option<PathBuf>, bytes: Vec<u8>, is_named: bool) {
        let (source, wrong) = match String::from_utf8(bytes) {
            Ok(source) => (source, None),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let readable = String::from_utf8_lossy(error.as_bytes()).into_owned();
                (readable, Some(at))
            }
        };
        let file = Opened::new(name, path, source);
        let name = &file.name;
        if file.found.kind == Kind::NotADefinition {
            if is_named {
                let sentence = format!("{name} is not checked: {}.", file.found.why);
                let fails = false;
                self.problems.push(Problem { sentence, fails });
            }
        } else if let Some(at) = wrong {
            self.fail(format!(
                "Cannot read {name}: byte {at} (counted from 0) fits no character of UTF-8; save it as UTF-8."
            ));
        } else {
            self.files.push(file);
        }
    }
}
