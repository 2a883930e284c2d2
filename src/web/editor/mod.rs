//! The editor: a textarea from the first moment, CodeMirror as soon as its chunk has loaded.
//!
//! Both speak through one [`Editor`], in positions that count UTF-16 code units and every line end
//! as one. What the text means is asked of [`EditorEvents`]; nothing here knows.

mod change;
mod chunk;
mod textarea;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::{HtmlElement, HtmlTextAreaElement};

use crate::assist::{Completion, Hover};
use crate::web::chunk::words_of;
pub use change::EditorChange;
use chunk::View;

/// Whether putting the caret somewhere takes the focus too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The editor gets the focus: on a phone the keyboard comes up.
    Take,
    /// The focus stays where it is.
    Leave,
}

/// What the editor tells, and what it asks for. Positions are the editor's.
pub trait EditorEvents {
    /// The text changed: in order, not overlapping, positions in the text before.
    fn changed(&self, changes: &[EditorChange]);
    /// The caret stands elsewhere, because of typing or not.
    fn caret(&self, position: usize, by_typing: bool);
    /// The colours between two positions: from, to and number of mark of each token, in order.
    /// `None` while the text has not been read yet: those on show then move along with it.
    fn tokens(&self, from: usize, to: usize) -> Option<Vec<u32>>;
    /// The folds of the text: from and to of each, in order.
    fn folds(&self) -> Vec<u32>;
    /// Somebody asks for what only CodeMirror can do: [`Editor::load`] should be called.
    fn wanted(&self);
    /// CodeMirror could not be loaded; the textarea stays.
    fn failed(&self, why: &str);
}

/// What the editor asks for where somebody writes or points. Positions are the editor's.
pub trait EditorHelp {
    /// What could be written at a position: the stretch that it takes the place of, and the choices.
    fn completions(&self, position: usize) -> Option<(usize, usize, Vec<Completion>)>;
    /// What is wrong at a position, and what the word there means.
    fn hover(&self, position: usize) -> Option<Said>;
    /// Where something is wrong: from and to of each place, and how bad it is, from 0 for what is only
    /// worth knowing to 2. `None` while the text has not been looked at yet: the marks on show then
    /// move along with it.
    fn problems(&self) -> Option<Vec<u32>>;
}

/// What is said of a place: at least one of the two.
pub struct Said {
    /// Its beginning, in the editor's positions.
    pub from: usize,
    /// Its end.
    pub to: usize,
    /// What is wrong there, the nearest first.
    pub problems: Vec<SaidProblem>,
    /// What the word there means.
    pub meaning: Option<Hover>,
}

/// A problem in words.
pub struct SaidProblem {
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What happens and what to do.
    pub message: String,
    /// How bad it is, by which rule, and how to get at its fixes.
    pub rule: String,
}

/// A handle to the editor of the page.
#[derive(Clone)]
pub struct Editor {
    inner: Rc<Inner>,
}

struct Inner {
    textarea: HtmlTextAreaElement,
    host: HtmlElement,
    marks: Vec<String>,
    events: Rc<dyn EditorEvents>,
    view: RefCell<Option<View>>,
    /// The textarea's text as far as the events know it.
    known: RefCell<String>,
    /// The text as it was opened, and what was typed into the textarea since: CodeMirror repeats it,
    /// so that undo goes back all the way.
    opened: RefCell<(String, Option<String>)>,
    journal: RefCell<Vec<Typed>>,
    composing: Cell<bool>,
    /// A view that waits for the end of a composition.
    waiting: RefCell<Option<View>>,
    /// Where CodeMirror's chunk is, until it is fetched.
    chunk: RefCell<Option<String>>,
    /// What only CodeMirror can do, asked for before it was there.
    asked: RefCell<Vec<fn(&View)>>,
}

/// A change made in the textarea, and when, in ms.
struct Typed {
    change: EditorChange,
    at: f64,
}

impl Typed {
    fn now(change: EditorChange) -> Self {
        Self {
            change,
            at: js_sys::Date::now(),
        }
    }
}

impl Editor {
    /// Takes over the textarea. CodeMirror will go into `host` when [`Editor::load`] has fetched its
    /// `chunk`, an address relative to the page; without one the textarea stays. `marks` are the
    /// class names that the numbers of [`EditorEvents::tokens`] stand for.
    pub fn attach(
        textarea: HtmlTextAreaElement,
        host: HtmlElement,
        chunk: Option<String>,
        marks: &[&str],
        events: Rc<dyn EditorEvents>,
    ) -> Self {
        let text = textarea.value();
        // boot.js has listened since before this program came.
        let composing = textarea.has_attribute("data-composing");
        let inner = Rc::new(Inner {
            textarea,
            host,
            marks: marks.iter().map(|mark| (*mark).to_owned()).collect(),
            events,
            view: RefCell::new(None),
            known: RefCell::new(text.clone()),
            opened: RefCell::new((text, None)),
            journal: RefCell::new(Vec::new()),
            composing: Cell::new(composing),
            waiting: RefCell::new(None),
            chunk: RefCell::new(chunk),
            asked: RefCell::new(Vec::new()),
        });
        textarea::listen(&inner);
        Self { inner }
    }

