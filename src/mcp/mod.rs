//! The Model Context Protocol, as a page can speak it.
//!
//! Nothing here does input or output.

pub mod check;
mod name;
mod proposal;
mod tool;

pub use name::{Named, normalised, qualified};
pub use proposal::{Proposal, Unusable, Way, proposals};
pub use tool::{Annotations, Content, Media, ResourceBody, Tool, ToolResult};
