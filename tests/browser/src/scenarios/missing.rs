//! An address that is not there.

use anyhow::{Result, ensure};

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![scenario!(Screen::WIDE, an_unknown_address_leads_back)]
}

async fn an_unknown_address_leads_back(page: Page) -> Result<()> {
    page.open_path("/repo/no/such/thing").await?;
    let status = page
        .run("return performance.getEntriesByType('navigation')[0].responseStatus ?? 404")
        .await?;
    ensure!(status == 404, "the status is {status}");
    let title = page.driver.title().await?;
    ensure!(
        title.contains("Agent Playground"),
        "the page that answers is titled {title}"
    );
    page.find("a").await?.click().await?;
    page.wait_until_mounted().await
}
