//! Files come in: dropped, chosen, from a folder or a zip.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlInputElement};

use super::choosing::choose_folders;
use super::{everything, show};
use crate::text::SourceFile;
use crate::ui::session::{Dialog, Session, new_id};
use crate::ui::workspace::Workspace;
use crate::web::files::{Files, Source, sources};
use crate::web::{dom, turns};
use crate::workspace::archive::is_archive;
use crate::workspace::choosing::{self, known_folders};
use crate::workspace::file_name;
use crate::workspace::library::{Changed, Collection, Origin, TakenIn};

/// How many files are read before others get their turn.
const AT_ONCE: usize = 64;

/// How far files have come; shown while they do.
#[derive(Clone, Debug, PartialEq)]
pub struct Coming {
    /// The folder's or the zip's name.
    pub title: String,
    /// How many were read.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

/// What was read of a source, and what was not.
#[derive(Default)]
struct Read {
    files: Vec<SourceFile>,
    /// Exports of this page, which hold many.
    archives: Vec<SourceFile>,
    no_definitions: usize,
    /// The paths of those that are no text, or could not be read.
    unreadable: Vec<String>,
    cancelled: bool,
}

impl Read {
    /// Nothing, because the person has stopped it.
    fn cancelled() -> Self {
        Self {
            cancelled: true,
            ..Self::default()
        }
    }
}

/// Takes what is dropped anywhere on the page, as long as it lives.
pub(super) fn take_drops(session: Session, workspace: Workspace, files: Files) {
    // Without this the browser would leave the page for the file.
    dom::on_window("dragover", |event| {
        if holds_files(&event) {
            event.prevent_default();
        }
    });
    dom::on_window("drop", move |event| {
        if !holds_files(&event) {
            return;
        }
        event.prevent_default();
        let transfer = event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer);
        if let Some(transfer) = transfer {
            take(session, workspace, files.dropped(&transfer));
        }
    });
}

fn holds_files(event: &web_sys::Event) -> bool {
    let transfer = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer);
    transfer.is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}

/// Takes what was chosen in an input.
pub(super) fn take_chosen(
    session: Session,
    workspace: Workspace,
    files: &Files,
    input: &HtmlInputElement,
) {
    if let Some(chosen) = input.files() {
        take(session, workspace, files.chosen(&chosen));
    }
}

/// Lets a person choose a folder that can be written to, and takes it.
pub(super) fn pick_folder(session: Session, workspace: Workspace, files: &Files) {
    take(session, workspace, files.pick_folder());
}

fn take(session: Session, workspace: Workspace, asked: Result<js_sys::Promise, String>) {
    leptos::task::spawn_local(async move {
        let came = match asked {
            Ok(asked) => sources(asked).await,
            Err(error) => Err(error),
        };
        match came {
            Ok(sources) => {
                for source in sources {
                    bring(session, workspace, &source).await;
                }
            }
            Err(error) => session
                .notices
                .tell(format!("The files could not be opened: {error}.")),
        }
    });
}

/// Reads what is worth reading of a source, and takes it in.
async fn bring(session: Session, workspace: Workspace, source: &Source) {
    let title = source.title();
    let paths = source.paths();
    let outcome = match wanted(session, workspace, &title, &paths).await {
        Some(wanted) => read(workspace, source, &paths, &wanted).await,
        None => Ok(Read::cancelled()),
    };
    workspace.coming.set(None);
    let read = match outcome {
        Ok(read) => read,
        Err(error) => {
            let words = format!("{title} could not be read: {error}.");
            return session.notices.tell(words);
        }
    };
    if read.cancelled {
        return session
            .notices
            .tell(format!("{title} was not opened: you stopped it."));
    }
    for archive in &read.archives {
        everything::import(session, workspace, &archive.path, &archive.text);
    }
    if read.files.is_empty() && read.unreadable.is_empty() && !read.archives.is_empty() {
        return;
    }
    let words = said_of(&title, &read);
    if read.files.is_empty() {
        return session.notices.tell(words);
    }
    let collection = (!title.is_empty()).then(|| collection_of(workspace, title, source.origin()));
    if let Some(handle) = source.handle()
        && let Some(collection) = &collection
    {
        workspace.remember_folder(&collection.id, handle);
    }
    let is_news = collection.is_some() || !read.unreadable.is_empty();
    let words = is_news.then_some(words);
    take_in(session, workspace, collection, read.files, words);
}

/// Takes files in, of a collection or each of its own, and shows the first; what is there already with another
/// text is asked about. The words say what came.
pub fn take_in(
    session: Session,
    workspace: Workspace,
    collection: Option<Collection>,
    files: Vec<SourceFile>,
    words: Option<String>,
) {
    let id = collection.as_ref().map(|known| known.id.clone());
    let TakenIn { new, same, changed } = workspace
        .library
        .with_untracked(|library| library.take_in(id.as_deref(), files));
    let first = workspace.add(new, collection).into_iter().next();
    if let Some(first) = first.or_else(|| same.first().cloned()) {
        workspace.open(&first);
    }
    if id.is_some() {
        show(session);
    }
    if !changed.is_empty() {
        ask_about(session, workspace, changed);
    }
    if let Some(words) = words {
        session.notices.tell(words);
    }
}

