//! One browser with a profile of its own, for one scenario.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::WebDriver;

use crate::engines::Engine;
use crate::page::Page;
use crate::screen::Screen;
use crate::settings::Settings;

/// Starts a browser with a screen of that size and theme; nothing is opened yet.
///
/// # Errors
/// The driver refuses, or there is none.
pub async fn start(settings: &Settings, engine: Engine, screen: Screen) -> Result<Page> {
    let url = settings
        .driver(engine, screen.dark)
        .context("there is no driver for this engine")?;
    let capabilities = engine.capabilities(settings, screen)?;
    let driver = match WebDriver::new(url.clone(), capabilities.clone()).await {
        Ok(driver) => driver,
        // A driver that is still busy closing the last browser refuses the next.
        Err(_) => {
            tokio::time::sleep(Duration::from_secs(2)).await;
            WebDriver::new(url, capabilities)
                .await
                .with_context(|| format!("starting {}", engine.name()))?
        }
    };
    let page = Page::new(driver, engine, screen, settings.clone());
    if let Err(error) = arrange(&page).await {
        page.close().await;
        return Err(error);
    }
    Ok(page)
}

async fn arrange(page: &Page) -> Result<()> {
    let Screen {
        width,
        height,
        dark,
    } = page.screen;
    page.driver
        .set_script_timeout(Duration::from_secs(60))
        .await?;
    if page.engine == Engine::Chromium {
        let devtools = page.driver.cdp();
        let theme = if dark { "dark" } else { "light" };
        devtools
            .send_raw(
                "Emulation.setEmulatedMedia",
                json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] }),
            )
            .await?;
        let mobile = page.screen.is_phone();
        devtools
            .send_raw(
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": width, "height": height, "deviceScaleFactor": page.scale(), "mobile": mobile }),
            )
            .await?;
        devtools
            .send_raw(
                "Emulation.setTouchEmulationEnabled",
                json!({ "enabled": mobile }),
            )
            .await?;
    } else {
        page.driver.set_window_rect(0, 0, width, height).await?;
        grow_to(page, width, height).await?;
    }
    Ok(())
}

/// A window's size counts its frame; what a page sees is the inner size.
async fn grow_to(page: &Page, width: u32, height: u32) -> Result<()> {
    let inner = page.run("return [innerWidth, innerHeight]").await?;
    let missing = |wanted: u32, index: usize| {
        let seen = u32::try_from(inner[index].as_u64().unwrap_or_default()).unwrap_or(wanted);
        wanted.saturating_add(wanted.saturating_sub(seen))
    };
    page.driver
        .set_window_rect(0, 0, missing(width, 0), missing(height, 1))
        .await?;
    Ok(())
}
