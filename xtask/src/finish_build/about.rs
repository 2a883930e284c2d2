//! `about.json`: what this build is made of, for the page's About view. The same sources give the
//! same file, so it holds no date.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::problem::{Context, Problem};
use crate::processes;
use crate::project::Project;

/// The text of the file.
pub fn text(project: &Project, npm_packages: &BTreeSet<String>) -> Result<String, Problem> {
    let mut dependencies = crates(project)?;
    for package in npm_packages {
        dependencies.push(npm_package(
            &project.root.join("node_modules").join(package),
            package,
        )?);
    }
    dependencies.sort_by_key(|one| one["name"].to_string());
    let about = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "commit": commit(project),
        "dependencies": dependencies,
    });
    serde_json::to_string(&about).context("writing about.json")
}

/// The crates whose code is in the page: those of the wasm target, without what runs only while
/// compiling.
fn crates(project: &Project) -> Result<Vec<Value>, Problem> {
    let tree = processes::output_of(
        project.command("cargo").args([
            "tree",
            "--package",
            "agent-playground",
            "--target",
            "wasm32-unknown-unknown",
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
            "--format",
            "{p}\t{l}",
            "--no-dedupe",
            "--locked",
        ]),
        "Listing the dependencies",
    )?;
    let unique: BTreeSet<&str> = tree.lines().collect();
    Ok(unique.into_iter().filter_map(crate_of).collect())
}

/// A line such as `leptos v0.8.23<tab>MIT`; the project itself has its folder after the version.
fn crate_of(line: &str) -> Option<Value> {
    let (package, licence) = line.split_once('\t')?;
    let mut words = package.split_whitespace();
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    if name == "agent-playground" {
        return None;
    }
    // An old way to write OR.
    Some(json!({ "name": name, "version": version, "licence": licence.replace('/', " OR ") }))
}

fn npm_package(folder: &Path, name: &str) -> Result<Value, Problem> {
    let text = fs::read_to_string(folder.join("package.json"))
        .context(format!("reading package.json of {name}"))?;
    let package: Value =
        serde_json::from_str(&text).context(format!("reading package.json of {name}"))?;
    Ok(json!({ "name": name, "version": package["version"], "licence": package["license"] }))
}

/// The commit, shortened; says so if files differ from it.
fn commit(project: &Project) -> String {
    let Ok(commit) = processes::output_of(
        project
            .command("git")
            .args(["rev-parse", "--short=12", "HEAD"]),
        "git",
    ) else {
        return "unknown".to_owned();
    };
    let changes = processes::output_of(
        project
            .command("git")
            .args(["status", "--porcelain", "--untracked-files=no"]),
        "git",
    );
    let changed = if changes.is_ok_and(|list| list.trim().is_empty()) {
        ""
    } else {
        ", with changes"
    };
    format!("{}{changed}", commit.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_tree_is_a_dependency() {
        let one = crate_of("bitflags v2.9.0\tMIT/Apache-2.0").unwrap();
        assert_eq!(
            one,
            json!({ "name": "bitflags", "version": "2.9.0", "licence": "MIT OR Apache-2.0" })
        );
    }

    #[test]
    fn the_project_is_no_dependency_of_itself() {
        assert_eq!(
            crate_of("agent-playground v0.1.0 (/some/where)\tMIT OR Apache-2.0"),
            None
        );
    }
}
