//! Addresses that name definitions on a public host: `#gh=`, `#gist=`, `#url=`.
//!
//! Nothing is asked before a person has pressed the button that names the host.

use leptos::prelude::*;

use super::files::{self, Coming};
use super::session::Session;
use super::workspace::Workspace;
use crate::loader::hosts::Host;
use crate::loader::{Answer, Load, Loaded, Refusal, Request, Wanted};
use crate::web::dom;
use crate::web::loader::Asker;
use crate::web::share::fragment;
use crate::workspace::choosing::is_definition;
use crate::workspace::file_name::path_given;
use crate::workspace::library::Origin;

/// How many requests are under way at once.
const AT_ONCE: usize = 12;

/// Reads the page's address, and every fragment that comes into it as long as the page lives.
pub fn start(session: Session) {
    offer(session);
    dom::on_window("hashchange", move |_| offer(session));
}

fn offer(session: Session) {
    match fragment().as_deref().and_then(Wanted::parse) {
        // Another fragment is somebody else's.
        None => {}
        Some(Err(refusal)) => session.notices.tell(refusal.to_string()),
        Some(Ok(wanted)) => {
            let words = format!(
                "This address names {}. Nothing was asked yet.",
                wanted.title()
            );
            offer_to_load(session, words, wanted);
        }
    }
}

fn offer_to_load(session: Session, words: String, wanted: Wanted) {
    let label = label(wanted.hosts());
    session.notices.offer(words, label, move || {
        let wanted = wanted.clone();
        leptos::task::spawn_local(async move { load(session, wanted).await });
    });
}

/// A button says who will be asked.
fn label(hosts: &[Host]) -> &'static str {
    match hosts {
        [Host::GitHubApi, Host::GitHubFiles] => {
            "Load from api.github.com and raw.githubusercontent.com"
        }
        [Host::GitHubApi, ..] => "Load from api.github.com and gist.githubusercontent.com",
        [Host::GitHubFiles, ..] => "Load from raw.githubusercontent.com",
        [Host::GistFiles, ..] => "Load from gist.githubusercontent.com",
        [Host::GitLab, ..] => "Load from gitlab.com",
        [Host::Codeberg, ..] => "Load from codeberg.org",
        [Host::JsDelivr, ..] => "Load from cdn.jsdelivr.net",
        [] => "Load",
    }
}

async fn load(session: Session, wanted: Wanted) {
    let Some(workspace) = session.workspace.get_untracked() else {
        return;
    };
    let asker = match Asker::fetch().await {
        Ok(asker) => asker,
        Err(error) => {
            let words =
                format!("Nothing was asked, because a part of this page is missing: {error}.");
            return offer_to_load(session, words, wanted);
        }
    };
    let loaded = ask_all(session, workspace, &asker, wanted.clone()).await;
    let stopped = workspace.coming.with_untracked(Option::is_none);
    workspace.coming.set(None);
    match loaded {
        _ if stopped => session.notices.tell(format!(
            "{} was not opened: you stopped it.",
            wanted.title()
        )),
        Ok(loaded) => take_in(session, workspace, &wanted, loaded),
        Err(refusal) => offer_to_load(session, refusal.to_string(), wanted),
    }
}

/// Asks for one thing after the other, several at once, until there is all, or a person stops it; the person
/// also says which of several folders are read.
async fn ask_all(
    session: Session,
    workspace: Workspace,
    asker: &Asker,
    wanted: Wanted,
) -> Result<Loaded, Refusal> {
    let title = wanted.title();
    let mut load = Load::new(wanted);
    let progress = |load: &Load| {
        let (done, all) = load.progress();
        Some(Coming {
            title: title.clone(),
            done,
            all,
        })
    };
    workspace.coming.set(progress(&load));
    while !load.is_done() && workspace.coming.with_untracked(Option::is_some) {
        if let Some(folders) = load.folders_to_choose() {
            let chosen = files::choose_folders(session, workspace, &title, folders).await;
            match chosen {
                Some(chosen) => load.choose_folders(&chosen),
                None => workspace.coming.set(None),
            }
            continue;
        }
        let requests: Vec<Request> = std::iter::from_fn(|| load.next_request())
            .take(AT_ONCE)
            .collect();
        let answers: Vec<Answer> = asker.ask_all(&requests).await;
        for (request, answer) in requests.iter().zip(answers) {
            load.answer(request, answer);
        }
        if workspace.coming.with_untracked(Option::is_some) {
            workspace.coming.set(progress(&load));
        }
    }
    load.finish()
}

/// Opens what was loaded beside what is there; what is there already in another form is asked about.
fn take_in(session: Session, workspace: Workspace, wanted: &Wanted, loaded: Loaded) {
    let Loaded {
        from,
        mut files,
        left_out,
        cut,
    } = loaded;
    let is_one = wanted.is_one_file();
    let came = files.len();
    if !is_one {
        files.retain(|file| is_definition(&file.path, &file.text));
    }
    let no_definitions = came - files.len();
    let all = files.len();
    files.retain_mut(|file| {
        let path = match is_one {
            true => file.file_name(),
            false => &file.path,
        };
        // As a file of this machine could lie.
        let path = path_given(path).map(|path| file.path = path);
        path.is_ok()
    });
    let unnamed = all - files.len();
    let mut words = match files.len() {
        0 => format!("{from} holds Markdown, but no definitions."),
        1 => format!("1 file came from {from}."),
        many => format!("{many} files came from {from}."),
    };
    if no_definitions > 0 && !files.is_empty() {
        words += &format!(" {no_definitions} more are Markdown but no definitions.");
    }
    if unnamed > 0 {
        words += &format!(" {unnamed} more have names that not every system takes.");
    }
    if let Some((path, refusal)) = left_out.first() {
        let others = match left_out.len() {
            1 => String::new(),
            many => format!(" and {} more", many - 1),
        };
        words += &format!(" Missing: {path}{others}. {refusal}");
    }
    if cut {
        words += " The host's own list was cut: name a folder to be sure of all that is in it.";
    }
    if files.is_empty() {
        return session.notices.tell(words);
    }
    let collection =
        (!is_one).then(|| files::collection_of(workspace, from.clone(), Origin::Address(from)));
    files::take_in(session, workspace, collection, files, Some(words));
}
