//! How long the links of the corpus's files are, beside two other ways to put a text into an address.

use super::reading::{CORPUS, PACKAGE};
use super::table::Table;
use crate::install;
use crate::output;
use crate::problem::Problem;
use crate::processes;
use crate::project::Project;

/// What the figures are.
pub const NOTE: &str = "\
Links: characters from # on, a definition a link, over the files of the corpus; ours hold the file's name and a checksum as well.";

/// Rows of the lengths.
pub fn lengths(project: &Project, table: &mut Table) -> Result<(), Problem> {
    let folder = project.root.join(CORPUS);
    if !folder.is_dir() {
        println!("Links not measured: {CORPUS} is not there.");
        return Ok(());
    }
    output::step("Measuring links");
    let mut ours = project.command("cargo");
    // Nothing is timed, so the build that is done first will do.
    ours.args(["run", "--quiet", "--package", PACKAGE]);
    ours.args(["--", "links"]);
    let ours = processes::output_of(&mut ours, "Making links")?;
    install::npm_packages(project)?;
    let mut others = project.command("node");
    others.arg("tests/bench/links.mjs").arg(&folder);
    let others = processes::output_of(&mut others, "Making links in other ways")?;
    rows(&ours, &others, table)
}

/// Lines of a length, and of two.
fn rows(ours: &str, others: &str, table: &mut Table) -> Result<(), Problem> {
    let ours = column(ours, 0);
    let (plain, lz) = (column(others, 0), column(others, 1));
    if ours.is_empty() || ours.len() != plain.len() || ours.len() != lz.len() {
        return Err(Problem::new(format!(
            "{} links were made, and {} in other ways: the same files should be measured.",
            ours.len(),
            plain.len()
        )));
    }
    let files = ours.len();
    let within = |lengths: &[usize], most| lengths.iter().filter(|length| **length <= most).count();
    let (short, fair) = (within(&ours, 2_000), within(&ours, 4_000));
    for (what, lengths) in [
        (
            format!("link of each of {files} files, p50 / p90 / p99"),
            ours,
        ),
        ("  in plain base64url".to_owned(), plain),
        ("  by lz-string".to_owned(), lz),
    ] {
        table.note(&what, &format!("{} characters", percentiles(lengths)));
    }
    table.note(
        "  at most 2,000 and 4,000 characters",
        &format!("{short} and {fair} of {files}"),
    );
    Ok(())
}

fn column(lines: &str, at: usize) -> Vec<usize> {
    lines
        .lines()
        .filter_map(|line| line.split('\t').nth(at)?.parse().ok())
        .collect()
}

/// The lengths that 50, 90 and 99 of a hundred do not exceed.
fn percentiles(mut lengths: Vec<usize>) -> String {
    lengths.sort_unstable();
    let figures = [50, 90, 99].map(|percent| {
        let rank = (lengths.len() * percent).div_ceil(100);
        let figure = lengths.get(rank.saturating_sub(1));
        figure.copied().unwrap_or_default().to_string()
    });
    figures.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_the_nearest() {
        assert_eq!(percentiles((1..=100).rev().collect()), "50 / 90 / 99");
        assert_eq!(percentiles(vec![7]), "7 / 7 / 7");
    }

    #[test]
    fn the_same_files_stand_beside_each_other() {
        let mut table = Table::default();
        rows("2000\n4100\n", "5000\t3000\n9000\t6000\n", &mut table).expect("they fit");
        let shown = table.to_string();
        assert!(shown.contains("2000 / 4100 / 4100 characters"), "{shown}");
        assert!(shown.contains("3000 / 6000 / 6000 characters"), "{shown}");
        assert!(shown.contains("1 and 1 of 2"), "{shown}");
        assert!(rows("1\n", "1\t2\n1\t2\n", &mut table).is_err());
        assert!(rows("", "", &mut table).is_err());
    }
}
