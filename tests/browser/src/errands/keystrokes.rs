//! The time from a key to all panels up to date, for files of several sizes.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::engines::Engine;
use crate::made;
use crate::page::Page;
use crate::scenario::block_on;
use crate::screen::Screen;
use crate::session;
use crate::settings::Settings;

/// The paragraph that is typed into: the first of the body, so that all that follows moves.
const MARK: &str = "Typed here:";

/// Keys a file.
const COUNT: usize = 60;

/// Bytes of the files.
const SIZES: [usize; 5] = [2_000, 20_000, 47_000, 78_000, 294_000];

/// The times of all keys in one file, in ms, sorted.
struct Times {
    /// Until the panel shows it.
    shown: Vec<f64>,
    /// Until the main thread is free.
    free: Vec<f64>,
}

/// Prints a line for each size, times in ms: `bytes<tab>shown p50<tab>shown p99<tab>free p99<tab>name`.
pub fn run(settings: &Settings) -> Result<()> {
    for size in SIZES {
        let (name, text) = definition_of(settings, size)?;
        let text = with_mark(&text).context("the definition has no body to type in")?;
        let Times { shown, free } = block_on(measure(settings, &text))?;
        let (p50, p99, free) = (
            percentile(&shown, 50),
            percentile(&shown, 99),
            percentile(&free, 99),
        );
        println!("{}\t{p50:.1}\t{p99:.1}\t{free:.1}\t{name}", text.len());
    }
    Ok(())
}

async fn measure(settings: &Settings, text: &str) -> Result<Times> {
    let page = session::start(settings, Engine::Chromium, Screen::WIDE).await?;
    let times = type_into(&page, text).await;
    page.close().await;
    times
}

async fn type_into(page: &Page, text: &str) -> Result<Times> {
    page.open().await?;
    page.wait_until_settled().await?;
    let arguments = vec![json!(text), json!(MARK), json!(COUNT)];
    let answer = page
        .driver
        .execute_async(include_str!("keystrokes.js"), arguments)
        .await?;
    let answer = answer.json();
    if let Some(error) = answer["error"].as_str() {
        bail!("typing failed: {error}");
    }
    Ok(Times {
        shown: sorted(&answer["shown"])?,
        free: sorted(&answer["free"])?,
    })
}

fn sorted(times: &Value) -> Result<Vec<f64>> {
    let mut times: Vec<f64> = times
        .as_array()
        .context("no times came back")?
        .iter()
        .filter_map(Value::as_f64)
        .collect();
    anyhow::ensure!(
        times.len() == COUNT,
        "{} of {COUNT} times came back",
        times.len()
    );
    times.sort_by(f64::total_cmp);
    Ok(times)
}

/// Puts the paragraph at the head of the body.
fn with_mark(text: &str) -> Option<String> {
    let body = text.strip_prefix("---")?.find("\n---\n")? + "---".len() + "\n---\n".len();
    let (frontmatter, body) = text.split_at_checked(body)?;
    Some(format!("{frontmatter}\n{MARK}\n\n{body}"))
}

/// The smallest of the sorted values that so many percent do not exceed.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// The largest file of the corpus where it is about that size and at hand, else a made one.
fn definition_of(settings: &Settings, size: usize) -> Result<(String, String)> {
    if let Some(path) = largest(&settings.project.join("../shared/corpus/files")) {
        let text =
            fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        if text.len().abs_diff(size) < 1_000 {
            return Ok(("the corpus's largest file".to_owned(), text));
        }
    }
    Ok(("made for this".to_owned(), made::definition(size)))
}

fn largest(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    files.max_by_key(|path| {
        fs::metadata(path)
            .map(|data| data.len())
            .unwrap_or_default()
    })
}
