//! The tests that need a DOM but not the whole page: `tests/dom*.rs`, compiled for WebAssembly and run
//! in Chromium by wasm-bindgen's own runner.

use std::fs;

use serde_json::json;

use super::{Options, chromium_for, tally::Tally};
use crate::build;
use crate::install;
use crate::output;
use crate::problem::{Context, Problem};
use crate::project::Project;
use crate::tools;

/// Runs them; none is no failure.
pub fn run(project: &Project, options: &Options, tally: &mut Tally) -> Result<(), Problem> {
    let tests = names(project)?;
    if tests.is_empty() {
        return Ok(());
    }
    let chromium = chromium_for(project)?;
    install::cargo_tool(project, &tools::wasm_bindgen(project)?)?;
    output::step("Testing what needs a DOM, in Chromium");
    let settings = project.target.join("webdriver.json");
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let mut chrome = json!({ "args": arguments });
    if let Some(program) = &chromium.program {
        chrome["binary"] = program.to_string_lossy().into();
    }
    fs::write(
        &settings,
        json!({ "goog:chromeOptions": chrome }).to_string(),
    )
    .context("writing webdriver.json")?;
    let mut command = project.command("cargo");
    command.args([
        "test",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        "web",
    ]);
    for test in &tests {
        command.args(["--test", test]);
    }
    command
        .args(&options.filter)
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            project.program("wasm-bindgen-test-runner"),
        )
        .env("CHROMEDRIVER", &chromium.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings);
    build::with_page_flags(&mut command);
    tally.count(&mut command)
}

fn names(project: &Project) -> Result<Vec<String>, Problem> {
    let mut names = Vec::new();
    for entry in fs::read_dir(project.root.join("tests")).context("reading tests/")? {
        let name = entry
            .context("reading tests/")?
            .file_name()
            .to_string_lossy()
            .into_owned();
        if let Some(test) = name
            .strip_suffix(".rs")
            .filter(|name| name.starts_with("dom"))
        {
            names.push(test.to_owned());
        }
    }
    names.sort();
    Ok(names)
}
