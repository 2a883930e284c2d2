//! Typing, undoing, searching: what a person does in the editor.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, what_is_typed_is_shown_and_changes_no_address),
        scenario!(Screen::WIDE, undo_goes_back_even_after_a_reload),
        scenario!(Screen::WIDE, undo_reaches_what_was_typed_into_the_textarea),
        scenario!(Screen::WIDE, tab_leaves_the_editor),
        scenario!(Screen::WIDE, search_and_replace_work_by_keyboard),
        scenario!(Screen::WIDE, a_pasted_definition_opens_and_undo_goes_back),
        scenario!(Screen::WIDE, undoing_a_paste_keeps_what_was_typed_into_it),
        scenario!(Screen::WIDE, folding_hides_the_frontmatter),
    ]
}

const NAME: &str = ".agent-name";
const SHIPPED: &str = "rust-axum-backend-specialist";

/// Puts the caret behind the name, by pressing it in the preview.
async fn caret_behind_the_name(page: &Page) -> Result<()> {
    page.click(NAME).await?;
    page.wait_for(
        "the editor to have the focus",
        "return document.activeElement.matches('.cm-content')",
    )
    .await?;
    page.type_keys(Key::End + "").await
}

async fn what_is_typed_is_shown_and_changes_no_address(page: Page) -> Result<()> {
    page.open_editor().await?;
    let address = page.driver.current_url().await?;
    caret_behind_the_name(&page).await?;
    page.type_keys("-two").await?;
    page.wait_for_text(NAME, "rust-axum-backend-specialist-two")
        .await?;
    let title = page.driver.title().await?;
    ensure!(
        title.starts_with("rust-axum-backend-specialist-two"),
        "the title is {title}"
    );
    ensure!(
        page.driver.current_url().await? == address,
        "the address changed"
    );
    page.expect_quiet_console().await
}

async fn undo_goes_back_even_after_a_reload(page: Page) -> Result<()> {
    page.open_editor().await?;
    caret_behind_the_name(&page).await?;
    page.type_keys("-two").await?;
    page.wait_for_text(NAME, "-two").await?;
    page.wait_for_text(".kept", "Kept in this browser").await?;
    page.driver.refresh().await?;
    page.open_editor().await?;
    page.wait_for_text(NAME, "-two").await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + "z").await?;
    page.wait_for(
        "the name to be as shipped",
        &format!("return document.querySelector('{NAME}').textContent.trim() === '{SHIPPED}'"),
    )
    .await
}

async fn undo_reaches_what_was_typed_into_the_textarea(page: Page) -> Result<()> {
    page.open_site(crate::page::Site::Slow).await?;
    page.find("#source").await?.send_keys("Early ").await?;
    page.wait_for_editor().await?;
    let text = "return document.querySelector('.cm-content').textContent.includes('Early')";
    page.wait_for("the early word", text).await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + "z").await?;
    page.wait_for(
        "the early word to be undone",
        &text.replace("return ", "return !"),
    )
    .await
}

async fn tab_leaves_the_editor(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.click(".cm-content").await?;
    let before = page.edited_text().await?;
    page.type_keys(Key::Tab + "").await?;
    page.wait_for(
        "the focus to leave",
        "return !document.activeElement.closest('.cm-editor')",
    )
    .await?;
    ensure!(page.edited_text().await? == before, "Tab changed the text");
    Ok(())
}

async fn search_and_replace_work_by_keyboard(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + "f").await?;
    page.wait_for(
        "the search panel",
        "return document.activeElement.matches('.cm-search [name=search]')",
    )
    .await?;
    page.press("sonnet").await?;
    page.press(Key::Enter + "").await?;
    page.wait_for(
        "the match to be selected",
        "return document.querySelector('.cm-searchMatch-selected')?.textContent === 'sonnet'",
    )
    .await?;
    page.expect_accessible().await?;
    page.find(".cm-search [name=replace]")
        .await?
        .send_keys("opus" + Key::Enter)
        .await?;
    page.wait_for_text(".fields", "opus").await?;
    page.press(Key::Escape + "").await?;
    page.wait_for(
        "the panel to close",
        "return document.querySelector('.cm-search') === null",
    )
    .await?;
    page.expect_quiet_console().await
}

async fn a_pasted_definition_opens_and_undo_goes_back(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.paste("---\nname: pasted\ndescription: It came by paste.\n---\nBody\n")
        .await?;
    page.wait_for_text(NAME, "pasted").await?;
    page.click(".notice:last-child .button").await?;
    page.wait_for_text(NAME, SHIPPED).await
}

async fn undoing_a_paste_keeps_what_was_typed_into_it(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.paste("---\nname: pasted\ndescription: It came by paste.\n---\nBody\n")
        .await?;
    caret_behind_the_name(&page).await?;
    page.type_keys("-and-changed").await?;
    page.wait_for_text(NAME, "pasted-and-changed").await?;
    page.click(".notice:last-child .button").await?;
    page.wait_for_text(NAME, SHIPPED).await?;
    // It is among the files, wherever the browser has it.
    page.open_files().await?;
    page.wait_for_text("#files", "pasted-and-changed").await
}

async fn folding_hides_the_frontmatter(page: Page) -> Result<()> {
    page.open_editor().await?;
    let shown =
        "return document.querySelector('.cm-content').textContent.includes('model: sonnet')";
    page.wait_for("the frontmatter", shown).await?;
    page.click(".cm-foldGutter .cm-gutterElement:nth-child(2) span")
        .await?;
    page.wait_for(
        "the frontmatter to be folded",
        &shown.replace("return ", "return !"),
    )
    .await
}
