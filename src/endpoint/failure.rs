//! Why no answer came: what happened as far as a page can know, what it cannot know, and what mends it.
//! A key is in none of it.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Preset;
use crate::http::{Head, Origin, Scheme};
use crate::text::shortened;

/// Why no answer came, or only a part of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Where the request went, without a query.
    pub address: String,
    /// Which model was asked for.
    pub model: String,
    /// What kind of server it is.
    pub preset: Preset,
    /// The origin of the page: servers that refuse other pages must be told it.
    pub page: String,
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

/// Why a request may not have reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unreached {
    /// The browser stops an `https` page from asking an `http` address.
    MixedContent,
    /// The browser wants to be asked before a page speaks to the local network, and has refused.
    LocalNetworkDenied,
    /// No server, no network, or a server that does not let this page read its answers.
    Unknown {
        /// Whether the page lies on the internet and the server in the local network.
        to_local: bool,
    },
}

/// The most signs of a server's words that are shown.
const SHOWN: usize = 600;

impl Cause {
    /// What a request that got no answer failed from, as far as can be known. `permission` is what the
    /// browser says of the permission for the local network, where it knows it: whether it is granted.
    pub fn unreached(page: &Origin, server: &Origin, permission: Option<bool>) -> Self {
        let secure_page = page.scheme() == Scheme::Https;
        let near = server.is_loopback() || server.is_local_network();
        let to_local = near && !page.is_loopback() && !page.is_local_network();
        Self::Unreached(
            if secure_page && server.scheme() == Scheme::Http && !server.is_loopback() {
                Unreached::MixedContent
            } else if to_local && permission == Some(false) {
                Unreached::LocalNetworkDenied
            } else {
                Unreached::Unknown {
                    to_local: to_local && permission != Some(true),
                }
            },
        )
    }
}

/// What an answer of failure says. `key_sent` is whether the request had a key.
pub(super) fn of_status(head: &Head, body: &str, key_sent: bool) -> (Cause, Option<String>) {
    let json: Option<Value> = serde_json::from_str(body).ok();
    let error = json.as_ref().map(|json| {
        ["error", "detail"]
            .iter()
            .find_map(|key| json.get(key).filter(|error| !error.is_null()))
            .unwrap_or(json)
    });
    let nothing = Value::Null;
    let (cause, mut said) = of_error(Some(head.status), error.unwrap_or(&nothing));
    if said.is_none() && !body.trim_start().starts_with('<') {
        said = shown(body);
    }
    let cause = match cause {
        Cause::TooManyRequests { wait } => Cause::TooManyRequests {
            wait: head.retry_after().or(wait),
        },
        Cause::WrongKey { .. } => Cause::WrongKey { sent: key_sent },
        other => other,
    };
    (cause, said)
}

/// What an error object says, of an answer with that status or within an answer of success.
pub(super) fn of_error(status: Option<u16>, error: &Value) -> (Cause, Option<String>) {
    let word = |key: &str| error.get(key).and_then(Value::as_str).unwrap_or_default();
    let number = |key: &str| error.get(key).and_then(Value::as_u64);
    let said = error.as_str().unwrap_or(word("message"));
    let (kind, code) = (word("type"), word("code"));
    // llama.cpp, OpenRouter and others write the status into the error.
    let status = status
        .filter(|status| !(200..300).contains(status))
        .or_else(|| number("code").and_then(|code| u16::try_from(code).ok()));
    let lower = said.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let is = |words: &[&str]| words.iter().any(|word| kind == *word || code == *word);

    let too_long = is(&["exceed_context_size_error", "context_length_exceeded"])
        || says(&[
            "context length",
            "context window",
            "contextwindowexceeded",
            "available context size",
            "prompt is too long",
        ]);
    let tools = says(&["tool"])
        && says(&[
            "does not support tools",
            "--jinja",
            "--enable-auto-tool-choice",
        ]);
    let no_credit = status == Some(402)
        || is(&["insufficient_quota", "billing_error"])
        || says(&["credit balance"]);
    let cause = if too_long {
        Cause::ContextTooLong {
            has: number("n_prompt_tokens").or_else(|| number_before(said, " tokens >")),
            most: number("n_ctx").or_else(|| number_before(said, " maximum")),
        }
    } else if tools {
        Cause::NoTools
    } else if no_credit {
        Cause::NoCredit
    } else if is(&["overloaded_error"]) || status == Some(529) {
        Cause::Overloaded
    } else if is(&["unavailable_error"]) && says(&["loading"]) {
        Cause::Loading
    } else if is(&["rate_limit_error", "rate_limit_exceeded"]) || status == Some(429) {
        Cause::TooManyRequests { wait: None }
    } else if is(&["authentication_error", "invalid_api_key"]) || status == Some(401) {
        Cause::WrongKey { sent: true }
    } else if is(&["permission_error"]) || status == Some(403) {
        Cause::Forbidden
    } else if is(&["model_not_found"]) || says(&["model"]) && is_not_found(status, kind, &lower) {
        Cause::UnknownModel
    } else if is(&["not_found_error"]) || matches!(status, Some(404 | 405)) {
        Cause::NotFound
    } else if is(&["request_too_large"]) || status == Some(413) {
        Cause::TooLarge
    } else {
        match status {
            Some(503) => Cause::Overloaded,
            Some(300..400) => Cause::Redirected,
            Some(400..500) => Cause::Refused { status },
            None if is(&["invalid_request_error"]) => Cause::Refused { status },
            _ => Cause::ServerError { status },
        }
    };
    (cause, shown(said))
}

