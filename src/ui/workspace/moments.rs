//! The moments of documents: taken in pauses, before changes, by hand.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::Workspace;
use crate::text::SourceFile;
use crate::ui::pause::Pause;
use crate::ui::session::{Session, new_id};
use crate::workspace::draft::StoreError;
use crate::workspace::file_name::suggested_by;
use crate::workspace::history::{Change, History, Reason, Snapshot};

/// How long nothing is changed before a moment is kept.
const PAUSE: Duration = Duration::from_secs(5);

/// What this tab knows of moments; a handle to copy.
#[derive(Clone, Copy)]
pub(super) struct Moments {
    /// Counts their changes.
    turned: RwSignal<u64>,
    own: StoredValue<Own, LocalStorage>,
}

#[derive(Default)]
struct Own {
    /// What is to be kept next, each time moments of one document: one after the other, so that none overtakes
    /// another.
    waiting: Vec<Vec<Snapshot>>,
    is_at_work: bool,
    /// Those that nothing but this tab keeps, by document.
    unstored: HashMap<String, Vec<Arc<Snapshot>>>,
    /// What was last said of a failure.
    told: Option<StoreError>,
    /// The document on show, and its text as it was opened while that is not kept.
    shown: Option<(String, Option<Opened>)>,
}

/// When a document was opened, and its text then.
type Opened = (f64, Arc<str>);

impl Moments {
    pub(super) fn new() -> Self {
        Self {
            turned: RwSignal::new(0),
            own: StoredValue::new_local(Own::default()),
        }
    }
}

/// Keeps the text on show as it is now, before something is done to it.
pub fn keep_moment(session: Session, reason: Reason) {
    if let Some(workspace) = session.workspace.get_untracked() {
        workspace.keep_moment(reason, None);
    }
}

impl Workspace {
    /// Keeps a moment in every pause, as long as the page lives.
    pub(super) fn follow_pauses(self) {
        let pause = Pause::new(PAUSE);
        Effect::new(move || {
            self.session.turned.track();
            self.session.definition.track();
            let (id, text) = (self.id_on_show(), self.session.source());
            let is_another = self.moments.own.try_update_value(|own| {
                let is_another = own.shown.as_ref().is_none_or(|(shown, _)| *shown != id);
                if is_another {
                    own.shown = Some((id, Some((js_sys::Date::now(), text))));
                }
                is_another
            });
            if is_another == Some(false) {
                pause.then(move || self.keep_moment(Reason::Pause, None));
            } else {
                pause.end();
            }
        });
    }

    /// Keeps the text on show as it is now.
    pub fn keep_moment(self, reason: Reason, name: Option<String>) {
        let text = self.session.source();
        let document = self.id_on_show();
        let opened = self.moments.own.try_update_value(|own| {
            let (shown, opened) = own.shown.as_mut()?;
            let differs = opened.as_ref().is_some_and(|(_, opened)| *opened != text);
            (*shown == document && differs)
                .then(|| opened.take())
                .flatten()
        });
        if let Some((at, text)) = opened.flatten() {
            self.keep(snapshot(&document, at, Reason::Opened, None, text));
        }
        let now = js_sys::Date::now();
        self.keep(snapshot(&document, now, reason, name, text));
    }

    /// Keeps the text on show as it is now because a person wants it.
    pub fn keep_by_hand(self, name: Option<String>) {
        // A document that is not kept would lose its history.
        self.session.keep_as_it_is();
        self.keep_moment(Reason::ByHand, name);
    }

    /// Opens a moment as a document of its own.
    pub fn open_moment(self, moment: &Snapshot) {
        let path = self.library.with_untracked(|library| {
            let entry = library.get(&moment.document);
            entry.map_or_else(
                || suggested_by(&moment.text),
                |entry| library.path_for_copy(entry),
            )
        });
        let file = SourceFile::new(path, Arc::clone(&moment.text));
        if let Some(id) = self.add(vec![file], None).first() {
            self.open(id);
        }
    }

