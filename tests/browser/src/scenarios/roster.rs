//! The roster: all definitions of a collection side by side.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::page::{Page, keys_of};
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_collection_is_compared),
        scenario!(Screen::WIDE, a_request_is_answered_in_order),
        scenario!(Screen::WIDE, rows_are_sorted_and_filtered),
        scenario!(Screen::WIDE, a_row_follows_its_text),
        scenario!(
            Screen::WIDE,
            thousands_of_rows_are_there_when_they_are_in_sight
        ),
        scenario!(Screen::PHONE, a_row_opens_on_a_phone),
    ]
}

fn agent(name: &str, description: &str, fields: &str) -> String {
    format!("---\nname: {name}\ndescription: {description}\n{fields}---\n\nYou are {name}.\n")
}

/// The agents of a project: two that compete, two of one name, one with a foreign tool, one that does not
/// load.
fn project() -> Vec<(&'static str, String)> {
    let review =
        |what: &str| format!("Review {what} code changes with a high bar after a feature is done.");
    vec![
        (
            "python.md",
            agent("python-reviewer", &review("Python"), "tools: Read\n"),
        ),
        (
            "rails.md",
            agent("rails-reviewer", &review("Rails"), "tools: Read, Grep\n"),
        ),
        (
            "one.md",
            agent("twin", "Use it when bread is to be baked.", "tools: []\n"),
        ),
        (
            "two.md",
            agent("twin", "Use it when a garden needs water.", ""),
        ),
        (
            "tuner.md",
            agent(
                "database-tuner",
                "Use it when queries are slow.",
                "tools: Read, codebase\n",
            ),
        ),
        (
            "lost.md",
            "---\nname: lost\ndescription: \"never closed\n---\n\nBody.\n".to_owned(),
        ),
    ]
}

/// Brings a folder in as a person does who chooses it, and shows its roster.
async fn show(page: &Page, files: Vec<(String, String)>) -> Result<()> {
    page.open_editor().await?;
    page.open_files().await?;
    page.wait_for_count("#choose-folder", 1).await?;
    // A native picker cannot be driven: the input gets files as if they had been chosen in it.
    let script = "const input = document.querySelector('#choose-folder');
        const files = arguments[0].map(([path, text]) => {
            const file = new File([text], path.split('/').pop());
            Object.defineProperty(file, 'webkitRelativePath', { value: path });
            return file;
        });
        Object.defineProperty(input, 'files', { value: files, configurable: true });
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    let count = files.len();
    let files: Vec<Value> = files
        .into_iter()
        .map(|(path, text)| json!([path, text]))
        .collect();
    page.run_with(script, vec![Value::from(files)]).await?;
    page.wait_for_text(".notices", &format!("{count} files of shop"))
        .await?;
    page.run("document.querySelector('#tab-roster').click()")
        .await?;
    Ok(())
}

async fn show_project(page: &Page) -> Result<()> {
    let files = project().into_iter();
    let placed = files.map(|(name, text)| (format!("shop/.claude/agents/{name}"), text));
    show(page, placed.collect()).await?;
    page.wait_for_text("#roster-title", "6 definitions").await?;
    page.wait_for_count(".roster-row", 6).await
}

/// The names in the table, from above.
async fn names(page: &Page) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('.roster-row .roster-label')].map((name) => name.textContent)";
    let names = page.run(script).await?;
    let names = names.as_array().cloned().unwrap_or_default();
    Ok(names
        .iter()
        .filter_map(|name| Some(name.as_str()?.to_owned()))
        .collect())
}

async fn wait_for_names(page: &Page, expected: &[&str]) -> Result<()> {
    let script = format!(
        "return JSON.stringify([...document.querySelectorAll('.roster-row .roster-label')].map((name) => name.textContent)) === {}",
        Value::from(json!(expected).to_string())
    );
    page.wait_for(&format!("the rows {expected:?}"), &script)
        .await
}

async fn type_into(page: &Page, selector: &str, words: &str) -> Result<()> {
    let input = page.find(selector).await?;
    input.scroll_into_view().await?;
    input.clear().await?;
    input.send_keys(words).await?;
    Ok(())
}

async fn a_collection_is_compared(page: Page) -> Result<()> {
    show_project(&page).await?;
    page.wait_for_text(".roster-facts", "1 pair competes")
        .await?;
    let facts = page.text_content(".roster-facts").await?;
    for words in [
        "1 definition does not load",
        "1 name stands twice",
        "“twin”: Claude Code loads one of them",
    ] {
        ensure!(facts.contains(words), "{words:?} is not in {facts}");
    }
    page.wait_for_text(".roster-cost", "of 15,000 tokens")
        .await?;
    let table = page.text_content(".roster-table").await?;
    for words in [
        "competes with rails-reviewer",
        "competes with python-reviewer",
        "foreign: codebase",
        "name stands twice",
        "Does not load",
    ] {
        ensure!(table.contains(words), "{words:?} is not in {table}");
    }
    page.expect_accessible().await?;
    page.press_button(".roster-facts", "lost").await?;
    page.wait_for_edited_text("never closed").await?;
    page.wait_for_text(".roster-open[aria-current]", "lost")
        .await?;
    page.expect_quiet_console().await
}

