//! Sending the package in `tests/browser/` on an errand other than testing.

use crate::drivers::Drivers;
use crate::problem::Problem;
use crate::processes;
use crate::project::Project;
use crate::site::Site;

/// Runs it and returns what it printed; `arguments` become `PLAYGROUND_` variables.
pub fn run(
    project: &Project,
    site: &Site,
    drivers: &Drivers,
    job: &str,
    arguments: &[(&str, String)],
) -> Result<String, Problem> {
    let mut command = project.command("cargo");
    command.args(["run", "--quiet", "--package", "browser-tests"]);
    command
        .env("PLAYGROUND_JOB", job)
        .env("PLAYGROUND_SERVER", &site.url)
        .envs(drivers.variables());
    command.envs(
        arguments
            .iter()
            .map(|(name, value)| (format!("PLAYGROUND_{name}"), value)),
    );
    processes::output_of(&mut command, "Driving the browser")
}
