//! How fast the rules check files: natively in memory, and as a program beside another linter that
//! checks the same files in the same minutes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use super::files::FileRows;
use super::reading::{CORPUS, PACKAGE};
use super::table::Table;
use crate::install;
use crate::output;
use crate::problem::{Context, Problem};
use crate::processes;
use crate::project::Project;
use crate::tools::AGNIX;

/// How often every file of the corpus lies in the folder that both programs check.
const COPIES: usize = 10;
/// How often each program runs; they take turns.
const ROUNDS: usize = 3;

/// What the figures are.
pub const NOTE: &str = "\
Checking: one parse of a text in memory, every rule, and those over many files on all of them; one core, medians of rounds.\n\
agnix: both as programs from their start to their end, over one folder with the corpus ten times, findings as JSON; by turns,\n\
medians of three, each on one core where there is taskset. Their rules are others than ours, so this compares tools, not code.";

/// Rows of the times in memory.
pub fn natively(project: &Project, table: &mut Table) -> Result<(), Problem> {
    output::step("Timing the rules natively");
    let mut command = project.command("cargo");
    command.args(["run", "--quiet", "--release", "--package", PACKAGE]);
    command.args(["--", "lint"]);
    let printed = processes::output_of(&mut command, "Timing the rules")?;
    native_rows(&printed, table);
    Ok(())
}

/// The lines that `tests/bench/src/lint.rs` prints.
fn native_rows(printed: &str, table: &mut Table) {
    let mut rules = "";
    let mut files = FileRows::default();
    for line in printed.lines() {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["rules", count] => rules = count,
            ["files", what, count, bytes, time] => {
                let done = format!("checked by {rules} rules");
                files.add(table, [what, count, bytes, time], &done, "3150");
            }
            ["roster", count, reading, comparing, asking] => {
                let what = format!("{count} definitions side by side, natively");
                let figure = format!("{comparing} ms, a request {asking} ms");
                table.note(&what, &format!("rows {reading} ms, compared {figure}"));
            }
            _ => {}
        }
    }
}

/// Rows of our program beside agnix.
pub fn compared(project: &Project, table: &mut Table) -> Result<(), Problem> {
    // Not below the project's folder: what git ignores, and that is cargo's output, agnix passes over.
    let name = format!("agent-playground-bench-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    let Some(count) = lay_out(project, &folder)? else {
        println!("Not compared with agnix: {CORPUS} is not there.");
        return Ok(());
    };
    let agnix = install::agnix(project)?;
    output::step("Building the program");
    processes::run(
        project
            .command("cargo")
            .args(["build", "--quiet", "--release"]),
        "Building the program",
    )?;
    let name = format!("agent-playground{}", std::env::consts::EXE_SUFFIX);
    let ours = project.target.join("release").join(name);
    output::step("Timing it beside agnix (some minutes)");
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    let (mut our_output, mut their_output) = (String::new(), String::new());
    for _ in 0..ROUNDS {
        our_times.push(time(
            &folder,
            &ours,
            &["check", "--json", "."],
            &mut our_output,
        )?);
        let arguments = ["--format", "json", "."];
        their_times.push(time(&folder, &agnix, &arguments, &mut their_output)?);
    }
    let (ours, theirs) = (median(our_times), median(their_times));
    table.note(
        &format!("{count} files checked, our program to agnix {AGNIX}"),
        &format!("x{:.3} ({ours:.0} ms to {theirs:.0} ms)", ours / theirs),
    );
    table.note(
        "  findings",
        &format!(
            "{} to {}",
            our_output.lines().count(),
            findings_of_agnix(&their_output, count)?
        ),
    );
    // What cannot be deleted is only in the way.
    let _ = fs::remove_dir_all(&folder);
    Ok(())
}

/// The corpus so many times as agents of a project; how many files that are, and nothing where there is
/// no corpus.
fn lay_out(project: &Project, folder: &Path) -> Result<Option<usize>, Problem> {
    let Ok(entries) = fs::read_dir(project.root.join(CORPUS)) else {
        return Ok(None);
    };
    let files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    let _ = fs::remove_dir_all(folder);
    for copy in 0..COPIES {
        let agents = folder.join(copy.to_string()).join(".claude/agents");
        fs::create_dir_all(&agents).context("making the folders to check")?;
        for file in &files {
            let name = file.file_name().unwrap_or_default();
            fs::copy(file, agents.join(name)).context("laying out the files to check")?;
        }
    }
    Ok(Some(files.len() * COPIES))
}

/// How many findings agnix prints.
///
/// # Errors
/// It did not check all of so many files: then there is nothing to compare.
fn findings_of_agnix(printed: &str, count: usize) -> Result<usize, Problem> {
    let report: Value = serde_json::from_str(printed).context("reading what agnix found")?;
    let checked = report["files_checked"].as_u64();
    if checked != u64::try_from(count).ok() {
        let checked = checked.unwrap_or_default();
        return Err(Problem::new(format!(
            "agnix checked {checked} of {count} files, so it cannot be compared with."
        )));
    }
    Ok(report["diagnostics"].as_array().map_or(0, Vec::len))
}

/// From the start of a program to its end, in ms; `printed` becomes what it printed. Both programs end
/// with a failure when they find something.
fn time(
    folder: &Path,
    program: &Path,
    arguments: &[&str],
    printed: &mut String,
) -> Result<f64, Problem> {
    let mut command = on_one_core(program);
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null());
    let start = Instant::now();
    let output = command
        .output()
        .context(format!("starting {}", program.display()))?;
    let time = start.elapsed().as_secs_f64() * 1000.0;
    *printed = String::from_utf8_lossy(&output.stdout).into_owned();
    match output.status.code() {
        Some(0 | 1) => Ok(time),
        _ => Err(Problem::new(format!(
            "{} did not check the files: it ended with {}.",
            program.display(),
            output.status
        ))),
    }
}

fn on_one_core(program: &Path) -> Command {
    if processes::version_line(&mut Command::new("taskset")).is_none() {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", "0"]).arg(program);
    command
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agnix_must_have_checked_all_files() {
        let printed = r#"{"files_checked": 2, "diagnostics": [{}, {}, {}]}"#;
        assert_eq!(findings_of_agnix(printed, 2).ok(), Some(3));
        assert!(findings_of_agnix(printed, 3).is_err());
        assert!(findings_of_agnix("", 0).is_err());
    }

    #[test]
    fn the_corpus_ten_times_has_a_budget() {
        let mut table = Table::default();
        native_rows(
            "rules\t75\nfiles\tthe corpus\t1050\t2100\t100\nfiles\tthe corpus\t3150\t6300\t1200\nroster\t5000\t900.1\t300.2\t4.5\n",
            &mut table,
        );
        let shown = table.to_string();
        assert!(
            shown.contains("3150 files checked by 75 rules, natively  1200 ms"),
            "{shown}"
        );
        assert!(
            shown.contains("rows 900.1 ms, compared 300.2 ms, a request 4.5 ms"),
            "{shown}"
        );
        assert!(
            shown.contains("NOT kept") && shown.contains("files x3.0, time x12.0"),
            "{shown}"
        );
    }
}
