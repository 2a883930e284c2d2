//! What happens when the program itself fails: the page is told, and takes care of the text.

use std::panic;

use web_sys::CustomEvent;

use super::dom;

/// The event that boot.js listens for.
const EVENT: &str = "agent-playground:panic";

/// From now on a panic is written to the console and told to the page.
pub fn install() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        if let (Some(window), Ok(event)) = (dom::window(), CustomEvent::new(EVENT)) {
            let _ = window.dispatch_event(&event);
        }
    }));
}
