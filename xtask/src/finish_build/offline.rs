//! The service worker: it is told which files there are and what they hash to, so it changes with every
//! one of them, and browsers that keep the page take notice.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::json;

use super::inline;
use super::program::fingerprint;
use crate::documents::{Host, origin};
use crate::problem::{Context, Problem};
use crate::processes;
use crate::project::Project;

/// Its name in the page's folder. It holds no hash, because a browser looks for a new one at the address of
/// the old.
pub const WORKER: &str = "sw.js";

const SOURCE: &str = "src/web/offline/worker.js";
/// For a build that is being worked on.
const RETIRING: &str = "src/web/offline/retire.js";
/// For crawlers, which ask the host.
const NOT_KEPT: &[&str] = &["robots.txt"];

/// Writes the worker for what lies in the staging folder.
///
/// # Errors
/// A file cannot be read, or the bundle fails.
pub fn write_worker(project: &Project, staging: &Path, release: bool) -> Result<(), Problem> {
    let target = staging.join(WORKER);
    if !release {
        fs::copy(project.root.join(RETIRING), target).context(format!("copying {RETIRING}"))?;
        return Ok(());
    }
    let mut files = BTreeMap::new();
    list(staging, "", &mut files)?;
    let list = json!(files).to_string();
    let hosts: Vec<String> = Host::ALL.map(origin).to_vec();
    let build = json!({ "name": fingerprint(list.as_bytes()), "files": files, "hosts": hosts });
    processes::run(
        project
            .command(project.program("esbuild"))
            .arg(SOURCE)
            .args([
                "--bundle",
                "--minify",
                "--format=iife",
                "--target=es2022",
                "--charset=utf8",
                "--log-level=warning",
            ])
            .arg(format!("--define:BUILD={build}"))
            .arg(format!("--outfile={}", target.display())),
        "Bundling the service worker",
    )
}

/// Every file below a folder, by its path with `/`, and its hash.
fn list(folder: &Path, path: &str, files: &mut BTreeMap<String, String>) -> Result<(), Problem> {
    for entry in fs::read_dir(folder).context("listing the build's files")? {
        let entry = entry.context("listing the build's files")?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let (file, path) = (entry.path(), format!("{path}{name}"));
        if file.is_dir() {
            list(&file, &format!("{path}/"), files)?;
        } else if path != WORKER && !name.starts_with('.') && !NOT_KEPT.contains(&path.as_str()) {
            let content = fs::read(&file).context(format!("reading {path}"))?;
            files.insert(path, inline::hash(content));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_with_its_hash_except_what_nobody_keeps() {
        let folder = std::env::temp_dir().join(format!("worker-list-{}", std::process::id()));
        fs::create_dir_all(folder.join("try")).unwrap();
        for path in [
            "index.html",
            "try/index.html",
            "sw.js",
            "robots.txt",
            ".hidden",
        ] {
            fs::write(folder.join(path), path).unwrap();
        }
        let mut files = BTreeMap::new();
        list(&folder, "", &mut files).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let expected =
            ["index.html", "try/index.html"].map(|path| (path.to_owned(), inline::hash(path)));
        assert_eq!(files, BTreeMap::from(expected));
    }
}
