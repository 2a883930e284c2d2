//! Try from a page on the internet: the browser asks before it lets it speak to servers on this machine.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::trying::{choose_a_model, connect, open, send, words};
use super::trying_tools::add;
use super::{trying_live, trying_tools};
use crate::model::Model;
use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;
use crate::tool_server::{Speaks, ToolServer};

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(
            Screen::WIDE,
            the_local_network_is_asked_after_the_browsers_permission
        )
        .on_the_internet(),
        scenario!(
            Screen::WIDE,
            the_default_definition_does_all_it_demands_from_the_internet
        )
        .on_the_internet(),
        scenario!(
            Screen::WIDE,
            real_servers_do_all_that_is_demanded_from_the_internet
        )
        .on_the_internet(),
    ]
}

async fn the_default_definition_does_all_it_demands_from_the_internet(page: Page) -> Result<()> {
    permit(&page, "granted").await?;
    trying_tools::the_default_definition_does_all_it_demands(page).await
}

async fn real_servers_do_all_that_is_demanded_from_the_internet(page: Page) -> Result<()> {
    permit(&page, "granted").await?;
    trying_live::real_servers_do_all_that_the_default_definition_demands(page).await
}

/// As a person does in the browser's own settings of the page.
async fn permit(page: &Page, setting: &str) -> Result<()> {
    // Since servers of this machine are asked for apart, the older permission for all says nothing of them.
    let permission = json!({
        "permission": { "name": "loopback-network" },
        "setting": setting,
        "origin": page.settings().server,
    });
    page.driver
        .cdp()
        .send_raw("Browser.setPermission", permission)
        .await
        .with_context(|| format!("setting the permission to {setting}"))?;
    Ok(())
}

async fn the_local_network_is_asked_after_the_browsers_permission(page: Page) -> Result<()> {
    let model = Model::start(words(&["Well", " met."])).await?;
    let server = ToolServer::start(Speaks::Stateless).await?;
    permit(&page, "denied").await?;
    open(&page).await?;
    connect(&page, &model.url()).await?;
    page.press_button(".try-form", "Test the connection")
        .await?;
    page.wait_for_text(
        ".try-said",
        "The browser was told not to let this page speak to the local network",
    )
    .await?;
    let mend = format!("to Allow for {}. Then reload.", page.settings().server);
    page.wait_for_text(".try-said", &mend).await?;
    page.expect_accessible().await?;
    ensure!(model.asked().is_empty(), "the browser let the page through");
    add(&page, &server.url()).await?;
    page.wait_for_text(
        ".try-server",
        "The browser was told not to let this page speak to the local network",
    )
    .await?;

    permit(&page, "granted").await?;
    choose_a_model(&page).await?;
    page.press_button(".try-server", "Ask again").await?;
    page.wait_for_text(".try-tools", "mcp__docs__query-docs")
        .await?;
    send(&page, "Hello").await?;
    page.wait_for_text(".try-answer", "Well met.").await
}
