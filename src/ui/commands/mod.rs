//! Everything the page can do, in one table: the palette lists it, the keys call it.

mod keys;
mod palette;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::files;
use super::later;
use super::panels::Panel;
use super::problems;
use super::session::{Dialog, Session};
use super::share;
use crate::definition::Place;
use crate::web::editor::Editor;
use crate::web::{dom, download};
pub use keys::{Chord, listen, modifier_name};
pub use palette::Palette;

/// One thing the page can do.
pub struct Command {
    /// What it does, as a person would say it.
    pub title: &'static str,
    /// The key that calls it from anywhere.
    pub chord: Option<Chord>,
    /// Keys that the editor itself listens to, for the list of keys only.
    pub editor_keys: Option<&'static str>,
    /// Does it.
    pub run: fn(Session),
}

const fn command(title: &'static str, run: fn(Session)) -> Command {
    Command {
        title,
        chord: None,
        editor_keys: None,
        run,
    }
}

impl Command {
    const fn on(mut self, chord: Chord) -> Self {
        self.chord = Some(chord);
        self
    }

    const fn in_editor(mut self, keys: &'static str) -> Self {
        self.editor_keys = Some(keys);
        self
    }
}

/// All commands, in the order of the palette.
pub const COMMANDS: &[Command] = &[
    command("Show all commands", |session| {
        session.dialog.set(Some(Dialog::Commands))
    })
    .on(Chord::with_modifier("k")),
    command("New document", blank_document),
    command("New document from a template or a form", new_document),
    command("Show the files, or hide them", files::show_or_hide),
    command("Download the file", download).on(Chord::with_modifier("s")),
    command("Copy the file", copy),
    command("Share as a link", |session| {
        session.dialog.set(Some(Dialog::Share))
    }),
    command("Copy as Markdown with a link", share::copy_markdown),
    command(
        "Copy a command for Bash that writes the file",
        share::copy_for_bash,
    ),
    command(
        "Copy a command for PowerShell that writes the file",
        share::copy_for_power_shell,
    ),
    command("Show the history of this document", |session| {
        session.dialog.set(Some(Dialog::History))
    }),
    command("Keep this moment in the history", |session| {
        if let Some(workspace) = session.workspace.get_untracked() {
            workspace.keep_by_hand(None);
            session.notices.tell("This moment is kept in the history.");
        }
    }),
    command("Export everything as one file", files::export),
    command("Open files, or an export", files::choose),
    command("Repair the file for every program", |session| {
        later::call(session, |parts| parts.repair)
    }),
    command("Undo", |session| edit(session, Editor::undo)).in_editor("Mod+Z"),
    command("Redo", |session| edit(session, Editor::redo)).in_editor("Mod+Shift+Z"),
    command("Find and replace", |session| edit(session, Editor::find)).in_editor("Mod+F"),
    command("Go to the name", |session| go_to_field(session, "name")),
    command("Go to the description", |session| {
        go_to_field(session, "description")
    }),
    command("Go to the system prompt", go_to_body),
    command("Fold everything", |session| edit(session, Editor::fold_all)).in_editor("Ctrl+Alt+["),
    command("Unfold everything", |session| {
        edit(session, Editor::unfold_all)
    })
    .in_editor("Ctrl+Alt+]"),
    command("Wrap long lines, or not", |session| {
        edit(session, Editor::toggle_wrap)
    }),
    command("Show the source", Session::show_source),
    command("Show the preview", |session| {
        session.show_panel(Panel::Preview)
    }),
    command("Show the form", |session| session.show_panel(Panel::Form)),
    command("Show the problems", |session| {
        session.show_panel(Panel::Problems)
    }),
    command("Show the roster: all definitions side by side", |session| {
        session.show_panel(Panel::Roster)
    }),
    command("Compare with another version", |session| {
        session.show_panel(Panel::Compare)
    }),
    command("Go to the next problem", problems::next).on(Chord::key("F8")),
    command("Go to the previous problem", problems::previous).on(Chord::with_shift("F8")),
    command(
        "Show the fixes for the problem at the caret",
        problems::fixes_at_caret,
    )
    .on(Chord::with_modifier(".")),
    command(
        "Say what stands at the caret, and what is wrong with it",
        |session| edit(session, Editor::explain),
    )
    .on(Chord::with_shift("F1")),
    command("Fix all problems that are safe to fix", problems::fix_all),
    command("Show every rule", problems::show_rules),
    command("Open or close the outline", |session| {
        session.outline.update(|open| *open = !*open)
    }),
    command("Start again from the shipped definition", start_again),
    command("Keys", |session| session.dialog.set(Some(Dialog::Keys))).on(Chord::outside_text("?")),
    command("About this page", |_| {
        if let Some(link) = dom::by_id::<HtmlElement>("about-link") {
            link.click();
        }
    }),
];

/// An agent to be filled in, as is advised: what triggers it in a sentence of the description, the
/// cases in the prompt. Both are empty, so nothing in it can be taken for done.
const NEW_DOCUMENT: &str = "---\nname: \ndescription: \n---\n\n## When to invoke\n\n- \n";

/// Asks how a new document is to begin.
pub fn new_document(session: Session) {
    session.open_dialog(Dialog::New);
}

/// Starts an empty document; the one on show stays kept.
pub fn blank_document(session: Session) {
    session.open_new(NEW_DOCUMENT);
    session.show_source();
}

/// Opens the shipped definition as a new document; the one on show stays kept.
fn start_again(session: Session) {
    if let Some(text) = dom::shipped_definition() {
        session.open_new(&text);
    }
}

/// Hands the file to the browser's downloads, byte for byte.
pub fn download(session: Session) {
    let name = session.file_name();
    if let Err(error) = download::save(&name, &session.source()) {
        session.notices.tell(format!(
            "The file could not be downloaded: {error}. \"Copy the file\" may work."
        ));
    }
}

/// Copies the file to the clipboard.
fn copy(session: Session) {
    let source = session.source();
    leptos::task::spawn_local(async move {
        match download::copy(&source).await {
            Ok(()) => session.notices.tell("The file is on the clipboard."),
            Err(error) => session.notices.tell(format!(
                "The browser did not allow copying ({error}). Select the text and copy it by hand."
            )),
        }
    });
}

fn edit(session: Session, act: fn(&Editor)) {
    session.show_source();
    session.with_editor(act);
}

fn go_to_field(session: Session, key: &str) {
    let index = session
        .definition
        .with_untracked(|read| read.fields.iter().rposition(|field| field.key == key));
    match index {
        Some(index) => {
            session.show_source();
            session.reveal(Place::Field(index));
        }
        None => session.notices.tell(format!("There is no {key} to go to.")),
    }
}

fn go_to_body(session: Session) {
    session.show_source();
    let start = session
        .definition
        .with_untracked(|read| read.layout.body.start);
    session.reveal_span(crate::text::Span::at(start));
}
