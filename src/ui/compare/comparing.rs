//! What is compared, and what came of it.

use std::cell::OnceCell;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::side::{Brought, Choice, Content};
use crate::compare::{Comparison, Progress, compare_in_turns, compare_two};
use crate::text::{SourceFile, Span};
use crate::ui::pause::Pause;
use crate::ui::session::Session;
use crate::web::turns;

/// How long after the last change the comparison follows.
const FOLLOW_AFTER: Duration = Duration::from_millis(250);

/// What is compared; a handle to copy.
#[derive(Clone, Copy)]
pub struct Comparing {
    /// The page's state.
    pub session: Session,
    /// How it was.
    pub before: RwSignal<Choice>,
    /// How it is.
    pub after: RwSignal<Choice>,
    /// What was brought to be compared.
    pub brought: RwSignal<Vec<Brought>>,
    /// What came of it.
    pub stand: RwSignal<Stand>,
    /// Whether the lines of the text are shown, where one definition is compared.
    pub text_open: RwSignal<bool>,
    /// Where to go when the document comes on show that was asked for.
    going: StoredValue<Option<(String, Span)>>,
    /// Counts comparisons: one that another has overtaken stops.
    round: StoredValue<usize>,
    pause: Pause,
}

/// What came of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Stand {
    /// There is nothing to compare, and why.
    Nothing(&'static str),
    /// Many definitions are being compared.
    Coming(Progress),
    /// It is done.
    Compared(Compared),
}

/// Two sides and what differs.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What differs.
    pub comparison: Arc<Comparison>,
    /// The files before.
    pub before: Arc<[SourceFile]>,
    /// The files after.
    pub after: Arc<[SourceFile]>,
}

impl PartialEq for Compared {
    fn eq(&self, other: &Self) -> bool {
        self.before == other.before && self.after == other.after
    }
}

const CHOOSE: &str =
    "Choose what to compare it with: another document, a file, or a text that you paste.";
const GONE: &str = "What was chosen is not there any more.";
const MIXED: &str =
    "One side is a collection and the other a single document: choose two of a kind.";
const STOPPED: &str = "The comparison was stopped.";

impl Comparing {
    /// That of the page. What was chosen stays while other panels are on show.
    pub fn of(session: Session) -> Self {
        thread_local! {
            static OF_PAGE: OnceCell<Comparing> = const { OnceCell::new() };
        }
        OF_PAGE.with(|of_page| *of_page.get_or_init(|| Self::begin(session)))
    }

    fn begin(session: Session) -> Self {
        // It outlives whatever has asked for it first.
        let owner = Owner::new_root(None);
        let comparing = owner.with(|| {
            let comparing = Self {
                session,
                before: RwSignal::new(Choice::Nothing),
                after: RwSignal::new(Choice::OnShow),
                brought: RwSignal::new(Vec::new()),
                stand: RwSignal::new(Stand::Nothing(CHOOSE)),
                text_open: RwSignal::new(false),
                going: StoredValue::new(None),
                round: StoredValue::new(0),
                pause: Pause::new(FOLLOW_AFTER),
            };
            comparing.follow();
            comparing
        });
        std::mem::forget(owner);
        comparing
    }

    /// Compares anew whenever something else is chosen, and a moment after the text on show has changed.
    /// Collections are compared when they are chosen.
    fn follow(self) {
        Effect::new(move || {
            self.before.track();
            self.after.track();
            self.compare();
        });
        Effect::new(move |first: Option<()>| {
            self.session.definition.track();
            self.session.path.track();
            let is_one = |choice: RwSignal<Choice>| {
                choice
                    .with_untracked(|choice| matches!(choice, Choice::OnShow | Choice::Document(_)))
            };
            if first.is_some() && (is_one(self.before) || is_one(self.after)) {
                self.pause.then(move || self.compare());
            }
        });
        Effect::new(move || {
            self.session.turned.track();
            self.arrive();
        });
    }

    /// Where nothing is chosen and the document on show was changed since it was opened, that is what
    /// one wants to see.
    pub fn begin_with_the_original(self) {
        let nothing = self
            .before
            .with_untracked(|choice| *choice == Choice::Nothing);
        if nothing && Choice::Original.content(self.session, &[]).is_some() {
            self.before.set(Choice::Original);
        }
    }

