//! The dialogs and the splitter: by keyboard, and for everybody.

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, every_dialog_is_accessible_in_the_light),
        scenario!(Screen::WIDE.dark(), every_dialog_is_accessible_in_the_dark),
        scenario!(Screen::PHONE, every_dialog_is_accessible_on_a_phone),
        scenario!(
            Screen::PHONE.dark(),
            every_dialog_is_accessible_on_a_phone_in_the_dark
        ),
        scenario!(Screen::WIDE, the_palette_runs_a_command_by_keyboard),
        scenario!(
            Screen::WIDE,
            a_question_mark_shows_the_keys_outside_text_only
        ),
        scenario!(
            Screen::WIDE,
            the_borders_move_by_keyboard_and_are_remembered
        ),
        scenario!(Screen::WIDE, the_borders_move_by_mouse),
        scenario!(Screen::MIDDLE, about_tells_version_policy_and_licences),
    ]
}

/// Opens a dialog through the palette, which is there at every width.
async fn open_dialog(page: &Page, command: &str, title: &str) -> Result<()> {
    if command.is_empty() {
        return page.open_palette().await;
    }
    page.run_command(command).await?;
    page.wait_for_text("#dialog-title", title).await
}

async fn every_dialog_is_accessible(page: &Page) -> Result<()> {
    page.open_editor().await?;
    for (command, title) in [("", "Commands"), ("Keys", "Keys"), ("Share as", "Share")] {
        open_dialog(page, command, title).await?;
        page.expect_accessible().await?;
        page.close_dialog().await?;
    }
    page.expect_quiet_console().await
}

async fn every_dialog_is_accessible_in_the_light(page: Page) -> Result<()> {
    every_dialog_is_accessible(&page).await
}

async fn every_dialog_is_accessible_in_the_dark(page: Page) -> Result<()> {
    every_dialog_is_accessible(&page).await
}

async fn every_dialog_is_accessible_on_a_phone(page: Page) -> Result<()> {
    every_dialog_is_accessible(&page).await
}

async fn every_dialog_is_accessible_on_a_phone_in_the_dark(page: Page) -> Result<()> {
    every_dialog_is_accessible(&page).await
}

async fn the_palette_runs_a_command_by_keyboard(page: Page) -> Result<()> {
    page.open_editor().await?;
    open_dialog(&page, "", "Commands").await?;
    page.press("go desc").await?;
    page.press(Key::Enter + "").await?;
    page.wait_for(
        "the description to be selected",
        "return getSelection().toString().startsWith('description: Use this agent')",
    )
    .await
}

async fn a_question_mark_shows_the_keys_outside_text_only(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.click(".cm-content").await?;
    page.type_keys("?").await?;
    page.wait_for_edited_text("?").await?;
    let open = page
        .run("return document.querySelector('dialog').open")
        .await?;
    ensure!(open == false, "the keys opened while typing");
    page.run("document.activeElement.blur()").await?;
    page.find("body").await?.send_keys("?").await?;
    page.wait_for_text("#dialog-title", "Keys").await
}

/// Waits until a border says that width.
async fn wait_for_border(page: &Page, border: &str, width: &str) -> Result<()> {
    page.wait_for(
        &format!("{border} at {width}"),
        &format!(
            "return document.querySelector('{border}')?.getAttribute('aria-valuenow') === '{width}'"
        ),
    )
    .await
}

async fn the_borders_move_by_keyboard_and_are_remembered(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.open_files().await?;
    for (border, before, after) in [("#splitter", "50", "54"), ("#files-border", "17", "19")] {
        wait_for_border(&page, border, before).await?;
        page.find(border).await?.focus().await?;
        page.press(Key::Right + Key::Right).await?;
        wait_for_border(&page, border, after).await?;
    }
    page.open_editor().await?;
    wait_for_border(&page, "#splitter", "54").await?;
    wait_for_border(&page, "#files-border", "19").await?;
    let width = page
        .run("return document.querySelector('#files').getBoundingClientRect().width / parseFloat(getComputedStyle(document.documentElement).fontSize)")
        .await?;
    ensure!(width.as_f64() == Some(19.0), "it is {width} rem wide");
    page.expect_accessible().await
}

async fn the_borders_move_by_mouse(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.open_files().await?;
    let ends = "return ['#files', '#source-pane'].map((one) => Math.round(document.querySelector(one).getBoundingClientRect().right))";
    for (border, which) in [("#files-border", 0), ("#splitter", 1)] {
        wait_for_border(&page, border, if which == 0 { "17" } else { "50" }).await?;
        let before = page.run(ends).await?[which].as_i64().context("no end")?;
        let handle = page.find(border).await?;
        page.driver
            .action_chain()
            .click_and_hold_element(&handle)
            .move_by_offset(40, 0)
            .release()
            .perform()
            .await?;
        let after = page.run(ends).await?[which].as_i64().context("no end")?;
        // A border stands at whole tenths of its unit.
        ensure!(
            (after - before - 40).abs() <= 4,
            "{border} went from {before} to {after}"
        );
    }
    Ok(())
}

async fn about_tells_version_policy_and_licences(page: Page) -> Result<()> {
    page.open().await?;
    let policy = page
        .run("return document.querySelector('meta[http-equiv]').content")
        .await?;
    let playground = page.driver.window().await?;
    page.click("#about-link").await?;
    page.wait_for_tabs(2).await?;
    let tabs = page.driver.windows().await?;
    let about = tabs.into_iter().find(|tab| *tab != playground);
    page.driver
        .switch_to_window(about.context("there is no second tab")?)
        .await?;
    page.wait_for_text("#build", "Version ").await?;
    page.wait_for_text("#dependencies", "leptos").await?;
    page.wait_for_text("#dependencies", "@codemirror/view")
        .await?;
    let shown = page
        .run("return [...document.querySelectorAll('#policy li')].map((item) => item.textContent).join('; ')")
        .await?;
    ensure!(
        shown == policy,
        "shown is {shown}, in force in the playground is {policy}"
    );
    page.expect_accessible().await
}
