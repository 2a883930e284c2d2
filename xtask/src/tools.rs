//! The tools and their versions, in one place; those of npm stand in package.json and its lock.

use crate::problem::{Context, Problem};
use crate::project::Project;

/// A program that cargo builds and installs into the project's own folder.
pub struct Tool {
    /// The crate.
    pub package: &'static str,
    /// The program that comes with it.
    pub program: &'static str,
    pub version: String,
    pub why: &'static str,
    /// How long building it takes on two cores.
    pub minutes: &'static str,
    pub options: &'static [&'static str],
}

/// The oldest Node.js that all npm packages of this project run on.
pub const NODE_MAJOR: u32 = 20;

/// The npm package that `bench` asks; the last that runs on Node.js 20.
pub const LIGHTHOUSE: &str = "12.8.2";

/// The linter from PyPI that `bench` compares ours with.
pub const AGNIX: &str = "0.59.3";

pub fn trunk() -> Tool {
    Tool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14".to_owned(),
        why: "builds the page and serves it",
        minutes: "about 5 minutes",
        // Its downloads and its question for newer versions are not used here, and TLS takes minutes.
        options: &["--locked", "--no-default-features"],
    }
}

/// Built only where there is none.
pub fn geckodriver() -> Tool {
    Tool {
        package: "geckodriver",
        program: "geckodriver",
        version: "0.37.1".to_owned(),
        why: "drives Firefox in tests",
        minutes: "about 2 minutes",
        options: &["--locked"],
    }
}

/// Reads what the macro of wasm_split_helpers, which comes with Leptos, leaves in the program.
pub fn wasm_split() -> Tool {
    Tool {
        package: "wasm_split_cli_support",
        program: "wasm-split-cli",
        version: "0.2.4".to_owned(),
        why: "divides the published page's program into what is needed first and what comes later",
        minutes: "about 2 minutes",
        options: &["--locked", "--features", "build-binary"],
    }
}

/// The version has to be that of the library in Cargo.lock.
pub fn wasm_bindgen(project: &Project) -> Result<Tool, Problem> {
    Ok(Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: locked_version(project, "wasm-bindgen")?,
        why: "joins WebAssembly to JavaScript",
        minutes: "about 3 minutes",
        options: &[],
    })
}

fn locked_version(project: &Project, package: &str) -> Result<String, Problem> {
    let lock =
        std::fs::read_to_string(project.root.join("Cargo.lock")).context("reading Cargo.lock")?;
    version_in_lock(&lock, package)
        .ok_or_else(|| Problem::new(format!("Cargo.lock names no version of {package}.")))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock
        .lines()
        .skip_while(|line| *line != format!("name = \"{package}\""));
    lines.next()?;
    Some(
        lines
            .next()?
            .strip_prefix("version = \"")?
            .strip_suffix('"')?
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn the_version_of_a_package_is_read_from_the_lock() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            version_in_lock(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
