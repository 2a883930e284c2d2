//! The page without a network, what a new version of it does, and its installation.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use thirtyfour::Key;

use crate::engines::Engine;
use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;
use crate::server::Server;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, the_page_works_without_a_network),
        scenario!(Screen::WIDE, a_new_version_says_so_and_waits),
        scenario!(Screen::WIDE, the_worker_asks_nobody_else),
        scenario!(Screen::WIDE, the_page_can_be_installed).only_in(Engine::Chromium),
        scenario!(Screen::WIDE, a_file_of_the_system_opens_as_a_document).only_in(Engine::Chromium),
    ]
}

/// Opens the page and waits until all of it is kept.
pub async fn open_and_keep(page: &Page, server: &Server) -> Result<()> {
    page.open_address(&server.page_url()).await?;
    page.wait_for(
        "the page to be kept",
        "return navigator.serviceWorker.controller !== null",
    )
    .await
}

/// Opens the page and waits for the full editor.
async fn open_editor(page: &Page, server: &Server) -> Result<()> {
    page.open_address(&server.page_url()).await?;
    page.wait_for_editor().await
}

/// Types a word at the end of the text, and waits until it is kept.
async fn type_at_the_end(page: &Page, word: &str) -> Result<()> {
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + Key::End).await?;
    page.type_keys(word).await?;
    page.wait_for_text(".body", word).await?;
    page.wait_for_text(".kept", "Kept in this browser").await
}

async fn the_page_works_without_a_network(page: Page) -> Result<()> {
    let mut server = Server::with_page(page.settings())?;
    open_and_keep(&page, &server).await?;
    open_editor(&page, &server).await?;
    type_at_the_end(&page, "Before").await?;
    server.stop()?;
    open_editor(&page, &server).await?;
    page.wait_for_text(".body", "Before").await?;
    type_at_the_end(&page, "Without").await?;
    page.click("#tab-compatibility").await?;
    page.wait_for_text("#panel", "Strict YAML 1.2").await?;
    page.run("[...document.querySelectorAll('#bar button')].find((button) => button.textContent.includes('Share')).click()")
        .await?;
    page.wait_for(
        "the link",
        "return document.querySelector('.share-link')?.value.includes('/repo/#v1.')",
    )
    .await?;
    page.close_dialog().await?;
    page.watch_downloads().await?;
    page.run(
        "[...document.querySelectorAll('#bar button')].find((button) => button.textContent.includes('Download')).click();",
    )
    .await?;
    page.wait_for(
        "the download",
        "return window.taken?.text.includes('Before') && window.taken.text.includes('Without')",
    )
    .await?;
    page.open_address(&format!("{}about.html", server.page_url()))
        .await?;
    page.wait_for_text("#policy", "default-src 'none'").await?;
    page.open_address(&format!("{}no/such/thing", server.page_url()))
        .await?;
    page.wait_for_text("h1", "There is no page at this address")
        .await?;
    page.wait_for(
        "the way back",
        "return document.querySelector('.way') !== null",
    )
    .await?;
    page.click(".way").await?;
    page.wait_until_mounted().await
}

async fn a_new_version_says_so_and_waits(page: Page) -> Result<()> {
    let server = Server::with_page(page.settings())?;
    open_and_keep(&page, &server).await?;
    open_editor(&page, &server).await?;
    type_at_the_end(&page, "First").await?;
    let first = page.driver.window().await?;
    let second = page.driver.new_tab().await?;
    page.driver.switch_to_window(second.clone()).await?;
    open_editor(&page, &server).await?;
    type_at_the_end(&page, "Second").await?;

    let old_editor = publish_another(&server.page())?;
    page.driver.switch_to_window(first.clone()).await?;
    open_editor(&page, &server).await?;
    page.wait_for_text(".notices", "A new version of this page is ready")
        .await?;
    page.expect_accessible().await?;
    ensure!(!is_new(&page).await?, "the new version did not wait");
    page.run("[...document.querySelectorAll('.notice button')].find((button) => button.textContent === 'Reload').click()")
        .await?;
    page.wait_for(
        "the new version",
        "return document.documentElement.dataset.build === '2'",
    )
    .await?;
    page.wait_for_text(".body", "First").await?;

    page.driver.switch_to_window(second.clone()).await?;
    ensure!(!is_new(&page).await?, "the other tab was loaded anew");
    type_at_the_end(&page, "Still").await?;
    let fetched = page
        .run_with(
            "return fetch(arguments[0]).then((answer) => answer.status)",
            vec![old_editor.clone().into()],
        )
        .await?;
    ensure!(
        fetched == 200,
        "{old_editor} of the old version is gone: {fetched}"
    );
    page.driver.close_window().await?;
    page.driver.switch_to_window(first).await?;
    page.driver.goto("about:blank").await?;
    open_editor(&page, &server).await?;
    ensure!(is_new(&page).await?, "the old version is back");
    page.wait_for(
        "the old version to be removed",
        "return caches.keys().then((names) => names.length === 1)",
    )
    .await
}

async fn is_new(page: &Page) -> Result<bool> {
    let build = page
        .run("return document.documentElement.dataset.build ?? ''")
        .await?;
    Ok(build == "2")
}

