//! What the commands of the README call: `cargo xtask serve`, `test`, `dist`, `bench`, `check`,
//! `picture`. Each makes sure of what it needs before it starts.
//!
//! This package is no part of the page and has few dependencies, because the first command on a
//! new machine waits for it to compile. What drives a browser lives in `tests/browser/`.

mod bench;
mod browsers;
mod build;
mod check;
mod dist;
mod documents;
mod drivers;
mod errand;
mod finish_build;
mod install;
mod output;
mod picture;
mod problem;
mod processes;
mod project;
mod serve;
mod site;
mod test;
mod tools;

use std::process::ExitCode;

use problem::Problem;
use project::Project;

type Action = fn(&Project, &[String]) -> Result<(), Problem>;

/// A command: its name, its arguments, what it does in a line, and the function.
struct Command {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    action: Action,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        arguments: "[--port N]",
        about: "builds the page, serves it, rebuilds on change",
        action: serve::run,
    },
    Command {
        name: "test",
        arguments: "[FILTER] [--engine NAME] [--no-build]",
        about: "everything, or the tests whose names hold FILTER",
        action: test::run,
    },
    Command {
        name: "dist",
        arguments: "",
        about: "builds the page into dist/, for any static host",
        action: dist::run,
    },
    Command {
        name: "bench",
        arguments: "[loading|keys|reading|lint|links|lighthouse] [--no-build]",
        about: "what the page weighs, how fast it follows the keys, reads, checks",
        action: bench::run,
    },
    Command {
        name: "check",
        arguments: "",
        about: "formatting, and clippy on both targets",
        action: check::run,
    },
    Command {
        name: "picture",
        arguments: "[--all FOLDER] [--no-build]",
        about: "takes the README's picture of the page",
        action: picture::run,
    },
];

/// The hook that trunk calls after each build; of no use by hand, so the help is silent about it.
const HOOK: &str = "finish-build";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    processes::end_children_on_interrupt();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\n{problem}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<(), Problem> {
    let Some((name, rest)) = arguments.split_first() else {
        print_help();
        return Err(Problem::new("Say which command to run."));
    };
    if matches!(name.as_str(), "help" | "--help" | "-h")
        || rest.iter().any(|one| one == "--help" || one == "-h")
    {
        print_help();
        return Ok(());
    }
    let project = Project::find()?;
    if name == HOOK {
        return finish_build::run(&project);
    }
    let command = COMMANDS
        .iter()
        .find(|command| command.name == name)
        .ok_or_else(|| {
            Problem::new(format!(
                "There is no command `{name}`; `cargo xtask help` lists those there are."
            ))
        })?;
    (command.action)(&project, rest)
}

fn print_help() {
    println!("cargo xtask COMMAND\n");
    for Command {
        name,
        arguments,
        about,
        ..
    } in COMMANDS
    {
        println!("  {:<55} {about}", format!("{name} {arguments}"));
    }
    println!();
}
