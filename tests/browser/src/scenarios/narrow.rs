//! At phone width: one thing at a time, and a keyboard only when asked for.

use anyhow::{Result, ensure};

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::PHONE, the_preview_comes_first),
        scenario!(Screen::PHONE, a_tap_marks_and_shows_no_keyboard),
        scenario!(Screen::PHONE, the_source_is_shown_on_request_and_accessible),
        scenario!(Screen::PHONE, nothing_is_wider_than_the_screen),
        scenario!(Screen::PHONE, nothing_in_the_bar_lies_over_anything_else),
    ]
}

const SHOW_SOURCE: &str = ".bottom-bar button:nth-child(2)";

async fn the_preview_comes_first(page: Page) -> Result<()> {
    page.open_editor().await?;
    let seen = page
        .run("return [document.querySelector('#panel').offsetWidth > 0, document.querySelector('#source-pane').offsetWidth > 0, document.querySelectorAll('.bottom-bar button').length]")
        .await?;
    ensure!(
        seen[0] == true && seen[1] == false,
        "preview and source are seen: {seen}"
    );
    ensure!(
        seen[2].as_u64().is_some_and(|items| items <= 5),
        "the bar has {} items",
        seen[2]
    );
    Ok(())
}

async fn a_tap_marks_and_shows_no_keyboard(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.click(".example .part.user .said").await?;
    page.wait_for(
        "the part to be marked",
        "return document.querySelector('.part.user.is-here') !== null",
    )
    .await?;
    let focused = page
        .run("return document.activeElement.matches('.cm-content, textarea, input')")
        .await?;
    ensure!(focused == false, "the tap put the focus into a text field");
    page.click(SHOW_SOURCE).await?;
    page.wait_for(
        "the source to have the focus",
        "return document.activeElement.matches('.cm-content')",
    )
    .await
}

async fn the_source_is_shown_on_request_and_accessible(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.click(SHOW_SOURCE).await?;
    page.wait_for(
        "the source",
        "return document.querySelector('#source-pane').offsetWidth > 0",
    )
    .await?;
    page.expect_accessible().await
}

async fn nothing_is_wider_than_the_screen(page: Page) -> Result<()> {
    page.open_editor().await?;
    let wide = page
        .run("return [document.documentElement.scrollWidth - innerWidth, document.querySelector('#panel').scrollWidth - document.querySelector('#panel').clientWidth]")
        .await?;
    ensure!(
        wide[0].as_i64() <= Some(0) && wide[1].as_i64() <= Some(0),
        "too wide by {wide}"
    );
    Ok(())
}

/// Once a draft is kept, too.
async fn nothing_in_the_bar_lies_over_anything_else(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.paste("---\nname: a\ndescription: Use it.\n---\n\nYou help.\n")
        .await?;
    page.wait_for_text(".kept", "Kept in this browser").await?;
    let overlaps = page
        .run("const boxes = [...document.querySelectorAll('.brand, #bar-actions > *, #about-link')]
                .map((one) => one.getBoundingClientRect())
                .filter((box) => box.width > 0)
                .sort((a, b) => a.left - b.left);
            return boxes.filter((box, index) => index > 0 && box.left < boxes[index - 1].right - 0.5).length")
        .await?;
    ensure!(
        overlaps == 0,
        "{overlaps} parts of the bar lie over another"
    );
    Ok(())
}
