//! `cargo xtask bench`: what the page weighs, how fast it follows the keys, how fast the engine reads and
//! checks, how long links are, and what Lighthouse says, in one table with the design's budgets beside the figures. It reports; it
//! never fails for a figure.

mod files;
mod folder;
mod keys;
mod lighthouse;
mod links;
mod lint;
mod reading;
mod stream;
mod table;
mod weights;

use crate::drivers::Drivers;
use crate::errand;
use crate::output;
use crate::problem::Problem;
use crate::project::Project;
use crate::site;
use table::Table;

/// What can be measured by itself.
const PARTS: [&str; 8] = [
    "loading",
    "keys",
    "reading",
    "folder",
    "stream",
    "lint",
    "links",
    "lighthouse",
];

/// Builds the page as it is published, serves it and measures.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), Problem> {
    let (no_build, only) = options(arguments)?;
    let wants = |part: &str| only.is_none_or(|only| only == part);
    let mut table = Table::default();
    let mut notes = Vec::new();
    let mut done = Ok(());
    if wants("lint") {
        let load = load();
        let timed = lint::natively(project, &mut table);
        let compared = lint::compared(project, &mut table);
        done = done.and(timed).and(compared);
        notes.push(format!("{} {load}", lint::NOTE));
    }
    if wants("links") {
        done = done.and(links::lengths(project, &mut table));
        notes.push(links::NOTE.to_owned());
    }
    if !matches!(only, Some("lint" | "links")) {
        done = done.and(page(project, no_build, &wants, &mut table, &mut notes));
    }
    // What could be measured is shown before what could not.
    println!("\n{table}\n{}", notes.join("\n"));
    done
}

/// What is measured in a browser, or beside it.
fn page(
    project: &Project,
    no_build: bool,
    wants: &dyn Fn(&str) -> bool,
    table: &mut Table,
    notes: &mut Vec<String>,
) -> Result<(), Problem> {
    let drivers = Drivers::start(project, Some("chromium"))?;
    if !no_build {
        site::build(project)?;
    }
    let site = site::serve(project)?;
    let mut done = Ok(());
    // An errand whose figures are of use on a quiet machine only.
    let timed = |job: &str,
                 figures: fn(&str, &mut Table),
                 note: &str,
                 table: &mut Table,
                 notes: &mut Vec<String>| {
        let load = load();
        let measured = errand::run(project, &site, &drivers, job, &[]);
        notes.push(format!("{note} {load}"));
        measured.map(|measured| figures(&measured, table))
    };
    if wants("loading") {
        output::step("Listing what the browser fetches");
        let listed = errand::run(project, &site, &drivers, "loading", &[]).map(|fetched| {
            let (of_page, of_try) = fetched.split_once("\n\n").unwrap_or((&fetched, ""));
            weights::of_page(of_page, &site, table);
            weights::of_try(of_try, &site, table);
        });
        done = done.and(listed);
        notes.push("gzip: bodies as nginx sends them at level 6, fetched by Chromium at 1440x900 until the editor is there.".to_owned());
    }
    if wants("keys") {
        output::step("Timing keys (about a minute)");
        done = done.and(timed("keystrokes", keys::figures, keys::NOTE, table, notes));
    }
    if wants("reading") {
        let load = load();
        let timed = reading::natively(project, table);
        let compared = reading::in_a_page(project, &site, &drivers, table);
        done = done.and(timed).and(compared);
        notes.push(format!("{} {load}", reading::NOTE));
    }
    if wants("folder") {
        output::step("Opening folders (about a minute)");
        done = done.and(timed("folder", folder::figures, folder::NOTE, table, notes));
    }
    if wants("stream") {
        output::step("Streaming long answers to Try (about a minute)");
        done = done.and(timed("stream", stream::figures, stream::NOTE, table, notes));
    }
    if wants("lighthouse") {
        done = done.and(lighthouse::scores(project, &site, table));
    }
    done
}

/// Whether to take the page as it was last built, and the one part to measure.
fn options(arguments: &[String]) -> Result<(bool, Option<&str>), Problem> {
    let (options, parts): (Vec<&str>, Vec<&str>) = arguments
        .iter()
        .map(String::as_str)
        .partition(|argument| argument.starts_with('-'));
    let known = options.iter().all(|option| *option == "--no-build")
        && parts.iter().all(|part| PARTS.contains(part));
    if !known || parts.len() > 1 {
        return Err(Problem::new(format!(
            "bench takes --no-build and one of {}.",
            PARTS.join(", ")
        )));
    }
    Ok((!options.is_empty(), parts.first().copied()))
}

/// What else the machine was doing, where it tells.
fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").ok();
    let load = load.as_deref().and_then(|text| text.split(' ').next());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    load.map_or(String::new(), |load| format!("Load of the last minute before: {load}, on {cores} cores; times are of use on a quiet machine only."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_may_be_asked_for() {
        let arguments = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(options(&arguments(&[])).unwrap(), (false, None));
        assert_eq!(
            options(&arguments(&["reading", "--no-build"])).unwrap(),
            (true, Some("reading"))
        );
        assert!(options(&arguments(&["writing"])).is_err());
        assert!(options(&arguments(&["keys", "reading"])).is_err());
        assert!(options(&arguments(&["--fast"])).is_err());
    }
}
