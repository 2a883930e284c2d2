//! The page opens: as a first visitor finds it.

use anyhow::{Result, ensure};

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, the_shipped_definition_is_there),
        scenario!(Screen::WIDE, nothing_is_complained_about),
        scenario!(Screen::WIDE, the_verdict_says_how_it_stands),
        scenario!(Screen::WIDE, the_wide_page_is_accessible),
        scenario!(Screen::WIDE.dark(), the_wide_page_is_accessible_in_the_dark),
        scenario!(Screen::PHONE, the_narrow_page_is_accessible),
        scenario!(
            Screen::PHONE.dark(),
            the_narrow_page_is_accessible_in_the_dark
        ),
    ]
}

async fn the_shipped_definition_is_there(page: Page) -> Result<()> {
    page.open().await?;
    let (shown, shipped) = (page.source().await?, page.shipped_definition()?);
    ensure!(
        shown == shipped,
        "#source holds another text than the shipped file:\n{shown}"
    );
    Ok(())
}

async fn nothing_is_complained_about(page: Page) -> Result<()> {
    page.open().await?;
    page.expect_quiet_console().await
}

async fn the_verdict_says_how_it_stands(page: Page) -> Result<()> {
    page.open().await?;
    page.wait_for_text(
        "#verdict",
        "Claude Code 2.1.330, project file: loads; not valid YAML (line 3:",
    )
    .await
}

async fn the_wide_page_is_accessible(page: Page) -> Result<()> {
    page.open().await?;
    page.expect_accessible().await
}

async fn the_wide_page_is_accessible_in_the_dark(page: Page) -> Result<()> {
    page.open().await?;
    let dark = page
        .run("return matchMedia('(prefers-color-scheme: dark)').matches")
        .await?;
    ensure!(dark == true, "the browser does not ask for the dark theme");
    page.expect_accessible().await
}

async fn the_narrow_page_is_accessible(page: Page) -> Result<()> {
    page.open().await?;
    let width = page.run("return innerWidth").await?;
    ensure!(
        width.as_u64().is_some_and(|width| width < 600),
        "the window is {width} wide, which is no phone"
    );
    page.expect_accessible().await
}

async fn the_narrow_page_is_accessible_in_the_dark(page: Page) -> Result<()> {
    page.open().await?;
    page.expect_accessible().await
}