    /// Lets go of the moments of documents that were removed. Another tab may still offer to bring them
    /// back: then they stay.
    pub(super) async fn forget_lost_moments(self) {
        let Some(store) = self.store() else { return };
        let is_alone = match store.on_show_anywhere().await {
            Some(ids) => ids.iter().all(|id| *id == self.id_on_show()),
            None => false,
        };
        if is_alone {
            store.remove_lost_snapshots().await;
        }
    }

    /// Keeps a document's text that is about to be replaced.
    pub fn keep_moment_of(self, document: &str, text: &str) {
        let now = js_sys::Date::now();
        self.keep(snapshot(document, now, Reason::Replace, None, text.into()));
    }

    /// The moments of a document, the oldest first. Whoever asks in an effect hears of changes.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn moments_of(self, document: &str) -> Result<History, StoreError> {
        let mut all = self.moments.own.with_value(|own| {
            let unstored = own.unstored.get(document);
            unstored.cloned().unwrap_or_default()
        });
        if let Some(store) = self.store() {
            all.extend(store.snapshots(document).await?.into_iter().map(Arc::new));
        }
        Ok(History::new(all))
    }

    /// Hears of changes of the moments, in an effect.
    pub fn track_moments(self) {
        self.moments.turned.track();
    }

    /// Deletes a moment.
    pub fn delete_moment(self, moment: &Snapshot) {
        let change = Change {
            put: Vec::new(),
            removed: vec![moment.id.clone()],
        };
        let document = moment.document.clone();
        leptos::task::spawn_local(async move {
            self.store_moments(&document, change).await;
        });
    }

    /// The moments that nothing but this tab keeps.
    pub(super) fn unstored_moments(self) -> Vec<Snapshot> {
        self.moments.own.with_value(|own| {
            let all = own.unstored.values().flatten();
            all.map(|moment| Snapshot::clone(moment)).collect()
        })
    }

    /// Keeps a moment as it is.
    pub fn keep(self, snapshot: Snapshot) {
        self.keep_all(vec![snapshot]);
    }

    /// Keeps moments of one document as they are.
    pub(super) fn keep_all(self, snapshots: Vec<Snapshot>) {
        let idle = self.moments.own.try_update_value(|own| {
            own.waiting.push(snapshots);
            !std::mem::replace(&mut own.is_at_work, true)
        });
        if idle == Some(true) {
            leptos::task::spawn_local(self.keep_waiting());
        }
    }

    async fn keep_waiting(self) {
        loop {
            let next = self.moments.own.try_update_value(|own| {
                let next = (!own.waiting.is_empty()).then(|| own.waiting.remove(0));
                own.is_at_work = next.is_some();
                next
            });
            let Some(next) = next.flatten() else { return };
            let Some(document) = next.first().map(|one| one.document.clone()) else {
                continue;
            };
            let mut history = self.moments_of(&document).await.unwrap_or_default();
            let change = history.add(next, js_sys::Date::now());
            if change != Change::default() {
                self.store_moments(&document, change).await;
            }
        }
    }

    async fn store_moments(self, document: &str, change: Change) {
        let stored = match self.store() {
            Some(store) => store.change_snapshots(&change).await,
            None => Err(StoreError::Denied),
        };
        self.moments.own.update_value(|own| {
            let unstored = own.unstored.entry(document.to_owned()).or_default();
            unstored.retain(|one| !change.removed.contains(&one.id));
            if stored.is_err() {
                unstored.extend(change.put);
            }
        });
        if let Err(error) = stored
            && self.store().is_some()
        {
            let is_news = self
                .moments
                .own
                .try_update_value(|own| own.told.replace(error) != Some(error));
            if is_news == Some(true) {
                self.session.notices.tell(format!(
                    "The history could not be stored: {error}. It stays here as long as this page is open; \"Export everything\" under Files takes it along."
                ));
            }
        }
        self.moments.turned.update(|turned| *turned += 1);
    }
}

fn snapshot(
    document: &str,
    at: f64,
    reason: Reason,
    name: Option<String>,
    text: Arc<str>,
) -> Snapshot {
    Snapshot {
        id: new_id(),
        document: document.to_owned(),
        at,
        reason,
        name,
        text,
    }
}
