//! What a browser fetches, by its bytes.

use super::table::{Budget, Table};
use crate::output::kilobytes;
use crate::site::Site;

/// What the page fetches, in lines of `bytes<tab>address`.
pub fn of_page(fetched: &str, site: &Site, table: &mut Table) {
    let (own, foreign) = sorted(fetched, site);
    let (editor, own): (Vec<_>, Vec<_>) = own
        .into_iter()
        .partition(|(name, _)| name.starts_with("editor-"));
    let (later, first): (Vec<_>, Vec<_>) = own
        .into_iter()
        // The manifest is named by one of them, so no browser fetches it before.
        .partition(|(name, _)| name.starts_with("later-") || name == "manifest.webmanifest");
    let budget = Budget::at_most(300_000.0, "300 kB");
    weigh(
        "transferred to first interaction, gzip",
        &first,
        budget,
        table,
    );
    list(&first, table);
    let budget = Budget::at_most(125_000.0, "125 kB");
    weigh(
        "the editor chunk, loaded after, gzip",
        &editor,
        budget,
        table,
    );
    let what = "the rest of the program, loaded after, gzip";
    weigh(what, &later, Budget::none(), table);
    nothing_from_others("third-party requests", foreign, table);
}

/// What Try fetches, in such lines.
pub fn of_try(fetched: &str, site: &Site, table: &mut Table) {
    let (own, foreign) = sorted(fetched, site);
    let (later, first): (Vec<_>, Vec<_>) = own
        .into_iter()
        .partition(|(name, _)| name.starts_with("try/later-"));
    let budget = Budget::at_most(350_000.0, "350 kB");
    let what = "Try, transferred to first interaction, gzip";
    weigh(what, &first, budget, table);
    list(&first, table);
    let what = "Try, the rest of its program, loaded after, gzip";
    weigh(what, &later, Budget::none(), table);
    nothing_from_others("Try, third-party requests", foreign, table);
}

/// The files of the site, and how many there are of others.
fn sorted(fetched: &str, site: &Site) -> (Vec<(String, u64)>, u32) {
    let mut own: Vec<(String, u64)> = Vec::new();
    let mut foreign = 0_u32;
    for (bytes, address) in fetched.lines().filter_map(|line| line.split_once('\t')) {
        let Some(path) = address.strip_prefix(&site.url) else {
            foreign += u32::from(!address.starts_with("data:") && !address.starts_with("blob:"));
            continue;
        };
        let name = path.trim_start_matches("/repo/").to_owned();
        let bytes: u64 = bytes.parse().unwrap_or_default();
        // What was preloaded may be listed twice.
        match own.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = bytes.max(*known),
            None => own.push((name, bytes)),
        }
    }
    (own, foreign)
}

fn weigh(what: &str, files: &[(String, u64)], budget: Budget, table: &mut Table) {
    let bytes: u64 = files.iter().map(|(_, bytes)| bytes).sum();
    table.add(what, kilobytes(bytes), budget, bytes as f64);
}

fn list(files: &[(String, u64)], table: &mut Table) {
    for (name, bytes) in files {
        let name = if name.is_empty() { "index.html" } else { name };
        table.note(&format!("  {name}"), &kilobytes(*bytes));
    }
}

fn nothing_from_others(what: &str, foreign: u32, table: &mut Table) {
    let budget = Budget::at_most(0.0, "0");
    table.add(what, foreign.to_string(), budget, f64::from(foreign));
}
