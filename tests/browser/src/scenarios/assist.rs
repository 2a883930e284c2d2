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
        scenario!(Screen::WIDE, the_list_follows_keys_that_rush_in),
        scenario!(Screen::WIDE, the_pointer_tells_what_is_wrong),
        scenario!(Screen::WIDE, what_is_wrong_is_told_by_keyboard),
        scenario!(Screen::WIDE, other_programs_are_helped_with_their_own_keys),
        scenario!(Screen::WIDE.dark(), the_list_is_accessible),
        scenario!(Screen::WIDE, what_is_said_is_accessible),
        scenario!(Screen::WIDE.dark(), what_is_said_is_accessible),
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
    go_to_the_empty_line(page).await
}

/// Puts the caret on the fourth line. The editor hears of a selection a moment later, and until then puts its own
/// back.
async fn go_to_the_empty_line(page: &Page) -> Result<()> {
    page.wait_for(
        "the caret on the empty line",
        "const line = document.querySelectorAll('.cm-line')[3];
        if (line?.classList.contains('cm-activeLine')) return true;
        document.querySelector('.cm-content').focus();
        getSelection().collapse(line, 0);
        return false",
    )
    .await
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

/// Nothing waits between the letter and the keys for the list: they must not go to the text.
async fn the_list_follows_keys_that_rush_in(page: Page) -> Result<()> {
    open(&page).await?;
    page.type_keys("co").await?;
    page.wait_for("the keys", LIST).await?;
    // In a list that has just opened the editor passes over keys, which were meant for the text.
    tokio::time::sleep(Duration::from_millis(200)).await;
    page.type_keys("l" + Key::Down + Key::Enter).await?;
    page.wait_for_edited_text("\ncolor: \n---").await
}

/// A tool that is gone, and a key with a slip in it.
const WRONG: &str = "---\nname: helper\ndescription: Use this agent for tests.\nmodle: haiku\ntools: Read, MultiEdit\n---\n\nYou help.\n";

async fn open_wrong(page: &Page) -> Result<()> {
    page.open_editor().await?;
    page.paste(WRONG).await?;
    page.wait_for(
        "the marks",
        "return [...document.querySelectorAll('.problem-mark')].some((one) => one.textContent === 'MultiEdit')",
    )
    .await
}

/// What is said, from the top: the problem before the meaning.
const SAID: &str = "const said = document.querySelector('.cm-meaning');
    return said !== null && said.firstElementChild.matches('.said-problem')
        && said.textContent.includes('TL02 Retired tool') && /(Ctrl\\+|⌘)\\. shows its fixes/.test(said.textContent)
        && said.lastElementChild.textContent.includes('Edit does its work today.')";

async fn the_pointer_tells_what_is_wrong(page: Page) -> Result<()> {
    open_wrong(&page).await?;
    page.run("[...document.querySelectorAll('.problem-mark')].find((one) => one.textContent === 'MultiEdit').id = 'meant'")
        .await?;
    let mark = page.find("#meant").await?;
    page.driver
        .action_chain()
        .move_to_element_center(&mark)
        .perform()
        .await?;
    page.wait_for("the problem and the meaning", SAID).await?;
    page.expect_quiet_console().await
}

async fn what_is_wrong_is_told_by_keyboard(page: Page) -> Result<()> {
    open_wrong(&page).await?;
    page.find(".cm-content").await?.focus().await?;
    page.press(Key::Control + Key::Home).await?;
    page.press(Key::Down + Key::Down + Key::Down + Key::Down + Key::End)
        .await?;
    page.press(Key::Shift + Key::F1).await?;
    page.wait_for("the problem and the meaning", SAID).await?;
    page.wait_for(
        "assistive technology to hear of it",
        "return [...document.querySelectorAll('.cm-announced')].some((one) => one.textContent.includes('MultiEdit'))",
    )
    .await?;
    page.press(Key::Escape + "").await?;
    page.wait_for(
        "it to go",
        "return document.querySelector('.cm-meaning') === null",
    )
    .await?;
    page.press(Key::Shift + Key::F1).await?;
    page.wait_for("it again", SAID).await?;
    page.press(Key::Home + "").await?;
    page.wait_for(
        "it to go with the caret",
        "return document.querySelector('.cm-meaning') === null",
    )
    .await?;
    page.press(Key::Control + Key::End).await?;
    page.press(Key::Shift + Key::F1).await?;
    page.wait_for_text(".cm-meaning", "Nothing is known")
        .await?;
    page.expect_quiet_console().await
}

async fn other_programs_are_helped_with_their_own_keys(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.paste("---\ndescription: Use this agent for tests.\nmode: subagent\n\n---\n\nYou help.\n")
        .await?;
    go_to_the_empty_line(&page).await?;
    page.type_keys("pe").await?;
    page.wait_for_text(".cm-tooltip-autocomplete", "permission")
        .await?;
    let list = page.text_content(".cm-tooltip-autocomplete").await?;
    ensure!(!list.contains("permissionMode"), "the list is {list}");
    Ok(())
}

async fn what_is_said_is_accessible(page: Page) -> Result<()> {
    open_wrong(&page).await?;
    page.find(".cm-content").await?.focus().await?;
    page.press(Key::Control + Key::Home).await?;
    page.press(Key::Down + Key::Down + Key::Down + Key::Down + Key::End)
        .await?;
    page.press(Key::Shift + Key::F1).await?;
    page.wait_for("the problem and the meaning", SAID).await?;
    page.expect_accessible().await
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
