//! `cargo xtask dist`: the page as it is published, in `dist/`, and what it weighs.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::build;
use crate::output::kilobytes;
use crate::problem::{Context, Problem};
use crate::project::Project;

/// Builds into `dist/` and prints a table of sizes.
pub fn run(project: &Project, _arguments: &[String]) -> Result<(), Problem> {
    let folder = project.root.join("dist");
    build::release(project, &folder)?;
    print_sizes(&folder)
}

/// A file of the built page and its weight in bytes.
pub struct Weight {
    /// Relative to the page's folder, with `/`.
    pub path: String,
    pub bytes: u64,
    /// As a static host sends it (gzip, level 6).
    pub gzip: u64,
}

impl Weight {
    /// Whether the page loads it before a person can use it: the page itself, its style, and what
    /// its program is made of.
    pub fn is_needed_first(&self) -> bool {
        const PARTS: [&str; 4] = ["index.html", "style-", "boot-", "agent-playground-"];
        PARTS.iter().any(|part| self.path.starts_with(part))
    }
}

/// Weighs every file of a built page, heaviest first.
pub fn weigh(folder: &Path) -> Result<Vec<Weight>, Problem> {
    let mut weights = Vec::new();
    for path in files_below(folder)? {
        let content = fs::read(&path).context(format!("reading {}", path.display()))?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
        encoder.write_all(&content).context("compressing")?;
        let packed = encoder.finish().context("compressing")?;
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        weights.push(Weight {
            path: relative.to_string_lossy().replace('\\', "/"),
            bytes: content.len() as u64,
            gzip: packed.len() as u64,
        });
    }
    weights.sort_by(|one, other| {
        other
            .gzip
            .cmp(&one.gzip)
            .then_with(|| one.path.cmp(&other.path))
    });
    Ok(weights)
}

fn print_sizes(folder: &Path) -> Result<(), Problem> {
    let weights = weigh(folder)?;
    println!("\n{:<52} {:>12} {:>12}", "file", "bytes", "gzip");
    for weight in &weights {
        let mark = if weight.is_needed_first() { " *" } else { "" };
        println!(
            "{:<52} {:>12} {:>12}{mark}",
            weight.path,
            kilobytes(weight.bytes),
            kilobytes(weight.gzip)
        );
    }
    let first: u64 = weights
        .iter()
        .filter(|weight| weight.is_needed_first())
        .map(|weight| weight.gzip)
        .sum();
    println!(
        "\n* transferred to first interaction: {} gzip",
        kilobytes(first)
    );
    Ok(())
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).context(format!("reading {}", folder.display()))? {
            let path = entry.context("reading a folder")?.path();
            if path.is_dir() {
                folders.push(path)
            } else {
                files.push(path)
            }
        }
    }
    Ok(files)
}
