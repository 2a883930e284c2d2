//! The state of the page, and the verbs that change it.
//!
//! One text, everything else derived: an editor's change goes into the [`Document`], a revision
//! counts up, and the [`Definition`] is read again. Panels read signals and call verbs; the text
//! itself changes in [`Session::accept`] only.

mod asked;
mod documents;
mod editing;
mod keeping;
mod kind;
mod pasting;
mod warming;

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

use super::Shell;
use super::later::{self, Later};
use super::notices::Notices;
use super::panels::Panel;
use super::workspace::Workspace;
use crate::definition::{Definition, Place, Token, tokens_with_lost};
use crate::dialect::{Found, Kind};
use crate::reader::{ClaudeCode, Input, Reading};
use crate::text::{Span, TextEdit};
use crate::web::dom;
use crate::web::editor::{Editor, EditorChange, Focus};
use crate::workspace::Document;
pub use keeping::{Keeping, Kept, new_id};
pub use warming::warm_up;

/// Above this many bytes the panels follow after a pause instead of at every key, so that typing
/// itself stays fluent. The corpus's largest file is a tenth of it.
const FOLLOW_AT_ONCE: usize = 500_000;
/// That pause.
const FOLLOW_AFTER: Duration = Duration::from_millis(250);

/// Which of the two the narrow layout shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NarrowView {
    /// The panel.
    Panel,
    /// The text.
    Source,
    /// All documents.
    Files,
}

/// Which dialog is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The command palette.
    Commands,
    /// The keys.
    Keys,
    /// Ways to begin a file.
    New,
    /// What may be done with one file.
    File,
    /// The moments of the document on show.
    History,
    /// Sharing the document on show.
    Share,
    /// What may be done with a collection.
    Collection,
    /// Files that came with another text than what is here.
    Changed,
    /// Folders of which some are to be read.
    Folders,
}

/// The page's state: a handle that every component and command gets a copy of.
#[derive(Clone, Copy)]
pub struct Session {
    document: StoredValue<Document, LocalStorage>,
    /// The edits of a panel that the editor is just being told of.
    exact: StoredValue<Option<Vec<TextEdit>>, LocalStorage>,
    editor: StoredValue<Option<Editor>, LocalStorage>,
    /// Whether somebody has asked for what only CodeMirror can do.
    editor_wanted: RwSignal<bool>,
    revision: RwSignal<u64>,
    follow_later: StoredValue<Option<TimeoutHandle>, LocalStorage>,
    /// The file as it was last read.
    pub definition: Memo<Arc<Definition>>,
    tokens: Memo<Arc<Vec<Token>>>,
    /// Which Claude Code the person asks about.
    pub asked: RwSignal<ClaudeCode>,
    chosen_kind: RwSignal<Option<Kind>>,
    /// Where the file lies, where that is known.
    pub path: RwSignal<Option<String>>,
    /// What kind of file it is, and why.
    pub kind: Memo<Found>,
    /// What the program makes of the file that it is written for.
    pub reading: Memo<Arc<Reading>>,
    /// Where the caret stands, in bytes of the source.
    pub caret: RwSignal<usize>,
    /// The part of the file that the caret is in.
    pub here: Memo<Place>,
    /// Counts moves of the caret that were not typing: the preview then follows.
    pub moved: RwSignal<u64>,
    /// Counts how often another document came on show: what was typed elsewhere is not its own.
    pub turned: RwSignal<u64>,
    /// The panel on show.
    pub panel: RwSignal<Panel>,
    /// What the narrow layout shows.
    pub narrow_view: RwSignal<NarrowView>,
    /// The open dialog.
    pub dialog: RwSignal<Option<Dialog>>,
    /// Whether the outline is open.
    pub outline: RwSignal<bool>,
    /// Messages that stay until they are read.
    pub notices: Notices,
    /// How the draft is kept.
    pub keeping: Keeping,
    /// The code that comes later.
    pub later: Later,
    /// All documents, once that code is here.
    pub workspace: RwSignal<Option<Workspace>>,
}

