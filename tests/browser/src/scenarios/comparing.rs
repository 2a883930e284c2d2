//! What differs: between two documents, a text that is pasted, and what goes with it.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::page::{Page, keys_of};
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, two_documents_are_compared),
        scenario!(Screen::WIDE, the_comparison_follows_the_text),
        scenario!(Screen::WIDE, a_pasted_text_is_compared_by_keyboard),
        scenario!(Screen::WIDE, a_file_of_the_list_is_compared),
        scenario!(Screen::WIDE, two_folders_are_compared),
        scenario!(Screen::WIDE.dark(), the_panel_is_accessible_in_the_dark),
        scenario!(Screen::PHONE, two_documents_are_compared_on_a_phone),
    ]
}

const BEFORE: &str = "---\nname: reviewer\ndescription: Use it after a change: always.\ntools: Read, Grep\nmodel: opus\n---\n\nYou review code.\n\n## Output\n\nA list.\n";
const AFTER: &str = "---\nname: reviewer\ndescription: \"Use it after a change: always.\"\nmodel: opus\n---\n\nYou review code.\n\n## Output\n\nA table.\n";

/// Opens both texts, the second on show.
async fn open(page: &Page) -> Result<()> {
    page.open_editor().await?;
    page.paste(BEFORE).await?;
    page.wait_for_text(".body", "A list.").await?;
    page.paste(AFTER).await?;
    page.wait_for_text(".body", "A table.").await
}

/// Shows the panel and chooses the first document for the side before.
async fn compare(page: &Page) -> Result<()> {
    page.click("#tab-compare").await?;
    page.wait_for_text(".compared", "Choose what to compare it with")
        .await?;
    let choose = "const list = document.querySelector('#compare-before');
        const option = [...list.querySelectorAll('optgroup[label=Documents] option')]
            .find((one) => one.textContent.startsWith('reviewer'));
        if (!option) return false;
        list.value = option.value;
        list.dispatchEvent(new Event('change', { bubbles: true }));
        return true";
    page.wait_for("the other document in the list", choose)
        .await?;
    page.wait_for_text(".compare-sum", "1 definition: 1 changed.")
        .await
}

async fn expect_told(page: &Page) -> Result<()> {
    for words in [
        "Loses its limits. Its tools were Read, Grep, and are all tools now.",
        "Another prompt. The prompt says something else: \"Output\".",
        "Read by more. More of it is read by Strict YAML",
    ] {
        page.wait_for_text(".risks", words).await?;
    }
    let first = page.text_content(".risks li:first-child strong").await?;
    ensure!(first == "Loses its limits", "the first is {first}");
    page.wait_for_text(".difference-rows ins", "loads").await
}

async fn two_documents_are_compared(page: Page) -> Result<()> {
    open(&page).await?;
    compare(&page).await?;
    expect_told(&page).await?;
    page.expect_accessible().await?;
    // A thing leads to its place.
    page.press_button(".difference", "Section Output").await?;
    page.wait_for(
        "the section to be selected",
        "return getSelection().toString().startsWith('## Output')",
    )
    .await?;
    page.click(".difference-text > summary").await?;
    page.wait_for_text(".difference-text .diff", "tools: Read, Grep")
        .await?;
    // The other way round nothing is lost, and a tool list is gained.
    page.press_button(".compare-sides", "Swap").await?;
    page.wait_for_text(
        ".risks",
        "Loses tools. It had all tools, and has Read, Grep now.",
    )
    .await?;
    page.expect_accessible().await
}

async fn the_comparison_follows_the_text(page: Page) -> Result<()> {
    open(&page).await?;
    compare(&page).await?;
    page.click(".difference-text > summary").await?;
    page.find(".cm-content").await?.focus().await?;
    page.press(Key::Control + Key::Home).await?;
    page.press(Key::Down + Key::Down).await?;
    page.type_keys(Key::End + &*keys_of("\ntools: Read, Grep"))
        .await?;
    page.wait_for(
        "the limits to be there again",
        "return !document.querySelector('.risks').textContent.includes('Loses its limits')",
    )
    .await?;
    // What was open stays so.
    page.wait_for_count(".difference-text[open] .diff", 1).await
}

async fn a_pasted_text_is_compared_by_keyboard(page: Page) -> Result<()> {
    open(&page).await?;
    page.find("#tab-preview").await?.focus().await?;
    // Try is the last, and this one stands before it.
    page.press(Key::End + Key::Left).await?;
    page.wait_for(
        "the panel's tab to have the focus",
        "return document.activeElement.id === 'tab-compare'",
    )
    .await?;
    for words in ["Paste a text", "Compare with it"] {
        reach(&page, words).await?;
        page.press(Key::Enter + "").await?;
        if words == "Paste a text" {
            page.wait_for_count("#compare-text", 1).await?;
            page.find("#compare-text")
                .await?
                .send_keys(keys_of("---\nname: other\ndescription: b\n---\n"))
                .await?;
        }
    }
    page.wait_for_text(
        ".risks",
        "Another name. Its name was other, and is reviewer now.",
    )
    .await?;
    page.wait_for_text("#compare-before option:checked", "Pasted text 1")
        .await
}

