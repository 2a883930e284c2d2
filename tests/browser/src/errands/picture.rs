//! Screenshots of the page, in Chromium.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::engines::Engine;
use crate::scenario::block_on;
use crate::screen::Screen;
use crate::session;
use crate::settings::Settings;

/// One picture into the file `PLAYGROUND_PICTURE`, or one of every width and theme into the folder
/// `PLAYGROUND_PICTURES`.
pub fn run(settings: &Settings) -> Result<()> {
    if let Some(folder) = settings.argument("PICTURES") {
        let folder = PathBuf::from(folder);
        fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        for screen in [Screen::WIDE, Screen::MIDDLE, Screen::PHONE]
            .into_iter()
            .flat_map(|screen| [screen, screen.dark()])
        {
            take(
                settings,
                screen,
                folder.join(format!("{}.png", screen.name())),
            )?;
        }
        return Ok(());
    }
    let file = settings.argument("PICTURE").context("no file was named")?;
    take(settings, Screen::WIDE, PathBuf::from(file))
}

fn take(settings: &Settings, screen: Screen, file: PathBuf) -> Result<()> {
    let png = block_on(async {
        let page = session::start(settings, Engine::Chromium, screen).await?;
        let picture = async {
            page.open().await?;
            page.wait_until_settled().await?;
            Ok(page.driver.screenshot_as_png().await?)
        };
        let picture = picture.await;
        page.close().await;
        picture
    })?;
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    fs::write(&file, png).with_context(|| format!("writing {}", file.display()))?;
    println!("{}", file.display());
    Ok(())
}
