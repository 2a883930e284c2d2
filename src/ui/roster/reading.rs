//! Reading the rows of a collection, a few milliseconds at a time.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::known::Known;
use super::rows;
use crate::dialect::Kind;
use crate::lint::TurnedOff;
use crate::roster::{Ranked, Ranking, Roster};
use crate::ui::pause::Pause;
use crate::ui::problems;
use crate::ui::session::Session;
use crate::ui::workspace::Workspace;
use crate::web::turns::Turn;
use crate::workspace::library::{Entry, Library};

/// How long after the last change the rows are read.
const FOLLOW_AFTER: Duration = Duration::from_millis(200);

/// Which documents are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// All of them.
    All,
    /// Those of no collection.
    Alone,
    /// Those of the collection of that id.
    Collection(String),
}

/// How far the reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// So many were read.
    pub done: usize,
    /// Of so many.
    pub all: usize,
}

/// What is read of a collection; a handle to copy. It ends with the panel.
#[derive(Clone, Copy)]
pub struct Reading {
    /// The documents.
    pub workspace: Workspace,
    /// Which of them are compared.
    pub of: RwSignal<Of>,
    /// What was read last.
    pub known: RwSignal<Arc<Known>>,
    /// The rows that compete with each; empty while nobody has compared them.
    pub rivals: RwSignal<Arc<Vec<Vec<Ranked>>>>,
    /// Set while rows are read.
    pub progress: RwSignal<Option<Progress>>,
    /// Counts how often the ranking has become another.
    ranked: RwSignal<u32>,
    ranking: StoredValue<Option<Ranking>, LocalStorage>,
    job: StoredValue<u32>,
    off: RwSignal<TurnedOff>,
}

impl Reading {
    /// Reads the documents to which the one on show belongs, and again when something changes.
    pub fn follow(session: Session, workspace: Workspace) -> Self {
        let reading = Self {
            workspace,
            of: RwSignal::new(first_choice(workspace)),
            known: RwSignal::new(Arc::default()),
            rivals: RwSignal::new(Arc::default()),
            progress: RwSignal::new(None),
            ranked: RwSignal::new(0),
            ranking: StoredValue::new_local(None),
            job: StoredValue::new(0),
            off: problems::turned_off(session),
        };
        let pause = Pause::new(FOLLOW_AFTER);
        Effect::new(move |first: Option<()>| {
            workspace.library.track();
            reading.of.track();
            reading.off.track();
            match first {
                Some(()) => pause.then(move || reading.begin()),
                None => reading.begin(),
            }
        });
        reading
    }

    fn begin(self) {
        let job = self.job.get_value().wrapping_add(1);
        self.job.set_value(job);
        let of = self.of.get_untracked();
        let entries = self
            .workspace
            .library
            .with_untracked(|library| chosen(library, &of));
        leptos::task::spawn_local(async move {
            self.read(job, entries).await;
        });
    }

    /// Whether nothing has changed since a job began, and the panel is still there.
    fn goes_on(self, job: u32) -> bool {
        self.job.try_get_value() == Some(job)
    }

    /// `None` where the job came to nothing, because something has changed meanwhile.
    async fn read(self, job: u32, entries: Vec<Arc<Entry>>) -> Option<()> {
        let mut turn = Turn::begin();
        let (mut ids, mut rows, mut left_out) = (Vec::new(), Vec::new(), 0);
        let all = entries.len();
        for (done, entry) in entries.iter().enumerate() {
            if turn.is_over() {
                self.progress.set(Some(Progress { done, all }));
                turn.pass().await;
                self.goes_on(job).then_some(())?;
            }
            let row = rows::row_of(self.workspace, entry);
            if row.kind == Kind::NotADefinition {
                left_out += 1;
            } else {
                ids.push(entry.id().to_owned());
                rows.push(row);
            }
        }
        self.progress.set(None);
        rows::forget_removed(self.workspace);
        turn.pass().await;
        self.goes_on(job).then_some(())?;
        let roster = Roster::of(rows, &self.off.get_untracked());
        turn.pass().await;
        self.goes_on(job).then_some(())?;
        let known = Arc::new(Known::new(ids, roster, left_out));
        turn.pass().await;
        self.goes_on(job).then_some(())?;
        if self.known.with_untracked(|before| before.ids != known.ids) {
            // Numbers of rows mean other rows now.
            self.rivals.set(Arc::default());
            self.ranking.set_value(None);
        }
        self.known.set(Arc::clone(&known));
        self.compare(job, &known, turn).await
    }

    async fn compare(self, job: u32, known: &Known, mut turn: Turn) -> Option<()> {
        let rows = known.roster.rows();
        let mut ranking = Ranking::for_rows(rows.iter().map(|row| &**row));
        for (at, row) in rows.iter().enumerate() {
            if turn.is_over() {
                turn.pass().await;
                self.goes_on(job).then_some(())?;
            }
            ranking.put(at, row);
        }
        self.ranking.set_value(Some(ranking));
        self.ranked.update(|times| *times = times.wrapping_add(1));
        let mut rivals = Vec::with_capacity(rows.len());
        for at in 0..rows.len() {
            if turn.is_over() {
                turn.pass().await;
                self.goes_on(job).then_some(())?;
            }
            let meets = |other| known.roster.meet(at, other);
            let found = self
                .ranking
                .with_value(|ranking| Some(ranking.as_ref()?.rivals(at, meets)));
            rivals.push(found.unwrap_or_default());
        }
        self.rivals.set(Arc::new(rivals));
        Some(())
    }

    /// The rows that answer a request, with their scores; `None` while that cannot be said. Whoever asks
    /// hears of it when it can.
    pub fn rank(self, request: &str) -> Option<Vec<Ranked>> {
        self.ranked.track();
        self.ranking
            .with_value(|ranking| Some(ranking.as_ref()?.rank(request)))
    }

    /// The rows that compete with one.
    pub fn rivals_of(self, row: usize) -> Vec<Ranked> {
        self.rivals
            .with(|rivals| rivals.get(row).cloned().unwrap_or_default())
    }
}

fn first_choice(workspace: Workspace) -> Of {
    let entry = workspace.entry(&workspace.id_on_show());
    match entry.and_then(|entry| entry.collection.clone()) {
        Some(id) => Of::Collection(id),
        None => Of::All,
    }
}

/// The documents of a choice, in an order that stays.
fn chosen(library: &Library, of: &Of) -> Vec<Arc<Entry>> {
    let cloned = |entries: Vec<&Arc<Entry>>| entries.into_iter().cloned().collect::<Vec<_>>();
    match of {
        Of::Alone => cloned(library.alone()),
        Of::Collection(id) => cloned(library.of(id)),
        Of::All => {
            let mut all: Vec<_> = library.entries().cloned().collect();
            all.sort_by_cached_key(|entry| (entry.collection.clone(), entry.path_or_name()));
            all
        }
    }
}
