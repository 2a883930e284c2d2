//! Try against real servers: a small model in llama-server, and Context7's MCP server.
//!
//! `LIVE_ENDPOINTS` and `LIVE_MCP` name them as for the tests of the engine: `llama-tools` is llama-server at
//! temperature 0 with the template `tests/endpoints/small-model.jinja`, `context7` the MCP server, whose
//! documentation may be canned. Without them nothing is tested, and that is said.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::trying::{connect, enter};
use super::trying_tools::{add_as, open_default_definition};
use crate::live;
use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![scenario!(
        Screen::WIDE,
        real_servers_do_all_that_the_default_definition_demands
    )]
}

const REVIEWER: &str = include_str!("../../../../src/workspace/templates/code-reviewer.md");

/// A model on a processor that others use as well takes its time.
const PATIENCE: Duration = Duration::from_secs(300);

/// Waits until the run is over, however it ended.
async fn until_over(page: &Page) -> Result<()> {
    page.wait_up_to(
        PATIENCE,
        "the run to end",
        "return [...document.querySelectorAll('.try-send button')].some((one) => one.textContent.trim() === 'Send')",
    )
    .await
}

/// Sends a prompt as a person does.
async fn send(page: &Page, prompt: &str) -> Result<()> {
    super::trying::send(page, prompt).await?;
    page.wait_for_text(".try-send", "Stop").await
}

pub(super) async fn real_servers_do_all_that_the_default_definition_demands(
    page: Page,
) -> Result<()> {
    let (Some(model), Some(server)) = (
        live::address("LIVE_ENDPOINTS", "llama-tools"),
        live::address("LIVE_MCP", "context7"),
    ) else {
        return Ok(());
    };
    open_default_definition(&page, REVIEWER).await?;
    page.wait_for_text(".try-agent strong", "rust-axum-backend-specialist")
        .await?;
    connect(&page, &model).await?;
    page.press_button(".try-form", "Test the connection")
        .await?;
    page.wait_for_text(".try-said", "has 1 model").await?;
    page.press_button(".try-connection", "Connection").await?;
    add_as(&page, "context7", &server).await?;
    page.wait_for_text(".try-tools", "mcp__context7__query-docs")
        .await?;
    page.wait_for_text(".try-agent", "may hand over to 1 other agent")
        .await?;
    // So small a model does not know when to end.
    page.run(
        "const cap = document.querySelector('.try-limits input');
        cap.value = '80';
        cap.dispatchEvent(new Event('change', { bubbles: true }));
        window.lengths = new Set();
        const look = () => {
            const coming = document.querySelector('.try-step[aria-busy] .try-answer');
            if (coming?.textContent) window.lengths.add(coming.textContent.length);
        };
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });",
    )
    .await?;
    page.wait_for_text(".try-limits", "At most 80 tokens out")
        .await?;

    // Documentation is fetched after the person's word, and the answer is made from it.
    send(&page, FETCH).await?;
    let asked = "return document.querySelector('.try-question')?.textContent.includes('query-docs') ?? false";
    page.wait_up_to(PATIENCE, "the call of a tool", asked)
        .await?;
    ensure!(
        page.text_content(".try-question")
            .await?
            .contains("context7"),
        "where the call goes is not said"
    );
    page.press_button(".try-question", "Allow this once")
        .await?;
    until_over(&page).await?;
    page.wait_for_text(".try-steps details", "mcp__context7__query-docs was called")
        .await?;
    page.wait_for_text(".try-steps details", DOCUMENTED).await?;
    let answered = page
        .text_content(".try-step:last-of-type .try-answer")
        .await?;
    ensure!(
        answered.contains(DOCUMENTED),
        "the documentation was not used: {answered}"
    );
    let grew = page.run("return window.lengths.size > 2").await?;
    ensure!(grew == true, "the answer did not come bit by bit");

    // The code reviewer gets a task, and what it says comes back.
    send(&page, HAND_OVER).await?;
    until_over(&page).await?;
    page.wait_for_text(".try-step[data-depth='1']", "Handed over to code-reviewer")
        .await?;
    let transcript = page.text_content(".try-steps").await?;
    ensure!(
        transcript.contains("Agent was called"),
        "the review did not come back: {transcript}"
    );
    ensure!(
        !page.has(".try-failed").await?,
        "something failed: {transcript}"
    );

    // The transcript is there after a reload of everything.
    page.open_editor().await?;
    enter(&page).await?;
    page.wait_for_text(".try-steps details", DOCUMENTED).await?;
    page.wait_for_text(".try-step[data-depth='1']", "Handed over to code-reviewer")
        .await?;
    ensure!(
        page.text_content(".try-steps").await? == transcript,
        "the transcript is another after the reload"
    );
    Ok(())
}

const FETCH: &str = "Use mcp__context7__query-docs for axum";
const HAND_OVER: &str = "Use Agent for axum";
/// A word of the documentation.
const DOCUMENTED: &str = "signal";