/// Goes to a button by the Tab key.
async fn reach(page: &Page, words: &str) -> Result<()> {
    for _ in 0..40 {
        page.press(Key::Tab + "").await?;
        let here = page
            .run("return document.activeElement.textContent.trim()")
            .await?;
        if here == words {
            return Ok(());
        }
    }
    anyhow::bail!("the Tab key does not come to {words:?}")
}

async fn a_file_of_the_list_is_compared(page: Page) -> Result<()> {
    open(&page).await?;
    page.open_files().await?;
    page.wait_for_count(".files-line", 2).await?;
    page.click(".files-line:not(:has([aria-current])) .files-more")
        .await?;
    page.press_button(".dialog", "Compare").await?;
    page.wait_for_text(".risks", "Loses its limits").await?;
    // One that goes to the other side's file brings it on show, and the sides stay what they are.
    page.press_button(".compare-sides", "Swap").await?;
    page.wait_for_text(".risks", "Loses tools").await?;
    page.press_button(".difference", "tools").await?;
    page.wait_for_edited_text("tools: Read, Grep").await?;
    page.wait_for(
        "the list to be selected",
        "return getSelection().toString() === 'tools: Read, Grep'",
    )
    .await?;
    page.wait_for_text(".risks", "Loses tools").await
}

/// Opens a folder of definitions as if it had been chosen.
async fn open_folder(page: &Page, title: &str, files: &[(String, String)]) -> Result<()> {
    let script = "const input = document.querySelector('#choose-folder');
        const files = arguments[0].map(([path, text]) => {
            const file = new File([text], path.split('/').pop());
            Object.defineProperty(file, 'webkitRelativePath', { value: path });
            return file;
        });
        Object.defineProperty(input, 'files', { value: files, configurable: true });
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    let list: Vec<Value> = files
        .iter()
        .map(|(name, text)| json!([format!("{title}/.claude/agents/{name}.md"), text]))
        .collect();
    page.run_with(script, vec![Value::from(list)]).await?;
    page.wait_for_text(".notices", &format!("{} files of {title}", files.len()))
        .await
}

async fn two_folders_are_compared(page: Page) -> Result<()> {
    let agent = |number: usize| {
        let text = format!(
            "---\nname: agent-{number}\ndescription: Use it for {number}.\ntools: Read\n---\n\nYou do {number}.\n"
        );
        (format!("agent-{number}"), text)
    };
    let old: Vec<_> = (0..120).map(agent).collect();
    let mut new = old.clone();
    new[7].1 = old[7].1.replace("tools: Read\n", "");
    new[8].1 = old[8].1.replace("You do", "You always do");
    new[9].0 = "moved/agent-9".to_owned();
    page.open_editor().await?;
    page.open_files().await?;
    page.wait_for_count("#choose-folder", 1).await?;
    open_folder(&page, "old", &old).await?;
    open_folder(&page, "new", &new).await?;
    page.click("#tab-compare").await?;
    for (list, title) in [("#compare-before", "old"), ("#compare-after", "new")] {
        let choose = "const list = document.querySelector(arguments[0]);
            const option = [...list.querySelectorAll('optgroup[label=Collections] option')]
                .find((one) => one.textContent === arguments[1]);
            list.value = option.value;
            list.dispatchEvent(new Event('change', { bubbles: true }));";
        page.run_with(choose, vec![list.into(), title.into()])
            .await?;
    }
    page.wait_for_text(
        ".compare-sum",
        "120 definitions: 3 changed, 117 the same. 120 of 120 load",
    )
    .await?;
    let order = page
        .run("return [...document.querySelectorAll('.difference h3')].map((one) => one.textContent).join()")
        .await?;
    ensure!(order == "agent-7,agent-8,agent-9", "the order is {order}");
    page.click(".difference:first-of-type > summary").await?;
    page.wait_for_text(".risks", "Loses its limits").await?;
    page.expect_accessible().await?;
    // The file of the other folder comes on show at its place; what is compared stays.
    page.press_button(".difference:first-of-type", "tools")
        .await?;
    page.wait_for_edited_text("agent-7").await?;
    page.wait_for(
        "the list to be selected",
        "return getSelection().toString() === 'tools: Read'",
    )
    .await?;
    page.wait_for_text(".compare-sum", "3 changed").await
}

async fn the_panel_is_accessible_in_the_dark(page: Page) -> Result<()> {
    open(&page).await?;
    compare(&page).await?;
    page.click(".difference-text > summary").await?;
    page.wait_for_count(".difference-text .diff", 1).await?;
    page.expect_accessible().await
}

async fn two_documents_are_compared_on_a_phone(page: Page) -> Result<()> {
    open(&page).await?;
    compare(&page).await?;
    expect_told(&page).await?;
    page.expect_accessible().await?;
    let wide = page
        .run("return document.documentElement.scrollWidth <= innerWidth")
        .await?;
    ensure!(wide == true, "the page is wider than the screen");
    Ok(())
}