impl Session {
    /// Takes over the text in the page and follows its editor from now on; in a frame of another page there
    /// is none, and nothing to keep.
    pub(super) fn start(shell: &Shell, framed: bool) -> Self {
        let notices = Notices::new();
        let (keeping, opened) = Keeping::start(&shell.source, notices);
        let typed = opened.was_typed_into();
        let document = StoredValue::new_local(opened.document);
        let revision = RwSignal::new(0);
        // Read anew at every revision; comparing two readings would cost more than it saves.
        let definition = Memo::new_with_compare(
            move |_| {
                revision.track();
                Arc::new(
                    document
                        .with_value(|document| Definition::parse(Arc::clone(document.source()))),
                )
            },
            |_, _| true,
        );
        let asked = RwSignal::new(asked::remembered());
        let chosen_kind = RwSignal::new(None);
        let path = RwSignal::new(None);
        let kind = kind::follow(definition, chosen_kind, path);
        let later = Later::new();
        let reading = Memo::new_with_compare(
            move |_| {
                let program = kind::program(kind.with(|found| found.kind), asked.get(), later);
                let path = path.get();
                Arc::new(definition.with(|read| {
                    program.read(&Input {
                        definition: read,
                        path: path.as_deref(),
                    })
                }))
            },
            |_, _| true,
        );
        let tokens = Memo::new_with_compare(
            move |_| {
                let lost = reading.with(|reading| reading.lost_text());
                Arc::new(definition.with(|read| tokens_with_lost(read, &lost)))
            },
            |_, _| true,
        );
        let caret = RwSignal::new(0);
        let session = Self {
            document,
            exact: StoredValue::new_local(None),
            editor: StoredValue::new_local(None),
            editor_wanted: RwSignal::new(false),
            revision,
            follow_later: StoredValue::new_local(None),
            definition,
            tokens,
            asked,
            chosen_kind,
            path,
            kind,
            reading,
            caret,
            here: Memo::new(move |_| definition.with(|read| read.place_at(caret.get()))),
            moved: RwSignal::new(0),
            turned: RwSignal::new(0),
            panel: RwSignal::new(Panel::Preview),
            narrow_view: RwSignal::new(NarrowView::Panel),
            dialog: RwSignal::new(None),
            outline: RwSignal::new(!dom::is_narrow()),
            notices,
            keeping,
            later,
            workspace: RwSignal::new(None),
        };
        if framed {
            return session;
        }
        session.attach_editor(shell, &opened.before, opened.history);
        session.follow_narrow_view();
        session.keeping.watch(session);
        session.listen_for_pastes();
        if typed {
            session.keeping.changed(session);
        }
        session
    }

    /// A byte of the source for a position of the editor.
    pub fn byte_at(self, position: usize) -> usize {
        self.document
            .with_value(|document| document.positions().to_byte(document.source(), position))
    }

    /// The editor's positions of a span of the source.
    pub fn positions_of(self, span: Span) -> (usize, usize) {
        self.document.with_value(|document| {
            let (source, positions) = (document.source(), document.positions());
            (
                positions.to_editor(source, span.start),
                positions.to_editor(source, span.end),
            )
        })
    }

    /// The text, byte for byte.
    pub fn source(self) -> Arc<str> {
        self.document
            .with_value(|document| Arc::clone(document.source()))
    }

    /// The file as it is now: a very large one is read after a pause only.
    pub fn definition_now(self) -> Arc<Definition> {
        let (read, source) = (self.definition.get_untracked(), self.source());
        if Arc::ptr_eq(&read.source, &source) {
            read
        } else {
            Arc::new(Definition::parse(source))
        }
    }