/// What a server says, as far as it is shown; `None` where it says nothing.
fn shown(said: &str) -> Option<String> {
    let said = shortened(said.trim(), SHOWN);
    (!said.is_empty()).then(|| said.into_owned())
}

fn is_not_found(status: Option<u16>, kind: &str, said: &str) -> bool {
    let words = [
        "not found",
        "does not exist",
        "not a valid model",
        "invalid model",
    ];
    kind == "not_found_error"
        || status == Some(404)
        || matches!(status, Some(400)) && words.iter().any(|words| said.contains(words))
}

/// The number that ends where `words` begin, as in `208310 tokens > 200000 maximum`.
fn number_before(text: &str, words: &str) -> Option<u64> {
    let before = text.split_once(words)?.0;
    let digits = before.rfind(|sign: char| !sign.is_ascii_digit());
    before.get(digits.map_or(0, |at| at + 1)..)?.parse().ok()
}

impl Failure {
    /// What happened, as far as the page knows, in one sentence or two.
    pub fn happened(&self) -> String {
        let Self { address, model, .. } = self;
        let with = |status: &Option<u16>| {
            status.map_or_else(
                || "an error within the answer".to_owned(),
                |status| format!("the error {status}"),
            )
        };
        match &self.cause {
            Cause::WrongKey { sent: true } => format!("{address} does not take the key (401)."),
            Cause::WrongKey { sent: false } => {
                format!("{address} wants a key (401), and none was sent.")
            }
            Cause::Forbidden => format!("{address} knows who asks, and refuses this (403)."),
            Cause::NoCredit => format!("The account at {address} has no credit left for this."),
            Cause::UnknownModel => format!("{address} has no model that is called {model}."),
            Cause::NotFound => format!("There is nothing at {address} (404)."),
            Cause::TooManyRequests { wait: Some(wait) } => {
                format!("{address} had too many requests (429). It answers again in {wait} s.")
            }
            Cause::TooManyRequests { wait: None } => {
                format!("{address} had too many requests (429).")
            }
            Cause::Overloaded => {
                format!("{address} is overloaded: others ask too much of it just now.")
            }
            Cause::Loading => format!("{address} is still loading the model."),
            Cause::ContextTooLong { has, most } => {
                let has = has.map_or_else(String::new, |has| format!(" It has {has} tokens."));
                let most = most.map_or_else(String::new, |most| format!(" At most {most} fit."));
                format!("The conversation is longer than {model} takes.{has}{most}")
            }
            Cause::TooLarge => format!("The request is larger than {address} takes (413)."),
            Cause::NoTools => format!("{model} at {address} cannot call tools as it runs there."),
            Cause::Refused { status } => {
                format!("{address} refuses the request with {}.", with(status))
            }
            Cause::ServerError { status } => format!("{address} failed with {}.", with(status)),
            Cause::Redirected => format!(
                "{address} sends the page to another address. It was not followed: a key goes to one address only."
            ),
            Cause::Malformed { why } => format!("The answer of {address} cannot be read: {why}."),
            Cause::Cut { noticed: true } => {
                format!("The connection to {address} broke while the answer came.")
            }
            Cause::Cut { noticed: false } => {
                format!(
                    "The answer of {address} ends in the middle: the mark of its end never came."
                )
            }
            Cause::Unreached(Unreached::MixedContent) => format!(
                "The browser does not let this page, which came by https, ask {address}, which is http."
            ),
            Cause::Unreached(Unreached::LocalNetworkDenied) => format!(
                "The browser was told not to let this page speak to the local network, where {address} is."
            ),
            Cause::Unreached(Unreached::Unknown { .. }) => {
                format!("No answer came from {address} that the browser lets this page read.")
            }
        }
    }

