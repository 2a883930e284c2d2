//! Drives real browsers over W3C WebDriver against the built page: end-to-end tests, the
//! measurements of `cargo xtask bench` and the pictures of `cargo xtask picture`.
//!
//! It starts nothing itself: `xtask` builds and serves the page, starts the drivers and says in
//! environment variables where they are (see [`settings`]). Called without them it says so and does
//! nothing.

mod engines;
mod errands;
mod gestures;
#[path = "../../live/mod.rs"]
mod live;
#[path = "../../made/mod.rs"]
mod made;
mod model;
mod page;
mod place;
mod scenario;
mod scenarios;
mod screen;
mod server;
mod session;
mod settings;
mod tool_server;

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::Arguments;
use session::Browsers;
use settings::{Job, Settings};

fn main() -> ExitCode {
    let Some(settings) = Settings::from_environment() else {
        println!(
            "The browser tests need a served page and drivers: `cargo xtask test` brings both. Nothing was run."
        );
        return ExitCode::SUCCESS;
    };
    let done = match settings.job {
        Job::Test => return run_scenarios(settings),
        Job::Picture => errands::picture::run(&settings),
        Job::Keystrokes => errands::keystrokes::run(&settings),
        Job::Loading => errands::loading::run(&settings),
        Job::Reading => errands::reading::run(&settings),
        Job::Folder => errands::folder::run(&settings),
        Job::Stream => errands::stream::run(&settings),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_scenarios(settings: Settings) -> ExitCode {
    let mut arguments = Arguments::from_args();
    // One after another: two browsers at once would slow each other down and blur what failed.
    arguments.test_threads = Some(1);
    let browsers = Arc::new(Browsers::new(settings.clone()));
    let trials = scenario::trials(&scenarios::all(), &settings, &browsers);
    let code = libtest_mimic::run(&arguments, trials).exit_code();
    let closed = scenario::block_on(async {
        browsers.close().await;
        Ok(())
    });
    if let Err(error) = closed {
        eprintln!("{error:#}");
    }
    code
}
