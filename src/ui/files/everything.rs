//! Everything goes out as one file, and comes in again.

use js_sys::Date;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::show;
use crate::ui::session::Session;
use crate::ui::workspace::Workspace;
use crate::web::{dom, download, local_time};
use crate::workspace::archive::{self, ENDING};

/// Hands everything that is kept to the browser's downloads, as one file.
pub fn export(session: Session) {
    let Some(workspace) = session.workspace.get_untracked() else {
        return;
    };
    leptos::task::spawn_local(async move {
        let outcome = match workspace.archive().await {
            Ok(archive) => download::save(&name(), &archive::write(&archive)),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = outcome {
            let words = format!("The export could not be made: {error}.");
            session.notices.tell(words);
        }
    });
}

/// Lets a person choose files to open. Only a press can lead here.
pub fn choose(_: Session) {
    if let Some(chooser) = dom::by_id::<HtmlInputElement>(CHOOSER) {
        chooser.click();
    }
}

/// The id of the input that files are chosen in.
pub(super) const CHOOSER: &str = "choose-files";

/// Takes in what such a file holds.
pub(super) fn import(session: Session, workspace: Workspace, path: &str, text: &str) {
    match archive::read(text) {
        Ok(archive) => {
            let words = workspace.take_in_archive(archive);
            show(session);
            session.notices.tell(words);
        }
        Err(error) => session
            .notices
            .tell(format!("{path} could not be taken in: {error}.")),
    }
}

/// A name that says of which day it is.
fn name() -> String {
    let today = local_time::day(&Date::new_0());
    format!("agent-playground-{today}{ENDING}")
}
