//! The program of a published page in two files: the first is what the first view needs, the second
//! comes later (`src/ui/later.rs`). wasm-split divides what the linker made, wasm-bindgen joins the
//! first file to JavaScript, wasm-opt makes both small. What trunk staged is replaced by the outcome.
//!
//! Every file is named after its content, so a browser never joins files of two builds.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{html, short_names, unused_exports};
use crate::problem::{Context, Problem};
use crate::processes;
use crate::project::Project;

/// The folder of cargo's output for the profile that index.html names for published builds.
const COMPILED: &str = "wasm32-unknown-unknown/web";
/// The names that wasm-split gives.
const LOADER: &str = "__wasm_split.js";
const LATER: &str = "split_later.wasm";

/// How wasm-bindgen makes a registry.
const ALWAYS_A_REGISTRY: &str = "(typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(";

/// Replaces the program in the staging folder, and its names in the page.
///
/// # Errors
/// The program was not compiled to be divided, or a tool fails.
pub fn divide(
    project: &Project,
    staging: &Path,
    binary: &str,
    page: &str,
) -> Result<String, Problem> {
    let (glue, first) = make_divided(project, staging, binary)?;
    let old_glue = html::attribute(page, "data-js")?;
    let old_first = html::attribute(page, "data-wasm")?;
    for old in [&old_glue, &old_first] {
        fs::remove_file(staging.join(old)).context(format!("removing {old}"))?;
    }
    // The glue brings them along.
    let snippets = staging.join("snippets");
    if snippets.is_dir() {
        fs::remove_dir_all(&snippets).context("removing the snippets")?;
    }
    let page = page.replace(&old_glue, &glue).replace(&old_first, &first);
    Ok(html::without_links_to(&page, "./snippets/"))
}

/// Divides what was compiled; gives the names of the glue and of the first file in a folder, where the second lies
/// beside them.
///
/// # Errors
/// The program was not compiled to be divided, or a tool fails.
pub fn make_divided(
    project: &Project,
    folder: &Path,
    binary: &str,
) -> Result<(String, String), Problem> {
    let parts = Parts::make(project, binary)?;
    let glue = bundle_glue(project, &parts.glue)?;
    let first = fs::read(&parts.first).context("reading the program")?;
    let first = unused_exports::drop_unused(&first, &glue)?;
    fs::write(&parts.first, first).context("writing the program")?;
    parts.make_small(project)?;
    let later = fs::read(&parts.later).context("reading what comes later")?;
    let later = publish(folder, "later", ".wasm", &later)?;
    if !glue.contains(LATER) {
        return Err(Problem::new(format!("{LOADER} does not name {LATER}.")));
    }
    let glue = glue.replace(LATER, &later);
    let first = fs::read(&parts.first).context("reading the program")?;
    let (first, glue) = short_names::shorten(&first, &glue)?;
    let first = publish(folder, binary, "_bg.wasm", &first)?;
    let glue = publish(folder, binary, ".js", glue.as_bytes())?;
    Ok((glue, first))
}

/// The parts as files in a folder of their own.
struct Parts {
    first: PathBuf,
    later: PathBuf,
    glue: PathBuf,
}

impl Parts {
    fn make(project: &Project, binary: &str) -> Result<Self, Problem> {
        let folder = project.target.join("divided").join(binary);
        if folder.exists() {
            fs::remove_dir_all(&folder).context("clearing the last build")?;
        }
        fs::create_dir_all(&folder).context("making a folder below cargo's output")?;
        let compiled = project.target.join(COMPILED).join(format!("{binary}.wasm"));
        let compiled = fs::read(compiled).context("reading what was compiled")?;
        let whole = folder.join("whole.wasm");
        let without = unused_exports::drop_offered(&compiled)?;
        fs::write(&whole, without).context("writing the program to divide")?;
        processes::run(
            project
                .command(project.program("wasm-split-cli"))
                .args(["--out-name", binary])
                .args([&whole, &folder]),
            "Dividing the program",
        )?;
        let parts = Self {
            first: folder.join(format!("{binary}_bg.wasm")),
            later: folder.join(LATER),
            glue: folder.join(format!("{binary}.js")),
        };
        if !parts.later.is_file() {
            return Err(Problem::new(
                "The program was not compiled to be divided: `cargo xtask dist` builds the page to be published.",
            ));
        }
        processes::run(
            project
                .command(project.program("wasm-bindgen"))
                // The second file finds the stack of the first by an export of the linker.
                .args(["--target=web", "--no-typescript", "--keep-lld-exports"])
                .arg(format!("--out-name={binary}"))
                .arg("--out-dir")
                .arg(&folder)
                .arg(folder.join(format!("{binary}.wasm"))),
            "Joining the program to JavaScript",
        )?;
        Ok(parts)
    }

