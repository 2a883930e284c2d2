//! Making sure of what a command needs: says what it installs, why and how long that takes, and
//! installs nothing twice. Everything goes into the project's own folder.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::output;
use crate::problem::{Context, Problem};
use crate::processes;
use crate::project::Project;
use crate::tools::{self, Tool};

/// What building the page needs.
///
/// # Errors
/// Something is missing that cannot be installed from here; the sentence says what to do.
pub fn for_build(project: &Project) -> Result<(), Problem> {
    node(project)?;
    wasm_target(project)?;
    npm_packages(project)?;
    cargo_tool(project, &tools::trunk())?;
    cargo_tool(project, &tools::wasm_bindgen(project)?)
}

/// The Rust target of the page.
pub fn wasm_target(project: &Project) -> Result<(), Problem> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = processes::output_of(
        project.command("rustc").args(["--print", "sysroot"]),
        "asking rustc where it lies",
    )?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(TARGET)
        .is_dir()
    {
        return Ok(());
    }
    output::step(&format!(
        "Installing the Rust target {TARGET}, which the page is compiled for (under a minute)"
    ));
    if processes::version_line(&mut project.command("rustup")).is_none() {
        return Err(Problem::new(format!(
            "Rust's target {TARGET} is missing and there is no rustup to add it: install Rust from https://rustup.rs, or that target from where your Rust came."
        )));
    }
    processes::run(
        project.command("rustup").args(["target", "add", TARGET]),
        &format!("Adding the target {TARGET} (it needs a network connection)"),
    )
}

fn node(project: &Project) -> Result<(), Problem> {
    let needed = tools::NODE_MAJOR;
    let Some(version) = processes::version_line(&mut project.command("node")) else {
        return Err(Problem::new(format!(
            "Node.js {needed} or newer is needed and there is none: install it from https://nodejs.org, then run this again."
        )));
    };
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|part| part.parse::<u32>().ok());
    if major.is_none_or(|major| major < needed) {
        return Err(Problem::new(format!(
            "Node.js {needed} or newer is needed and this one is {version}: install a newer one from https://nodejs.org, then run this again."
        )));
    }
    if processes::version_line(&mut project.command(npm())).is_none() {
        return Err(Problem::new(
            "npm is needed and there is none: it comes with Node.js from https://nodejs.org, or in a package of its own named npm.",
        ));
    }
    Ok(())
}

/// npm is a script with another name on Windows.
pub fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// The packages of package-lock.json, in exactly those versions.
pub fn npm_packages(project: &Project) -> Result<(), Problem> {
    let missing = missing_npm_packages(&project.root)?;
    if missing.is_empty() {
        return Ok(());
    }
    output::step(&format!(
        "Installing {} npm packages (the editor, esbuild, wasm-opt) into node_modules (under a minute)",
        missing.len()
    ));
    processes::run(
        project
            .command(npm())
            .args(["ci", "--no-audit", "--no-fund"]),
        "Installing the npm packages (it needs a network connection)",
    )
}

fn missing_npm_packages(root: &Path) -> Result<Vec<String>, Problem> {
    let lock = std::fs::read_to_string(root.join("package-lock.json"))
        .context("reading package-lock.json")?;
    let lock: Value = serde_json::from_str(&lock).context("reading package-lock.json")?;
    let packages = lock["packages"]
        .as_object()
        .ok_or_else(|| Problem::new("package-lock.json lists no packages."))?;
    let missing = packages.iter().filter(|(folder, entry)| {
        // Optional ones are builds for other systems; the empty name is this project.
        !folder.is_empty()
            && entry["optional"] != true
            && installed_version(&root.join(folder)) != entry["version"].as_str().map(str::to_owned)
    });
    Ok(missing.map(|(folder, _)| folder.clone()).collect())
}

/// The version in an npm package's folder.
pub fn installed_version(folder: &Path) -> Option<String> {
    let text = std::fs::read_to_string(folder.join("package.json")).ok()?;
    let package: Value = serde_json::from_str(&text).ok()?;
    package["version"].as_str().map(str::to_owned)
}

