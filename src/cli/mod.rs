//! The engine on the command line.

use std::process::ExitCode;

/// Runs the command line; the exit code is 0 for success, 2 for a wrong call.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
