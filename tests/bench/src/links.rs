//! How long the links of real files are.

use std::fs;
use std::path::{Path, PathBuf};

use agent_playground::share::Payload;
use agent_playground::text::SourceFile;

use crate::native::CORPUS;

/// Prints the characters of each corpus file's link, a line each, in the order of their names; nothing
/// where there is no corpus. Each file is shared under a name of usual length.
pub fn run() {
    for path in corpus() {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        match Payload::new(&[SourceFile::new("code-reviewer.md", text)]) {
            Ok(payload) => println!("{}", payload.link().len()),
            Err(error) => eprintln!("{}: {error}", path.display()),
        }
    }
}

fn corpus() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(Path::new(CORPUS))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    paths
}
