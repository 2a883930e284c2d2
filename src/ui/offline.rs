//! The page without a network, and as an installed program: it is kept in the browser, says when there is
//! a newer one, and opens the files that the system hands to it.

use std::rc::Rc;

use leptos::prelude::*;

use super::files;
use super::session::Session;
use crate::text::SourceFile;
use crate::web::offline::{Offline, OfflineEvents};
use crate::web::turns;
use crate::workspace::file_name::path_given;

/// How many of the browser's idle moments are left to what the person sees.
const TURNS_OF_OTHERS: u32 = 2;

/// Begins when everything else has begun: nobody waits for it.
pub fn start(session: Session) {
    let offline = StoredValue::new_local(None);
    leptos::task::spawn_local(async move {
        for _ in 0..TURNS_OF_OTHERS {
            turns::idle().await;
        }
        let events = Events { session, offline };
        offline.set_value(Offline::start(Rc::new(events)).await);
    });
}

struct Events {
    session: Session,
    offline: StoredValue<Option<Offline>, LocalStorage>,
}

impl OfflineEvents for Events {
    fn updated(&self) {
        let (session, offline) = (self.session, self.offline);
        session.notices.offer(
            "A new version of this page is ready. Your text stays: it is kept before the page is loaded anew.",
            "Reload",
            move || reload(session, offline),
        );
    }

    fn opened(&self, name: &str, bytes: Vec<u8>) {
        let (session, Some(workspace)) = (self.session, self.session.workspace.get_untracked())
        else {
            return;
        };
        match (String::from_utf8(bytes), path_given(name)) {
            (Ok(text), Ok(path)) => {
                let words = format!(
                    "{name} is open as a document here: a copy, the file itself stays as it is."
                );
                let file = SourceFile::new(path, text);
                files::take_in(session, workspace, None, vec![file], Some(words));
            }
            (Err(_), _) => session.notices.tell(format!(
                "{name} was not opened: it is no text in UTF-8, which definitions are written in."
            )),
            (_, Err(error)) => session
                .notices
                .tell(format!("{name} was not opened: {error}.")),
        }
    }

    fn unreadable(&self, name: &str) {
        self.session.notices.tell(format!(
            "{name} was not opened: the browser could not read it. It may have been moved, or be closed to the browser."
        ));
    }
}

fn reload(session: Session, offline: StoredValue<Option<Offline>, LocalStorage>) {
    let go = move || offline.with_value(|offline| offline.as_ref().map(Offline::reload));
    if session.keep_now() {
        go();
        return;
    }
    session.notices.offer(
        "The page was not loaded anew, because your text could not be kept. Download it first.",
        "Reload all the same",
        move || {
            go();
        },
    );
}
