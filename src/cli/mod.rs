//! The engine on the command line.
//!
//! Every command writes to what it is given and returns an exit code, so tests need no process.
//! What a file says is decided in [`crate::definition`]; here it is only put into lines.

mod check;
mod diff;
mod explain;
mod install_command;
mod link;
mod open;
mod read;
mod repair;
mod replace;
mod roster;
mod rule_ids;
#[cfg(test)]
mod scratch;
mod show;
mod walk;

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::definition::Definition;
use crate::workspace::Document;

use show::printable;
pub use show::show;

/// Everything went well.
pub const SUCCESS: u8 = 0;
/// Some files do not load.
pub const NOT_ALL_LOAD: u8 = 1;
/// The call was wrong, or a file could not be read.
pub const FAILURE: u8 = 2;

/// Reads agent definition files as the page does.
#[derive(Parser)]
#[command(name = "agent-playground", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print how each file stands, its fields, examples and outline.
    Show {
        /// Agent definition files; - is standard input.
        #[arg(required = true)]
        files: Vec<OsString>,
    },
    /// Say what is wrong or could be better in each file, where, why, and how to mend it.
    ///
    /// The exit code is 0 when nothing is an error, 1 when something is, 2 for a wrong call or a file
    /// that cannot be read.
    Check(check::Arguments),
    /// Say what differs between two definitions or two folders or zips of them, the riskiest first: who loads
    /// them, which fields, tools, examples and sections change, what they cost, what is found.
    ///
    /// The exit code is 0 when both sides are read the same, however they are written, 1 when something
    /// differs, 2 for a wrong call or a file that cannot be read.
    Diff(diff::Arguments),
    /// Explain a rule of `check`, or list all of them.
    Explain(explain::Arguments),
    /// Print a command for Bash or PowerShell that writes files to where their programs look for them, such as
    /// .claude/agents/. What is there already stays as it is.
    #[command(name = "install-command")]
    Install(install_command::Arguments),
    /// Print a link that holds files: whoever gets it can read them, and nothing else is sent.
    Link(link::Arguments),
    /// Give back the files that a link holds; files that are there and differ stay as they are.
    Open(open::Arguments),
    /// Show what must change for every program to read each file, or change it.
    Repair(repair::Arguments),
    /// Compare many definitions: who shares a name, what all cost, which compete, who answers a request.
    ///
    /// The exit code is 0 when all definitions load, 1 when some do not, 2 for a wrong call or a file that
    /// cannot be read.
    Roster(roster::Arguments),
    /// Say what programs make of each file: whether it loads, what they read, what is lost.
    ///
    /// The exit code is 0 when all files load, 1 when some do not, 2 for a wrong call.
    Read {
        /// A program: claude-code (unless another is named), claude-code@2.0.60 and so on,
        /// claude-code-plugin, strict-yaml, opencode, copilot, gemini, cursor, skill, or all.
        /// Can be given several times.
        #[arg(long = "as", value_name = "READER")]
        readers: Vec<String>,
        /// One JSON object a line: a file as one program reads it.
        #[arg(long)]
        json: bool,
        /// Agent definition files, or folders that are searched for *.md; - is standard input.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<OsString>,
    },
}

/// Runs the command line; the exit code is 0 for success, 1 when files do not load or have errors, 2
/// for a wrong call or an unreadable file.
pub fn run() -> ExitCode {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let code = run_with(
        std::env::args_os(),
        &mut io::stdin().lock(),
        &mut out,
        &mut io::stderr().lock(),
    )
    .and_then(|code| out.flush().map(|()| code));
    // A reader that closes its end early, as `head` does, has seen what it wanted.
    ExitCode::from(code.unwrap_or_else(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => SUCCESS,
        _ => FAILURE,
    }))
}

