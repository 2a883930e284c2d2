//! Model endpoints: the requests of each API, and what their answers say, streamed or whole. No input or
//! output: an [`Endpoint`] makes requests, an [`Answer`] is told what came back.
//!
//! A conversation is the same for every API ([`Ask`]), and so is what is heard of an answer ([`Event`]). What
//! an API calls these stands in a file of its own, behind [`Api`]; a further API is one more file and one
//! more line there. Servers that speak an API only nearly are the rule: whatever a server leaves out or adds
//! is taken as it comes, but an answer without its end is a [`Failure`], whatever the browser says.

mod aliases;
mod answer;
mod api;
mod assembly;
mod conversation;
mod count;
mod event;
mod failure;
mod preset;
mod server;
#[cfg(test)]
mod tests;

pub use aliases::{ALIASES, Aliases, Chosen};
pub use answer::{Answer, Finished};
pub use api::Api;
pub use conversation::{Ask, Message, Part, Role, Tool};
pub use count::TokenCount;
pub use event::{Event, StopReason, Usage};
pub use failure::{Cause, Failure, Unreached};
pub use preset::Preset;
pub use server::{Endpoint, Model};
