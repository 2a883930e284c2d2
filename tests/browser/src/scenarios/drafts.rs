//! Nothing typed is lost.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_draft_is_there_after_a_reload),
        scenario!(Screen::WIDE, two_tabs_keep_both_texts),
        scenario!(Screen::WIDE, a_full_storage_is_said_and_the_text_stays),
        scenario!(Screen::WIDE, a_fault_leaves_the_text_to_take_along),
        scenario!(Screen::WIDE, what_was_left_moves_into_the_library),
        scenario!(Screen::WIDE, turning_away_at_once_makes_no_copy),
    ]
}

/// Types a word at the end of the text.
async fn type_at_the_end(page: &Page, word: &str) -> Result<()> {
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + Key::End).await?;
    page.type_keys(word).await?;
    page.wait_for_text(".body", word).await
}

/// Waits until some draft in the storage holds a word.
async fn wait_until_kept(page: &Page, word: &str) -> Result<()> {
    let script = format!(
        "return Object.entries(localStorage).some(([key, value]) => key.startsWith('agent-playground.draft.') && JSON.parse(value).text.includes('{word}'))"
    );
    page.wait_for("the draft to be kept", &script).await
}

async fn a_draft_is_there_after_a_reload(page: Page) -> Result<()> {
    page.open_editor().await?;
    type_at_the_end(&page, "Remembered").await?;
    wait_until_kept(&page, "Remembered").await?;
    page.open_editor().await?;
    page.wait_for_text(".body", "Remembered").await
}

async fn two_tabs_keep_both_texts(page: Page) -> Result<()> {
    page.open_editor().await?;
    type_at_the_end(&page, "Common").await?;
    wait_until_kept(&page, "Common").await?;
    let first = page.driver.window().await?;
    let second = page.driver.new_tab().await?;
    page.driver.switch_to_window(second).await?;
    page.open_editor().await?;
    page.wait_for_text(".body", "Common").await?;
    type_at_the_end(&page, "Second").await?;
    wait_until_kept(&page, "Second").await?;
    page.driver.switch_to_window(first).await?;
    type_at_the_end(&page, "First").await?;
    wait_until_kept(&page, "First").await?;
    wait_until_kept(&page, "Second").await?;
    page.wait_for_text(".notices", "another tab").await
}

async fn a_full_storage_is_said_and_the_text_stays(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.run(
        "for (let size = 1 << 22; size > 0; size >>= 1) {
            try {
                for (let index = 0; index < 4; index++) localStorage.setItem(`fill-${size}-${index}`, 'x'.repeat(size));
            } catch {}
        }
        IDBObjectStore.prototype.put = () => { throw new DOMException('there is no room', 'QuotaExceededError'); };",
    )
    .await?;
    type_at_the_end(&page, "Unkept").await?;
    page.wait_for_text(".notices", "Not saved: the browser's storage is full")
        .await?;
    page.wait_for_text(".kept", "Not saved").await?;
    page.wait_for_text(".body", "Unkept").await?;
    page.run("Object.keys(localStorage).filter((key) => key.startsWith('fill-')).forEach((key) => localStorage.removeItem(key))").await?;
    type_at_the_end(&page, "Again").await?;
    page.wait_for_text(".kept", "Kept in this browser").await
}

async fn a_fault_leaves_the_text_to_take_along(page: Page) -> Result<()> {
    page.open_editor().await?;
    type_at_the_end(&page, "Rescued").await?;
    page.run("window.dispatchEvent(new CustomEvent('agent-playground:panic'))")
        .await?;
    page.wait_for_text("#notice-boot [role=alert]", "Your text is safe")
        .await?;
    page.watch_downloads().await?;
    page.click("#notice-boot button").await?;
    page.wait_for(
        "the text to be taken along",
        "return window.taken?.text.includes('Rescued')",
    )
    .await?;
    page.expect_accessible().await
}

async fn what_was_left_moves_into_the_library(page: Page) -> Result<()> {
    page.open_editor().await?;
    type_at_the_end(&page, "Older").await?;
    wait_until_kept(&page, "Older").await?;
    page.paste("---\nname: newer\ndescription: It is newer.\n---\nNewer body\n")
        .await?;
    wait_until_kept(&page, "Newer body").await?;
    page.wait_for(
        "the draft to have moved",
        "return Object.entries(localStorage).filter(([key]) => key.startsWith('agent-playground.draft.')).every(([, value]) => !value.includes('Older'))",
    )
    .await?;
    page.open_editor().await?;
    page.wait_for_text(".body", "Newer body").await?;
    page.open_files().await?;
    page.wait_for_count(".files-line", 2).await?;
    page.click(".files-open:not([aria-current])").await?;
    page.wait_for_text(".body", "Older").await
}

/// Says whether the library has a word, as soon as it has answered.
const LIBRARY_HAS: &str = "indexedDB.open('agent-playground').onsuccess = ({ target }) => {
        const all = target.result.transaction('documents').objectStore('documents').getAll();
        all.onsuccess = () => {
            window.libraryHas = all.result.some(({ text }) => text.includes('WORD'));
            target.result.close();
        };
    };
    return window.libraryHas";

async fn turning_away_at_once_makes_no_copy(page: Page) -> Result<()> {
    page.open_editor().await?;
    type_at_the_end(&page, "Once").await?;
    page.wait_for(
        "the library to have it",
        &LIBRARY_HAS.replace("WORD", "Once"),
    )
    .await?;
    // The library does not know of this yet when another document comes on show.
    type_at_the_end(&page, "Twice").await?;
    page.paste("---\nname: newer\ndescription: It is newer.\n---\nNewer body\n")
        .await?;
    page.run("window.libraryHas = undefined").await?;
    page.wait_for(
        "the library to have all",
        &LIBRARY_HAS.replace("WORD", "Twice"),
    )
    .await?;
    page.wait_for(
        "the draft to have moved",
        "return Object.entries(localStorage).filter(([key]) => key.startsWith('agent-playground.draft.')).every(([, value]) => !value.includes('Twice'))",
    )
    .await?;
    page.open_files().await?;
    page.wait_for_text("#files", "newer.md").await?;
    let lines = page
        .run("return document.querySelectorAll('.files-line').length")
        .await?;
    ensure!(lines == 2, "{lines} files are listed");
    let notices = page.text_content(".notices").await?;
    ensure!(!notices.contains("Another tab"), "{notices}");
    Ok(())
}
