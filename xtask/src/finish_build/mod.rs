//! The hook that trunk calls when it has compiled the page: what trunk does not do itself.
//!
//! It writes into trunk's staging folder only: a file written anywhere else would be a change that
//! `serve` answers with another build, for ever.

mod about;
mod bundle;
mod html;
mod inline;
mod offline;
mod program;
mod sections;
mod short_names;
mod trying;
mod unused_exports;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::documents::{DOCUMENTS, Document, Policy};
use crate::problem::{Context, Problem};
use crate::project::Project;
use about::About;
use bundle::Bundle;
pub use inline::hash;

/// The definition that a first visitor sees.
const DEFAULT_DEFINITION: &str = "src/workspace/templates/rust-axum-backend-specialist.md";

/// Files that are published as they are, if they are there.
const COPIED: &[&str] = &[
    "icon.svg",
    "robots.txt",
    "src/ui/share/badge.svg",
    DEFAULT_DEFINITION,
    "src/web/offline/manifest.webmanifest",
    "src/web/offline/icon-192.png",
    "src/web/offline/icon-512.png",
    "src/web/offline/icon-maskable.png",
];

/// Finishes the build in `$TRUNK_STAGING_DIR`.
///
/// # Errors
/// It was not called by trunk, a source is missing, or a bundle fails.
pub fn run(project: &Project) -> Result<(), Problem> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| {
            Problem::new("finish-build is called by trunk; call `cargo xtask dist` instead.")
        })?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let bundle = bundle::make(project, &staging)?;
    let about = About::gather(project, &bundle.packages)?;
    for document in DOCUMENTS {
        if let (Policy::Try, Some(binary)) = (&document.policy, document.binary) {
            trying::make(project, &staging, document, binary, release, &bundle)?;
            continue;
        }
        finish_document(project, &staging, document, release, &bundle, &about)?;
    }
    for source in COPIED
        .iter()
        .map(|path| project.root.join(path))
        .filter(|path| path.is_file())
    {
        let name = source.file_name().unwrap_or_default();
        fs::copy(&source, staging.join(name)).context(format!("copying {}", source.display()))?;
    }
    fs::write(staging.join("about.json"), about.json()?).context("writing about.json")?;
    // Last, because it lists what is there.
    offline::write_worker(project, &staging, release)
}

fn finish_document(
    project: &Project,
    staging: &Path,
    document: &Document,
    release: bool,
    bundle: &Bundle,
    about: &About,
) -> Result<(), Problem> {
    let target = staging.join(document.path);
    // trunk wrote those that run a program; the others are still as their author left them.
    let source = if document.binary.is_some() {
        target.clone()
    } else {
        project.root.join(document.path)
    };
    let mut page = fs::read_to_string(&source).context(format!("reading {}", source.display()))?;
    let policy = document.policy.text(
        &inline::sources(&page, "script"),
        &inline::sources(&page, "style"),
    );
    page = html::fill(&page, "%CSP%", &policy, document.path)?;
    if matches!(document.policy, Policy::Text) {
        page = about.fill(&page, document.path)?;
        page = html::link_style(&page, &bundle.about_style)?;
    }
    if document.binary.is_some() {
        let default = project.root.join(DEFAULT_DEFINITION);
        let default =
            fs::read_to_string(&default).context(format!("reading {}", default.display()))?;
        page = html::fill(&page, "%DEFAULT%", &default, document.path)?;
        page = html::link_style(&page, &bundle.style)?;
        let mut chunks = bundle.chunks.clone();
        // A page that is being worked on is never served from what a browser keeps.
        chunks.extend(release.then(|| ("data-worker", offline::WORKER.to_owned())));
        page = html::name_scripts(&page, &bundle.boot, &chunks, &bundle.later_style)?;
    }
    if let Some(binary) = document.binary.filter(|_| release) {
        page = program::divide(project, staging, binary, &page)?;
    }
    fs::write(&target, page).context(format!("writing {}", target.display()))
}
