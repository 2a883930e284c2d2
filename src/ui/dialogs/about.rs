//! What this page is, what it is made of, and how to check that nothing leaves it.

use leptos::prelude::*;

use crate::web::about::{self, Build};
use crate::web::dom;

/// The content of the dialog.
#[component]
pub fn About() -> impl IntoView {
    let account = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let loaded = about::load().await;
        // The dialog may have been closed meanwhile.
        account.try_set(Some(loaded));
    });
    let policy = dom::first("meta[http-equiv='Content-Security-Policy']")
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default();
    view! {
        <div class="about">
            <p>
                "Write and read agent definition files: Markdown with a frontmatter, as Claude Code sub-agents use. Everything happens in this page; there is no server behind it."
            </p>
            {move || match account.get() {
                None => view! { <p class="quiet">"Reading what this build is made of."</p> }.into_any(),
                Some(Err(error)) => view! { <p class="quiet">{format!("What this build is made of could not be read: {error}.")}</p> }.into_any(),
                Some(Ok(account)) => view! { <BuildView account /> }.into_any(),
            }}
            <h3>"The policy in force"</h3>
            <p>"The browser itself refuses whatever this does not allow:"</p>
            <ul class="policy">
                {policy
                    .split(';')
                    .map(|directive| view! { <li><code>{directive.trim().to_owned()}</code></li> })
                    .collect_view()}
            </ul>
            <h3>"Check that nothing leaves"</h3>
            <ol>
                <li>"Open the browser's developer tools and choose Network."</li>
                <li>"Reload the page: every request goes to the address this page came from."</li>
                <li>"Type, paste, open documents: the list stays as it is. This dialog fetches one file, about.json, from the same place."</li>
                <li>"Under Application (Storage in Firefox), Local Storage holds your drafts, and nothing else holds anything."</li>
            </ol>
            <p class="quiet">
                "A policy in a page does not bind links you press: they open apart, without a referrer."
            </p>
        </div>
    }
}

#[component]
fn BuildView(account: Build) -> impl IntoView {
    let count = account.dependencies.len();
    view! {
        <p>{format!("Version {}, commit {}.", account.version, account.commit)}</p>
        <details>
            <summary>{format!("{count} dependencies and their licences")}</summary>
            <ul class="dependencies">
                {account
                    .dependencies
                    .into_iter()
                    .map(|dependency| {
                        view! {
                            <li>
                                {format!("{} {}", dependency.name, dependency.version)}
                                <span class="quiet">{format!(" {}", dependency.licence)}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </details>
    }
}
