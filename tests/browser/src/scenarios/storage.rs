//! The library cannot keep anything, or cannot be read: it is said calmly, and the text can be taken home.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::engines::Engine;
use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_full_library_is_said),
        scenario!(
            Screen::WIDE,
            what_the_local_storage_has_no_room_for_is_there_after_a_reload
        ),
        scenario!(Screen::WIDE, a_damaged_library_is_said),
        scenario!(Screen::WIDE, a_library_of_a_newer_page_is_left_alone),
        // Only its driver runs a script before those of the page.
        scenario!(Screen::WIDE, a_refused_library_is_said).only_in(Engine::Chromium),
    ]
}

/// Puts another database of that version in place of the library. The page lets go of its own for that.
const REPLACE: &str = "indexedDB.deleteDatabase('agent-playground').onsuccess = () => {
        indexedDB.open('agent-playground', VERSION).onsuccess = ({ target }) => {
            target.result.close();
            window.isReplaced = true;
        };
    };";

async fn replace_the_library(page: &Page, version: u32) -> Result<()> {
    page.run(&REPLACE.replace("VERSION", &version.to_string()))
        .await?;
    page.wait_for("another database", "return window.isReplaced")
        .await
}

/// Types a word, and takes the text home: it has the word.
async fn expect_downloadable(page: &Page) -> Result<()> {
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + Key::End).await?;
    page.type_keys("Typed").await?;
    page.wait_for_text(".body", "Typed").await?;
    page.watch_downloads().await?;
    page.press_button("#bar", "Download").await?;
    page.wait_for(
        "the text to be taken home",
        "return window.taken?.text.endsWith('Typed')",
    )
    .await
}

async fn a_full_library_is_said(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.run(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('there is no room', 'QuotaExceededError'); };",
    )
    .await?;
    expect_downloadable(&page).await?;
    page.wait_for_text(
        ".notices",
        "The library could not take the text: the browser's storage is full. Download what you want to keep",
    )
    .await
}

async fn what_the_local_storage_has_no_room_for_is_there_after_a_reload(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.run(
        "const setItem = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
            if (value.length > 300 && value.includes('Too large')) throw new DOMException('there is no room', 'QuotaExceededError');
            setItem.call(this, key, value);
        };",
    )
    .await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + Key::End).await?;
    page.type_keys("Small at first.").await?;
    page.wait_for(
        "the text in the local storage",
        "return Object.values(localStorage).some((value) => value.includes('Small at first.'))",
    )
    .await?;
    page.type_keys(" Too large then.").await?;
    page.wait_for_text(".body", "Too large then.").await?;
    page.wait_for(
        "the older text to be gone from the local storage",
        "return !Object.values(localStorage).some((value) => value.includes('Small at first.'))",
    )
    .await?;
    page.open_editor().await?;
    page.wait_for_text(".body", "Small at first. Too large then.")
        .await?;
    // Where there is room again, nothing is left of the trouble.
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + Key::End).await?;
    page.type_keys(" It fits.").await?;
    page.wait_for(
        "the text in the local storage",
        "return Object.values(localStorage).some((value) => value.includes('Too large then. It fits.'))",
    )
    .await
}

async fn a_damaged_library_is_said(page: Page) -> Result<()> {
    page.open_editor().await?;
    replace_the_library(&page, 1).await?;
    page.open_editor().await?;
    page.wait_for_text(
        ".notices",
        "The library of documents could not be opened: what is stored cannot be read.",
    )
    .await?;
    expect_downloadable(&page).await
}

async fn a_library_of_a_newer_page_is_left_alone(page: Page) -> Result<()> {
    page.open_editor().await?;
    replace_the_library(&page, 99).await?;
    page.open_editor().await?;
    page.wait_for_text(
        ".notices",
        "could not be opened: it was kept by a newer version of this page.",
    )
    .await?;
    expect_downloadable(&page).await?;
    page.run(
        "indexedDB.open('agent-playground').onsuccess = ({ target }) => {
            window.version = target.result.version;
            target.result.close();
        };",
    )
    .await?;
    page.wait_for("its version", "return window.version")
        .await?;
    let version = page.run("return window.version").await?;
    ensure!(version == 99, "its version is {version} now");
    Ok(())
}

async fn a_refused_library_is_said(page: Page) -> Result<()> {
    page.driver
        .cdp()
        .send_raw(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": "indexedDB.open = () => { throw new DOMException('refused', 'SecurityError'); }" }),
        )
        .await?;
    page.open_editor().await?;
    page.wait_for_text(
        ".notices",
        "could not be opened: the browser gives this page no storage.",
    )
    .await?;
    page.expect_accessible().await?;
    expect_downloadable(&page).await
}
