//! The files of the workspace: found, opened, renamed, duplicated, removed and brought back.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_file_is_found_and_opened),
        scenario!(Screen::WIDE, a_file_is_renamed_and_duplicated),
        scenario!(Screen::WIDE, a_removed_file_comes_back),
        scenario!(Screen::WIDE, files_are_walked_by_keyboard),
        scenario!(Screen::WIDE, another_tab_hears_of_new_files),
        scenario!(Screen::WIDE, each_file_says_how_it_stands),
        scenario!(Screen::WIDE.dark(), thousands_of_files_stay_fluent),
        scenario!(Screen::PHONE, files_take_the_place_of_the_rest),
    ]
}

fn agent(name: &str) -> String {
    format!("---\nname: {name}\ndescription: The {name} of this project.\n---\n\nBody of {name}.\n")
}

/// Opens some documents, each in place of the one before, and the list of all.
async fn open_with(page: &Page, names: &[&str]) -> Result<()> {
    page.open_editor().await?;
    for name in names {
        page.paste(&agent(name)).await?;
        page.wait_for_text(".body", &format!("Body of {name}."))
            .await?;
    }
    page.open_files().await?;
    page.wait_for_count(".files-line", names.len()).await
}

async fn a_file_is_found_and_opened(page: Page) -> Result<()> {
    open_with(&page, &["first", "second", "third"]).await?;
    page.expect_accessible().await?;
    page.find(".files-search")
        .await?
        .send_keys("BODY of fir")
        .await?;
    page.wait_for_text(".files-state", "1 of 3 found").await?;
    page.wait_for_count(".files-line", 1).await?;
    page.click(".files-open").await?;
    page.wait_for_text(".body", "Body of first.").await
}

async fn a_file_is_renamed_and_duplicated(page: Page) -> Result<()> {
    open_with(&page, &["first"]).await?;
    page.click(".files-more").await?;
    let input = page.find("#file-path").await?;
    input.clear().await?;
    input.send_keys("../out.md").await?;
    input.send_keys(Key::Enter + "").await?;
    page.wait_for_text(".file-form .wrong", "must stay in its folder")
        .await?;
    page.expect_accessible().await?;
    let input = page.find("#file-path").await?;
    input.clear().await?;
    input.send_keys(".claude/agents/one.md").await?;
    input.send_keys(Key::Enter + "").await?;
    page.wait_for_text(".files-name", "one.md").await?;
    page.wait_for_text(".files-folder", ".claude/agents")
        .await?;
    page.click(".files-more").await?;
    page.press_button(".dialog", "Duplicate").await?;
    page.wait_for_text("#files", "one-2.md").await?;
    page.wait_for_count(".files-line", 2).await?;
    page.wait_for_text(".files-open[aria-current]", "one-2.md")
        .await?;
    // Both are there after a reload.
    page.open_editor().await?;
    page.wait_for_count(".files-line", 2).await
}

async fn a_removed_file_comes_back(page: Page) -> Result<()> {
    open_with(&page, &["first", "second"]).await?;
    page.click(".files-line:has([aria-current]) .files-more")
        .await?;
    page.press_button(".dialog", "Remove").await?;
    page.wait_for_count(".files-line", 1).await?;
    page.wait_for_text(".body", "Body of first.").await?;
    page.press_button(".notice:last-child", "Undo").await?;
    page.wait_for_count(".files-line", 2).await?;
    page.wait_for_text(".body", "Body of second.").await
}

async fn files_are_walked_by_keyboard(page: Page) -> Result<()> {
    open_with(&page, &["first", "second"]).await?;
    page.find(".files-open").await?.focus().await?;
    let focused = page.driver.active_element().await?;
    focused.send_keys(Key::Down + "").await?;
    page.wait_for(
        "the next file to have the focus",
        "return document.activeElement?.closest('[data-row]')?.dataset.row === '1'",
    )
    .await?;
    let focused = page.driver.active_element().await?;
    focused.send_keys(Key::Enter + "").await?;
    page.wait_for_text(".body", "Body of first.").await?;
    let focused = page.driver.active_element().await?;
    focused.send_keys(Key::Delete + "").await?;
    page.wait_for_count(".files-line", 1).await
}

