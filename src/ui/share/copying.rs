//! The ways to copy what is shared as something else than a link.

use std::future::Future;

use leptos::prelude::*;

use super::dialog::{make, name};
use crate::share::{Shell, install_command, markdown_with_text};
use crate::text::SourceFile;
use crate::ui::commands;
use crate::ui::session::Session;
use crate::web::download;

/// The document on show as a file.
pub(super) fn on_show(session: Session) -> SourceFile {
    SourceFile::new(session.file_name(), session.source())
}

/// The document on show at its place, which tells its program.
fn on_show_in_place(session: Session) -> SourceFile {
    let path = session.path.get_untracked();
    SourceFile::new(
        path.unwrap_or_else(|| session.file_name()),
        session.source(),
    )
}

/// A text that is copied, and what it is called.
#[derive(Clone, Copy)]
enum As {
    Text,
    Markdown,
    Command(Shell),
}

impl As {
    fn words(self) -> &'static str {
        match self {
            Self::Text => "The text is on the clipboard.",
            Self::Markdown => "The text with its link is on the clipboard, as Markdown.",
            Self::Command(Shell::Bash) => {
                "The command for Bash is on the clipboard. Run it in the project's folder."
            }
            Self::Command(Shell::PowerShell) => {
                "The command for PowerShell is on the clipboard. Run it in the project's folder."
            }
        }
    }
}

/// Copies a text; says in words what came of it.
async fn copy(what: As, text: impl Future<Output = Result<String, String>>) -> String {
    match text.await {
        Err(why) => why,
        Ok(text) => match download::copy(&text).await {
            Ok(()) => what.words().to_owned(),
            Err(error) => format!("The browser did not allow copying ({error})."),
        },
    }
}

fn command_for(files: &[SourceFile], shell: Shell) -> Result<String, String> {
    install_command(files, shell).map_err(|error| format!("There is no command: {error}."))
}

/// The ways to copy; of several files the text alone is not among them. `link` is that to all of them, where
/// there is one.
#[component]
pub(super) fn CopyAs(
    session: Session,
    files: Vec<SourceFile>,
    link: Option<String>,
    said: RwSignal<String>,
) -> impl IntoView {
    let is_one = files.len() == 1;
    let files = StoredValue::new(files);
    let tell = move |what: As, text: Result<String, String>| {
        leptos::task::spawn_local(async move {
            let words = copy(what, async { text }).await;
            said.try_set(words);
        });
    };
    let for_shell = move |shell: Shell| {
        let command = match is_one {
            true => command_for(&[on_show_in_place(session)], shell),
            false => files.with_value(|files| command_for(files, shell)),
        };
        tell(As::Command(shell), command);
    };
    let copy_text = move |_| tell(As::Text, Ok(session.source().to_string()));
    let with_link = link.map(|link| {
        let press = move |_| {
            let text = files.with_value(|files| markdown_with_text(files, &link));
            tell(As::Markdown, Ok(text));
        };
        view! {
            <button type="button" class="button" on:click=press>
                "Markdown with the text"
            </button>
        }
    });
    view! {
        <h3>"Copy the text itself"</h3>
        <p class="share-ways">
            {is_one
                .then(|| {
                    view! {
                        <button type="button" class="button" on:click=copy_text>
                            "Text"
                        </button>
                    }
                })}
            {with_link}
            <button type="button" class="button" on:click=move |_| for_shell(Shell::Bash)>
                "Command for Bash"
            </button>
            <button type="button" class="button" on:click=move |_| for_shell(Shell::PowerShell)>
                "Command for PowerShell"
            </button>
            {is_one
                .then(|| {
                    view! {
                        <button type="button" class="button" on:click=move |_| commands::download(session)>
                            "Download the file"
                        </button>
                    }
                })}
        </p>
        <p class="share-length">
            "A command writes into the folders that programs read, such as .claude/agents/, and overwrites nothing."
        </p>
    }
}

/// Copies the document on show with a link to it.
pub fn copy_markdown(session: Session) {
    let text = async move {
        let files = [on_show(session)];
        let made = make(name(session), &files).await?;
        Ok(markdown_with_text(&files, &made.link))
    };
    tell(session, As::Markdown, text);
}

/// Copies a command that writes the document on show.
pub fn copy_for_bash(session: Session) {
    let command = command_for(&[on_show_in_place(session)], Shell::Bash);
    tell(session, As::Command(Shell::Bash), async { command });
}

/// The same for PowerShell.
pub fn copy_for_power_shell(session: Session) {
    let command = command_for(&[on_show_in_place(session)], Shell::PowerShell);
    tell(session, As::Command(Shell::PowerShell), async { command });
}

fn tell(session: Session, what: As, text: impl Future<Output = Result<String, String>> + 'static) {
    leptos::task::spawn_local(async move {
        session.notices.tell(copy(what, text).await);
    });
}
