//! Writing that is not Latin, by keys and by an input method that composes.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::engines::Engine;
use crate::page::{Page, Site};
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, thai_and_chinese_are_typed_and_undone),
        scenario!(Screen::WIDE, a_composition_in_the_editor_is_left_alone)
            .only_in(Engine::Chromium),
        scenario!(Screen::WIDE, the_editor_waits_for_a_composition_to_end)
            .only_in(Engine::Chromium),
    ]
}

const NAME: &str = ".agent-name";

async fn caret_behind_the_name(page: &Page) -> Result<()> {
    page.click(NAME).await?;
    page.wait_for(
        "the editor to have the focus",
        "return document.activeElement.matches('.cm-content')",
    )
    .await?;
    page.type_keys(Key::End + "").await
}

async fn thai_and_chinese_are_typed_and_undone(page: Page) -> Result<()> {
    page.open_editor().await?;
    caret_behind_the_name(&page).await?;
    page.type_keys("-ที่นี่-中文").await?;
    page.wait_for_text(NAME, "specialist-ที่นี่-中文").await?;
    page.type_keys(Key::Control + "z").await?;
    page.wait_for(
        "the name to be as shipped",
        &format!("return document.querySelector('{NAME}').textContent.endsWith('-specialist')"),
    )
    .await?;
    page.type_keys(Key::Control + "y").await?;
    page.wait_for_text(NAME, "specialist-ที่นี่-中文").await?;
    page.type_keys(Key::Backspace + Key::Backspace).await?;
    page.wait_for(
        "the two characters to go",
        &format!("return document.querySelector('{NAME}').textContent.endsWith('-ที่นี่-')"),
    )
    .await?;
    page.expect_quiet_console().await
}

/// How often a word stands in the editor: a broken composition leaves parts of itself.
async fn count(page: &Page, word: &str) -> Result<usize> {
    Ok(page.edited_text().await?.matches(word).count())
}

async fn a_composition_in_the_editor_is_left_alone(page: Page) -> Result<()> {
    page.open_editor().await?;
    caret_behind_the_name(&page).await?;
    for step in ["z", "zh", "zhong", "zhongwen"] {
        page.compose(step).await?;
        page.wait_for_text(NAME, &format!("specialist{step}"))
            .await?;
    }
    page.commit_composition("中文").await?;
    page.wait_for_text(NAME, "specialist中文").await?;
    ensure!(count(&page, "zhong").await? == 0, "letters were left over");
    ensure!(count(&page, "specialist中文").await? == 1, "it came twice");
    // The colours, which wait for the end, are there again.
    page.wait_for(
        "the line's colours",
        "return document.querySelector('.cm-activeLine .tok-key')?.textContent === 'name'",
    )
    .await?;
    page.expect_quiet_console().await
}

async fn the_editor_waits_for_a_composition_to_end(page: Page) -> Result<()> {
    page.open_site(Site::Slow).await?;
    let source = page.find("#source").await?;
    source.send_keys(Key::Control + Key::Home).await?;
    page.compose("zhong").await?;
    page.wait_until_mounted().await?;
    page.wait_for(
        "the editor's chunk to be there",
        "return document.querySelector('#editor .cm-editor') !== null",
    )
    .await?;
    let shown = page
        .run("return !document.querySelector('#source').hidden && document.querySelector('#source').value.startsWith('zhong')")
        .await?;
    ensure!(shown == true, "the textarea went away while it composed");
    page.commit_composition("中文").await?;
    page.wait_for_editor().await?;
    ensure!(count(&page, "zhong").await? == 0, "letters were left over");
    ensure!(
        count(&page, "中文---").await? == 1,
        "the text is not there once"
    );
    page.wait_for(
        "the editor to have the focus",
        "return document.activeElement.matches('.cm-content')",
    )
    .await
}