async fn another_tab_hears_of_new_files(page: Page) -> Result<()> {
    open_with(&page, &["first"]).await?;
    let first = page.driver.window().await?;
    let second = page.driver.new_tab().await?;
    page.driver.switch_to_window(second).await?;
    page.open_editor().await?;
    page.paste(&agent("second")).await?;
    page.wait_for_text(".body", "Body of second.").await?;
    page.driver.switch_to_window(first).await?;
    page.wait_for_text("#files", "second.md").await
}

async fn each_file_says_how_it_stands(page: Page) -> Result<()> {
    open_with(&page, &["first"]).await?;
    // It reads well, so nothing is said of it.
    page.paste("---\nname: lost\ndescription: \"never closed\n---\n\nBody of lost.\n")
        .await?;
    page.wait_for_text(".body", "Body of lost.").await?;
    page.wait_for_text(
        ".files-line .files-dropped.lost",
        "does not load in Claude Code",
    )
    .await?;
    page.paste(
        "---\nname: mended\ndescription: Use it. Then: stop\ntools: Raed\n---\n\nBody of mended.\n",
    )
    .await?;
    page.wait_for_text(".body", "Body of mended.").await?;
    page.wait_for_text(".files-dropped:not(.lost)", "dropped by strict YAML")
        .await?;
    let marks = page
        .run("return Object.fromEntries([...document.querySelectorAll('.files-open')].map((line) => [
            line.querySelector('.files-name').textContent,
            [...line.querySelectorAll('.files-marks > *')].map((mark) => mark.textContent.trim().replace(/\\s+/g, ' '))]))")
        .await?;
    let said = |name: &str| marks[name].to_string();
    ensure!(said("lost.md").contains("error"), "{marks}");
    ensure!(!said("first.md").contains("not load"), "{marks}");
    page.expect_accessible().await?;
    // What was mended is no longer said.
    page.click(".files-open:has(.files-dropped.lost)").await?;
    page.wait_for_text(".body", "Body of lost.").await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + "a").await?;
    page.type_keys("Now plain text").await?;
    page.wait_for_count(".files-dropped.lost", 0).await
}

/// Puts so many documents into the library behind the page's back, and opens the page with them.
async fn thousands_of_files_stay_fluent(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.open_files().await?;
    page.run(
        "const root = { kind: 'directory', name: 'many', entries: async function* () {
            for (let at = 0; at < 5000; at++) {
                const name = `agent-${String(at).padStart(4, '0')}`;
                const broken = at % 2 ? '\"' : '';
                const text = `---\\nname: ${name}\\ndescription: ${broken}The ${name}.\\n---\\n\\nBody of ${name}.\\n`;
                yield [`${name}.md`, { kind: 'file', getFile: async () => new File([text], `${name}.md`) }];
            }
        } };
        window.showDirectoryPicker = async () => root;",
    )
    .await?;
    page.press_button("#files", "Open folder").await?;
    page.wait_for_text(".files-state", "5000 files").await?;
    page.wait_for_text(".files-dropped.lost", "does not load")
        .await?;
    // At the other end of the list the marks come as well, and only those in sight are there.
    page.run("const list = document.querySelector('#files .windowed'); list.scrollTop = list.scrollHeight")
        .await?;
    page.wait_for(
        "the marks of the last line",
        "return document.querySelector(\"[data-row='5000'] .files-dropped.lost\") !== null",
    )
    .await?;
    let drawn = page
        .run("return document.querySelectorAll('.files-line').length")
        .await?;
    ensure!(drawn.as_u64().is_some_and(|drawn| drawn < 100), "{drawn}");
    page.expect_accessible().await
}

async fn files_take_the_place_of_the_rest(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.paste(&agent("first")).await?;
    page.wait_for_text(".body", "Body of first.").await?;
    page.paste(&agent("second")).await?;
    page.wait_for_text(".body", "Body of second.").await?;
    page.open_files().await?;
    page.wait_for_count(".files-line", 2).await?;
    page.expect_accessible().await?;
    page.click(".files-open:not([aria-current])").await?;
    page.wait_for_text(".body", "Body of first.").await
}
