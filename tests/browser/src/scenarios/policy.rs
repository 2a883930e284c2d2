//! Attacks on the policy, by a script that the page is served with: what WebDriver runs is not bound
//! by a policy, so it could prove nothing.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::page::{Page, Site};
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, every_attack_is_refused),
        scenario!(Screen::WIDE, without_the_policy_every_attack_gets_through),
    ]
}

async fn every_attack_is_refused(page: Page) -> Result<()> {
    let through = attacks(&page, Site::Attacked, true).await?;
    ensure!(through.is_empty(), "got through: {}", through.join(", "));
    Ok(())
}

/// The attacks work: so that they are refused elsewhere says something about the policy.
async fn without_the_policy_every_attack_gets_through(page: Page) -> Result<()> {
    let refused = attacks(&page, Site::Unprotected, false).await?;
    ensure!(
        refused.is_empty(),
        "refused although nothing refuses: {}",
        refused.join(", ")
    );
    Ok(())
}

/// The names of the attacks that did not end as they should.
async fn attacks(page: &Page, site: Site, refused: bool) -> Result<Vec<String>> {
    page.open_site(site).await?;
    page.wait_for(
        "the attacks to end",
        "return window.attackResults !== undefined",
    )
    .await?;
    let results = page.run("return window.attackResults").await?;
    let results = results.as_object().context("the attacks left no results")?;
    ensure!(
        results.len() > 10,
        "only {} attacks were tried",
        results.len()
    );
    let expected = Value::Bool(!refused);
    Ok(results
        .iter()
        .filter(|(_, through)| **through != expected)
        .map(|(name, _)| name.clone())
        .collect())
}
