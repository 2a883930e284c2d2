//! The built page in real browsers: builds it, serves it, starts the drivers and calls the package
//! in `tests/browser/`.

use std::fs;

use super::{Options, tally::Tally};
use crate::drivers::Drivers;
use crate::output;
use crate::problem::Problem;
use crate::project::Project;
use crate::site;

/// Runs the scenarios.
pub fn run(project: &Project, options: &Options, tally: &mut Tally) -> Result<(), Problem> {
    let drivers = Drivers::start(project, options.engine.as_deref())?;
    if !options.no_build {
        site::build(project)?;
    }
    let site = site::serve(project)?;
    // What an earlier run left says nothing about this one.
    let _ = fs::remove_dir_all(project.root.join("tests/browser/failures"));
    output::step("Testing the built page in browsers");
    let mut command = project.command("cargo");
    command
        .args(["run", "--quiet", "--package", "browser-tests", "--"])
        .args(&options.filter);
    command
        .env("PLAYGROUND_SERVER", &site.url)
        .envs(site.variables())
        .envs(drivers.variables());
    tally.count(&mut command)
}