    /// Takes over a change that the editor has made. Where a panel asked for it, the panel's own edits
    /// count: an editor knows one line end only.
    fn accept(self, changes: &[EditorChange]) {
        let exact = self.exact.try_update_value(Option::take).flatten();
        let outcome = self.document.try_update_value(|document| match &exact {
            Some(edits) => document.apply(edits),
            None => document.apply_editor_changes(
                changes
                    .iter()
                    .map(|change| (change.from, change.to, change.insert.as_str())),
            ),
        });
        if let Some(Err(error)) = outcome {
            // The editor and the document have parted: the editor's text is what the person sees,
            // so it wins, at the price of the original line ends.
            web_sys::console::warn_1(&error.to_string().into());
            if let Some(text) = self.with_editor(Editor::text) {
                self.document.set_value(Document::new(text));
            }
        }
        self.keeping.changed(self);
        self.follow();
    }

    /// Lets the panels follow the text: at once, or after a pause where the text is very large.
    fn follow(self) {
        let large = self
            .document
            .with_value(|document| document.source().len() > FOLLOW_AT_ONCE);
        if let Some(waiting) = self.follow_later.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
        if !large {
            self.revision.update(|revision| *revision += 1);
            return;
        }
        let later = move || {
            self.revision.update(|revision| *revision += 1);
            self.with_editor(Editor::refresh);
        };
        self.follow_later
            .set_value(set_timeout_with_handle(later, FOLLOW_AFTER).ok());
    }

    /// Puts the caret on a part of the file, and on wide screens the focus too. On narrow ones a
    /// tap must not throw the keyboard up: the part is marked, and "Source" shows it.
    pub fn reveal(self, place: Place) {
        if let Some(span) = self.definition.with(|read| place.span(read)) {
            self.reveal_span(span);
        }
    }

    /// Puts the caret on a span of the source; see [`Session::reveal`].
    pub fn reveal_span(self, span: Span) {
        let focus = if dom::is_narrow() && self.narrow_view.get_untracked() == NarrowView::Panel {
            Focus::Leave
        } else {
            Focus::Take
        };
        self.select(span, focus);
    }

    /// Selects a span of the source in the editor.
    pub fn select(self, span: Span, focus: Focus) {
        let (from, to) = self.positions_of(span);
        self.caret.set(span.start);
        self.with_editor(|editor| editor.select(from, to, focus));
    }

    /// Shows the source in the narrow layout, with the caret where it was.
    pub fn show_source(self) {
        self.narrow_view.set(NarrowView::Source);
        // Only a visible editor can take the focus.
        request_animation_frame(move || {
            self.with_editor(Editor::focus);
        });
    }

    /// Opens a dialog, as soon as its code is here.
    pub fn open_dialog(self, dialog: Dialog) {
        self.dialog.set(Some(dialog));
        later::call(self, |_| |_| ());
    }

    /// Shows a panel; in the narrow layout in place of the source.
    pub fn show_panel(self, panel: Panel) {
        self.panel.set(panel);
        self.narrow_view.set(NarrowView::Panel);
    }

    /// Does something with the editor, if it is attached.
    pub fn with_editor<T>(self, act: impl FnOnce(&Editor) -> T) -> Option<T> {
        // The editor calls back into the session while it acts: it must not be borrowed meanwhile.
        let editor = self.editor.with_value(Clone::clone);
        editor.as_ref().map(act)
    }

    fn follow_narrow_view(self) {
        Effect::new(move || {
            let view = match self.narrow_view.get() {
                NarrowView::Panel => "panel",
                NarrowView::Source => "source",
                NarrowView::Files => "files",
            };
            if let Some(work) = dom::by_id::<web_sys::Element>("work") {
                let _ = work.set_attribute("data-view", view);
            }
        });
    }

    /// Lets the window's title name the agent. It is the first to read the file.
    pub(super) fn follow_title(self) {
        let name = Memo::new(move |_| {
            self.definition
                .with(|read| read.text("name").map(|name| name.trim().to_owned()))
        });
        Effect::new(move || {
            let title = match name.get() {
                Some(name) if !name.is_empty() => format!("{name} – Agent Playground"),
                _ => "Agent Playground".to_owned(),
            };
            if let Some(document) = dom::document() {
                document.set_title(&title);
            }
        });
    }
}
