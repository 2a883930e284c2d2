//! Messages that stay until they are read: what happened, and one thing to do about it.

use std::sync::Arc;

use leptos::prelude::*;

use super::icons::{Icon, IconMark};

/// The list of messages on show; a handle to copy.
#[derive(Clone, Copy)]
pub struct Notices {
    /// A dismissed message leaves its place empty: were the others to move up, assistive technology
    /// would speak them again.
    list: RwSignal<Vec<Option<Notice>>>,
    next: StoredValue<u32>,
}

#[derive(Clone)]
struct Notice {
    id: u32,
    text: String,
    /// It outlives the part of the page that has told of it, so nothing of that part may own it.
    action: Option<(&'static str, Act)>,
}

type Act = Arc<dyn Fn() + Send + Sync>;

impl Notices {
    /// None yet.
    pub fn new() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        }
    }

    /// Shows a message. The same message is never on show twice.
    pub fn tell(self, text: impl Into<String>) {
        self.add(text.into(), None);
    }

    /// Shows a message with a button, as "Undo".
    pub fn offer(
        self,
        text: impl Into<String>,
        label: &'static str,
        act: impl Fn() + Send + Sync + 'static,
    ) {
        self.add(text.into(), Some((label, Arc::new(act))));
    }

    fn add(self, text: String, action: Option<(&'static str, Act)>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.take_away(|notice| notice.text == text);
        self.list
            .update(|list| list.push(Some(Notice { id, text, action })));
    }

    fn dismiss(self, id: u32) {
        self.take_away(|notice| notice.id == id);
    }

    fn take_away(self, which: impl Fn(&Notice) -> bool) {
        self.list.update(|list| {
            for place in list.iter_mut() {
                place.take_if(|notice| which(notice));
            }
            while list.last().is_some_and(Option::is_none) {
                list.pop();
            }
        });
    }
}

/// Shows the messages, and speaks each once, politely.
#[component]
pub fn NoticeList(notices: Notices) -> impl IntoView {
    view! {
        <div class="notices" role="status">
            {move || {
                notices
                    .list
                    .get()
                    .into_iter()
                    .map(|place| place.map(|notice| show(notices, notice)))
                    .collect_view()
            }}
        </div>
    }
}

fn show(notices: Notices, notice: Notice) -> impl IntoView {
    let Notice { id, text, action } = notice;
    let action = action.map(|(label, act)| {
        let press = move |_| {
            notices.dismiss(id);
            act();
        };
        view! {
            <button type="button" class="button" on:click=press>
                {label}
            </button>
        }
    });
    view! {
        <div class="notice">
            <p>{text}</p>
            {action}
            <button
                type="button"
                class="button quiet icon-only"
                aria-label="Dismiss this message"
                on:click=move |_| notices.dismiss(id)
            >
                <IconMark icon=Icon::Close />
            </button>
        </div>
    }
}