    /// Compares what is chosen.
    pub fn compare(self) {
        let round = self.round.get_value() + 1;
        self.round.set_value(round);
        let content = |choice: RwSignal<Choice>| {
            let choice = choice.get_untracked();
            self.brought
                .with_untracked(|brought| choice.content(self.session, brought))
        };
        let is_chosen =
            |choice: RwSignal<Choice>| choice.with_untracked(|choice| *choice != Choice::Nothing);
        let stand = match (content(self.before), content(self.after)) {
            (Some(Content::One(before)), Some(Content::One(after))) => {
                Stand::Compared(Compared::two(before, after))
            }
            (Some(Content::Many(before)), Some(Content::Many(after))) => {
                leptos::task::spawn_local(self.compare_many(round, before, after));
                return;
            }
            (Some(_), Some(_)) => Stand::Nothing(MIXED),
            _ if is_chosen(self.before) && is_chosen(self.after) => Stand::Nothing(GONE),
            _ => Stand::Nothing(CHOOSE),
        };
        if self.stand.with_untracked(|known| *known != stand) {
            self.stand.set(stand);
        }
    }

    async fn compare_many(self, round: usize, before: Arc<[SourceFile]>, after: Arc<[SourceFile]>) {
        let compared = compare_in_turns(&before, &after, async |progress| {
            self.stand.set(Stand::Coming(progress));
            turns::next_turn().await;
            self.round.get_value() == round
        })
        .await;
        if let Some(comparison) = compared
            && self.round.get_value() == round
        {
            let comparison = Arc::new(comparison);
            self.stand.set(Stand::Compared(Compared {
                comparison,
                before,
                after,
            }));
        }
    }

    /// Stops a comparison that goes on.
    pub fn stop(self) {
        self.round.update_value(|round| *round += 1);
        self.stand.set(Stand::Nothing(STOPPED));
    }

    /// Takes something in to be compared, as the side before.
    pub fn bring(self, brought: Brought) {
        let at = self.brought.with_untracked(Vec::len);
        self.brought.update(|all| all.push(brought));
        self.before.set(Choice::Brought(at));
    }

    /// Puts each side in the other's place.
    pub fn swap(self) {
        let before = self.before.get_untracked();
        let after = self.after.get_untracked();
        self.before.set(after);
        self.after.set(before);
    }

    /// Whether a thing of a side can be gone to: its file is a document of the workspace.
    pub fn can_go(self, choice: &Choice, path: &str) -> bool {
        choice.document(self.session, path).is_some()
    }

    /// Goes to a thing in its file, which comes on show for it.
    pub fn go(self, choice: &Choice, path: &str, span: Span) {
        let (Some(workspace), Some(id)) = (
            self.session.workspace.get_untracked(),
            choice.document(self.session, path),
        ) else {
            return;
        };
        if workspace.id_on_show() == id {
            self.session.reveal_span(span);
            return;
        }
        // What follows the document on show would follow this one now.
        self.hold_on_to_what_is_on_show(&workspace.id_on_show());
        self.going.set_value(Some((id.clone(), span)));
        workspace.open(&id);
    }

    fn hold_on_to_what_is_on_show(self, id: &str) {
        for choice in [self.before, self.after] {
            if choice.with_untracked(|choice| *choice == Choice::OnShow) {
                choice.set(Choice::Document(id.to_owned()));
            }
        }
    }

    /// Goes where somebody wanted to, once the document is on show.
    fn arrive(self) {
        let Some(workspace) = self.session.workspace.get_untracked() else {
            return;
        };
        let wanted = self.going.with_value(Clone::clone);
        if let Some((id, span)) = wanted
            && workspace.id_on_show() == id
        {
            self.going.set_value(None);
            // The editor takes the text over first.
            request_animation_frame(move || self.session.reveal_span(span));
        }
    }
}

impl Compared {
    /// Two files beside each other.
    pub fn two(before: SourceFile, after: SourceFile) -> Self {
        Self {
            comparison: Arc::new(compare_two(&before, &after)),
            before: Arc::new([before]),
            after: Arc::new([after]),
        }
    }

    /// The text of a file on a side; of two files, whatever its path.
    pub fn text(files: &[SourceFile], path: &str) -> Option<Arc<str>> {
        let file = match files {
            [only] => only,
            many => many.iter().find(|file| file.path == path)?,
        };
        Some(Arc::clone(&file.text))
    }
}