    fn make_small(&self, project: &Project) -> Result<(), Problem> {
        for part in [&self.first, &self.later] {
            processes::run(
                project
                    .command(project.program("wasm-opt"))
                    // The linker puts the stack below everything else, so nothing lies below 1 kB, and
                    // a page's memory begins as zeros. Neighbours by name are alike, and what is alike
                    // compresses.
                    .args(["-Oz", "--low-memory-unused", "--zero-filled-memory"])
                    .args(["--reorder-functions-by-name"])
                    // What is called in several places is smaller, compressed, when it stands once.
                    .args(["--flexible-inline-max-function-size=0"])
                    .args(["--one-caller-inline-max-function-size=30"])
                    // Read by tools alone.
                    .args(["--strip-producers", "--strip-target-features", "-o"])
                    .args([part, part]),
                "Making the program small",
            )?;
        }
        Ok(())
    }
}

/// The glue of wasm-bindgen with everything it imports, made small. Of what it exports only the start
/// is used, so the classes of other crates go.
fn bundle_glue(project: &Project, glue: &Path) -> Result<String, Problem> {
    // A class is tidied up behind by a registry that keeps it, needed or not, for the sake of browsers
    // without registries, which there are none of any more.
    let text = fs::read_to_string(glue).context("reading the glue")?;
    let text = text.replace(
        ALWAYS_A_REGISTRY,
        "/* @__PURE__ */ new FinalizationRegistry(",
    );
    fs::write(glue, text).context("writing the glue")?;
    let start = glue.with_extension("start.js");
    let name = glue.file_name().unwrap_or_default().to_string_lossy();
    fs::write(&start, format!("export {{ default }} from \"./{name}\";\n"))
        .context("writing the start of the glue")?;
    let bundled = glue.with_extension("bundled.js");
    processes::run(
        project
            .command(project.program("esbuild"))
            .arg(&start)
            .args([
                "--bundle",
                "--minify",
                "--format=esm",
                "--target=es2022",
                "--charset=utf8",
                "--log-level=warning",
                // What stands beside a class and would keep it.
                "--define:Symbol.dispose=undefined",
                // One script may bring two functions.
                "--log-override:duplicate-object-key=silent",
            ])
            .arg(format!("--outfile={}", bundled.display())),
        "Making the glue small",
    )?;
    fs::read_to_string(&bundled).context("reading the glue")
}

/// Writes a file into the staging folder and gives its name there: `first-0123456789abcdef` and the
/// ending.
fn publish(staging: &Path, name: &str, ending: &str, content: &[u8]) -> Result<String, Problem> {
    let name = format!("{name}-{}{ending}", fingerprint(content));
    fs::write(staging.join(&name), content).context(format!("writing {name}"))?;
    Ok(name)
}

/// Joins what was compiled to JavaScript as it is, for work on it; gives the names of the glue and of the program
/// in a folder.
///
/// # Errors
/// A tool fails.
pub fn make_whole(
    project: &Project,
    folder: &Path,
    binary: &str,
    compiled: &Path,
) -> Result<(String, String), Problem> {
    let work = project.target.join("divided").join(binary);
    processes::run(
        project
            .command(project.program("wasm-bindgen"))
            .args(["--target=web", "--no-typescript"])
            .arg(format!("--out-name={binary}"))
            .arg("--out-dir")
            .arg(&work)
            .arg(compiled),
        "Joining the program to JavaScript",
    )?;
    let glue = bundle_glue(project, &work.join(format!("{binary}.js")))?;
    let program = work.join(format!("{binary}_bg.wasm"));
    let bytes = fs::read(&program).context("reading the program")?;
    let program = publish(folder, binary, "_bg.wasm", &bytes)?;
    let glue = publish(folder, binary, ".js", glue.as_bytes())?;
    Ok((glue, program))
}

/// Sixteen hexadecimal digits that tell contents apart.
pub fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
