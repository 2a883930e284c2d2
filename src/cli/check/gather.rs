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

/// How a file came to be looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The person named it.
    Named,
    /// It lies below a folder of agents that the person named.
    AmongAgents,
    /// It lies below some folder, which may hold any Markdown.
    AmongOthers,
}

impl Opened {
    fn new(name: String, path: Option<PathBuf>, source: String, way: Way) -> Self {
        let definition = Definition::parse_frontmatter(source);
        let place = path.as_ref().map(|_| name.as_str());
        let found = || dialect::find(place, &definition);
        // What only a person sees to be an agent is to be checked as well.
        let among_others = || dialect::find_among_others(&name, &definition);
        let is_one = |found: &Found| found.kind != Kind::NotADefinition;
        let found = match way {
            Way::AmongOthers => among_others(),
            Way::AmongAgents => Some(found()).filter(is_one).unwrap_or_else(among_others),
            Way::Named => Some(found())
                .filter(is_one)
                .or_else(|| Some(among_others()).filter(is_one))
                .unwrap_or_else(found),
        };
        Self {
            found,
            name,
            path,
            definition,
        }
    }

    /// The same file with another text.
    pub fn with(&self, source: String) -> Self {
        Self::new(self.name.clone(), self.path.clone(), source, Way::Named)
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
            Ok(_) => self.content("-".to_owned(), None, bytes, Way::Named),
            Err(error) => self.fail(format!("Cannot read standard input: {}.", reason(&error))),
        }
    }

    fn path(&mut self, path: &Path) {
        let way = if !path.is_dir() {
            Way::Named
        } else if is_of_agents(path) {
            Way::AmongAgents
        } else {
            Way::AmongOthers
        };
        let walked = walk::files(path);
        for (path, error) in walked.problems {
            let name = path.to_string_lossy();
            self.fail(format!("Cannot list {name}: {}.", reason(&error)));
        }
        for file in walked.files {
            let name = file.to_string_lossy().into_owned();
            match fs::read(&file) {
                Ok(bytes) => self.content(name, Some(file), bytes, way),
                Err(error) => self.fail(format!("Cannot read {name}: {}.", reason(&error))),
            }
        }
    }

    /// Takes a file; one that is no definition is only spoken of when it was named itself.
    fn content(&mut self, name: String, path: Option<PathBuf>, bytes: Vec<u8>, way: Way) {
        let (source, wrong) = match String::from_utf8(bytes) {
            Ok(source) => (source, None),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let readable = String::from_utf8_lossy(error.as_bytes()).into_owned();
                (readable, Some(at))
            }
        };
        let file = Opened::new(name, path, source, way);
        let name = &file.name;
        if file.found.kind == Kind::NotADefinition {
            if way == Way::Named {
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

/// Whether a folder is one of agents that some tool knows, or lies in one: `.` says it as little as `team`
/// does. A repository may be called `agents` and hold anything.
pub(super) fn is_of_agents(folder: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else {
        return false;
    };
    let name = folder.join("a.md").to_string_lossy().into_owned();
    let Some(known) = dialect::known_folder(&name).map(Path::new) else {
        return false;
    };
    let above = known.parent().and_then(Path::file_name);
    let is_of_a_tool = above.is_some_and(|name| name.to_string_lossy().starts_with('.'));
    is_of_a_tool || (known == folder && !folder.join(".git").exists())
}