/// A program from crates.io, in exactly its pinned version.
pub fn cargo_tool(project: &Project, tool: &Tool) -> Result<(), Problem> {
    if installed_tool_version(project, tool).as_deref() == Some(&tool.version) {
        return Ok(());
    }
    let Tool {
        package,
        version,
        why,
        minutes,
        ..
    } = tool;
    output::step(&format!(
        "Installing {package} {version} into .tools: it {why} ({minutes} on two cores)"
    ));
    let wanted = format!("{package}@{version}");
    if processes::version_line(project.command("cargo").arg("binstall").arg("-V")).is_some() {
        let mut binstall = project.command("cargo");
        binstall
            .args([
                "binstall",
                "--no-confirm",
                "--disable-strategies",
                "compile",
                "--root",
            ])
            .arg(&project.tools)
            .arg(&wanted);
        if processes::run(&mut binstall, "cargo binstall").is_ok()
            && installed_tool_version(project, tool).as_deref() == Some(version)
        {
            return Ok(());
        }
        println!("There is no ready-made {package}; building it.");
    }
    let build = project.tools.join("build");
    let mut install = project.command("cargo");
    install
        .args(["install", &wanted, "--force", "--debug", "--root"])
        .arg(&project.tools)
        .arg("--target-dir")
        .arg(&build)
        .args(tool.options)
        // Debug symbols would double the time, and nobody debugs these.
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    let installed = processes::run(
        &mut install,
        &format!("Installing {package} (it needs a network connection)"),
    );
    // Hundreds of megabytes that nothing needs any more; what cannot be deleted is only in the way.
    let _ = std::fs::remove_dir_all(&build);
    installed
}

/// What cargo wrote down when it installed the tool: not every program tells its version.
fn installed_tool_version(project: &Project, tool: &Tool) -> Option<String> {
    let program = format!("{}{}", tool.program, std::env::consts::EXE_SUFFIX);
    if !project.tools.join("bin").join(program).is_file() {
        return None;
    }
    let record = std::fs::read_to_string(project.tools.join(".crates.toml")).ok()?;
    version_in_record(&record, tool.package)
}

/// A line of cargo's record begins `"trunk 0.21.14 (registry+…`.
fn version_in_record(record: &str, package: &str) -> Option<String> {
    let start = format!("\"{package} ");
    record
        .lines()
        .find_map(|line| line.strip_prefix(&start))
        .and_then(|rest| rest.split_whitespace().next())
        .map(str::to_owned)
}

/// The linter that ours is compared with, in exactly its pinned version.
///
/// # Errors
/// It cannot be had; the sentence says what to do.
pub fn agnix(project: &Project) -> Result<PathBuf, Problem> {
    let version = tools::AGNIX;
    let folder = project.tools.join("agnix");
    let name = format!("agnix{}", std::env::consts::EXE_SUFFIX);
    let program = folder.join("bin").join(name);
    let is_there = || {
        let said = processes::version_line(&mut project.command(&program));
        said.is_some_and(|said| said == format!("agnix {version}"))
    };
    if is_there() {
        return Ok(program);
    }
    output::step(&format!(
        "Installing agnix {version} into .tools: the linter to compare with (seconds)"
    ));
    let python = if cfg!(windows) { "python" } else { "python3" };
    let mut pip = project.command(python);
    pip.args(["-m", "pip", "install", "--quiet", "--upgrade", "--no-deps"])
        .args(["--disable-pip-version-check", "--root-user-action=ignore"])
        .arg("--target")
        .arg(&folder)
        .arg(format!("agnix=={version}"));
    let installed = processes::output_of(&mut pip, "pip");
    if installed.is_ok() && is_there() {
        return Ok(program);
    }
    let why = installed
        .err()
        .map_or(String::new(), |why| format!(" ({why})"));
    Err(Problem::new(format!(
        "agnix {version} cannot be had, so nothing was compared with it{why}: it needs Python with pip, a network connection and a system that PyPI has it for."
    )))
}

#[cfg(test)]
mod tests {
    use super::version_in_record;

    #[test]
    fn the_version_of_a_tool_is_read_from_cargos_record() {
        let record = "[v1]\n\"trunk 0.21.14 (registry+https://example.org)\" = [\"trunk\"]\n\"wasm-bindgen-cli 0.2.130 (registry+https://example.org)\" = [\n    \"wasm-bindgen\",\n]\n";
        assert_eq!(
            version_in_record(record, "wasm-bindgen-cli").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(version_in_record(record, "wasm-bindgen"), None);
    }
}
