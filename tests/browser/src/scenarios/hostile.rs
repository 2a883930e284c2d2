//! Files made to do harm are shown, and do nothing.

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, hostile_files_are_inert),
        scenario!(Screen::WIDE, one_line_of_ten_megabytes_stays_usable),
        scenario!(Screen::WIDE, deep_nesting_stays_usable),
    ]
}

async fn hostile_files_are_inert(page: Page) -> Result<()> {
    page.open_editor().await?;
    for name in ["markup", "links", "invisible", "frontmatter"] {
        let text = page
            .file(&format!("tests/hostile/{name}.md"))
            .with_context(|| format!("reading {name}.md"))?;
        page.paste(&text).await?;
        // The last is the one that it was pasted on.
        for panel in [
            "compatibility",
            "form",
            "problems",
            "roster",
            "compare",
            "preview",
        ] {
            expect_inert_in(&page, panel, name).await?;
        }
        let found = page
            .run("return {
                broken: window.broken ?? null,
                active: [...document.querySelectorAll('#panel :is(script, iframe, object, embed, img, form, base, meta, link, style, [onclick], [onload], [onerror])')].map((node) => node.outerHTML),
                links: [...document.querySelectorAll('#panel a')].map((link) => link.protocol).filter((scheme) => !['https:', 'http:', 'mailto:'].includes(scheme)),
                foreign: performance.getEntriesByType('resource').map((entry) => entry.name).filter((address) => !address.startsWith(location.origin)),
                polluted: ({}).broken ?? null,
            }")
            .await?;
        let inert = found["broken"].is_null()
            && found["polluted"].is_null()
            && ["active", "links", "foreign"]
                .iter()
                .all(|list| found[*list].as_array().is_some_and(Vec::is_empty));
        ensure!(inert, "{name}.md: {found}");
        page.run(
            "document.querySelectorAll('.notice [aria-label]').forEach((button) => button.click())",
        )
        .await?;
        page.wait_for(
            "the message to go",
            "return !document.querySelector('.notices').textContent.includes('What you pasted')",
        )
        .await?;
    }
    page.expect_quiet_console().await
}

/// Shows a panel: nothing in it acts, and nothing in it listens by an attribute.
async fn expect_inert_in(page: &Page, panel: &str, name: &str) -> Result<()> {
    page.click(&format!("#tab-{panel}")).await?;
    page.wait_for(
        "the panel",
        &format!("return document.querySelector('#panel').getAttribute('aria-labelledby') === 'tab-{panel}' && document.querySelector('#panel').textContent !== ''"),
    )
    .await?;
    let active = page
        .run("return [
            ...document.querySelectorAll('#side :is(script, iframe, object, embed, img, base, meta, link, style, math, foreignObject)'),
            ...[...document.querySelectorAll('#side *')].filter((node) => node.getAttributeNames().some((attribute) => attribute.startsWith('on'))),
        ].map((node) => node.outerHTML)")
        .await?;
    ensure!(
        active.as_array().is_some_and(Vec::is_empty),
        "{name}.md in {panel}: {active}"
    );
    Ok(())
}

/// Pastes a text that the page itself makes, and types a word into it.
async fn paste_made(page: &Page, make: &str) -> Result<()> {
    let script = format!(
        "const data = new DataTransfer();
        data.setData('text/plain', {make});
        document.activeElement?.blur();
        const event = new ClipboardEvent('paste', {{ bubbles: true, cancelable: true }});
        Object.defineProperty(event, 'clipboardData', {{ value: data }});
        document.body.dispatchEvent(event);"
    );
    page.run(&script).await?;
    page.wait_for_text(".agent-name", "large").await?;
    page.click(".agent-name").await?;
    page.wait_for(
        "the editor to have the focus",
        "return document.activeElement.matches('.cm-content')",
    )
    .await?;
    page.type_keys(Key::End + "").await?;
    page.type_keys("-and-usable").await?;
    page.wait_for_text(".agent-name", "large-and-usable").await
}

async fn one_line_of_ten_megabytes_stays_usable(page: Page) -> Result<()> {
    page.open_editor().await?;
    paste_made(
        &page,
        "'---\\nname: large\\ndescription: d\\n---\\n' + 'word '.repeat(2_000_000)",
    )
    .await
}

async fn deep_nesting_stays_usable(page: Page) -> Result<()> {
    page.open_editor().await?;
    paste_made(&page, "'---\\nname: large\\ndescription: d\\nx: ' + '['.repeat(20_000) + '\\n---\\n' + '> '.repeat(20_000) + 'a\\n\\n' + '- '.repeat(5_000) + 'b'").await
}