    /// Tells what the textarea held before anybody typed there, with the history that
    /// [`Editor::history`] gave for it: undo will go back to it.
    pub fn opened_with(&self, text: &str, history: Option<String>) {
        let typed = EditorChange::between(text, &self.inner.known.borrow());
        self.inner.opened.replace((text.to_owned(), history));
        self.inner
            .journal
            .replace(typed.map(Typed::now).into_iter().collect());
    }

    /// Fetches the chunk and lets CodeMirror take over; a second call does nothing, unless the first
    /// failed. Then the events hear of it and the textarea stays.
    pub fn load(&self, help: Rc<dyn EditorHelp>) {
        let Some(address) = self.inner.chunk.take() else {
            return;
        };
        let inner = Rc::clone(&self.inner);
        wasm_bindgen_futures::spawn_local(async move {
            let made = chunk::create(&address, &inner.host, &inner.marks, &inner.events, &help);
            match made.await {
                Ok(view) if inner.composing.get() => {
                    inner.waiting.replace(Some(view));
                }
                Ok(view) => inner.take_over(view),
                Err(why) => {
                    inner.chunk.replace(Some(address));
                    inner.asked.borrow_mut().clear();
                    inner.events.failed(&words_of(why));
                }
            }
        });
    }

    /// The text, with `\n` as line end.
    pub fn text(&self) -> String {
        self.with_view(View::text)
            .unwrap_or_else(|| self.inner.textarea.value())
    }

    /// Shows another text, with the history that [`Editor::history`] gave for it. The events do not
    /// hear of it as a change.
    pub fn open(&self, text: &str, history: Option<&str>) {
        if self.with_view(|view| view.open(text, history)).is_some() {
            return;
        }
        self.inner.textarea.set_value(text);
        // As the textarea gives it back: it turns every line end into a line feed.
        let text = self.inner.textarea.value();
        self.inner.known.replace(text.clone());
        self.inner
            .opened
            .replace((text, history.map(str::to_owned)));
        self.inner.journal.borrow_mut().clear();
    }

    /// What undo needs to go on after a reload; `None` before CodeMirror is there, and when it is
    /// too much to keep.
    pub fn history(&self) -> Option<String> {
        self.with_view(View::history).flatten()
    }

    /// Makes changes of a panel, as one step of undo. The events hear of them.
    pub fn change(&self, changes: &[EditorChange]) {
        let (from, to, inserts) = change::as_columns(changes);
        if self
            .with_view(|view| view.change(from, to, &inserts))
            .is_none()
        {
            textarea::change(&self.inner, changes);
        }
    }

    /// Selects `from..to` and scrolls there.
    pub fn select(&self, from: usize, to: usize, focus: Focus) {
        let take = focus == Focus::Take;
        if self.with_view(|view| view.select(from, to, take)).is_none() {
            textarea::select(&self.inner.textarea, from, to, take);
        }
    }

    /// Asks for the colours and the problems anew.
    pub fn refresh(&self) {
        self.with_view(View::refresh);
    }

    /// Gives it the focus.
    pub fn focus(&self) {
        if self.with_view(View::focus).is_none() {
            let _ = self.inner.textarea.focus();
        }
    }

    /// Takes the last change back.
    pub fn undo(&self) {
        self.when_there(View::undo);
    }

    /// Makes the change taken back last again.
    pub fn redo(&self) {
        self.when_there(View::redo);
    }

    /// Opens the search panel.
    pub fn find(&self) {
        self.when_there(View::find);
    }

    /// Shows what is said of the caret's place, until it moves.
    pub fn explain(&self) {
        self.when_there(View::explain);
    }

    /// Folds whatever can be folded.
    pub fn fold_all(&self) {
        self.when_there(View::fold_all);
    }

    /// Unfolds everything.
    pub fn unfold_all(&self) {
        self.when_there(View::unfold_all);
    }

    /// Wraps long lines, or lets them run on.
    pub fn toggle_wrap(&self) {
        self.when_there(View::toggle_wrap);
    }

    /// Does what a textarea cannot: at once, or when CodeMirror, which is then asked for, is there.
    fn when_there(&self, act: fn(&View)) {
        if self.with_view(act).is_none() {
            self.inner.asked.borrow_mut().push(act);
            self.inner.events.wanted();
        }
    }

    /// The view calls back while it acts, so it is not borrowed meanwhile.
    fn with_view<T>(&self, act: impl FnOnce(&View) -> T) -> Option<T> {
        let view = self.inner.view.borrow().clone();
        view.as_ref().map(act)
    }
}

impl Inner {
    /// CodeMirror goes on where the textarea stands: text, undo, caret, scroll position, focus.
    fn take_over(&self, view: View) {
        let (text, history) = self.opened.take();
        let journal = self.journal.take();
        let times: Vec<f64> = journal.iter().map(|typed| typed.at).collect();
        let changes: Vec<EditorChange> = journal.into_iter().map(|typed| typed.change).collect();
        let (from, to, inserts) = change::as_columns(&changes);
        // From here on the textarea's events are not the editor's any more.
        self.view.replace(Some(view.clone()));
        view.take_over(
            &self.textarea,
            &text,
            history.as_deref(),
            from,
            to,
            &inserts,
            times,
        );
        let _ = self.host.set_attribute("data-ready", "");
        for act in self.asked.take() {
            act(&view);
        }
    }
}
