//! What can be counted: shown without a score, each gone to, and the examples turned into scenarios.

use anyhow::{Result, ensure};
use serde_json::Value;
use thirtyfour::Key;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, each_figure_leads_to_its_place_by_keyboard),
        scenario!(Screen::WIDE, figures_follow_what_is_typed),
        scenario!(Screen::WIDE, examples_become_scenarios_in_one_press),
        scenario!(Screen::WIDE, a_file_of_nothing_has_no_figures),
        scenario!(Screen::WIDE.dark(), the_figures_are_accessible),
        scenario!(Screen::PHONE, the_figures_are_accessible),
    ]
}

const FILE: &str = "---\nname: reviewer\ndescription: \"Reviews changes. Use it after a change. <example>Context: A change is done. user: 'Look at it' assistant: 'I call the reviewer'</example>\"\ntools: Read, Grep\n---\n\nYou review changes.\n\n## Steps\n\n- Read them.\n";

/// Opens a text with the panel on show.
async fn open(page: &Page, text: &str) -> Result<()> {
    page.open_editor().await?;
    page.paste(text).await?;
    page.click("#tab-problems").await?;
    page.wait_for(
        "the panel",
        "return document.querySelector('#problems-title') !== null",
    )
    .await
}

/// The figures, as name and value.
async fn figures(page: &Page) -> Result<Vec<(String, String)>> {
    let found = page
        .run("return [...document.querySelectorAll('.figure')].map((one) =>
            [one.querySelector('.figure-name').textContent, one.querySelector('.figure-value').textContent])")
        .await?;
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = found.as_array().cloned().unwrap_or_default();
    Ok(rows
        .iter()
        .map(|row| (word(&row[0]), word(&row[1])))
        .collect())
}

async fn expect_value(page: &Page, name: &str, value: &str) -> Result<()> {
    let script = "return [...document.querySelectorAll('.figure')].some((one) =>
        one.querySelector('.figure-name').textContent === arguments[0]
            && one.querySelector('.figure-value').textContent === arguments[1])";
    for _ in 0..200 {
        if page
            .run_with(script, vec![name.into(), value.into()])
            .await?
            == true
        {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let found = figures(page).await?;
    anyhow::bail!("{name} is not {value:?} among {found:?}")
}

/// Gives the focus to a figure, as the Tab key would.
async fn focus_figure(page: &Page, name: &str) -> Result<()> {
    page.run_with(
        "[...document.querySelectorAll('.figure .to-source')].find((one) =>
            one.querySelector('.figure-name').textContent === arguments[0]).focus()",
        vec![name.into()],
    )
    .await?;
    Ok(())
}

async fn each_figure_leads_to_its_place_by_keyboard(page: Page) -> Result<()> {
    open(&page, FILE).await?;
    expect_value(&page, "Says when to call it", "found: \"Use\"").await?;
    for (name, place) in [
        ("Says when to call it", "Use"),
        ("Structure", "## Steps"),
        ("Examples", "<example>"),
        ("System prompt", "You review changes."),
    ] {
        focus_figure(&page, name).await?;
        page.press(Key::Enter + "").await?;
        let script = format!(
            "return getSelection().toString().startsWith({})
                && document.activeElement.matches('.cm-content')",
            Value::from(place)
        );
        page.wait_for(name, &script).await?;
    }
    // Each says what it means and by whose word, and none is a score.
    page.run("document.querySelectorAll('.figure summary').forEach((one) => one.click())")
        .await?;
    let lacking = page
        .run("return [...document.querySelectorAll('.figure')].filter((one) =>
            !/Said by: \\S/.test(one.textContent) || one.querySelectorAll('details p').length < 2).length")
        .await?;
    ensure!(lacking == 0, "{lacking} figures do not say who says so");
    let words = page.text_content(".figures").await?;
    ensure!(words.contains("More are not better."), "said is {words}");
    let link = page
        .run("return document.querySelector('.figure a').href.startsWith('https://')")
        .await?;
    ensure!(link == true, "no figure has its link");
    page.expect_quiet_console().await
}

async fn figures_follow_what_is_typed(page: Page) -> Result<()> {
    open(&page, FILE).await?;
    expect_value(&page, "Structure", "1 heading, 1 list").await?;
    page.run("document.querySelector('.figure summary').click()")
        .await?;
    page.find(".cm-content").await?.focus().await?;
    page.press(Key::Control + Key::End).await?;
    page.type_keys(Key::Enter + "## Output").await?;
    expect_value(&page, "Structure", "2 headings, 1 list").await?;
    let open = page
        .run("return document.querySelector('.figure details').open")
        .await?;
    ensure!(open == true, "what was open was closed by typing");
    Ok(())
}

async fn examples_become_scenarios_in_one_press(page: Page) -> Result<()> {
    open(&page, FILE).await?;
    expect_value(
        &page,
        "Examples",
        "1 example in the description, 1 told as a conversation",
    )
    .await?;
    page.click(".figure > .button").await?;
    expect_value(&page, "Examples", "1 scenario in the body").await?;
    let text = page.edited_text().await?;
    ensure!(
        text.contains("## When to invoke") && !text.contains("<example>"),
        "the source is {text}"
    );
    page.wait_for(
        "the press to go, and the focus to stay at the figure",
        "return document.querySelector('.figure > .button').hidden
            && document.activeElement.id === 'figure-examples'",
    )
    .await?;
    page.press(Key::Control + "z").await?;
    expect_value(
        &page,
        "Examples",
        "1 example in the description, 1 told as a conversation",
    )
    .await?;
    let text = page.edited_text().await?;
    ensure!(text == FILE, "undo gives {text}");
    page.expect_quiet_console().await
}

async fn a_file_of_nothing_has_no_figures(page: Page) -> Result<()> {
    open(&page, "# A list of things\n\n- one\n").await?;
    page.wait_for(
        "no figures",
        "return document.querySelector('.figures').hidden",
    )
    .await
}

async fn the_figures_are_accessible(page: Page) -> Result<()> {
    open(&page, FILE).await?;
    expect_value(&page, "Structure", "1 heading, 1 list").await?;
    page.run(
        "document.querySelectorAll('.figure summary').forEach((one) => one.click());
        document.querySelectorAll('.notice button[aria-label]').forEach((one) => one.click());
        document.querySelector('.figures').scrollIntoView()",
    )
    .await?;
    page.expect_accessible().await?;
    let wide = page
        .run("const panel = document.querySelector('#panel');
            return [document.documentElement.scrollWidth - innerWidth, panel.scrollWidth - panel.clientWidth]")
        .await?;
    ensure!(
        (0..2).all(|index| wide[index].as_i64() <= Some(0)),
        "page and panel are too wide by {wide}"
    );
    page.expect_quiet_console().await
}
