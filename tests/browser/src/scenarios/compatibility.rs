//! What each program reads, and the repair: by mouse, by keyboard, and for everybody.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, one_press_mends_a_broken_file),
        scenario!(Screen::WIDE, a_broken_file_is_mended_by_keyboard),
        scenario!(Screen::PHONE, a_broken_file_is_mended_on_a_phone),
        scenario!(Screen::WIDE, a_repair_is_one_step_of_undo),
        scenario!(Screen::WIDE, the_style_of_a_repair_can_be_chosen),
        scenario!(Screen::WIDE, a_file_in_order_is_offered_no_repair),
        scenario!(Screen::WIDE, lost_text_is_struck_through),
        scenario!(Screen::WIDE, version_and_home_are_chosen_once),
        scenario!(Screen::WIDE, the_kind_is_found_and_can_be_changed),
        scenario!(Screen::WIDE, a_loss_leads_to_its_place),
        scenario!(Screen::WIDE, the_tabs_are_moved_among_by_keyboard),
        scenario!(Screen::WIDE, the_panel_is_accessible_in_the_light),
        scenario!(Screen::WIDE.dark(), the_panel_is_accessible_in_the_dark),
        scenario!(Screen::PHONE, the_panel_is_accessible_on_a_phone),
    ]
}

/// Examples at the left margin: the documented form, which no program reads.
const BROKEN: &str = "---\nname: code-reviewer\ndescription: Use this agent after a change.\n\n<example>\nContext: A change is done.\nuser: \"It is done\"\nassistant: \"I will call the code-reviewer\"\n</example>\nmodel: sonnet\n---\n\nYou review code.\n";

const OFFERED: &str = ".offer .button.primary";

/// Pastes a file that does not load, and waits for what is said of it.
async fn paste_broken(page: &Page) -> Result<()> {
    page.open_editor().await?;
    page.paste(BROKEN).await?;
    page.wait_for_text("#verdict", "does not load").await?;
    // The offer for the shipped definition stands there until this one is worked out.
    page.wait_for_text(".offer", "evidently meant").await
}

async fn expect_mended(page: &Page) -> Result<()> {
    page.wait_for_text("#verdict", "project file: loads; valid YAML")
        .await?;
    page.wait_for(
        "the offer to go",
        "return document.querySelector('.offer') === null",
    )
    .await?;
    let text = page.edited_text().await?;
    for kept in [
        "name: code-reviewer\n",
        "model: sonnet\n",
        "\n---\n\nYou review code.\n",
        "Context: A change is done.",
        "</example>",
    ] {
        ensure!(text.contains(kept), "{kept:?} is not in {text:?}");
    }
    page.expect_quiet_console().await
}

async fn one_press_mends_a_broken_file(page: Page) -> Result<()> {
    paste_broken(&page).await?;
    let offer = page.text_of(".offer").await?;
    for who in ["Claude Code 2.1.330", "Strict YAML 1.2"] {
        ensure!(
            offer.contains(who),
            "the offer does not name {who}: {offer}"
        );
    }
    ensure!(
        page.run("return document.querySelectorAll('.diff .removed, .diff .added').length > 1")
            .await?
            == true,
        "the change is not shown before it is made"
    );
    page.click(OFFERED).await?;
    expect_mended(&page).await
}

async fn a_broken_file_is_mended_by_keyboard(page: Page) -> Result<()> {
    paste_broken(&page).await?;
    page.run_command("repair").await?;
    expect_mended(&page).await
}

async fn a_broken_file_is_mended_on_a_phone(page: Page) -> Result<()> {
    paste_broken(&page).await?;
    page.click(OFFERED).await?;
    expect_mended(&page).await?;
    let focused = page
        .run("return document.activeElement.matches('.cm-content, textarea, input')")
        .await?;
    ensure!(
        focused == false,
        "the repair put the focus into a text field"
    );
    Ok(())
}

async fn a_repair_is_one_step_of_undo(page: Page) -> Result<()> {
    paste_broken(&page).await?;
    page.click(OFFERED).await?;
    expect_mended(&page).await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + "z").await?;
    page.wait_for_text("#verdict", "does not load").await?;
    let text = page.edited_text().await?;
    ensure!(text == BROKEN, "undo gives {text}");
    Ok(())
}

async fn the_style_of_a_repair_can_be_chosen(page: Page) -> Result<()> {
    paste_broken(&page).await?;
    // The drivers disagree about what lies in a disclosure, and about arrows in a group of choices.
    page.run(
        "const choice = document.querySelector('.style-choice label:last-of-type input');
        choice.focus();
        choice.click();",
    )
    .await?;
    page.wait_for_text(".diff", "|-").await?;
    page.click(OFFERED).await?;
    expect_mended(&page).await?;
    page.wait_for_edited_text("description: |-\n  Use this agent")
        .await
}

