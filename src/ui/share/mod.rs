//! Sharing the definition on show as a link that holds it, and opening such links.

mod dialog;
mod disclosed;
mod opening;

pub use dialog::ShareDialog;
pub use opening::start;
