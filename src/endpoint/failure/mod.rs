//! Why no answer came: what happened as far as a page can know, what it cannot know, and what mends it.
//! A key is in none of it.

mod mend;
mod reach;
mod told;
mod wait;
mod words;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Api, Preset};
use crate::text::shortened;

pub use reach::Unreached;
pub(super) use told::{of_error, of_status};

/// Why no answer came, or only a part of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Where the request went, without a query.
    pub address: String,
    /// Which model was asked for.
    pub model: String,
    /// What kind of server it is.
    pub preset: Preset,
    /// By which API it was asked.
    pub api: Api,
    /// The origin of the page: servers that refuse other pages must be told it.
    pub page: String,
    /// The names of the headers that were sent, which a server must allow to pages.
    #[serde(default)]
    pub headers: Vec<String>,
    /// What happened.
    pub cause: Cause,
    /// What the server says, shortened, with the key taken out.
    pub said: Option<String>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cause {
    /// 401.
    WrongKey {
        /// Whether a key was sent at all.
        sent: bool,
    },
    /// 403: the key is known, and may not do this.
    Forbidden,
    /// 402, or a quota that is used up.
    NoCredit,
    /// The server does not have the model.
    UnknownModel,
    /// 404, and not because of the model.
    NotFound,
    /// 405: the address takes no such request.
    WrongMethod,
    /// 429.
    TooManyRequests {
        /// Seconds until it answers again, where the page can read it.
        wait: Option<u64>,
    },
    /// 529 or 503: too many others ask.
    Overloaded,
    /// The model is still being loaded.
    Loading,
    /// The conversation has more tokens than the model takes.
    ContextTooLong {
        /// How many it has, where the server says it.
        has: Option<u64>,
        /// How many may be, where the server says it.
        most: Option<u64>,
    },
    /// 413: more bytes than the server takes.
    TooLarge,
    /// The model or the server has no tools.
    NoTools,
    /// The server refuses the request for another reason.
    Refused {
        /// The HTTP status; `None` for an error within an answer.
        status: Option<u16>,
    },
    /// Something between the page and the model had no answer in time.
    Gateway {
        /// The HTTP status; `None` for an error within an answer.
        status: Option<u16>,
    },
    /// The server failed.
    ServerError {
        /// The HTTP status; `None` for an error within an answer.
        status: Option<u16>,
    },
    /// The server sends the page elsewhere, where the key must not go.
    Redirected,
    /// An answer, but not of this API.
    Malformed {
        /// Why not.
        why: Cow<'static, str>,
    },
    /// The answer broke off.
    Cut {
        /// Whether the browser noticed; else the server or something between ended it in good order.
        noticed: bool,
    },
    /// No answer that the browser lets the page read.
    Unreached(Unreached),
}

/// The most signs of a server's words that are shown.
const SHOWN: usize = 600;

/// What a server says, as far as it is shown; `None` where it says nothing.
fn shown(said: &str) -> Option<String> {
    let said = shortened(said.trim(), SHOWN);
    (!said.is_empty()).then(|| said.into_owned())
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.happened())?;
        if let Some(said) = &self.said {
            write!(f, " It says: “{said}”")?;
        }
        if let Some(unknown) = self.unknown() {
            write!(f, " {unknown}")?;
        }
        write!(f, " {}", self.remedy())
    }
}

impl std::error::Error for Failure {}