async fn a_request_is_answered_in_order(page: Page) -> Result<()> {
    show_project(&page).await?;
    page.wait_for_text(".roster-facts", "1 pair competes")
        .await?;
    type_into(
        &page,
        ".roster-request input",
        "please review the Rails change",
    )
    .await?;
    wait_for_names(&page, &["rails-reviewer", "python-reviewer"]).await?;
    page.wait_for_text(".roster-row .roster-answers", "100 %")
        .await?;
    page.expect_accessible().await?;
    type_into(&page, ".roster-request input", "why is this query so slow").await?;
    wait_for_names(&page, &["database-tuner"]).await?;
    type_into(&page, ".roster-request input", "x").await?;
    page.wait_for_count(".roster-row", 0).await?;
    page.press(Key::Backspace + "").await?;
    page.wait_for_count(".roster-row", 6).await
}

async fn rows_are_sorted_and_filtered(page: Page) -> Result<()> {
    show_project(&page).await?;
    wait_for_names(
        &page,
        &[
            "database-tuner",
            "lost",
            "python-reviewer",
            "rails-reviewer",
            "twin",
            "twin",
        ],
    )
    .await?;
    page.click("th.roster-name button").await?;
    wait_for_names(
        &page,
        &[
            "twin",
            "twin",
            "rails-reviewer",
            "python-reviewer",
            "lost",
            "database-tuner",
        ],
    )
    .await?;
    page.wait_for_count("th.roster-name[aria-sort=descending]", 1)
        .await?;
    page.click("th.roster-state button").await?;
    page.wait_for_text(".roster-row .roster-label", "lost")
        .await?;
    page.wait_for_count("th[aria-sort]", 1).await?;
    page.click("th.roster-tokens button").await?;
    let costly = names(&page).await?;
    ensure!(
        costly.last().is_some_and(|name| name == "lost"),
        "what costs nothing comes last: {costly:?}"
    );
    let words = ".roster-asking label:nth-of-type(2) input";
    type_into(&page, words, "BREAD baked").await?;
    wait_for_names(&page, &["twin"]).await?;
    page.wait_for_text(".roster", "1 of 6 shown").await?;
    page.find(words).await?.focus().await?;
    page.press(Key::Control + "a").await?;
    page.press(Key::Delete + "").await?;
    page.wait_for_count(".roster-row", 6).await?;
    page.run(
        "const select = document.querySelector('.roster-asking select');
        select.value = 'Do not load';
        select.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await?;
    wait_for_names(&page, &["lost"]).await
}

async fn a_row_follows_its_text(page: Page) -> Result<()> {
    show_project(&page).await?;
    page.press_button(".roster-table", "lost").await?;
    page.wait_for_edited_text("never closed").await?;
    page.find(".cm-content").await?.focus().await?;
    page.press(Key::Control + Key::End).await?;
    page.press(Key::Control + "a").await?;
    page.type_keys(Key::Delete + "").await?;
    page.type_keys(keys_of(
        "---\nname: found\ndescription: Use it after a change.\n---\n\nBody.\n",
    ))
    .await?;
    page.wait_for_text(".roster-table", "found").await?;
    page.wait_for(
        "nothing to be lost any more",
        "return !document.querySelector('.roster-table').textContent.includes('Does not load')",
    )
    .await
}

async fn thousands_of_rows_are_there_when_they_are_in_sight(page: Page) -> Result<()> {
    let files = (0..5_000).map(|number| {
        let description = format!("Use it for part{} of thing{}.", number % 50, number / 50);
        let name = format!("agent-{number:04}");
        let text = agent(&name, &description, "tools: Read\n");
        (format!("shop/.claude/agents/{name}.md"), text)
    });
    show(&page, files.collect()).await?;
    page.wait_for_text("#roster-title", "5,000 definitions")
        .await?;
    page.wait_for(
        "no more rows than are in sight",
        "const rows = document.querySelectorAll('.roster-row').length; return rows > 5 && rows < 60",
    )
    .await?;
    page.find(".roster-open").await?.focus().await?;
    page.press(Key::End + "").await?;
    page.wait_for(
        "the last row to have the focus",
        "return document.activeElement?.textContent.includes('agent-4999')",
    )
    .await?;
    type_into(&page, ".roster-request input", "part7 of thing9").await?;
    page.wait_for_text(".roster-row .roster-label", "agent-0457")
        .await?;
    page.wait_for_text(".roster-cost", "It warns above 15,000")
        .await
}

async fn a_row_opens_on_a_phone(page: Page) -> Result<()> {
    show_project(&page).await?;
    page.run("document.querySelector('.bottom-bar button').click()")
        .await?;
    page.wait_for_count(".roster-row", 6).await?;
    page.expect_accessible().await?;
    page.wait_for(
        "the page not to be wider than the screen",
        "return document.documentElement.scrollWidth <= innerWidth",
    )
    .await?;
    page.press_button(".roster-table", "database-tuner").await?;
    page.wait_for_text(".body", "You are database-tuner.").await
}
