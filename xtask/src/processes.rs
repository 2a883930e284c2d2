//! Running other programs, and ending those that this one started.

use std::io;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::problem::Problem;

/// The ids of background programs that are to end with this one.
static BACKGROUND: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Runs a program to its end, its output on ours.
///
/// # Errors
/// It could not be started, or ended with a failure.
pub fn run(command: &mut Command, what: &str) -> Result<(), Problem> {
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Problem::new(format!(
            "{what} failed; the reason stands above."
        )))
    }
}

/// Runs a program and returns what it printed.
///
/// # Errors
/// It could not be started, or ended with a failure; then its own words are in the message.
pub fn output_of(command: &mut Command, what: &str) -> Result<String, Problem> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let words = String::from_utf8_lossy(&output.stderr);
        Err(Problem::new(format!("{what} failed: {}", words.trim())))
    }
}

/// What a program prints for `--version`, or nothing if it cannot be run.
pub fn version_line(command: &mut Command) -> Option<String> {
    let output = command
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn not_started(command: &Command, error: &io::Error) -> Problem {
    Problem::new(format!(
        "{} could not be started: {error}.",
        command.get_program().to_string_lossy()
    ))
}

/// A program in the background; it is ended when this value goes, and on ctrl-c.
pub struct Background {
    child: Child,
}

impl Background {
    /// Starts it.
    ///
    /// # Errors
    /// It could not be started.
    pub fn start(command: &mut Command) -> Result<Self, Problem> {
        let child = command
            .stdin(Stdio::null())
            .spawn()
            .map_err(|error| not_started(command, &error))?;
        BACKGROUND
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(child.id());
        Ok(Self { child })
    }

    /// What it prints, if that was asked for when it was started.
    pub fn take_stdout(&mut self) -> Option<ChildStdout> {
        self.child.stdout.take()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Waits for its end; true if it was a success.
    pub fn wait(&mut self) -> bool {
        self.child.wait().is_ok_and(|status| status.success())
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        end(self.child.id());
        let _ = self.child.wait();
        BACKGROUND
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|id| *id != self.child.id());
    }
}

/// On ctrl-c, and when asked to end, ends the background programs first.
pub fn end_children_on_interrupt() {
    let handler = || {
        for id in BACKGROUND
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            end(*id);
        }
        std::process::exit(130);
    };
    // Without the handler ctrl-c still ends the whole group; there is nothing better to do here.
    let _ = ctrlc::set_handler(handler);
}

/// Asks a program to end in good order, so that it can end its own children.
fn end(id: u32) {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("taskkill");
        command.args(["/T", "/F", "/PID", &id.to_string()]);
        command
    } else {
        let mut command = Command::new("kill");
        command.arg(id.to_string());
        command
    };
    let _ = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}
