//! How fast the engine reads in a page of its own (`tests/bench/page/`), and the usual JavaScript way
//! beside it.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::engines::Engine;
use crate::page::Page;
use crate::scenario::block_on;
use crate::screen::Screen;
use crate::session;
use crate::settings::Settings;

/// Bytes of the single files.
const SIZES: [usize; 4] = [2_000, 20_000, 80_000, 300_000];

const MEASURE: &str = "const [sizes, done] = arguments;
    measure(sizes).then(done, (error) => done({ error: String(error) }));";

/// Prints what the document's `measure` returns, as JSON.
pub fn run(settings: &Settings) -> Result<()> {
    let measured = block_on(async {
        let page = session::start(settings, Engine::Chromium, Screen::WIDE).await?;
        let measured = measure(&page).await;
        page.close().await;
        measured
    })?;
    println!("{measured}");
    Ok(())
}

async fn measure(page: &Page) -> Result<Value> {
    page.open_path("/reading/").await?;
    page.wait_for(
        "the program to be there",
        "return typeof measure === 'function'",
    )
    .await?;
    let answer = page
        .driver
        .execute_async(MEASURE, vec![json!(SIZES)])
        .await?;
    let answer = answer.json();
    if let Some(error) = answer["error"].as_str() {
        bail!("measuring failed: {error}");
    }
    Ok(answer.clone())
}
