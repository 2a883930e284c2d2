//! The page in a frame of another page.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;
use crate::server::Server;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_frame_shows_a_preview_and_touches_nothing),
        scenario!(Screen::WIDE, a_frame_shows_what_its_address_holds),
        scenario!(Screen::WIDE, the_spy_sees_what_the_page_itself_touches),
    ]
}

/// Serves the page with a script before all others that notes what it touches, and a page around it.
fn serve(page: &Page) -> Result<Server> {
    let server = Server::with_page(page.settings())?;
    let served = page.settings().project.join("tests/browser/served");
    fs::copy(served.join("spy.js"), server.page().join("spy.js"))?;
    fs::copy(
        served.join("around.html"),
        server.files().join("around.html"),
    )?;
    let index = server.page().join("index.html");
    let text = fs::read_to_string(&index)?;
    let spied = text.replacen("<title>", "<script src=\"./spy.js\"></script>\n<title>", 1);
    ensure!(spied != text, "the page has no place for the spy");
    fs::write(index, spied)?;
    Ok(server)
}

async fn touched(page: &Page) -> Result<Vec<String>> {
    let touched = page.run("return [...new Set(window.touched)]").await?;
    let touched = touched.as_array().context("there is no spy")?;
    Ok(touched
        .iter()
        .filter_map(|what| what.as_str().map(str::to_owned))
        .collect())
}

async fn a_frame_shows_a_preview_and_touches_nothing(page: Page) -> Result<()> {
    let (server, around) = (serve(&page)?, serve(&page)?);
    let address = server.page_url();
    page.open_address(&format!("{}/around.html#{address}", around.url()))
        .await?;
    page.find("iframe").await?.enter_frame().await?;
    page.wait_for_text(".framed .body", "Context7").await?;

    let seen = page
        .run(
            "const shown = (element) => element.checkVisibility();
            return {
                fields: [...document.querySelectorAll('textarea, input, select, [contenteditable]')].filter(shown).length,
                buttons: [...document.querySelectorAll('button:not(:disabled)')].filter(shown).length,
                text: document.querySelector('#source').checkVisibility(),
                editor: document.querySelector('.cm-editor') !== null,
            }",
        )
        .await?;
    ensure!(
        seen == json!({ "fields": 0, "buttons": 0, "text": false, "editor": false }),
        "there is more than a preview: {seen}"
    );
    // What a person could try: to paste, and the keys of the page.
    page.run(
        "const data = new DataTransfer();
        data.setData('text/plain', '---\\nname: pasted\\n---\\n');
        const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
        Object.defineProperty(event, 'clipboardData', { value: data });
        document.body.dispatchEvent(event);
        for (const key of ['k', 's', 'o']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true }));
        document.querySelector('.framed .body').click();",
    )
    .await?;
    let link = page.find("#about-link").await?;
    ensure!(
        link.attr("target").await?.as_deref() == Some("_blank")
            && link.attr("rel").await?.as_deref() == Some("noopener"),
        "the link to the full page stays in the frame"
    );
    page.expect_accessible().await?;
    // Longer than drafts and histories wait before they are kept.
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    let touched = touched(&page).await?;
    ensure!(
        touched.is_empty(),
        "the frame touched {}",
        touched.join(", ")
    );
    ensure!(
        !page.text_content(".framed").await?.contains("pasted"),
        "what was pasted is on show"
    );
    let asked: Vec<String> = server
        .requests()
        .into_iter()
        .filter(|line| line.contains("sw.js"))
        .collect();
    ensure!(asked.is_empty(), "a worker was asked for: {asked:?}");

    let first = page.driver.window().await?;
    link.click().await?;
    page.wait_for_tabs(2).await?;
    let tabs = page.driver.windows().await?;
    let opened = tabs.into_iter().find(|tab| *tab != first);
    page.driver
        .switch_to_window(opened.context("no tab was opened")?)
        .await?;
    page.wait_until_mounted().await
}

async fn a_frame_shows_what_its_address_holds(page: Page) -> Result<()> {
    let (server, around) = (serve(&page)?, serve(&page)?);
    let kept = page
        .file("tests/links/v1-collection.txt")
        .context("there is no kept link")?;
    let link = kept.trim();
    let cut = &link[..link.len() - 4];
    for (fragment, expected) in [
        (link, "The first of several definitions in this link"),
        (link, "One."),
        (cut, "Incomplete link"),
        ("#v9.abc", "only version v1 is known here"),
        ("#gh=own/repo/a.md", "Open it in Agent Playground"),
    ] {
        let frame = format!("{}{fragment}", server.page_url());
        page.open_address("about:blank").await?;
        page.open_address(&format!("{}/around.html#{frame}", around.url()))
            .await?;
        page.find("iframe").await?.enter_frame().await?;
        page.wait_for_text(".framed", expected).await?;
        let leads_to = page
            .run("return document.querySelector('#about-link').href")
            .await?;
        ensure!(
            leads_to == frame,
            "the link to the full page leads to {leads_to}"
        );
        let touched = touched(&page).await?;
        ensure!(
            touched.is_empty(),
            "the frame touched {}",
            touched.join(", ")
        );
    }
    Ok(())
}

/// So that nothing touched in a frame says something.
async fn the_spy_sees_what_the_page_itself_touches(page: Page) -> Result<()> {
    let server = serve(&page)?;
    page.open_address(&server.page_url()).await?;
    page.wait_until_mounted().await?;
    page.wait_for(
        "everything to be touched",
        "return ['localStorage', 'sessionStorage', 'serviceWorker'].every((name) => window.touched.includes(name))",
    )
    .await
}
