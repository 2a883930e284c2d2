//! How fast the engine reads a file with every reader: natively, and in a page of its own, which is
//! built as the page is but is no part of it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::files::{FileRows, growth, number};
use super::table::{Budget, Table};
use crate::build;
use crate::drivers::Drivers;
use crate::errand;
use crate::install;
use crate::output;
use crate::problem::{Context, Problem};
use crate::processes;
use crate::project::Project;
use crate::site::Site;

/// The package in `tests/bench/`.
pub const PACKAGE: &str = "reading-bench";
const PAGE: &str = "tests/bench/page";
/// Beside the project's folder, and no part of it.
pub const CORPUS: &str = "../shared/corpus/files";

/// What the figures are.
pub const NOTE: &str = "\
Reading: one parse of a text in memory (fields, examples and body, each part with its place) and a reading by each reader\n\
of it; in a page with the size settings of the page itself, from a JavaScript string. gray-matter and marked: a frontmatter\n\
as an object, HTML of the rest; same page, same files by turns, warmed up. Medians of rounds.";

/// Rows of the native figures.
pub fn natively(project: &Project, table: &mut Table) -> Result<(), Problem> {
    output::step("Timing the engine natively");
    let mut command = project.command("cargo");
    command.args(["run", "--quiet", "--release", "--package", PACKAGE]);
    let printed = processes::output_of(&mut command, "Timing the engine")?;
    native_rows(&printed, table);
    Ok(())
}

/// The lines that `tests/bench/src/native.rs` prints.
fn native_rows(printed: &str, table: &mut Table) {
    let mut readers = "";
    let mut files = FileRows::default();
    let mut sizes = Vec::new();
    for line in printed.lines() {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["readers", count] => readers = count,
            ["files", what, count, bytes, time] => {
                let done = format!("read by {readers} readers");
                files.add(table, [what, count, bytes, time], &done, "5000");
            }
            ["size", bytes, time] => sizes.push((number(bytes), number(time))),
            _ => {}
        }
    }
    let mut last = None;
    for (bytes, time) in sizes {
        table.note(
            &format!(
                "one file read by {readers} readers, natively, {}",
                size(bytes)
            ),
            &format!("{time:.3} ms{}", growth("size", last, (bytes, time))),
        );
        last = Some((bytes, time));
    }
}

/// Builds and serves the page of `tests/bench/`, and adds the rows of what it measures.
pub fn in_a_page(
    project: &Project,
    site: &Site,
    drivers: &Drivers,
    table: &mut Table,
) -> Result<(), Problem> {
    output::step("Building the page that times the engine");
    // Below the folder that is served.
    let folder = project.target.join("pages").join("reading");
    build_page(project, &folder)?;
    output::step("Timing the engine in it (half a minute)");
    let measured = errand::run(project, site, drivers, "reading", &[])?;
    let measured: Value = serde_json::from_str(&measured).context("reading the page's figures")?;
    page_rows(&measured, table);
    Ok(())
}

/// What the document's `measure` returned.
fn page_rows(measured: &Value, table: &mut Table) {
    let readers = &measured["readers"];
    let mut last = None;
    for one in measured["single"].as_array().into_iter().flatten() {
        let (bytes, ours) = (figure(&one["bytes"]), figure(&one["ours"]));
        let budget = match one["bytes"].as_u64() {
            Some(20_000) => Budget::at_most(1.0, "1 ms"),
            _ => Budget::none(),
        };
        table.add(
            &format!(
                "one file read by {readers} readers, in a page, {}",
                size(bytes)
            ),
            format!("{ours:.2} ms"),
            budget,
            ours,
        );
        table.note(
            "  to gray-matter and marked; growth",
            &format!(
                "x{:.2} ({:.2} ms){}",
                figure(&one["ratio"]),
                figure(&one["theirs"]),
                growth("size", last, (bytes, ours))
            ),
        );
        last = Some((bytes, ours));
    }
    let what = if measured["corpus"] == true {
        "the corpus's"
    } else {
        "no corpus, made"
    };
    let (count, refused) = (&measured["count"], &measured["refused"]);
    for (files, compared) in [
        (format!("{what} {count} files"), &measured["all"]),
        (
            format!("  without the {refused} that gray-matter refuses"),
            &measured["readable"],
        ),
    ] {
        table.note(
            &format!("{files}: {readers} readers to gray-matter and marked"),
            &compared_words(compared),
        );
    }
}

fn compared_words(compared: &Value) -> String {
    format!(
        "x{:.2} ({:.0} ms to {:.0} ms)",
        figure(&compared["ratio"]),
        figure(&compared["ours"]),
        figure(&compared["theirs"])
    )
}

fn build_page(project: &Project, folder: &Path) -> Result<(), Problem> {
    install::for_build(project)?;
    let engine = folder.join("engine");
    fs::create_dir_all(&engine).context("making a folder below cargo's output")?;
    let mut cargo = project.command("cargo");
    cargo.args([
        "build",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        "web",
        "--package",
        PACKAGE,
    ]);
    build::with_page_flags(&mut cargo);
    processes::run(&mut cargo, "Compiling the engine for the page")?;
    let compiled = project
        .target
        .join("wasm32-unknown-unknown/web")
        .join(format!("{PACKAGE}.wasm"));
    let mut bindgen = project.command(project.program("wasm-bindgen"));
    bindgen
        .args(["--target=web", "--no-typescript", "--out-name", PACKAGE])
        .arg("--out-dir")
        .arg(&engine)
        .arg(compiled);
    processes::run(&mut bindgen, "Joining the engine to JavaScript")?;
    // As trunk does for the page.
    let module = engine.join(format!("{PACKAGE}_bg.wasm"));
    let mut optimise = project.command(project.program("wasm-opt"));
    optimise.arg("-Oz").arg(&module).arg("-o").arg(&module);
    processes::run(&mut optimise, "Making the engine small")?;
    bundle_page(project, folder)?;
    let document = project.root.join(PAGE).join("index.html");
    fs::copy(document, folder.join("index.html"))
        .context("copying the page that times the engine")?;
    fs::write(folder.join("files.json"), files(project).to_string())
        .context("writing the files to read")
}

/// The document's script with the packages that it compares the engine with.
fn bundle_page(project: &Project, folder: &Path) -> Result<(), Problem> {
    let mut esbuild = project.command(project.program("esbuild"));
    esbuild
        .arg(format!("{PAGE}/bench.js"))
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2023",
            "--log-level=warning",
            // Of gray-matter's way to read a frontmatter that is JavaScript, which is not used here.
            "--log-override:direct-eval=silent",
            "--external:./engine/*",
        ])
        .arg(format!("--inject:./{PAGE}/node.js"))
        .arg(format!("--alias:fs=./{PAGE}/node.js"))
        .arg(format!("--outfile={}", folder.join("bench.js").display()));
    processes::run(&mut esbuild, "Bundling the page that times the engine")
}

/// The corpus where it is at hand, else nothing: the page makes its own.
fn files(project: &Project) -> Value {
    let files: Vec<String> = fs::read_dir(project.root.join(CORPUS))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| fs::read_to_string(entry.path()).ok())
        .collect();
    json!(files)
}

fn size(bytes: f64) -> String {
    format!("{:.0} kB", bytes / 1000.0)
}

fn figure(value: &Value) -> f64 {
    value.as_f64().unwrap_or_default()
}
