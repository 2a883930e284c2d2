//! Every request of this document: when, where to, why, how it ended, and what both said, word for word.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Trial;
use crate::http::{Head, Request};
use crate::web::trying::asking::{Broken, Stopper, ask};
use crate::web::trying::kept;
use crate::web::{dom, download};

/// How much of what a server sends is kept to be looked at, in bytes.
const HEARD_KEPT: usize = 200_000;
/// Of so many requests, the last ones, the words are kept.
const WORDS_KEPT: usize = 40;

/// So many of the last requests are still in the list when Try is loaded anew.
const ENTRIES_KEPT: usize = 200;
/// Under this name the tab keeps them, without what was said.
const LOG: &str = "log";

/// The requests of this tab; a handle to copy.
#[derive(Clone, Copy)]
pub(super) struct Log {
    entries: RwSignal<Vec<Entry>>,
    words: StoredValue<Vec<Words>>,
    /// The one whose words are on show.
    shown: RwSignal<Option<usize>>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Entry {
    /// In ms since 1970.
    at: f64,
    method: String,
    address: String,
    why: String,
    /// Bytes of the body that went out.
    sent: usize,
    status: Option<u16>,
    /// Bytes of the body that came.
    came: usize,
    is_over: bool,
    /// Whether the browser refused to send it, by the document's policy.
    is_refused: bool,
}

/// What both said.
struct Words {
    number: usize,
    request: Request,
    heard: Vec<u8>,
}

impl Log {
    /// With what the documents before this one have asked in this tab; what the browser refuses is heard from
    /// now on.
    pub fn taken_up() -> Self {
        let mut entries: Vec<Entry> = kept::get(LOG).unwrap_or_default();
        for entry in &mut entries {
            // Whoever asked is gone.
            entry.is_over = true;
        }
        let log = Self {
            entries: RwSignal::new(entries),
            words: StoredValue::new(Vec::new()),
            shown: RwSignal::new(None),
        };
        if let Some(document) = dom::document() {
            dom::on(&document, "securitypolicyviolation", move |event| {
                log.refused(&event);
            });
        }
        log
    }

    /// The browser refused something by the document's policy.
    fn refused(self, event: &web_sys::Event) {
        let said = |name: &str| js_sys::Reflect::get(event, &name.into()).ok()?.as_string();
        let address = said("blockedURI").unwrap_or_default();
        let entry = Entry {
            at: js_sys::Date::now(),
            method: String::new(),
            // A key may stand behind it.
            address: address.split('?').next().unwrap_or_default().to_owned(),
            why: said("effectiveDirective").unwrap_or_default(),
            sent: 0,
            status: None,
            came: 0,
            is_over: true,
            is_refused: true,
        };
        self.entries.update(|entries| entries.push(entry));
        self.keep();
    }

    fn keep(self) {
        self.entries.with_untracked(|entries| {
            let first = entries.len().saturating_sub(ENTRIES_KEPT);
            kept::put(LOG, &entries.get(first..));
        });
    }

    /// A request goes out; gives its number.
    fn begin(self, request: &Request, why: impl Into<String>) -> usize {
        let entry = Entry {
            at: js_sys::Date::now(),
            method: request.method().name().to_owned(),
            address: request.address().without_query(),
            why: why.into(),
            sent: request.body().map_or(0, str::len),
            status: None,
            came: 0,
            is_over: false,
            is_refused: false,
        };
        let number = self.entries.with_untracked(Vec::len);
        self.entries.update(|entries| entries.push(entry));
        self.words.update_value(|words| {
            words.push(Words {
                number,
                request: request.clone(),
                heard: Vec::new(),
            });
            let too_many = words.len().saturating_sub(WORDS_KEPT);
            words.drain(..too_many);
        });
        self.keep();
        number
    }

    /// The head of its answer came.
    fn head(self, number: usize, status: u16) {
        self.change(number, |entry| entry.status = Some(status));
    }

    /// Bytes of its answer came. They are counted on show when it is over.
    fn heard(self, number: usize, bytes: &[u8]) {
        self.words.update_value(|words| {
            let Some(words) = words.iter_mut().rev().find(|one| one.number == number) else {
                return;
            };
            let room = HEARD_KEPT
                .saturating_sub(words.heard.len())
                .min(bytes.len());
            if let Some(some) = bytes.get(..room) {
                words.heard.extend_from_slice(some);
            }
        });
        self.entries.update_untracked(|entries| {
            if let Some(entry) = entries.get_mut(number) {
                entry.came += bytes.len();
            }
        });
    }

    /// It is over, whole or not.
    fn end(self, number: usize) {
        self.change(number, |entry| entry.is_over = true);
        self.keep();
    }