    /// What the page cannot know about it, where that matters.
    pub fn unknown(&self) -> Option<&'static str> {
        Some(match &self.cause {
            Cause::Unreached(Unreached::Unknown { to_local: true }) => {
                "Browsers do not tell a page whether the server is not running, does not let this page in (CORS), or the permission for the local network was not given. The console of the browser (F12) says which."
            }
            Cause::Unreached(Unreached::Unknown { to_local: false }) => {
                "Browsers do not tell a page whether the server is down, the network is, or the server does not let this page in (CORS) or sends it to another address, which is not followed. The console of the browser (F12) says which."
            }
            Cause::TooManyRequests { wait: None } => {
                "How long to wait the page cannot read: the server may say it in a header that it does not show to pages."
            }
            Cause::Cut { noticed: false } => {
                "Whether the server stopped or something between ended the connection is not to be seen from here. What came is kept."
            }
            Cause::Cut { noticed: true } => {
                "What came is kept; whether there was more is not known."
            }
            Cause::Forbidden => {
                "Whether the key, the account or the region is the reason only the server knows."
            }
            Cause::NotFound => {
                "It may be the wrong path, or a server that does not speak this API."
            }
            _ => return None,
        })
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        let known = self.preset.known();
        match &self.cause {
            Cause::WrongKey { .. } => match known.keys_at {
                Some(keys) => format!("Make or copy a key at {keys}, and enter it for this endpoint."),
                None => "Enter the key that the server was started with (--api-key, or its settings)."
                    .to_owned(),
            },
            Cause::Forbidden => {
                "Look in the account whether this key may use this model, or take another model.".to_owned()
            }
            Cause::NoCredit => "Add credit to the account, or choose another endpoint.".to_owned(),
            Cause::UnknownModel => format!(
                "Choose one of the models that the connection test lists{}.",
                known.get_model.map_or_else(String::new, |get| format!(
                    ", or fetch it: {}",
                    self.command(get)
                ))
            ),
            Cause::NotFound => format!(
                "Look at the address: it is the part before /{}, such as {}.",
                known.api.path(),
                known.base
            ),
            Cause::TooManyRequests { .. } => "Wait, then press Retry: the prompt is kept.".to_owned(),
            Cause::Overloaded | Cause::Loading => {
                "Press Retry in a minute: the prompt is kept.".to_owned()
            }
            Cause::ContextTooLong { .. } => match known.longer {
                Some(longer) => format!(
                    "Shorten the prompt or begin a new conversation, or give the model more room: {}",
                    self.command(longer)
                ),
                None => "Shorten the prompt, begin a new conversation, or take a model with a longer context.".to_owned(),
            },
            Cause::TooLarge => "Shorten the prompt, or begin a new conversation.".to_owned(),
            Cause::NoTools => match known.tools {
                Some(tools) => format!("Take a model that calls tools, and start the server so that it does: {}", self.command(tools)),
                None => "Take a model that calls tools.".to_owned(),
            },
            Cause::Refused { .. } => {
                "Read what the server says, change the request, and send it again; the raw request shows what was sent.".to_owned()
            }
            Cause::ServerError { .. } => {
                "Press Retry. Where it stays so, the log of the server says why.".to_owned()
            }
            Cause::Redirected => {
                "Enter the address where the server really is (curl -sI on this one shows it as Location)."
                    .to_owned()
            }
            Cause::Malformed { .. } => format!(
                "Look at the raw answer. Where it is a page of a proxy or of another program, the address is wrong: {} speaks {} at an address such as {}.",
                known.title,
                known.api.title(),
                known.base
            ),
            Cause::Cut { .. } => "Press Retry: the prompt is kept.".to_owned(),
            Cause::Unreached(Unreached::MixedContent) => format!(
                "Run this page from the machine itself (http://localhost), put https in front of the server, or run the server on this machine and use http://localhost instead: browsers let that through. {}",
                self.start()
            ),
            Cause::Unreached(Unreached::LocalNetworkDenied) => {
                "Allow it: click the sign left of the page's address, set Local network access (or Apps on device) to Allow, and reload.".to_owned()
            }
            Cause::Unreached(Unreached::Unknown { to_local }) => {
                let asked = match to_local {
                    true => " When the browser asks whether this page may reach devices in the local network, allow it.",
                    false => "",
                };
                format!("{}{asked}", self.start())
            }
        }
    }

    /// A command with the page and the model filled in.
    fn command(&self, command: &str) -> String {
        command
            .replace("PAGE", &self.page)
            .replace("MODEL", &self.model)
    }

    /// The command that starts the server so that this page may ask it.
    fn start(&self) -> String {
        let known = self.preset.known();
        match known.start {
            Some(start) => format!(
                "Start the server so that it lets this page in: {}",
                self.command(start)
            ),
            None if self.preset == Preset::Custom => format!(
                "Start the server, and let it answer with Access-Control-Allow-Origin: {page}, and preflights (OPTIONS) with Access-Control-Allow-Headers: {headers} as well.",
                page = self.page,
                headers = "content-type, authorization, x-api-key, anthropic-version"
            ),
            None => format!(
                "{} lets pages in, so look first whether the network works and nothing (an extension, a company's proxy) blocks it.",
                known.title
            ),
        }
    }
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
