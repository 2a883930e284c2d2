//! What happened and what cannot be known, in words.

use super::{Cause, Failure};

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
            Cause::NoCredit => format!(
                "The account at {address} has no credit left for this. Waiting does not help."
            ),
            Cause::UnknownModel => format!("{address} has no model that is called {model}."),
            Cause::NotFound => format!("There is nothing at {address} (404)."),
            Cause::WrongMethod => format!("{address} takes no such request (405)."),
            Cause::TooManyRequests { wait: Some(wait) } => {
                format!("{address} had too many requests (429). It answers again in {wait} s.")
            }
            Cause::TooManyRequests { wait: None } => {
                format!("{address} had too many requests (429).")
            }
            Cause::Overloaded => {
                format!("{address} is overloaded: others ask too much of it just now.")
            }
            Cause::Loading => format!("{address} is up, and still loading the model."),
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
            Cause::Gateway { status } => format!(
                "Something between here and the model had no answer in time ({}): {address} is up, and what stands behind it is not, or is slow.",
                with(status)
            ),
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
            Cause::Unreached(why) => self.unreached_happened(*why),
        }
    }

    /// What the page cannot know about it, where that matters.
    pub fn unknown(&self) -> Option<String> {
        let words = match &self.cause {
            Cause::Unreached(why) => return self.unreached_unknown(*why),
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
                "Whether the key, the account, the region or the page is the reason only the server knows."
            }
            Cause::NotFound => {
                "It may be the wrong path, or a server that does not speak this API."
            }
            _ => return None,
        };
        Some(words.to_owned())
    }
}
