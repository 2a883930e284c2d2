//! What the browser fetches before a document can be used, and whether any of it comes from elsewhere.

use anyhow::{Context, Result};

use crate::engines::Engine;
use crate::page::Page;
use crate::scenario::block_on;
use crate::screen::Screen;
use crate::session;
use crate::settings::Settings;

/// The browser's own list of what it fetched for the document, the document itself first.
const FETCHED: &str = "return performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
    .map((entry) => [entry.name, entry.encodedBodySize])";

/// Prints a line for each fetched file, `bytes<tab>address`: compressed bytes of the body. First those of the page,
/// then an empty line and those of Try, each by a browser that has kept nothing.
pub fn run(settings: &Settings) -> Result<()> {
    block_on(async {
        list(settings, async |page| {
            page.open().await?;
            page.wait_until_settled().await
        })
        .await?;
        println!();
        list(settings, async |page| {
            page.open_path("/repo/try/").await?;
            page.wait_for(
                "Try to be filled",
                "return document.querySelector('.try-composer') !== null
                    && document.querySelector('.try-agent') !== null",
            )
            .await
        })
        .await
    })
}

async fn list(settings: &Settings, open: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    let page = session::start(settings, Engine::Chromium, Screen::WIDE).await?;
    let fetched = async {
        open(&page).await?;
        page.run(FETCHED).await
    };
    let fetched = fetched.await;
    page.close().await;
    for entry in fetched?.as_array().context("the browser gave no list")? {
        let (name, bytes) = (
            entry[0].as_str().unwrap_or_default(),
            entry[1].as_u64().unwrap_or_default(),
        );
        println!("{bytes}\t{name}");
    }
    Ok(())
}
