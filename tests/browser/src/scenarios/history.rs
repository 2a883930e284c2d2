//! The history of a document: kept by itself and by hand, compared, restored, exported and taken in.

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_pause_keeps_a_moment_that_comes_back),
        scenario!(Screen::WIDE, what_was_before_a_repair_comes_back),
        scenario!(Screen::WIDE, moments_are_kept_by_hand_and_by_keyboard),
        scenario!(Screen::WIDE, everything_goes_out_and_comes_in),
        scenario!(Screen::WIDE.dark(), the_history_is_accessible_in_the_dark),
        scenario!(Screen::PHONE, the_history_is_accessible_on_a_phone),
    ]
}

const FIRST: &str =
    "---\r\nname: first\r\ndescription: The first ผู้ช่วย.\r\n---\r\n\r\nBody of first.\r\n";

async fn open_history(page: &Page) -> Result<()> {
    page.run_command("history of").await?;
    page.wait_for_text("#dialog-title", "History").await
}

/// Opens a document and writes into it.
async fn open_changed(page: &Page) -> Result<()> {
    page.open_editor().await?;
    page.paste(FIRST).await?;
    page.wait_for_text(".body", "Body of first.").await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + Key::End).await?;
    page.type_keys("And more.").await?;
    page.wait_for_text(".body", "And more.").await
}

async fn a_pause_keeps_a_moment_that_comes_back(page: Page) -> Result<()> {
    open_changed(&page).await?;
    let changed = downloaded(&page).await?;
    open_history(&page).await?;
    // What was opened, and what stands since the pause.
    page.wait_for_count(".history-moment", 2).await?;
    page.click("li:last-child > .history-moment").await?;
    page.wait_for_text(".history-chosen .diff", "And more.")
        .await?;
    page.wait_for_text(".history-chosen", "system prompt")
        .await?;
    page.press_button(".history-chosen", "Restore").await?;
    page.wait_for(
        "the addition to be gone",
        "return !document.querySelector('.body').textContent.includes('And more.')",
    )
    .await?;
    ensure!(downloaded(&page).await? == FIRST, "not the same bytes");
    // It is one edit, which the editor takes back.
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + "z").await?;
    page.wait_for_text(".body", "And more.").await?;
    ensure!(
        downloaded(&page).await? == changed,
        "undone to something else"
    );
    // All of it is there at the next visit.
    page.open_editor().await?;
    open_history(&page).await?;
    page.wait_for(
        "the moments of the last visit",
        "return document.querySelectorAll('.history-moment').length >= 2",
    )
    .await
}

async fn what_was_before_a_repair_comes_back(page: Page) -> Result<()> {
    page.open_editor().await?;
    let before = downloaded(&page).await?;
    page.press_button("#panel", "Repair").await?;
    page.wait_for(
        "the repair",
        "return document.querySelector('.diagnosis .trouble') === null",
    )
    .await?;
    ensure!(downloaded(&page).await? != before, "nothing was repaired");
    open_history(&page).await?;
    page.wait_for_text(".history-list", "repair").await?;
    page.click("li:last-child > .history-moment").await?;
    page.press_button(".history-chosen", "Restore").await?;
    page.wait_for(
        "the trouble to be back",
        "return document.querySelector('.diagnosis .trouble') !== null",
    )
    .await?;
    ensure!(downloaded(&page).await? == before, "not the same bytes");
    Ok(())
}

async fn moments_are_kept_by_hand_and_by_keyboard(page: Page) -> Result<()> {
    open_changed(&page).await?;
    open_history(&page).await?;
    page.find("#history-name").await?.focus().await?;
    page.press("A good one").await?;
    page.press(Key::Enter + "").await?;
    page.wait_for_text(".history-keep", "It is kept.").await?;
    page.wait_for_text(".history-list", "A good one").await?;
    page.wait_for_count(".history-moment", 2).await?;
    page.find(".history-moment").await?.focus().await?;
    page.press(Key::Down + "").await?;
    page.press(Key::Enter + "").await?;
    page.wait_for_text(".history-chosen .diff", "And more.")
        .await?;
    page.find("li:first-child > .history-moment")
        .await?
        .focus()
        .await?;
    page.press(Key::Enter + "").await?;
    page.wait_for_text(".history-chosen h3", "A good one")
        .await?;
    page.press_button(".history-chosen", "Delete").await?;
    page.wait_for_count(".history-moment", 1).await?;
    page.press_button(".history-deleted", "Undo").await?;
    page.wait_for_text(".history-list", "A good one").await?;
    // A moment opens beside the document.
    page.click("li:last-child > .history-moment").await?;
    page.press_button(".history-chosen", "Open as a new document")
        .await?;
    page.wait_for(
        "the other text",
        "return !document.querySelector('.body').textContent.includes('And more.')",
    )
    .await?;
    page.open_files().await?;
    page.wait_for_count(".files-line", 2).await
}

