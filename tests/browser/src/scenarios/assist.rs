//! Completion at the caret, and what a word means.

use std::time::Duration;

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_key_and_its_value_are_completed_by_keyboard),
        scenario!(Screen::WIDE, a_tool_is_completed_by_mouse),
        scenario!(Screen::WIDE, nothing_is_offered_in_prose),
        scenario!(Screen::WIDE, the_pointer_tells_what_a_key_means),
        scenario!(Screen::WIDE.dark(), the_list_is_accessible),
    ]
}

const TEXT: &str =
    "---\nname: helper\ndescription: Use this agent for tests.\n\n---\n\nYou help.\n";
const LIST: &str = "return document.querySelectorAll('.cm-tooltip-autocomplete li').length > 0";
const NO_LIST: &str = "return document.querySelector('.cm-tooltip-autocomplete') === null";

/// Opens [`TEXT`] with the caret on the empty line of its frontmatter.
async fn open(page: &Page) -> Result<()> {
    page.open_editor().await?;
    page.paste(TEXT).await?;
    page.run(
        "const line = document.querySelectorAll('.cm-line')[3];
        document.querySelector('.cm-content').focus();
        getSelection().collapse(line, 0);",
    )
    .await?;
    Ok(())
}

/// Goes to the first choice. In a list that has just opened the editor passes over keys, which were
/// meant for the text.
async fn take_first(page: &Page) -> Result<()> {
    tokio::time::sleep(Duration::from_millis(200)).await;
    page.type_keys(Key::Down + "").await?;
    page.wait_for(
        "a choice",
        "return document.querySelector('.cm-tooltip-autocomplete [aria-selected]') !== null",
    )
    .await
}

async fn a_key_and_its_value_are_completed_by_keyboard(page: Page) -> Result<()> {
    open(&page).await?;
    page.type_keys("col").await?;
    page.wait_for("the keys", LIST).await?;
    page.wait_for_text(".cm-completionInfo, .cm-tooltip-autocomplete", "color")
        .await?;
    take_first(&page).await?;
    page.type_keys(Key::Enter + "").await?;
    page.wait_for_edited_text("\ncolor: \n---").await?;
    page.wait_for_text(".cm-tooltip-autocomplete", "purple")
        .await?;
    take_first(&page).await?;
    page.type_keys(Key::Enter + "").await?;
    page.wait_for_edited_text("\ncolor: red\n---").await?;
    page.wait_for("the list to go", NO_LIST).await?;
    page.expect_quiet_console().await
}

async fn a_tool_is_completed_by_mouse(page: Page) -> Result<()> {
    open(&page).await?;
    page.type_keys("tools: Read, Gr").await?;
    page.wait_for_text(".cm-tooltip-autocomplete", "Grep")
        .await?;
    page.click(".cm-tooltip-autocomplete li").await?;
    page.wait_for_edited_text("\ntools: Read, Grep\n---").await
}

async fn nothing_is_offered_in_prose(page: Page) -> Result<()> {
    open(&page).await?;
    page.type_keys("license: something").await?;
    page.wait_for_edited_text("license: something").await?;
    // The editor asks a moment after a key.
    tokio::time::sleep(Duration::from_millis(300)).await;
    page.wait_for("no list", NO_LIST).await?;
    page.type_keys(Key::Enter + "").await?;
    page.wait_for_edited_text("license: something\n\n---").await
}

async fn the_pointer_tells_what_a_key_means(page: Page) -> Result<()> {
    open(&page).await?;
    let key = page.find(".cm-line:nth-child(2) .tok-key").await?;
    page.driver
        .action_chain()
        .move_to_element_center(&key)
        .perform()
        .await?;
    page.wait_for_text(".cm-meaning", "What the agent is called by")
        .await?;
    let link = page
        .run("return document.querySelector('.cm-meaning a').rel")
        .await?;
    ensure!(link == "noopener", "the link is {link}");
    page.expect_quiet_console().await
}

async fn the_list_is_accessible(page: Page) -> Result<()> {
    open(&page).await?;
    page.type_keys("mo").await?;
    page.wait_for("the keys", LIST).await?;
    take_first(&page).await?;
    page.wait_for(
        "the choice's meaning",
        "return document.querySelector('.cm-completionInfo') !== null",
    )
    .await?;
    page.expect_accessible().await
}
