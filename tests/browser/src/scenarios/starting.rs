//! The time before the program runs, and what if it never does.

use anyhow::{Result, ensure};

use crate::page::{Page, Site};
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, what_is_typed_before_the_program_runs_is_kept),
        scenario!(
            Screen::WIDE,
            a_program_that_does_not_load_leaves_the_text_and_says_so
        ),
        scenario!(
            Screen::WIDE,
            a_part_that_does_not_load_is_tried_again_on_demand
        ),
    ]
}

async fn what_is_typed_before_the_program_runs_is_kept(page: Page) -> Result<()> {
    page.open_site(Site::Slow).await?;
    ensure!(
        page.has("#panel > .arriving").await?,
        "the program ran before anything could be typed: the slow line is not slow"
    );
    page.find("#source")
        .await?
        .send_keys("Typed early. ")
        .await?;
    page.wait_until_mounted().await?;
    ensure!(
        !page.has(".arriving").await?,
        "what stood there before the program is still there"
    );
    page.wait_for("the early words to be read", "return document.querySelector('#panel').textContent.includes('Typed early.') || document.querySelector('#source').value.includes('Typed early.')").await?;
    let source = page.run("return (document.querySelector('.cm-content') ?? document.querySelector('#source')).textContent + document.querySelector('#source').value").await?;
    ensure!(
        source
            .as_str()
            .is_some_and(|text| text.contains("Typed early.")),
        "the words are gone"
    );
    Ok(())
}

async fn a_program_that_does_not_load_leaves_the_text_and_says_so(page: Page) -> Result<()> {
    page.open_site(Site::WithoutWasm).await?;
    page.wait_for(
        "a message",
        "return document.querySelector('#notice-boot').textContent.trim() !== ''",
    )
    .await?;
    let (shown, shipped) = (page.source().await?, page.shipped_definition()?);
    ensure!(
        shown == shipped,
        "#source holds another text than the shipped file:\n{shown}"
    );
    // It can be taken home without the program.
    page.run(
        "const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return make(blob); };",
    )
    .await?;
    page.press_button("#notice-boot", "Download text").await?;
    page.wait_for("the file", "return window.saved !== undefined")
        .await?;
    let saved = page.run("return window.saved").await?;
    ensure!(saved == shipped.as_str(), "another text was saved: {saved}");
    Ok(())
}

async fn a_part_that_does_not_load_is_tried_again_on_demand(page: Page) -> Result<()> {
    page.open_site(Site::WithoutLater).await?;
    page.wait_until_mounted().await?;
    page.click("#tab-compatibility").await?;
    page.wait_for_text("#panel", "could not be loaded").await?;
    page.paste("---\nname: kept\ndescription: Kept all the same.\n---\n\nHello.\n")
        .await?;
    page.wait_for_text("#verdict", "project file: loads")
        .await?;
    page.click("#panel .missing .button").await?;
    page.wait_for_text("#panel", "could not be loaded").await?;
    // The connection is back: the file is found where it lies.
    page.run(
        "const fetched = window.fetch;
        window.fetch = (address) => fetched(String(address).replace('/without-later/', '/repo/'));",
    )
    .await?;
    page.click("#panel .missing .button").await?;
    page.wait_for_text("#panel", "Strict YAML 1.2").await?;
    page.wait_for_editor().await?;
    let text = page.edited_text().await?;
    ensure!(
        text.contains("name: kept"),
        "the text is another one: {text}"
    );
    Ok(())
}
