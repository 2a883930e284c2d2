//! How Try shows long answers while they come: the longest task of the main thread, and what a token costs it at
//! the beginning and at the end.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tokio::sync::Semaphore;

use crate::engines::Engine;
use crate::model::{Model, Says};
use crate::page::{Page, retry};
use crate::scenario::block_on;
use crate::scenarios::trying;
use crate::screen::Screen;
use crate::session;
use crate::settings::Settings;

/// Tokens of an answer.
const TOKENS: usize = 100_000;

/// They come in so many bursts, each as fast as it is read; what one costs is compared with what another does.
const BURSTS: usize = 10;

/// When a burst was sent, the page has so long to show it.
const QUIET: Duration = Duration::from_millis(700);

/// How long a burst may take.
const PATIENCE: Duration = Duration::from_secs(50);

/// Notes the longest task of the main thread, of those above 50 ms, and what the frame's document ran meanwhile.
const WATCH: &str = "window.longestTask = 0;
    new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longestTask = Math.max(window.longestTask, duration);
    }).observe({ type: 'longtask' });";

/// Prints a line for each answer, times in ms, those of a token in µs:
/// `what<tab>bytes<tab>longest task, 0 below 50 ms<tab>first burst, a token<tab>last burst, a token<tab>end`.
pub fn run(settings: &Settings) -> Result<()> {
    for (what, words) in [
        ("Markdown", markdown()),
        ("one block of code", code()),
        ("one paragraph", paragraph()),
    ] {
        let taken = block_on(async {
            let page = session::start(settings, Engine::Chromium, Screen::WIDE).await?;
            let taken = hear(&page, words).await;
            page.close().await;
            taken.with_context(|| format!("hearing {what}"))
        })?;
        let token = |ms: f64| ms * 1000.0 * BURSTS as f64 / TOKENS as f64;
        let first = taken.bursts.first().copied().unwrap_or_default();
        let last = taken.bursts.last().copied().unwrap_or_default();
        println!(
            "{what}\t{}\t{:.0}\t{:.1}\t{:.1}\t{:.0}",
            taken.bytes,
            taken.longest,
            token(first),
            token(last),
            taken.end
        );
    }
    Ok(())
}

/// An answer, and what it took of the main thread, in ms.
struct Taken {
    /// Of the answer.
    bytes: usize,
    longest: f64,
    bursts: Vec<f64>,
    /// From the last word to the whole answer in the transcript.
    end: f64,
}

async fn hear(page: &Page, words: Vec<String>) -> Result<Taken> {
    let bytes: usize = words.iter().map(String::len).sum();
    let permits = Arc::new(Semaphore::new(0));
    let model = Model::start(Says::AsPermitted(Arc::new(words), Arc::clone(&permits))).await?;
    trying::open_with(page, &model).await?;
    page.driver
        .cdp()
        .send_raw("Performance.enable", json!({}))
        .await?;
    page.run(WATCH).await?;
    trying::send(page, "Go on.").await?;
    page.wait_for_text(".try-facts", "Coming").await?;
    let mut bursts = Vec::new();
    // The last word is for the end.
    for burst in 1..=BURSTS {
        let count = TOKENS / BURSTS - usize::from(burst == BURSTS);
        let before = busy(page).await?;
        permits.add_permits(count);
        retry(PATIENCE, "the page to read a burst", async || {
            let left = permits.available_permits();
            ensure!(left == 0, "{left} of {count} tokens are not read");
            Ok(())
        })
        .await?;
        tokio::time::sleep(QUIET).await;
        bursts.push(busy(page).await? - before);
    }
    let before = busy(page).await?;
    permits.add_permits(1);
    page.wait_for_text(".try-facts", "tokens in").await?;
    tokio::time::sleep(QUIET).await;
    let end = busy(page).await? - before;
    let shown = page
        .run("return [...document.querySelectorAll('.try-answer')].at(-1).textContent.length")
        .await?;
    let shown = shown.as_u64().unwrap_or_default();
    // The rest is marks and line ends.
    ensure!(
        shown > bytes as u64 / 10 * 8,
        "of {bytes} bytes {shown} characters are shown"
    );
    let longest = page.run("return window.longestTask").await?;
    Ok(Taken {
        bytes,
        longest: longest.as_f64().context("no task was noted")?,
        bursts,
        end,
    })
}

/// What the page's main thread has worked since it began, in ms.
async fn busy(page: &Page) -> Result<f64> {
    let metrics = page
        .driver
        .cdp()
        .send_raw("Performance.getMetrics", json!({}))
        .await?;
    let metrics = metrics["metrics"].as_array().context("no metrics")?;
    let worked = metrics
        .iter()
        .find(|one| one["name"] == "TaskDuration")
        .and_then(|one| one["value"].as_f64());
    Ok(worked.context("no time was told")? * 1000.0)
}

/// So many words of about five bytes, of a few that come again and again.
fn words() -> impl Iterator<Item = String> {
    const WORDS: [&str; 12] = [
        "the ", "request ", "is ", "read ", "by ", "a ", "handler ", "that ", "gives ", "what ",
        "it ", "found ",
    ];
    (0..TOKENS).map(|at| WORDS[(at * 7 + at / 11) % WORDS.len()].to_owned())
}

/// As models write: headings, paragraphs with emphasis, lists, code and a table now and then.
fn markdown() -> Vec<String> {
    words()
        .enumerate()
        .map(|(at, word)| match at % 200 {
            0 => format!("\n\n## Part {at}\n\n"),
            40 => format!("**{}** ", word.trim()),
            60 => "\n\n- ".to_owned(),
            70 | 80 | 90 => "\n- ".to_owned(),
            100 => "\n\n```rust\n".to_owned(),
            110 | 120 | 130 => "\n".to_owned(),
            140 => "\n```\n\n".to_owned(),
            160 => "\n\n| one | two |\n|---|---|\n| ".to_owned(),
            165 | 175 => "| ".to_owned(),
            170 | 180 => "|\n| ".to_owned(),
            185 => "|\n\n".to_owned(),
            _ => word,
        })
        .collect()
}

/// A program of ten thousand lines that does not end before the answer does.
fn code() -> Vec<String> {
    words()
        .enumerate()
        .map(|(at, word)| match (at, at % 10) {
            (0, _) => "```rust\n".to_owned(),
            (_, 9) => format!("{}\n", word.trim()),
            _ => word,
        })
        .collect()
}

fn paragraph() -> Vec<String> {
    words().collect()
}