/// Reads what was chosen in an input without taking it in: the title of each folder or zip, empty for
/// single files, and its definitions; of single files, all that are text.
///
/// # Errors
/// In words, when the browser does not give it.
pub async fn read_chosen(
    chosen: &web_sys::FileList,
) -> Result<Vec<(String, Vec<SourceFile>)>, String> {
    let files = Files::fetch().await?;
    let mut all = Vec::new();
    for source in sources(files.chosen(chosen)?).await? {
        let (title, paths) = (source.title(), source.paths());
        let is_loose = title.is_empty();
        let wanted = worth_reading(&paths, is_loose);
        let mut read = Read::default();
        for some in wanted.chunks(AT_ONCE) {
            let contents = source.read(some).await?;
            for (at, bytes) in some.iter().zip(contents) {
                if let Some(path) = paths.get(*at) {
                    take_one(&mut read, path, is_loose, bytes);
                }
            }
        }
        all.push((title, read.files));
    }
    Ok(all)
}

/// Asks about files that are here with another text, beside those that are asked about already.
pub(super) fn ask_about(session: Session, workspace: Workspace, changed: Vec<Changed>) {
    let is_asking = session.dialog.get_untracked() == Some(Dialog::Changed);
    workspace.changed.update(|list| {
        let is_anew = |one: &Changed| changed.iter().any(|new| new.entry.id() == one.entry.id());
        // What a closed dialog left unsettled stays as it is.
        list.retain(|one| is_asking && !is_anew(one));
        list.extend(changed.iter().cloned());
    });
    session.open_dialog(Dialog::Changed);
}

/// The collection that a source becomes, or is again.
pub fn collection_of(workspace: Workspace, title: String, origin: Origin) -> Collection {
    let is_files = |origin: &Origin| matches!(origin, Origin::Files | Origin::Folder);
    let known = workspace.library.with_untracked(|library| {
        let mut known = library.collections().iter();
        known
            .find(|known| {
                known.title == title
                    && (known.origin == origin || is_files(&known.origin) && is_files(&origin))
            })
            .cloned()
    });
    match known {
        Some(known) => Collection { origin, ..known },
        None => Collection {
            id: new_id(),
            title,
            origin,
        },
    }
}

async fn read(
    workspace: Workspace,
    source: &Source,
    paths: &[String],
    wanted: &[usize],
) -> Result<Read, String> {
    let title = source.title();
    let is_loose = title.is_empty();
    let mut read = Read::default();
    let mut coming = Coming {
        title,
        done: 0,
        all: wanted.len(),
    };
    for some in wanted.chunks(AT_ONCE) {
        workspace.coming.set(Some(coming.clone()));
        turns::next_turn().await;
        if workspace.coming.with_untracked(Option::is_none) {
            read.cancelled = true;
            return Ok(read);
        }
        let contents = source.read(some).await?;
        for (at, bytes) in some.iter().zip(contents) {
            let Some(path) = paths.get(*at) else { continue };
            take_one(&mut read, path, is_loose, bytes);
        }
        coming.done += some.len();
    }
    // Folders are listed in no order.
    read.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(read)
}

/// Which files are read; of a folder or a zip with several folders of agents and skills, those that a person
/// chooses. `None` where that is nothing.
async fn wanted(
    session: Session,
    workspace: Workspace,
    title: &str,
    paths: &[String],
) -> Option<Vec<usize>> {
    let folders = match title.is_empty() {
        true => Vec::new(),
        false => known_folders(paths.iter().map(String::as_str)),
    };
    if folders.len() < 2 {
        return Some(worth_reading(paths, title.is_empty()));
    }
    let chosen = choose_folders(session, workspace, title, &folders).await?;
    let chosen = chosen.iter().filter_map(|at| folders.get(*at));
    Some(chosen.flat_map(|folder| folder.files.clone()).collect())
}

/// Which files are worth reading: of a folder or a zip, those that may be definitions.
fn worth_reading(paths: &[String], is_loose: bool) -> Vec<usize> {
    if is_loose {
        (0..paths.len()).collect()
    } else {
        choosing::worth_reading(paths.iter().map(String::as_str))
    }
}

fn take_one(read: &mut Read, path: &str, is_loose: bool, bytes: Option<Vec<u8>>) {
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    // The collection has the title already.
    let inside = match path.split_once('/') {
        Some((_, inside)) if !is_loose => inside,
        _ => path,
    };
    let (Some(text), Ok(inside)) = (text, file_name::path_given(inside)) else {
        read.unreadable.push(path.to_owned());
        return;
    };
    if is_loose && is_archive(&text) {
        read.archives.push(SourceFile::new(inside, text));
    } else if is_loose || choosing::is_definition(path, &text) {
        read.files.push(SourceFile::new(inside, text));
    } else {
        read.no_definitions += 1;
    }
}

/// What came of it, in words.
fn said_of(title: &str, read: &Read) -> String {
    let mut words = match (read.files.len(), title) {
        (0, "") => "No file was opened.".to_owned(),
        (0, title) => format!("{title} holds no definitions."),
        (1, title) => format!("1 file of {title} is open."),
        (many, title) => format!("{many} files of {title} are open."),
    };
    if read.no_definitions > 0 && !read.files.is_empty() {
        words += &format!(
            " {} more are Markdown but no definitions.",
            read.no_definitions
        );
    }
    if let Some(first) = read.unreadable.first() {
        let others = match read.unreadable.len() {
            1 => String::new(),
            many => format!(" and {} more", many - 1),
        };
        words +=
            &format!(" Not read, because they are no UTF-8 text or too large: {first}{others}.");
    }
    words
}
