//! Doing something a moment after it was asked for last.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

/// A wait that begins anew whenever it is asked for again; a handle to copy. It ends with its owner.
#[derive(Clone, Copy)]
pub struct Pause {
    length: Duration,
    waiting: StoredValue<Option<TimeoutHandle>, LocalStorage>,
}

impl Pause {
    /// Nothing waits yet.
    pub fn new(length: Duration) -> Self {
        let pause = Self {
            length,
            waiting: StoredValue::new_local(None),
        };
        on_cleanup(move || pause.end());
        pause
    }

    /// Does something after the pause, in place of whatever waits.
    pub fn then(self, act: impl FnOnce() + 'static) {
        self.end();
        let act = move || {
            self.waiting.set_value(None);
            act();
        };
        self.waiting
            .set_value(set_timeout_with_handle(act, self.length).ok());
    }

    /// Whether something waits.
    pub fn is_on(self) -> bool {
        self.waiting.with_value(Option::is_some)
    }

    /// Forgets what waits.
    pub fn end(self) {
        let waiting = self.waiting.try_update_value(Option::take).flatten();
        if let Some(waiting) = waiting {
            waiting.clear();
        }
    }
}
