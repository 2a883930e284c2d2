//! Try: a document in a folder of its own, with a program of its own, so that the page pays nothing for it.

use std::fs;
use std::path::{Path, PathBuf};

use super::bundle::Bundle;
use super::{html, program};
use crate::documents::Document;
use crate::problem::{Context, Problem};
use crate::processes;
use crate::project::Project;

/// Makes the document and its program in the staging folder.
///
/// # Errors
/// Its source is missing, or its program cannot be made.
pub fn make(
    project: &Project,
    staging: &Path,
    document: &Document,
    binary: &str,
    release: bool,
    bundle: &Bundle,
) -> Result<(), Problem> {
    let path = document.path;
    let target = staging.join(path);
    let folder = target.parent().unwrap_or(staging);
    fs::create_dir_all(folder).context(format!("making the folder of {path}"))?;
    let compiled = compile(project, binary, release)?;
    let (glue, wasm) = match release {
        true => program::make_divided(project, folder, binary)?,
        false => program::make_whole(project, folder, binary, &compiled)?,
    };
    let source = project.root.join(path);
    let mut page = fs::read_to_string(&source).context(format!("reading {path}"))?;
    for (mark, text) in [
        ("%CSP%", document.policy_text()),
        ("%STYLE%", format!("../{}", bundle.try_style)),
        ("%BOOT%", format!("../{}", bundle.try_boot)),
        ("%GLUE%", format!("./{glue}")),
        ("%WASM%", format!("./{wasm}")),
    ] {
        page = html::fill(&page, mark, &text, path)?;
    }
    fs::write(&target, page).context(format!("writing {path}"))
}

/// trunk knows one program only, and has compiled it by now; this compiles the other in the same way.
fn compile(project: &Project, binary: &str, release: bool) -> Result<PathBuf, Problem> {
    let (profile, features) = match release {
        true => ("web", format!("{binary},split")),
        false => ("web-dev", binary.to_owned()),
    };
    let mut cargo = project.command("cargo");
    cargo
        .args(["build", "--target=wasm32-unknown-unknown", "--bin", binary])
        .args(["--profile", profile, "--features", &features])
        .arg("--target-dir")
        .arg(&project.target);
    processes::run(&mut cargo, "Compiling the program of Try")?;
    let folder = project.target.join("wasm32-unknown-unknown").join(profile);
    Ok(folder.join(format!("{binary}.wasm")))
}
