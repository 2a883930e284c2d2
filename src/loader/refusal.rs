//! Why nothing could be loaded, in words that say what to do.

use thiserror::Error;

/// The way that is always open.
const BY_HAND: &str =
    "Download it there, and drop the file here, or paste its text: that works for every host.";

/// Why nothing was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The address does not say what to load.
    #[error(
        "This address does not say what to load: {0}. It takes #gh=owner/repository/path@branch, #gist=id, or #url=https://…"
    )]
    NotUnderstood(&'static str),
    /// The address is on a host that the page's policy does not name.
    #[error("{host} is not among the hosts that this page may ask. {BY_HAND}")]
    OtherHost {
        /// As the address has it.
        host: String,
    },
    /// No answer that the browser lets us read.
    #[error(
        "{host} gave no answer that can be read here: there is no network, or the host does not let other pages read this (CORS). {BY_HAND}"
    )]
    Unreachable {
        /// Who was asked.
        host: &'static str,
    },
    /// It is not there.
    #[error(
        "{host} has nothing at {path}. A letter may be wrong, the branch may be another, or it is not public: then download it, and drop the file here."
    )]
    NotFound {
        /// Who was asked.
        host: &'static str,
        /// What for, as a person would write it.
        path: String,
    },
    /// Too many were asked of that host from this address.
    #[error("{host} answers no more requests from your address for now. {}", when(*.in_minutes))]
    RateLimited {
        /// Who was asked.
        host: &'static str,
        /// Minutes until it does again, where it says so.
        in_minutes: Option<u32>,
    },
    /// Some other failure of the host.
    #[error("{host} answers with the error {status}: try it again later. {BY_HAND}")]
    Failed {
        /// Who was asked.
        host: &'static str,
        /// The HTTP status.
        status: u16,
    },
    /// More than a definition can be.
    #[error(
        "{path} is larger than {limit} kB, which is more than a definition can be. It was not loaded."
    )]
    TooLarge {
        /// What is.
        path: String,
        /// The limit, in kB.
        limit: usize,
    },
    /// No text.
    #[error("{path} is no text in UTF-8, which definitions are written in. It was not loaded.")]
    NotText {
        /// What is not.
        path: String,
    },
    /// The host answers with something that it never did before.
    #[error("{host} answers in a way that this page does not understand. {BY_HAND}")]
    NotAnAnswer {
        /// Who was asked.
        host: &'static str,
    },
    /// More files than are asked for one by one.
    #[error(
        "Only the first {most} files were loaded; a zip of the repository, dropped here, brings all."
    )]
    TooMany {
        /// How many are asked for.
        most: usize,
    },
    /// A folder without definitions.
    #[error(
        "There is no Markdown in {path} that could be a definition. The folder may be another: #gh=owner/repository/folder@branch names it."
    )]
    NothingThere {
        /// The folder or repository.
        path: String,
    },
}

fn when(minutes: Option<u32>) -> String {
    match minutes {
        Some(0 | 1) => "Try it again in a minute.".to_owned(),
        Some(minutes) => format!("Try it again in {minutes} minutes. {BY_HAND}"),
        None => format!("Try it again in an hour. {BY_HAND}"),
    }
}
