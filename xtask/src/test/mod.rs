//! `cargo xtask test`: everything, or what a filter names. Formatting and clippy, the engine's tests,
//! those that need a DOM, and the built page in every browser that can be had.

mod browser;
mod dom;
mod tally;

use crate::check;
use crate::install;
use crate::output;
use crate::problem::Problem;
use crate::project::Project;
use tally::Tally;

/// What was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Part of the names of the tests to run.
    pub filter: Option<String>,
    /// The only engine to run the browser's tests in.
    pub engine: Option<String>,
    /// Takes the page as it was last built for tests.
    pub no_build: bool,
}

/// Where property tests begin to choose their texts. A run always chooses the same, so that a red one
/// speaks of the change; set to another number it looks for texts that nobody thought of.
const SEED: &str = "PROPTEST_RNG_SEED";

/// Runs all stages even when one fails, so that one run shows everything that is wrong.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), Problem> {
    let options = Options::parse(arguments)?;
    let mut tally = Tally::default();
    // The inner loop, with an engine or a filter named, is not for style.
    if options == Options::default() {
        tally.stage("formatting and clippy", check::run(project, &[]));
    }
    if options.engine.is_none() {
        output::step("Testing the engine");
        let mut command = project.command("cargo");
        command
            .args([
                "test",
                "--package",
                "agent-playground",
                "--package",
                "xtask",
            ])
            .args(&options.filter);
        if std::env::var_os(SEED).is_none() {
            command.env(SEED, "20261124");
        }
        let outcome = tally.count(&mut command);
        tally.stage("the engine's tests", outcome);
        let outcome = dom::run(project, &options, &mut tally);
        tally.stage("the tests in a DOM", outcome);
    }
    let outcome = browser::run(project, &options, &mut tally);
    tally.stage("the browser tests", outcome);
    tally.finish()
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self, Problem> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--no-build" => options.no_build = true,
                "--engine" => match rest.next().map(String::as_str) {
                    Some(engine @ ("chromium" | "firefox" | "webkit")) => {
                        options.engine = Some(engine.to_owned())
                    }
                    _ => return Err(Problem::new("--engine takes chromium, firefox or webkit.")),
                },
                option if option.starts_with('-') => {
                    return Err(Problem::new(format!(
                        "test has no option {option}; it takes FILTER, --engine NAME and --no-build."
                    )));
                }
                filter if options.filter.is_none() => options.filter = Some(filter.to_owned()),
                _ => return Err(Problem::new("test takes one FILTER.")),
            }
        }
        Ok(options)
    }
}

/// What the tests in a browser need, beyond what building needs.
fn chromium_for(project: &Project) -> Result<crate::browsers::Browser, Problem> {
    install::wasm_target(project)?;
    crate::browsers::chromium(project)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Options, Problem> {
        Options::parse(
            &arguments
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn a_filter_stands_anywhere() {
        let options = parse(&["--engine", "webkit", "draft", "--no-build"]).unwrap();
        assert_eq!(
            options,
            Options {
                filter: Some("draft".into()),
                engine: Some("webkit".into()),
                no_build: true
            }
        );
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert!(parse(&["--engine", "lynx"]).is_err());
        assert!(parse(&["--fast"]).is_err());
        assert!(parse(&["one", "two"]).is_err());
    }
}
