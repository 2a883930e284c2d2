//! The messages as they go over the wire: JSON-RPC 2.0, and of MCP the dozen that are spoken here.
//!
//! What is read is taken leniently: a field that is missing, or of another type than the protocol says,
//! costs that field, and the message only where nothing can be made of it without.

mod incoming;
mod outgoing;
mod results;

pub(super) use incoming::{Id, Incoming, RpcError, incoming};
pub(super) use outgoing::{Call, Outgoing, Refused};
pub(super) use results::{Said, ToolsPage, discovered, initialized, result, tools_page};
