//! `cargo xtask check`: formatting, and clippy on both targets with warnings as errors.

use crate::install;
use crate::output;
use crate::problem::Problem;
use crate::processes;
use crate::project::Project;

/// Stops at the first that complains.
pub fn run(project: &Project, _arguments: &[String]) -> Result<(), Problem> {
    install::wasm_target(project)?;
    let checks: [(&str, &[&str]); 3] = [
        (
            "Formatting (files that differ are listed; `cargo fmt --all` mends them)",
            &["fmt", "--all", "--check", "--", "--files-with-diff"],
        ),
        (
            "Clippy, native",
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ],
        ),
        (
            "Clippy, WebAssembly",
            &[
                "clippy",
                "--package",
                "agent-playground",
                "--package",
                "reading-bench",
                "--target",
                "wasm32-unknown-unknown",
                "--",
                "-D",
                "warnings",
            ],
        ),
    ];
    for (what, arguments) in checks {
        output::step(what);
        processes::run(project.command("cargo").args(arguments), what)?;
    }
    Ok(())
}
