//! What to do about a failure: what to type or to set, server by server.

use super::{Cause, Failure};
use crate::endpoint::{Api, Preset};

impl Failure {
    /// What to do about it.
    pub fn remedy(&self) -> String {
        let known = self.preset.known();
        let again = |words: &str| words.to_owned();
        match &self.cause {
            Cause::WrongKey { .. } => match known.keys_at {
                Some(keys) => {
                    format!("Make or copy a key at {keys}, and enter it for this endpoint.")
                }
                None => again(
                    "Enter the key that the server was started with (--api-key, or its settings).",
                ),
            },
            // Ollama says so of a page that it does not know.
            Cause::Forbidden if self.preset == Preset::Ollama => self.start(),
            Cause::Forbidden => again(
                "Look in the account whether this key may use this model, or take another model.",
            ),
            Cause::NoCredit => again("Add credit to the account, or choose another endpoint."),
            Cause::UnknownModel => format!(
                "Choose one of the models that the connection test lists{}.",
                known.get_model.map_or_else(String::new, |get| format!(
                    ", or fetch it: {}",
                    self.command(get)
                ))
            ),
            Cause::NotFound => format!(
                "Look at the address: it is the part before /{}, such as {}. Where that is right, the server may speak another API: choose {} for it.",
                self.api.path(),
                known.base,
                self.other_apis()
            ),
            Cause::WrongMethod => format!(
                "Look whether the address is that of the API, such as {}, and not that of a page of the service.",
                known.base
            ),
            Cause::TooManyRequests { wait: Some(wait) } => {
                format!("Press Retry after {wait} s: the prompt is kept.")
            }
            Cause::TooManyRequests { wait: None } => again(
                "Wait a minute, then press Retry: the prompt is kept. Where it stays so, the account's settings show its limits.",
            ),
            Cause::Overloaded => {
                again("Press Retry in a minute, or take another model: the prompt is kept.")
            }
            Cause::Loading => again("Press Retry when it has loaded: the prompt is kept."),
            Cause::ContextTooLong { .. } => match known.longer {
                Some(longer) => format!(
                    "Shorten the prompt or begin a new conversation, or give the model more room: {}",
                    self.command(longer)
                ),
                None => again(
                    "Shorten the prompt, begin a new conversation, or take a model with a longer context.",
                ),
            },
            Cause::TooLarge => again("Shorten the prompt, or begin a new conversation."),
            Cause::NoTools => match known.tools {
                Some(tools) => format!(
                    "Take a model that calls tools, and start the server so that it does: {}",
                    self.command(tools)
                ),
                None => again("Take a model that calls tools."),
            },
            Cause::Refused { .. } => again(
                "Read what the server says, change the request, and send it again; the raw request shows what was sent.",
            ),
            Cause::Gateway { .. } => again(
                "Press Retry in a minute. Where the server is yours, look whether the model's own process runs.",
            ),
            Cause::ServerError { .. } => {
                again("Press Retry. Where it stays so, the log of the server says why.")
            }
            Cause::Redirected => again(
                "Enter the address where the server really is (curl -sI on this one shows it as Location).",
            ),
            Cause::Malformed { .. } => format!(
                "Look at the raw answer. Where it is a page of a proxy or of another program, the address is wrong: it should look like {}. Where it is the answer of another API, choose {} for this server.",
                known.base,
                self.other_apis()
            ),
            Cause::Cut { .. } => again("Press Retry: the prompt is kept."),
            Cause::Unreached(why) => self.unreached_remedy(*why),
        }
    }

    /// What else the server may be asked by.
    fn other_apis(&self) -> String {
        let others = Api::ALL.into_iter().filter(|api| *api != self.api);
        others.map(Api::title).collect::<Vec<_>>().join(" or ")
    }

    /// A command with the page and the model filled in.
    fn command(&self, command: &str) -> String {
        command
            .replace("PAGE", &self.page)
            .replace("MODEL", &self.model)
    }

    /// The command that starts the server so that this page may ask it.
    pub(super) fn start(&self) -> String {
        let known = self.preset.known();
        let page = &self.page;
        match known.start {
            Some(start) => {
                let mut words = format!(
                    "Start the server so that it lets this page in: {}.",
                    self.command(start)
                );
                if let Some(elsewhere) = known.start_elsewhere {
                    words.push(' ');
                    words.push_str(&self.command(elsewhere));
                }
                words
            }
            None if self.preset == Preset::Custom => format!(
                "Start the server, and let it answer with Access-Control-Allow-Origin: {page}, errors too, and preflights (OPTIONS) with 200 or 204 and Access-Control-Allow-Headers: {} as well.",
                self.headers.join(", ")
            ),
            None => format!(
                "{} lets pages in, so look first whether the network works and nothing (an extension, a company's proxy) blocks it.",
                known.title
            ),
        }
    }
}
