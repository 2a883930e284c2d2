//! Sharing the definition on show as a link that holds it, and opening such links.

mod code;
mod copying;
mod dialog;
mod disclosed;
mod opening;

pub use copying::{copy_for_bash, copy_for_power_shell, copy_markdown};
pub use dialog::ShareDialog;
pub use opening::start;
