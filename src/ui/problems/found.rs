use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::filter::Filtered;
use super::off;
use crate::definition::Definition;
use crate::lint::{File, Finding, TurnedOff, check};
use crate::text::LineIndex;
use crate::ui::pause::Pause;
use crate::ui::session::Session;
use crate::web::editor::Editor;

/// How long after the last change the rules look.
const FOLLOW_AFTER: Duration = Duration::from_millis(150);
/// How long after the last change of the counts they are spoken: not in between while somebody types.
const SPEAK_AFTER: Duration = Duration::from_millis(1_500);
/// More are not marked in the editor: a hostile file can have any number.
const MOST_MARKED: usize = 1_000;

/// What the rules find, and what the person has chosen about it; a handle to copy.
#[derive(Clone, Copy)]
pub struct Problems {
    /// The page's state.
    pub session: Session,
    /// What was found in the text as it stood a moment ago.
    pub found: RwSignal<Arc<Found>>,
    /// The rules that the person has turned off.
    pub off: RwSignal<TurnedOff>,
    /// Which of the findings the panel shows.
    pub filter: Filtered,
    /// The finding that was gone to last.
    pub chosen: RwSignal<Option<Key>>,
    /// The finding that the caret is in.
    pub here: Memo<Option<Key>>,
    /// Whether the fixes of a finding were asked for in the editor: then the focus goes back there.
    pub asked_in_editor: StoredValue<bool>,
    /// Whether the list of all rules is open.
    pub rules_open: RwSignal<bool>,
    /// What assistive technology is to hear next.
    pub said: RwSignal<String>,
    /// Until the counts are spoken; whatever else is said before takes their place.
    pub until_counts: Pause,
    pause: Pause,
}

/// What was found in a text.
pub struct Found {
    /// The file.
    pub definition: Arc<Definition>,
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// The name of each.
    pub keys: Vec<Key>,
    lines: LineIndex,
    by_key: HashMap<Key, usize>,
}

/// The name of a finding: the same as long as it looks the same, wherever it moves in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(u64);

impl Key {
    /// The id of its element.
    pub fn id(self) -> String {
        format!("problem-{:x}", self.0)
    }
}

impl Problems {
    /// Those of the page. The first call begins to look; from then on it goes on by itself.
    pub fn of(session: Session) -> Self {
        thread_local! {
            static OF_PAGE: OnceCell<Problems> = const { OnceCell::new() };
        }
        OF_PAGE.with(|of_page| *of_page.get_or_init(|| Self::begin(session)))
    }

    fn begin(session: Session) -> Self {
        // It outlives whatever has asked for it first.
        let owner = Owner::new_root(None);
        let problems = owner.with(|| {
            let off = RwSignal::new(off::remembered());
            let found = RwSignal::new(Arc::new(look(session, &off.get_untracked())));
            let chosen = RwSignal::new(None);
            let problems = Self {
                session,
                found,
                off,
                filter: Filtered::new(),
                chosen,
                here: Memo::new(move |_| {
                    let caret = session.caret.get();
                    found.with(|found| found.at(caret, chosen.get()).map(|index| found.keys[index]))
                }),
                asked_in_editor: StoredValue::new(false),
                rules_open: RwSignal::new(false),
                said: RwSignal::new(String::new()),
                until_counts: Pause::new(SPEAK_AFTER),
                pause: Pause::new(FOLLOW_AFTER),
            };
            problems.follow();
            problems.show_in_editor();
            problems
        });
        std::mem::forget(owner);
        problems
    }

    fn follow(self) {
        Effect::new(move |first: Option<()>| {
            self.session.definition.track();
            self.session.kind.track();
            self.off.track();
            if first.is_some() {
                self.pause.then(move || self.look_again());
            }
        });
    }

    /// Looks now, as after something was done here.
    pub fn look_again(self) {
        self.pause.end();
        let found = look(self.session, &self.off.get_untracked());
        self.found.set(Arc::new(found));
    }

    /// What the rules find in the text as it stands now.
    pub fn now(self) -> Arc<Found> {
        let found = self.found.get_untracked();
        let is_old = !Arc::ptr_eq(&found.definition.source, &self.session.source());
        if is_old || self.pause.is_on() {
            self.look_again();
        }
        self.found.get_untracked()
    }

    /// The lines and signs in the editor, which asks for [`marks`].
    fn show_in_editor(self) {
        Effect::new(move || {
            self.found.track();
            self.session.with_editor(Editor::refresh);
        });
    }

    /// Lets assistive technology say something, the same thing once more too.
    pub fn say(self, words: String) {
        self.until_counts.end();
        self.said.update(|said| {
            let again = *said == words;
            *said = words;
            if again {
                said.push('\u{a0}');
            }
        });
    }
}

/// Where the editor marks something: from and to, in its positions, and how bad it is, of each place.
/// `None` where the text on show has not been looked at yet.
pub fn marks(session: Session) -> Option<Vec<u32>> {
    let found = Problems::of(session).found.get_untracked();
    if !Arc::ptr_eq(&found.definition.source, &session.source()) {
        return None;
    }
    let number = |position| u32::try_from(position).unwrap_or(u32::MAX);
    let findings = found.findings.iter().take(MOST_MARKED);
    let marks = findings.flat_map(|finding| {
        let (from, to) = session.positions_of(finding.span);
        [number(from), number(to), finding.severity as u32]
    });
    Some(marks.collect())
}

fn look(session: Session, off: &TurnedOff) -> Found {
    let definition = session.definition_now();
    let kind = session.kind.with_untracked(|found| found.kind);
    let findings = check(&File::of_kind(&definition, None, kind), off);
    Found::new(definition, findings)
}

impl Found {
    fn new(definition: Arc<Definition>, findings: Vec<Finding>) -> Self {
        let mut by_key = HashMap::new();
        let mut keys = Vec::with_capacity(findings.len());
        for (index, finding) in findings.iter().enumerate() {
            let mut key = name(finding);
            // Two findings may look the same.
            while by_key.contains_key(&key) {
                key = Key(key.0.wrapping_add(1));
            }
            by_key.insert(key, index);
            keys.push(key);
        }
        Self {
            lines: LineIndex::new(&definition.source),
            definition,
            findings,
            keys,
            by_key,
        }
    }

    /// The finding of that name, if it is still there.
    pub fn get(&self, key: Key) -> Option<&Finding> {
        self.findings.get(self.index(key)?)
    }

    /// Where it stands among the others.
    pub fn index(&self, key: Key) -> Option<usize> {
        self.by_key.get(&key).copied()
    }

    /// The number of the line that it begins in.
    pub fn line(&self, key: Key) -> Option<usize> {
        Some(self.lines.line(self.get(key)?.span.start))
    }

    /// The finding that the caret is in: the one that was chosen, else the one with the shortest span.
    pub fn at(&self, caret: usize, chosen: Option<Key>) -> Option<usize> {
        let touches = |index: &usize| self.findings[*index].span.touches(caret);
        chosen
            .and_then(|key| self.index(key))
            .filter(touches)
            .or_else(|| {
                (0..self.findings.len())
                    .filter(touches)
                    .min_by_key(|index| self.findings[*index].span.len())
            })
    }
}

fn name(finding: &Finding) -> Key {
    let mut hasher = DefaultHasher::new();
    finding.rule.id.hash(&mut hasher);
    finding.severity.hash(&mut hasher);
    finding.message.hash(&mut hasher);
    for fix in &finding.fixes {
        fix.title.hash(&mut hasher);
    }
    Key(hasher.finish())
}
