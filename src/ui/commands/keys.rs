//! Keys that work anywhere in the page.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::COMMANDS;
use crate::ui::session::Session;
use crate::web::dom;

/// A key with what must be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    key: &'static str,
    held: Held,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    Modifier,
    Shift,
    Nothing,
    /// Whatever the keyboard needs for the character.
    WhateverOutsideText,
}

impl Chord {
    /// Ctrl (Command on Apple's machines) and a character; works in text fields too.
    pub const fn with_modifier(key: &'static str) -> Self {
        let held = Held::Modifier;
        Self { key, held }
    }

    /// A key that types nothing, such as `F8`; works in text fields too.
    pub const fn key(key: &'static str) -> Self {
        let held = Held::Nothing;
        Self { key, held }
    }

    /// Shift and a key that types nothing.
    pub const fn with_shift(key: &'static str) -> Self {
        let held = Held::Shift;
        Self { key, held }
    }

    /// A character by itself, outside text fields only.
    pub const fn outside_text(key: &'static str) -> Self {
        let held = Held::WhateverOutsideText;
        Self { key, held }
    }

    /// As the list of keys shows it.
    pub fn label(self) -> String {
        match self.held {
            Held::Modifier => format!("{}{}", modifier_name(), self.key.to_ascii_uppercase()),
            Held::Shift => format!("Shift+{}", self.key),
            Held::Nothing | Held::WhateverOutsideText => self.key.to_owned(),
        }
    }

    fn matches(self, event: &KeyboardEvent) -> bool {
        let (modifier, shift) = (event.ctrl_key() || event.meta_key(), event.shift_key());
        event.key().eq_ignore_ascii_case(self.key)
            && !event.alt_key()
            && match self.held {
                Held::Modifier => modifier && !shift,
                Held::Shift => shift && !modifier,
                Held::Nothing => !shift && !modifier,
                Held::WhateverOutsideText => !modifier && !dom::focus_is_in_text_field(),
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
