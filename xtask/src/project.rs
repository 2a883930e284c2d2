//! Where things of this project lie.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::{Context, Problem};

/// The folders that the commands work with.
pub struct Project {
    /// The folder with the top Cargo.toml.
    pub root: PathBuf,
    /// Tools that were installed for this project alone.
    pub tools: PathBuf,
    /// Cargo's output, and that of our own commands below it.
    pub target: PathBuf,
}

impl Project {
    /// Finds the project by the place of this package, which cargo names when it runs it.
    ///
    /// # Errors
    /// The folder is gone.
    pub fn find() -> Result<Self, Problem> {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let package = if package.join("xtask").is_dir() {
            package.join("xtask")
        } else {
            package
        };
        let root = package
            .join("..")
            .canonicalize()
            .context("finding the project's folder")?;
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |folder| root.join(folder));
        Ok(Self {
            tools: root.join(".tools"),
            target,
            root,
        })
    }

    /// The program of that name in the project's tools or npm packages.
    pub fn program(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        self.program_folders()
            .iter()
            .map(|folder| folder.join(&file))
            .find(|path| path.is_file())
            .unwrap_or_else(|| file.into())
    }

    /// A command that finds the project's tools before any of the machine, run in the root folder.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command
            .current_dir(&self.root)
            .env("PATH", self.path_variable());
        command
    }

    fn program_folders(&self) -> [PathBuf; 2] {
        [
            self.tools.join("bin"),
            self.root.join("node_modules").join(".bin"),
        ]
    }

    fn path_variable(&self) -> OsString {
        let old = env::var_os("PATH").unwrap_or_default();
        let folders = self
            .program_folders()
            .into_iter()
            .chain(env::split_paths(&old));
        // A folder whose name holds the separator cannot stand in PATH; then the old one has to do.
        env::join_paths(folders).unwrap_or(old)
    }
}
