//! The Model Context Protocol, as a page can speak it: over Streamable HTTP, with the newest version
//! first and `initialize` for servers that do not know it.
//!
//! A [`Connection`] says what to send and is told what came back; nothing here does input or output.
//! [`proposals`] are the servers that a file asks for, and [`check`] holds its names against what the
//! servers really have. Local programs (stdio) and the transport of 2024 are not spoken.

pub mod check;
mod connection;
mod failure;
mod name;
mod proposal;
mod quote;
mod server;
mod tool;
mod version;
mod wire;

pub use connection::{About, Action, CallId, Connection, Event, ExchangeId, News, headers};
pub use failure::{CORS_HEADERS, Cause, FASTMCP_CORS, Failure, Remedy};
pub use name::{Named, normalised, qualified};
pub use proposal::{Proposal, Unusable, Way, proposals};
pub use server::{CONTEXT7, Server};
pub use tool::{Annotations, Content, Media, ResourceBody, Tool, ToolResult};
pub use version::{Handshake, Stateless, Version};
