//! What the browser fetches before the page can be used, and whether any of it comes from elsewhere.

use anyhow::{Context, Result};

use crate::engines::Engine;
use crate::scenario::block_on;
use crate::screen::Screen;
use crate::session;
use crate::settings::Settings;

/// The browser's own list of what it fetched for the page, the page itself first.
const FETCHED: &str = "return performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
    .map((entry) => [entry.name, entry.encodedBodySize])";

/// Prints a line for each fetched file, `bytes<tab>address`: compressed bytes of the body.
pub fn run(settings: &Settings) -> Result<()> {
    let fetched = block_on(async {
        let page = session::start(settings, Engine::Chromium, Screen::WIDE).await?;
        let list = async {
            page.open().await?;
            page.wait_until_settled().await?;
            page.run(FETCHED).await
        };
        let list = list.await;
        page.close().await;
        list
    })?;
    for entry in fetched.as_array().context("the browser gave no list")? {
        let (name, bytes) = (
            entry[0].as_str().unwrap_or_default(),
            entry[1].as_u64().unwrap_or_default(),
        );
        println!("{bytes}\t{name}");
    }
    Ok(())
}
