//! Calling trunk, which compiles the page and calls our hook when it has done so.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::install;
use crate::output;
use crate::problem::Problem;
use crate::processes;
use crate::project::Project;
use crate::tools;

/// Builds the page as it is published into a folder.
///
/// # Errors
/// A tool is missing and cannot be installed, or the build fails.
pub fn release(project: &Project, folder: &Path) -> Result<(), Problem> {
    install::for_build(project)?;
    install::cargo_tool(project, &tools::wasm_split())?;
    output::step("Building the page");
    let mut command = trunk(project, "build");
    command
        .args(["--release", "--features", "split"])
        .arg("--dist")
        .arg(folder);
    with_page_flags(&mut command);
    processes::run(&mut command, "Building the page")
}

/// trunk with the project's own tools, which it never downloads by itself.
pub fn trunk(project: &Project, verb: &str) -> Command {
    let mut command = project.command(project.program("trunk"));
    command.arg(verb).arg("--offline=true");
    // A failed build says why; where inside trunk it failed helps nobody.
    command.env("RUST_BACKTRACE", "0");
    // trunk takes NO_COLOR only as true or false, and stops at the usual 1.
    if env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    command
}

/// Compiles for WebAssembly as for the published page, so that what was compiled is used again.
///
/// Panics name their source files; where the crates lie on the machine that built the page is
/// nobody's business, and would make every machine's build another one.
pub fn with_page_flags(command: &mut Command) {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let Some(home) = home.or_else(|| Some(env::home_dir()?.join(".cargo"))) else {
        return;
    };
    let crates = home.join("registry").join("src");
    command.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        format!("--remap-path-prefix={}=crates", crates.display()),
    );
}
