//! How long the page takes to open a folder of many files, and what memory it has then.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::engines::Engine;
use crate::made;
use crate::page::Page;
use crate::scenario::block_on;
use crate::screen::Screen;
use crate::session;
use crate::settings::Settings;

/// Files of the folders: none is for the memory without any.
const COUNTS: [usize; 3] = [0, 315, 5_000];

/// Bytes of a made file, which stands in where there is no corpus: about its mean.
const MADE: usize = 8_000;

/// Keeps the program's memory at hand, which only the program itself can reach otherwise.
const KEEP_MEMORY: &str = "const start = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
        const started = await start.apply(WebAssembly, given);
        window.programMemory ??= Object.values(started.instance.exports).find((one) => one instanceof WebAssembly.Memory);
        return started;
    };";

/// Prints a line for each folder, times in ms and memory in bytes:
/// `files<tab>listed<tab>longest task<tab>program's memory<tab>browser's heap<tab>what they are`.
pub fn run(settings: &Settings) -> Result<()> {
    let (texts, what) = texts(settings);
    for count in COUNTS {
        let opened = block_on(async {
            let page = session::start(settings, Engine::Chromium, Screen::WIDE).await?;
            let opened = open(&page, &texts, count).await;
            page.close().await;
            opened
        })?;
        let figure = |name: &str| opened[name].as_f64().unwrap_or_default();
        println!(
            "{count}\t{:.0}\t{:.0}\t{:.0}\t{:.0}\t{what}, {:.0} of them definitions",
            figure("time"),
            figure("longest"),
            figure("program"),
            figure("heap"),
            figure("files"),
        );
    }
    Ok(())
}

async fn open(page: &Page, texts: &[String], count: usize) -> Result<Value> {
    page.driver
        .cdp()
        .send_raw(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": KEEP_MEMORY }),
        )
        .await?;
    page.open_editor().await?;
    page.open_files().await?;
    page.wait_until_settled().await?;
    // A megabyte at a time: a driver takes no more at once.
    page.run("window.texts = []").await?;
    for some in texts.chunks(64) {
        page.run_with("window.texts.push(...arguments[0])", vec![json!(some)])
            .await?;
    }
    let mut opened = json!({});
    if count > 0 {
        let answer = page
            .driver
            .execute_async(include_str!("folder.js"), vec![json!(count)])
            .await?;
        opened = answer.json().clone();
        if let Some(error) = opened["error"].as_str() {
            bail!("opening {count} files failed: {error}");
        }
    }
    opened["program"] = page
        .run("return window.programMemory?.buffer.byteLength")
        .await?;
    page.run("window.texts = undefined").await?;
    let devtools = page.driver.cdp();
    devtools
        .send_raw("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let heap = devtools.send_raw("Runtime.getHeapUsage", json!({})).await?;
    let heap = heap["usedSize"].as_f64().context("no heap was told")?;
    opened["heap"] = json!(heap);
    Ok(opened)
}

/// The corpus's files where it is at hand, else a made one, and what they are.
fn texts(settings: &Settings) -> (Vec<String>, &'static str) {
    let folder = settings.project.join("../shared/corpus/files");
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let texts: Vec<String> = files
        .filter_map(|file| fs::read_to_string(file.path()).ok())
        .collect();
    if texts.is_empty() {
        return (vec![made::definition(MADE)], "made for this");
    }
    (texts, "the corpus's texts")
}