async fn a_file_in_order_is_offered_no_repair(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.wait_for_text(".offer", "Repair").await?;
    page.paste("---\nname: a\ndescription: Use it.\n---\n\nYou help.\n")
        .await?;
    page.wait_for_text("#verdict", "loads; valid YAML").await?;
    page.wait_for(
        "the offer to go",
        "return document.querySelector('.offer') === null",
    )
    .await
}

async fn lost_text_is_struck_through(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.paste("---\nname: a\ndescription: Use it # and this is gone\n---\n\nYou help.\n")
        .await?;
    page.wait_for_text("#verdict", "loads, but loses text: line 3")
        .await?;
    page.wait_for(
        "the lost text to be marked",
        "return [...document.querySelectorAll('.tok-lost')].map((one) => one.textContent).join('') === '# and this is gone'",
    )
    .await?;
    let line = page
        .run("return getComputedStyle(document.querySelector('.tok-lost')).textDecorationLine")
        .await?;
    ensure!(line == "line-through", "it is drawn with {line}");
    Ok(())
}

async fn version_and_home_are_chosen_once(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.click("#tab-compatibility").await?;
    let choose = "const select = document.querySelectorAll('.asked select')[arguments[0]];
        select.value = arguments[1];
        select.dispatchEvent(new Event('change', { bubbles: true }));";
    page.run_with(choose, vec![1.into(), "user".into()]).await?;
    page.run_with(choose, vec![2.into(), "2.0.77".into()])
        .await?;
    page.wait_for_text("#verdict", "Claude Code 2.0.77, user file: loads")
        .await?;
    page.wait_for_text(".program", "Claude Code 2.0.77, user file")
        .await?;
    page.open_editor().await?;
    page.wait_for_text("#verdict", "Claude Code 2.0.77, user file: loads")
        .await?;
    page.click("#tab-compatibility").await?;
    let chosen = page
        .run("return [...document.querySelectorAll('.asked select')].map((one) => one.value).slice(1).join(' ')")
        .await?;
    ensure!(chosen == "user 2.0.77", "the choices show {chosen}");
    Ok(())
}

async fn the_kind_is_found_and_can_be_changed(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.wait_for_text(".kind-chip", "Claude Code agent")
        .await?;
    page.paste(
        "---\ndescription: Use it.\nmode: subagent\npermission:\n  edit: deny\n---\n\nYou help.\n",
    )
    .await?;
    page.wait_for_text(".kind-chip", "OpenCode agent").await?;
    page.wait_for_text("#verdict", "OpenCode 1.18: loads; valid YAML")
        .await?;
    page.click(".kind-chip").await?;
    page.find(".asked select").await?;
    page.run(
        "const select = document.querySelector('.asked select');
        select.value = 'Claude Code agent';
        select.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await?;
    page.wait_for_text(
        "#verdict",
        "project file: does not load: line 1: it has no name",
    )
    .await?;
    page.wait_for_text("#kind-why", "You said so").await
}

async fn a_loss_leads_to_its_place(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.click("#tab-compatibility").await?;
    page.wait_for_text(".losses", "Line 3: \"Examples:\"")
        .await?;
    page.click(".losses .to-source").await?;
    page.wait_for(
        "the place to be selected",
        "return getSelection().toString() === 'Examples:'",
    )
    .await
}

async fn the_tabs_are_moved_among_by_keyboard(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.find("#tab-preview").await?.focus().await?;
    page.press(Key::Right + "").await?;
    page.wait_for(
        "the next panel, its tab focused",
        "return document.activeElement.id === 'tab-compatibility'
            && document.querySelector('.compatibility') !== null
            && document.querySelector('#panel').getAttribute('aria-labelledby') === 'tab-compatibility'",
    )
    .await?;
    page.press(Key::Home + "").await?;
    page.wait_for(
        "the first panel",
        "return document.activeElement.id === 'tab-preview' && document.querySelector('.preview') !== null",
    )
    .await
}

/// With a broken file and all details open.
async fn the_panel_is_accessible(page: &Page) -> Result<()> {
    paste_broken(page).await?;
    page.expect_accessible().await?;
    page.click("#tab-compatibility").await?;
    page.wait_for_text(".programs", "Strict YAML").await?;
    page.run("document.querySelectorAll('.compatibility details').forEach((one) => { one.open = true; })")
        .await?;
    page.wait_for_text(".program", "System prompt").await?;
    page.expect_accessible().await?;
    let wide = page
        .run("return document.documentElement.scrollWidth - innerWidth")
        .await?;
    ensure!(wide.as_i64() <= Some(0), "too wide by {wide}");
    page.click(OFFERED).await?;
    expect_mended(page).await?;
    page.expect_accessible().await
}

async fn the_panel_is_accessible_in_the_light(page: Page) -> Result<()> {
    the_panel_is_accessible(&page).await
}

async fn the_panel_is_accessible_in_the_dark(page: Page) -> Result<()> {
    the_panel_is_accessible(&page).await
}

async fn the_panel_is_accessible_on_a_phone(page: Page) -> Result<()> {
    the_panel_is_accessible(&page).await
}