/// Runs the command line over given streams. `arguments` begin with the program's name.
///
/// # Errors
/// When `out` or `err` cannot be written to.
pub fn run_with(
    arguments: impl IntoIterator<Item = OsString>,
    input: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        // Help and version come this way as well; they are no failures and belong on `out`.
        Err(answer) if answer.use_stderr() => {
            write!(err, "{answer}")?;
            return Ok(FAILURE);
        }
        Err(answer) => {
            write!(out, "{answer}")?;
            return Ok(SUCCESS);
        }
    };
    match arguments.command {
        Command::Show { files } => show_files(&files, input, out, err),
        Command::Check(arguments) => check::run(&arguments, input, out, err),
        Command::Diff(arguments) => diff::run(&arguments, input, out, err),
        Command::Explain(arguments) => explain::run(&arguments, out, err),
        Command::Install(arguments) => install_command::run(&arguments, input, out, err),
        Command::Link(arguments) => link::run(&arguments, input, out, err),
        Command::Open(arguments) => open::run(&arguments, input, out, err),
        Command::Repair(arguments) => repair::run(&arguments, input, out, err),
        Command::Roster(arguments) => roster::run(&arguments, input, out, err),
        Command::Read {
            readers,
            json,
            paths,
        } => read::read(&readers, json, &paths, input, out, err),
    }
}

fn show_files(
    files: &[OsString],
    input: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let mut code = SUCCESS;
    for (index, file) in files.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let name = if file == "-" {
            "standard input".to_owned()
        } else {
            file.to_string_lossy().into_owned()
        };
        match read(file, input) {
            Ok(document) => {
                let definition = Definition::parse(document.source().clone());
                write!(out, "{name}\n{}", show(&definition))?;
            }
            Err(why) => {
                writeln!(err, "Cannot read {name}: {why}.")?;
                code = FAILURE;
            }
        }
    }
    Ok(code)
}

/// A file's text, or why there is none.
fn read(file: &OsString, input: &mut dyn Read) -> Result<Document, String> {
    let mut bytes = Vec::new();
    let outcome = if file == "-" {
        input.read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(file).map(|content| bytes = content)
    };
    outcome.map_err(|error| reason(&error))?;
    Document::from_bytes(&bytes).map_err(|error| error.to_string())
}

/// Why the system does not give a file, in words that are the same on every system where it can be.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory; name the files in it".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// What the command line says to the arguments: exit code, output, messages.
    pub(super) fn said(arguments: &[&str], input: &[u8]) -> (u8, String, String) {
        let arguments = ["agent-playground"]
            .iter()
            .chain(arguments)
            .map(OsString::from);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run_with(arguments, &mut &*input, &mut out, &mut err).expect("memory takes it");
        let text = |bytes| String::from_utf8(bytes).expect("output is text");
        (code, text(out), text(err))
    }

    #[test]
    fn standard_input_is_shown() {
        let (code, out, err) = said(&["show", "-"], b"---\nname: a\ndescription: b\n---\n");
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        assert!(
            out.starts_with(
                "standard input\n  Claude Code 2.1.330, project file: loads; valid YAML\n"
            ),
            "{out}"
        );
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_byte() {
        let (code, out, err) = said(&["show", "-"], b"abc\xff");
        assert_eq!((code, out.as_str()), (FAILURE, ""));
        assert_eq!(
            err,
            "Cannot read standard input: it is not UTF-8 text: byte 3 (counted from 0) fits no character.\n"
        );
    }

    #[test]
    fn a_file_that_is_not_there_does_not_keep_the_others_back() {
        let (code, out, err) = said(&["show", "no/such.md", "-"], b"---\nname: a\n---\n");
        assert_eq!(code, FAILURE);
        assert_eq!(err, "Cannot read no/such.md: there is no such file.\n");
        assert!(out.contains("standard input\n"), "{out}");
    }

    #[test]
    fn a_directory_is_no_file() {
        let (code, _, err) = said(&["show", "src"], b"");
        assert_eq!(code, FAILURE);
        assert!(err.starts_with("Cannot read src: "), "{err}");
    }

    #[test]
    fn a_wrong_call_and_the_version() {
        let (code, out, err) = said(&["show"], b"");
        assert_eq!((code, out.as_str()), (FAILURE, ""));
        assert!(err.contains("Usage: agent-playground show"), "{err}");
        let (code, out, err) = said(&["--version"], b"");
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        assert_eq!(
            out,
            format!("agent-playground {}\n", env!("CARGO_PKG_VERSION"))
        );
    }
}
