//! What this build is made of, for people (`about.html`) and for programs (`about.json`). The same
//! sources give the same files, so they hold no date.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::html;
use crate::documents::{DOCUMENTS, Document};
use crate::problem::{Context, Problem};
use crate::processes;
use crate::project::Project;

/// The account of a build.
pub struct About {
    version: &'static str,
    commit: String,
    dependencies: Vec<Dependency>,
}

/// A crate or npm package whose code is in the page.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Dependency {
    name: String,
    version: String,
    /// An SPDX expression.
    licence: String,
}

impl About {
    /// Asks cargo, npm's folder and git.
    ///
    /// # Errors
    /// A package has no readable account of itself.
    pub fn gather(project: &Project, npm_packages: &BTreeSet<String>) -> Result<Self, Problem> {
        let mut dependencies = crates(project)?;
        for package in npm_packages {
            let folder = project.root.join("node_modules").join(package);
            dependencies.push(npm_package(&folder, package)?);
        }
        dependencies.sort();
        Ok(Self {
            version: env!("CARGO_PKG_VERSION"),
            commit: commit(project),
            dependencies,
        })
    }

    /// The text of `about.json`.
    pub fn json(&self) -> Result<String, Problem> {
        let dependencies: Vec<Value> = self
            .dependencies
            .iter()
            .map(|one| json!({ "name": one.name, "version": one.version, "licence": one.licence }))
            .collect();
        let account = json!({
            "version": self.version,
            "commit": self.commit,
            "dependencies": dependencies,
        });
        serde_json::to_string(&account).context("writing about.json")
    }

    /// Fills the places of about.html.
    pub fn fill(&self, page: &str, path: &str) -> Result<String, Problem> {
        let program = DOCUMENTS
            .iter()
            .find(|document| document.binary.is_some())
            .map(Document::policy_text)
            .unwrap_or_default();
        let dependencies: Vec<String> = self
            .dependencies
            .iter()
            .map(|one| format!("{} {} ({})", one.name, one.version, one.licence))
            .collect();
        let page = html::fill(page, "%VERSION%", self.version, path)?;
        let page = html::fill(&page, "%COMMIT%", &self.commit, path)?;
        let page = html::fill_list(&page, "%POLICY%", program.split("; "), path)?;
        let dependencies = dependencies.iter().map(String::as_str);
        html::fill_list(&page, "%DEPENDENCIES%", dependencies, path)
    }
}

/// The crates whose code is in the page: those of the wasm target, without what runs only while
/// compiling.
fn crates(project: &Project) -> Result<Vec<Dependency>, Problem> {
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
fn crate_of(line: &str) -> Option<Dependency> {
    let (package, licence) = line.split_once('\t')?;
    let mut words = package.split_whitespace();
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    if name == "agent-playground" {
        return None;
    }
    Some(Dependency {
        name: name.to_owned(),
        version: version.to_owned(),
        // An old way to write OR.
        licence: licence.replace('/', " OR "),
    })
}

fn npm_package(folder: &Path, name: &str) -> Result<Dependency, Problem> {
    let text = fs::read_to_string(folder.join("package.json"))
        .context(format!("reading package.json of {name}"))?;
    let package: Value =
        serde_json::from_str(&text).context(format!("reading package.json of {name}"))?;
    let word = |key: &str| {
        let word = package[key].as_str().map(str::to_owned);
        word.ok_or_else(|| Problem::new(format!("package.json of {name} does not say its {key}.")))
    };
    Ok(Dependency {
        name: name.to_owned(),
        version: word("version")?,
        licence: word("license")?,
    })
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
        let one = crate_of("bitflags v2.9.0\tMIT/Apache-2.0");
        assert_eq!(
            one,
            Some(Dependency {
                name: "bitflags".into(),
                version: "2.9.0".into(),
                licence: "MIT OR Apache-2.0".into()
            })
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