    fn change(self, number: usize, change: impl FnOnce(&mut Entry)) {
        self.entries.update(|entries| {
            if let Some(entry) = entries.get_mut(number) {
                change(entry);
            }
        });
    }
}

impl Trial {
    /// Sends a request, and writes it and its answer into the list; nothing is sent in another way.
    ///
    /// # Errors
    /// When nothing comes, or not all.
    pub(super) async fn ask(
        self,
        request: &Request,
        why: impl Into<String>,
        stopper: &Stopper,
        mut hear_head: impl FnMut(Head) + 'static,
        mut hear_bytes: impl FnMut(Vec<u8>) + 'static,
    ) -> Result<(), Broken> {
        let log = self.log;
        let number = log.begin(request, why);
        let asked = ask(
            request,
            stopper,
            move |head| {
                log.head(number, head.status);
                hear_head(head);
            },
            move |bytes| {
                log.heard(number, &bytes);
                hear_bytes(bytes);
            },
        )
        .await;
        log.end(number);
        asked
    }
}

impl Entry {
    fn outcome(&self) -> String {
        if self.is_refused {
            return "refused by the policy of this page, not sent".to_owned();
        }
        match (self.status, self.is_over) {
            (None, false) => "waiting".to_owned(),
            (None, true) => "nothing came".to_owned(),
            (Some(status), false) => format!("{status}, coming"),
            (Some(status), true) => format!("{status}, {} bytes", self.came),
        }
    }
}

/// The list, closed until somebody wants to see it.
#[component]
pub(super) fn LogView(trial: Trial) -> impl IntoView {
    let log = trial.log;
    let count = move || {
        let is_refused = |entry: &&Entry| entry.is_refused;
        let (all, refused) = log.entries.with(|entries| {
            let refused = entries.iter().filter(is_refused).count();
            (entries.len(), refused)
        });
        let sent = match all - refused {
            0 => "No request was sent yet".to_owned(),
            1 => "1 request was sent".to_owned(),
            many => format!("{many} requests were sent"),
        };
        match refused {
            0 => sent,
            some => format!("{sent}, {some} refused by the browser"),
        }
    };
    let rows = move || {
        let entries = log.entries.get().into_iter().enumerate();
        entries
            .map(|(number, entry)| view! { <Row log number entry /> })
            .collect_view()
    };
    view! {
        <details class="try-more try-log">
            <summary>{count}</summary>
            <div class="try-log-box" tabindex="0" role="region" aria-label="Requests">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"UTC"</th>
                            <th scope="col">"Why"</th>
                            <th scope="col">"Where"</th>
                            <th scope="col">"Out"</th>
                            <th scope="col">"In"</th>
                            <th scope="col">"Word for word"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="quiet">
                "What is not in this list, Try has not sent. To any address but these the browser refuses to send."
            </p>
            {move || log.shown.get().map(|number| view! { <WordsView trial number /> })}
        </details>
    }
}

#[component]
fn Row(log: Log, number: usize, entry: Entry) -> impl IntoView {
    let at = js_sys::Date::new(&entry.at.into()).to_iso_string();
    let time = String::from(at).get(11..19).unwrap_or_default().to_owned();
    let label = format!("Show request {}, word for word", number + 1);
    let outcome = entry.outcome();
    view! {
        <tr>
            <td>{time}</td>
            <td>{entry.why}</td>
            <td>{format!("{} {}", entry.method, entry.address)}</td>
            <td>{format!("{} bytes", entry.sent)}</td>
            <td>{outcome}</td>
            <td>
                <button
                    type="button"
                    class="button quiet"
                    aria-label=label
                    on:click=move |_| log.shown.set(Some(number))
                >
                    "Show"
                </button>
            </td>
        </tr>
    }
}

/// A request and its answer, word for word.
#[component]
fn WordsView(trial: Trial, number: usize) -> impl IntoView {
    let log = trial.log;
    let found = log.words.with_value(|words| {
        let words = words.iter().find(|one| one.number == number)?;
        let heard = String::from_utf8_lossy(&words.heard);
        let heard = words.request.without_keys(&heard);
        let is_cut = words.heard.len() >= HEARD_KEPT;
        Some((words.request.clone(), heard, is_cut))
    });
    let Some((request, heard, is_cut)) = found else {
        let words = format!(
            "Its words are not here: those of the last {WORDS_KEPT} requests are, until Try is loaded anew."
        );
        return view! { <p>{words}</p> }.into_any();
    };
    let outcome = move || {
        log.entries
            .with(|entries| entries.get(number).map(Entry::outcome))
    };
    let headers = request.shown_headers().map(|header| {
        let secret = header.variable.map(|variable| format!("${variable}"));
        let secret = secret.unwrap_or_default();
        format!("{}: {}{secret}\n", header.name, header.plain)
    });
    let headers: String = headers.collect();
    let sent = format!("{headers}\n{}", request.body().unwrap_or_default());
    let copy = move |_| {
        let text = request.curl();
        leptos::task::spawn_local(async move {
            if let Err(error) = download::copy(&text).await {
                let words = format!("The browser refuses to copy: {error}.");
                trial.notices.tell(words);
            }
        });
    };
    view! {
        <h2 class="try-small-heading">{format!("Request {}, word for word", number + 1)}</h2>
        <button type="button" class="button" on:click=copy>"Copy as curl, without the key"</button>
        <pre class="try-raw" tabindex="0" role="region" aria-label="Request">{sent}</pre>
        <p>{outcome}</p>
        <pre class="try-raw" tabindex="0" role="region" aria-label="Answer">{heard}</pre>
        {is_cut.then(|| view! { <p class="quiet">{format!("Of an answer the first {HEARD_KEPT} bytes are kept.")}</p> })}
    }
    .into_any()
}