/// Makes a second build of the one that is served: another page, and the editor under another name. Gives
/// the editor's name in the first.
fn publish_another(folder: &Path) -> Result<String> {
    let page = fs::read_to_string(folder.join("index.html"))?;
    let worker = fs::read_to_string(folder.join("sw.js"))?;
    let editor = between(&page, "data-editor=\"./", "\"").context("the page names no editor")?;
    let name = between(&worker, "name:\"", "\"").context("the worker has no name")?;
    let old_hash =
        between(&worker, "\"index.html\":\"", "\"").context("the worker names no page")?;
    let renamed = format!("other-{editor}");
    fs::rename(folder.join(editor), folder.join(&renamed))?;
    let new_page = page
        .replace("<html ", "<html data-build=\"2\" ")
        .replace(editor, &renamed);
    let new_worker = worker
        .replace(name, "another")
        .replace(old_hash, &hash(&new_page))
        .replace(editor, &renamed);
    fs::write(folder.join("index.html"), new_page)?;
    fs::write(folder.join("sw.js"), new_worker)?;
    Ok(editor.to_owned())
}

/// As the worker names it.
pub fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

/// A page of ours without a policy of its own shows what the worker itself refuses: a picture.
async fn the_worker_asks_nobody_else(page: Page) -> Result<()> {
    const FETCH: &str =
        "return fetch(arguments[0]).then((answer) => answer.status, () => 'refused')";
    let server = Server::with_page(page.settings())?;
    fs::write(server.files().join("elsewhere.txt"), "Of the same origin.")?;
    let ask = async |address: String| page.run_with(FETCH, vec![address.into()]).await;
    let picture = format!("{}icon.svg", server.page_url());
    let foreign = format!("{}/repo/icon.svg", page.settings().server);
    let beside = format!("{}/elsewhere.txt", server.url());

    page.open_address(&picture).await?;
    for address in [&foreign, &beside] {
        let answer = ask(address.clone()).await?;
        ensure!(
            answer == 200,
            "{address} cannot be asked even without the worker: {answer}"
        );
    }
    open_and_keep(&page, &server).await?;
    page.open_address(&picture).await?;
    let controlled = page
        .run("return navigator.serviceWorker.controller !== null")
        .await?;
    ensure!(controlled == true, "the picture is served past the worker");
    for address in [foreign, beside] {
        let answer = ask(address.clone()).await?;
        ensure!(answer == "refused", "{address} was asked: {answer}");
    }
    let unknown = ask(format!("{}nowhere.txt", server.page_url())).await?;
    ensure!(
        unknown == 404,
        "the page's own folder was not asked: {unknown}"
    );
    Ok(())
}

async fn the_page_can_be_installed(page: Page) -> Result<()> {
    let server = Server::with_page(page.settings())?;
    open_and_keep(&page, &server).await?;
    let devtools = page.driver.cdp();
    let manifest = devtools.send_raw("Page.getAppManifest", json!({})).await?;
    ensure!(
        manifest["errors"] == json!([]),
        "the manifest has errors: {}",
        manifest["errors"]
    );
    ensure!(
        manifest["url"] == format!("{}manifest.webmanifest", server.page_url()),
        "the manifest lies at {}",
        manifest["url"]
    );
    let obstacles = devtools
        .send_raw("Page.getInstallabilityErrors", json!({}))
        .await?;
    ensure!(
        obstacles["installabilityErrors"] == json!([]),
        "it cannot be installed: {obstacles}"
    );
    Ok(())
}

/// No driver can let the system open a file, so what the page listens with is called by hand, with a file of
/// the browser's own file system.
async fn a_file_of_the_system_opens_as_a_document(page: Page) -> Result<()> {
    let server = Server::with_page(page.settings())?;
    page.driver
        .cdp()
        .send_raw(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": "LaunchQueue.prototype.setConsumer = (consumer) => { window.launched = consumer; };" }),
        )
        .await?;
    page.open_address(&server.page_url()).await?;
    page.wait_for("the page to listen", "return window.launched !== undefined")
        .await?;
    let open = "const [name, ...bytes] = arguments;
        return (async () => {
            const folder = await navigator.storage.getDirectory();
            const handle = await folder.getFileHandle(name, { create: true });
            const file = await handle.createWritable();
            await file.write(new Uint8Array(bytes));
            await file.close();
            await window.launched({ files: [handle] });
        })()";
    let arguments = |name: &str, bytes: &[u8]| {
        let bytes = bytes.iter().map(|byte| Value::from(*byte));
        std::iter::once(Value::from(name)).chain(bytes).collect()
    };
    let text = "\u{feff}---\r\nname: from-disk\r\ndescription: Use it.\r\n---\r\nFrom disk.\r\n";
    page.run_with(open, arguments("from-disk.md", text.as_bytes()))
        .await?;
    page.wait_for_text(".notices", "from-disk.md is open as a document here")
        .await?;
    page.wait_for_text(".body", "From disk.").await?;
    page.wait_for(
        "the draft to be kept as it was",
        &format!(
            "return Object.entries(localStorage).some(([key, value]) => key.startsWith('agent-playground.draft.') && JSON.parse(value).text === {})",
            Value::from(text)
        ),
    )
    .await?;
    page.run_with(open, arguments("picture.md", &[0xff, 0xd8, 0xff]))
        .await?;
    page.wait_for_text(".notices", "picture.md was not opened")
        .await
}
