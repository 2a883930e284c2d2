//! Browsers for scenarios and errands, each begun with an empty profile.

use std::fmt;
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::{WebDriver, WindowHandle};

use crate::engines::Engine;
use crate::page::Page;
use crate::place::Place;
use crate::screen::Screen;
use crate::settings::Settings;

/// Starts a browser with a screen of that size and theme; nothing is opened yet.
///
/// # Errors
/// The driver refuses, or there is none.
pub async fn start(settings: &Settings, engine: Engine, screen: Screen) -> Result<Page> {
    let driver = start_browser(settings, engine, screen, &[]).await?;
    let page = Page::new(driver, engine, screen, settings.clone());
    if let Err(error) = arrange(&page).await {
        page.close().await;
        return Err(error);
    }
    Ok(page)
}

async fn start_browser(
    settings: &Settings,
    engine: Engine,
    screen: Screen,
    further: &[String],
) -> Result<WebDriver> {
    let url = settings
        .driver(engine, screen.dark)
        .context("there is no driver for this engine")?;
    let capabilities = engine.capabilities(settings, screen, further)?;
    if let Ok(driver) = WebDriver::new(url.clone(), capabilities.clone()).await {
        return Ok(driver);
    }
    // A driver that is still busy closing the last browser refuses the next.
    tokio::time::sleep(Duration::from_secs(2)).await;
    WebDriver::new(url, capabilities)
        .await
        .with_context(|| format!("starting {}", engine.name()))
}

/// Gives each scenario a page of an origin that its browser has not seen, so that nothing of another
/// scenario is there: storage, caches and workers belong to an origin.
///
/// Starting Firefox takes longer than most scenarios do, so one browser serves many, until the served
/// origins are used up, a scenario fails or needs another theme.
pub struct Browsers {
    settings: Settings,
    kept: Mutex<Option<Kept>>,
}

/// What happened to a browser that nobody closed: it has ended, or the process that showed the page has.
#[derive(Debug)]
pub struct EndedByItself;

impl fmt::Display for EndedByItself {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the browser ended by itself")
    }
}

/// A browser between two scenarios.
struct Kept {
    driver: WebDriver,
    window: WindowHandle,
    engine: Engine,
    dark: bool,
    /// How many of the served origins it has seen.
    seen: usize,
}

impl Browsers {
    pub const fn new(settings: Settings) -> Self {
        Self {
            settings,
            kept: Mutex::new(None),
        }
    }

    /// Does something with a page of its own in a browser with a screen of that size and theme, served
    /// where `place` says.
    ///
    /// # Errors
    /// The browser does not start, or what was done failed; an [`EndedByItself`] where the browser did not
    /// live to its end.
    pub async fn with_page(
        &self,
        engine: Engine,
        screen: Screen,
        place: Place,
        scenario: impl AsyncFnOnce(Page) -> Result<()>,
    ) -> Result<()> {
        let mut browser = self.browser(engine, screen, place).await?;
        let mut settings = self.settings.clone();
        if let Some(server) = settings.servers.get(browser.seen) {
            settings.server.clone_from(server);
        }
        settings.server = place.address(&settings.server);
        browser.seen += 1;
        let page = Page::new(browser.driver.clone(), engine, screen, settings);
        let mut outcome = arrange(&page).await;
        if outcome.is_ok() {
            outcome = scenario(page.clone()).await;
        }
        if outcome.is_err() && page.is_gone().await {
            outcome = outcome.context(EndedByItself);
        }
        let is_fresh = engine.serves_many()
            && browser.seen < self.settings.servers.len()
            && outcome.is_ok()
            && clear(&browser).await.is_ok();
        if is_fresh {
            self.keep(Some(browser));
        } else {
            page.close().await;
        }
        outcome
    }

    /// Ends the browser that was kept for another scenario.
    pub async fn close(&self) {
        if let Some(kept) = self.keep(None) {
            // One that is gone already cannot be closed.
            let _ = kept.driver.quit().await;
        }
    }

    async fn browser(&self, engine: Engine, screen: Screen, place: Place) -> Result<Kept> {
        match self.keep(None) {
            Some(kept) if kept.engine == engine && kept.dark == screen.dark => return Ok(kept),
            Some(other) => drop(other.driver.quit().await),
            None => {}
        }
        let further = place.arguments(&self.settings.server);
        let driver = start_browser(&self.settings, engine, screen, &further).await?;
        Ok(Kept {
            window: driver.window().await.context("asking for the window")?,
            driver,
            engine,
            dark: screen.dark,
            seen: 0,
        })
    }

    /// Keeps this one, and gives the one that was kept.
    fn keep(&self, browser: Option<Kept>) -> Option<Kept> {
        let mut kept = self.kept.lock().unwrap_or_else(|error| error.into_inner());
        std::mem::replace(&mut kept, browser)
    }
}

/// Leaves one empty window.
async fn clear(browser: &Kept) -> Result<()> {
    let driver = &browser.driver;
    for window in driver.windows().await? {
        if window != browser.window {
            driver.switch_to_window(window).await?;
            driver.close_window().await?;
        }
    }
    driver.switch_to_window(browser.window.clone()).await?;
    driver.goto("about:blank").await?;
    Ok(())
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
