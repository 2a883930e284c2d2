//! Agent Playground reads, shows and checks agent definition files: Markdown with a frontmatter
//! block that tells a coding assistant who a sub-agent is, when to call it and what it may touch.
//!
//! The modules stand in layers, and each knows only those above it in this list:
//!
//! - [`text`]: positions in a text and edits to it; knows nothing of definitions;
//! - [`definition`]: a file as its author sees it, every part with its span;
//! - [`dialect`]: the kinds of definition files, what may stand in them, and what kind a file is;
//! - [`edit`]: edits that change one part of a definition and nothing else;
//! - [`reader`]: a file as each program reads it, and what is lost on the way;
//! - [`lint`]: what is wrong or could be better, where, why, and how to mend it;
//! - [`roster`]: many definitions together: what each is to the others, what all cost, which of them
//!   answers a request;
//! - [`repair`]: what must change for every program to read what is meant;
//! - [`assist`]: what could be written at the caret, and what a word means;
//! - [`compare`]: what differs between two definitions or two collections, in their own terms;
//! - [`share`]: links that hold what they share, and what a text gives away;
//! - [`workspace`]: the documents a person works on, and the one path by which they change;
//! - [`loader`]: definitions that an address names on a public host;
//! - [`http`]: requests and responses as data, and where a key may go;
//! - [`mcp`]: the Model Context Protocol, and what a definition asks of servers;
//! - [`endpoint`]: model endpoints: requests and answers of each API;
//! - [`agent`]: the run of an agent, from prompt over tools and hand-offs to the answer;
//! - `cli` (native only): the engine on the command line;
//! - `web` (wasm only): thin adapters over what the browser offers;
//! - `ui` (wasm only): what the person sees.
//!
//! Everything but `web` and `ui` compiles for every target, does no input or output, and is tested
//! natively. The page's dependencies exist for the wasm target alone, so the compiler keeps the
//! browser out of the engine.

pub mod agent;
pub mod assist;
pub mod compare;
pub mod definition;
pub mod dialect;
pub mod edit;
pub mod endpoint;
pub mod http;
pub mod lint;
pub mod loader;
pub mod mcp;
pub mod reader;
pub mod repair;
pub mod roster;
pub mod share;
pub mod text;
pub mod workspace;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;

#[cfg(target_arch = "wasm32")]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod web;
