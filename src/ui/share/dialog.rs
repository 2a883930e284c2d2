//! The dialog that makes a link and offers the ways to pass it on.

use std::future::Future;

use leptos::prelude::*;
use web_sys::{FocusEvent, HtmlInputElement};

use super::code::Code;
use super::copying::{CopyAs, on_show};
use super::disclosed::Disclosed;
use crate::share::{Payload, advice, badge, markdown_link};
use crate::text::SourceFile;
use crate::ui::session::Session;
use crate::ui::workspace::Workspace;
use crate::web::download;
use crate::web::share::Sharing;

/// A link to what is shared.
#[derive(Clone)]
pub(super) struct Made {
    pub link: String,
    /// The page that opens it.
    page: String,
    /// What a person calls it.
    name: String,
    sharing: Sharing,
}

/// A link to files, and what can be done with it.
///
/// # Errors
/// In words, when they do not go into a link, or the browser does not make one.
pub(super) async fn make(name: String, files: &[SourceFile]) -> Result<Made, String> {
    let payload = Payload::new(files).map_err(|error| format!("There is no link: {error}."))?;
    let cannot = |error| {
        format!("This browser did not make a link ({error}). The file itself can be sent instead.")
    };
    let sharing = Sharing::load().await.map_err(cannot)?;
    let page = sharing.page_address().map_err(cannot)?;
    let deflated = sharing.deflate(payload.bytes()).await.map_err(cannot)?;
    Ok(Made {
        link: format!("{page}{}", payload.link_of(&deflated)),
        page,
        name,
        sharing,
    })
}

/// What a person calls the document on show: the agent's name, or that of its file.
pub(super) fn name(session: Session) -> String {
    let name = session
        .definition
        .with_untracked(|read| read.text("name").map(|name| name.trim().to_owned()));
    name.filter(|name| !name.is_empty())
        .unwrap_or_else(|| session.file_name())
}

/// The collection that the document on show belongs to, where there are others in it.
fn collection_on_show(workspace: Workspace) -> Option<(String, Vec<SourceFile>)> {
    let entry = workspace.entry(&workspace.id_on_show())?;
    let id = entry.collection.as_deref()?;
    let (title, ids) = workspace.library.with_untracked(|library| {
        let title = library.collection(id)?.title.clone();
        let ids: Vec<String> = library
            .of(id)
            .iter()
            .map(|entry| entry.id().to_owned())
            .collect();
        Some((title, ids))
    })?;
    let files: Vec<SourceFile> = ids
        .iter()
        .filter_map(|id| Some(workspace.entry_as_it_stands(id)?.source_file()))
        .collect();
    (files.len() > 1).then_some((title, files))
}

/// The content of the dialog.
#[component]
pub fn ShareDialog(session: Session, workspace: Workspace) -> impl IntoView {
    let made = RwSignal::new_local(None);
    let said = RwSignal::new(String::new());
    let collection = collection_on_show(workspace);
    let all = RwSignal::new(false);
    let choice = collection.as_ref().map(|(title, files)| {
        let words = format!("All {} files of {title}", files.len());
        view! {
            <label class="share-all">
                <input
                    type="checkbox"
                    on:change=move |event| all.set(event_target_checked(&event))
                />
                {words}
            </label>
        }
    });
    let shared = StoredValue::new(((name(session), vec![on_show(session)]), collection));
    let shared = move || {
        shared.with_value(|(one, collection)| match collection {
            Some(collection) if all.get() => collection.clone(),
            _ => one.clone(),
        })
    };
    Effect::new(move || {
        let (name, files) = shared();
        let asked = all.get();
        said.set(String::new());
        made.set(None);
        leptos::task::spawn_local(async move {
            let link = make(name, &files).await;
            // The other may have been chosen meanwhile, or the dialog be closed.
            if all.try_get_untracked() == Some(asked) {
                made.set(Some(link));
            }
        });
    });
    view! {
        <p class="quiet">
            "The text itself is in the link, behind its #, and is sent nowhere now. Whoever gets the link can read it, for ever."
        </p>
        {choice}
        {move || match made.get() {
            None => view! { <p class="quiet">"Making the link…"</p> }.into_any(),
            Some(Ok(made)) => view! { <Link made said /> }.into_any(),
            Some(Err(why)) => view! { <p class="share-refused">{why}</p> }.into_any(),
        }}
        {move || {
            let (_, files) = shared();
            let link = made.with(|made| made.as_ref()?.as_ref().ok().map(|made| made.link.clone()));
            view! { <CopyAs session files link said /> }
        }}
        <p class="share-said" role="status">
            {said}
        </p>
        {move || {
            let (_, files) = shared();
            view! { <Disclosed session files /> }
        }}
    }
}

/// The link with its length, and what can be copied.
#[component]
fn Link(made: Made, said: RwSignal<String>) -> impl IntoView {
    let length = made.link.len();
    let word = advice(length).map(|word| view! { <strong>{format!(" {word}.")}</strong> });
    let can_send = made.sharing.can_send();
    let made = StoredValue::new_local(made);
    let copy = move |what: &'static str, text: fn(&Made) -> String| {
        let text = made.with_value(text);
        tell(said, format!("{what} is on the clipboard."), async move {
            download::copy(&text).await.map(|()| true)
        });
    };
    let copy_link = move |_| {
        let made = made.get_value();
        tell(
            said,
            "The link is on the clipboard.".to_owned(),
            async move {
                made.sharing
                    .copy_link(&made.link, &made.name)
                    .await
                    .map(|()| true)
            },
        );
    };
    let send = move |_| {
        let made = made.get_value();
        tell(said, "The link was handed on.".to_owned(), async move {
            made.sharing.send(&made.link, &made.name).await
        });
    };
    let select = |event: FocusEvent| event_target::<HtmlInputElement>(&event).select();
    view! {
        <label class="share-field">
            "Link"
            <input
                type="text"
                readonly
                autofocus
                class="share-link"
                value=made.with_value(|made| made.link.clone())
                on:focus=select
            />
        </label>
        <p class="share-length">{format!("{length} characters.")} {word}</p>
        <p class="share-ways">
            <button type="button" class="button primary" on:click=copy_link>
                "Copy link"
            </button>
            <button
                type="button"
                class="button"
                on:click=move |_| copy("A link in Markdown", |made| markdown_link(&made.name, &made.link))
            >
                "Copy as Markdown"
            </button>
            <button
                type="button"
                class="button"
                on:click=move |_| copy("A badge for a README", |made| badge(&made.page, &made.link))
            >
                "Copy badge"
            </button>
            {can_send
                .then(|| {
                    view! {
                        <button type="button" class="button" on:click=send>
                            "Send…"
                        </button>
                    }
                })}
        </p>
        <Code link=made.with_value(|made| made.link.clone()) />
    }
}

/// Says that something is done when it is, or why it is not; nothing where the person has stopped it.
fn tell(
    said: RwSignal<String>,
    done: String,
    act: impl Future<Output = Result<bool, String>> + 'static,
) {
    leptos::task::spawn_local(async move {
        match act.await {
            Ok(true) => said.set(done),
            Ok(false) => {}
            Err(why) => said.set(format!(
                "The browser did not allow it ({why}). The link can be selected above and copied by hand."
            )),
        }
    });
}
