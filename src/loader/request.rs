//! What is asked, and what comes back. Asking itself is the page's part.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::hosts::Host;

/// A file larger than so many bytes is no definition.
pub const LARGEST_FILE: usize = 1_000_000;
/// A list of what a repository holds has more bytes than this only where nobody could choose from it.
pub const LARGEST_LIST: usize = 20_000_000;

/// One thing to ask of one host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Whom to ask.
    pub host: Host,
    /// What for, beginning with `/`, encoded.
    pub address: String,
    /// What has to come back.
    pub expects: Expects,
    /// Which of the loader's files it is for.
    pub(super) file: usize,
}

impl Request {
    /// How many bytes the answer has at most.
    pub const fn limit(&self) -> usize {
        match self.expects {
            Expects::Text => LARGEST_FILE,
            Expects::Tree | Expects::Gist => LARGEST_LIST,
        }
    }
}

/// What an answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expects {
    /// A file.
    Text,
    /// GitHub's list of all that is in a repository, as JSON.
    Tree,
    /// GitHub's account of a gist, as JSON.
    Gist,
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A file.
    Text(Vec<u8>),
    /// What is in a repository.
    Tree {
        /// Its files, not its folders.
        files: Vec<TreeFile>,
        /// Whether the host has left some out.
        cut: bool,
    },
    /// What is in a gist.
    Gist(Vec<GistFile>),
    /// Nothing that can be read.
    Failed(Failure),
}

/// A file of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeFile {
    /// Its path in the repository.
    pub path: String,
    /// Its size in bytes.
    pub bytes: usize,
}

/// A file of a gist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GistFile {
    /// Its name.
    pub name: String,
    /// Its text; where the host has left the rest out, only its beginning.
    pub text: String,
    /// Where all of it lies, where the text is only its beginning.
    pub rest_at: Option<String>,
}

/// Why nothing came back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Failure {
    /// No answer, or none that the browser lets us read.
    Unreachable,
    /// An answer that is an error.
    Status {
        /// The HTTP status.
        status: u16,
        /// Whether the host says that there were too many requests.
        limited: bool,
        /// After how many seconds it may be asked again, where it says so.
        wait: Option<f64>,
    },
    /// More than [`Request::limit`].
    TooLarge,
    /// Not what was expected.
    NotAnAnswer,
}

/// All that stands for itself in a part of a path and in the value of a query.
const PART: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');
/// In a path also these.
const PATH: &AsciiSet = &PART.remove(b'/').remove(b'@');

pub(super) fn encoded_part(text: &str) -> String {
    utf8_percent_encode(text, PART).to_string()
}

pub(super) fn encoded_path(text: &str) -> String {
    utf8_percent_encode(text, PATH).to_string()
}