/// The text on show byte for byte: as the page hands it to the browser's downloads.
async fn downloaded(page: &Page) -> Result<String> {
    page.watch_downloads().await?;
    page.run("document.activeElement?.blur()").await?;
    page.find("body")
        .await?
        .send_keys(Key::Control + "s")
        .await?;
    page.wait_for("the download", "return window.taken !== undefined")
        .await?;
    let text = page.run("return window.taken.text").await?;
    text.as_str()
        .map(str::to_owned)
        .context("the download is no text")
}

async fn everything_goes_out_and_comes_in(page: Page) -> Result<()> {
    open_changed(&page).await?;
    let changed = downloaded(&page).await?;
    open_history(&page).await?;
    page.find("#history-name").await?.focus().await?;
    page.press("A good one").await?;
    page.press(Key::Enter + "").await?;
    page.wait_for_text(".history-list", "A good one").await?;
    page.close_dialog().await?;
    page.paste("---\nname: second\ndescription: The second.\n---\n\nBody of second.\n")
        .await?;
    page.wait_for_text(".body", "Body of second.").await?;
    page.open_files().await?;
    page.wait_for_count(".files-line", 2).await?;
    page.watch_downloads().await?;
    page.press_button("#files", "Export everything").await?;
    page.wait_for("the export", "return window.taken !== undefined")
        .await?;
    let export = page.run("return window.taken.text").await?;
    let export = export.as_str().context("the export is no text")?.to_owned();
    // Taken in where all of it is, it brings nothing.
    drop_export(&page, &export).await?;
    page.wait_for_text(".notices", "2 documents were here already")
        .await?;
    // Taken in where nothing is, it brings all of it.
    page.open_path("/repo/about.html").await?;
    page.run(
        "localStorage.clear();
        window.gone = false;
        indexedDB.deleteDatabase('agent-playground').onsuccess = () => { window.gone = true; };",
    )
    .await?;
    page.wait_for("the library to be gone", "return window.gone")
        .await?;
    page.open_editor().await?;
    page.open_files().await?;
    page.wait_for_text(".files-state", "Nothing is kept yet")
        .await?;
    drop_export(&page, &export).await?;
    page.wait_for_text(".notices", "2 documents and").await?;
    page.wait_for_count(".files-line", 2).await?;
    let first = "return [...document.querySelectorAll('.files-open')].find((one) => one.textContent.includes('first'))";
    page.run(&format!("{}.click()", first.trim_start_matches("return ")))
        .await?;
    page.wait_for_text(".body", "And more.").await?;
    ensure!(downloaded(&page).await? == changed, "not the same bytes");
    open_history(&page).await?;
    page.wait_for_text(".history-list", "A good one").await?;
    page.close_dialog().await?;
    // One that was cut says so.
    drop_export(&page, &export[..export.len() / 2]).await?;
    page.wait_for_text(".notices", "could not be taken in")
        .await
}

async fn drop_export(page: &Page, export: &str) -> Result<()> {
    page.wait_until_files_can_be_dropped().await?;
    page.drop_files(&[("agent-playground.json", Some(export))])
        .await
}

async fn expect_accessible_history(page: &Page) -> Result<()> {
    page.open_editor().await?;
    page.paste(FIRST).await?;
    page.wait_for_text(".body", "Body of first.").await?;
    open_history(page).await?;
    page.expect_accessible().await?;
    page.find("#history-name").await?.focus().await?;
    page.press("A good one").await?;
    page.press(Key::Enter + "").await?;
    page.wait_for_text(".history-list", "A good one").await?;
    page.click(".history-moment").await?;
    page.wait_for_text(".history-chosen", "as it was then")
        .await?;
    page.expect_accessible().await?;
    let wider = page
        .run("return document.documentElement.scrollWidth > innerWidth")
        .await?;
    ensure!(wider == false, "the page is wider than the screen");
    page.expect_quiet_console().await
}

async fn the_history_is_accessible_in_the_dark(page: Page) -> Result<()> {
    expect_accessible_history(&page).await
}

async fn the_history_is_accessible_on_a_phone(page: Page) -> Result<()> {
    expect_accessible_history(&page).await
}
