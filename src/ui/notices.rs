//! Messages that stay until they are read: what happened, and one thing to do about it.

use leptos::prelude::*;

use super::icons::{Icon, IconMark};

/// The list of messages on show; a handle to copy.
#[derive(Clone, Copy)]
pub struct Notices {
    list: RwSignal<Vec<Notice>>,
    next: StoredValue<u32>,
}

#[derive(Clone)]
struct Notice {
    id: u32,
    text: String,
    action: Option<(&'static str, Callback<()>)>,
}

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
        self.add(text.into(), Some((label, Callback::new(move |()| act()))));
    }

    fn add(self, text: String, action: Option<(&'static str, Callback<()>)>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.list.update(|list| {
            list.retain(|notice| notice.text != text);
            list.push(Notice { id, text, action });
        });
    }

    fn dismiss(self, id: u32) {
        self.list
            .update(|list| list.retain(|notice| notice.id != id));
    }
}

/// Shows the messages, and speaks each once, politely.
#[component]
pub fn NoticeList(notices: Notices) -> impl IntoView {
    view! {
        <div class="notices" role="status">
            <For each=move || notices.list.get() key=|notice| notice.id let:notice>
                <div class="notice">
                    <p>{notice.text.clone()}</p>
                    {notice
                        .action
                        .map(|(label, act)| {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| {
                                        notices.dismiss(notice.id);
                                        act.run(());
                                    }
                                >
                                    {label}
                                </button>
                            }
                        })}
                    <button
                        type="button"
                        class="button quiet icon-only"
                        aria-label="Dismiss this message"
                        on:click=move |_| notices.dismiss(notice.id)
                    >
                        <IconMark icon=Icon::Close />
                    </button>
                </div>
            </For>
        </div>
    }
}
