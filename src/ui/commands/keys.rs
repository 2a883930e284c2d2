//! Keys that work anywhere in the page.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::COMMANDS;
use crate::ui::session::Session;
use crate::web::dom;

/// A key with what must be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    key: char,
    modifier: bool,
}

impl Chord {
    /// Ctrl (Command on Apple's machines) and a letter; works in text fields too.
    pub const fn with_modifier(key: char) -> Self {
        Self {
            key,
            modifier: true,
        }
    }

    /// A character by itself, outside text fields only.
    pub const fn outside_text(key: char) -> Self {
        Self {
            key,
            modifier: false,
        }
    }

    /// As the list of keys shows it.
    pub fn label(self) -> String {
        if self.modifier {
            format!("{}{}", modifier_name(), self.key.to_ascii_uppercase())
        } else {
            self.key.to_string()
        }
    }

    fn matches(self, event: &KeyboardEvent) -> bool {
        let held = event.ctrl_key() || event.meta_key();
        let key = event.key();
        let mut characters = key.chars();
        let same = characters
            .next()
            .is_some_and(|first| first.eq_ignore_ascii_case(&self.key))
            && characters.next().is_none();
        same && !event.alt_key()
            && if self.modifier {
                held && !event.shift_key()
            } else {
                !held && !dom::focus_is_in_text_field()
            }
    }
}

/// "Ctrl+", or the sign on Apple's keyboards.
pub fn modifier_name() -> &'static str {
    let apple = dom::window()
        .and_then(|window| window.navigator().platform().ok())
        .is_some_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"));
    if apple { "⌘" } else { "Ctrl+" }
}

/// Listens for the keys of [`COMMANDS`] as long as the page lives.
pub fn listen(session: Session) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        // While a dialog is open its own keys count; while a word is composed, none do.
        if session.dialog.get_untracked().is_some()
            || event.is_composing()
            || event.default_prevented()
        {
            return;
        }
        let called = COMMANDS
            .iter()
            .find(|command| command.chord.is_some_and(|chord| chord.matches(&event)));
        if let Some(command) = called {
            event.prevent_default();
            (command.run)(session);
        }
    });
    std::mem::forget(handle);
}
