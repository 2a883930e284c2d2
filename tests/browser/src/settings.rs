//! What `xtask` says in environment variables.

use std::env;
use std::path::PathBuf;

use crate::engines::Engine;

/// What this run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Runs the scenarios.
    Test,
    /// Takes screenshots.
    Picture,
    /// Measures the time from a key to the panels.
    Keystrokes,
    /// Lists what is loaded before the page can be used, and from where.
    Loading,
    /// Measures how fast the engine reads in a page.
    Reading,
    /// Measures how the page takes a folder of many files.
    Folder,
    /// Measures how Try shows long answers while they come.
    Stream,
}

/// Where everything is.
#[derive(Clone, Debug)]
pub struct Settings {
    pub job: Job,
    /// The server's address without a path, such as `http://127.0.0.1:20123`.
    pub server: String,
    /// Other origins of the same server, and its first, each for one scenario.
    pub servers: Vec<String>,
    /// Where screenshots and consoles of failed scenarios go.
    pub failures: PathBuf,
    /// The project's folder.
    pub project: PathBuf,
}

impl Settings {
    /// Reads them; none if the page's address is not there.
    pub fn from_environment() -> Option<Self> {
        let job = match env::var("PLAYGROUND_JOB").as_deref() {
            Ok("picture") => Job::Picture,
            Ok("keystrokes") => Job::Keystrokes,
            Ok("loading") => Job::Loading,
            Ok("reading") => Job::Reading,
            Ok("folder") => Job::Folder,
            Ok("stream") => Job::Stream,
            _ => Job::Test,
        };
        let project = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        Some(Self {
            job,
            server: env::var("PLAYGROUND_SERVER").ok()?,
            servers: env::var("PLAYGROUND_SERVERS")
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            failures: project.join("tests/browser/failures"),
            project,
        })
    }

    /// Whether this run is about an engine, be it there or not.
    pub fn wants(&self, engine: Engine) -> bool {
        env::var("PLAYGROUND_ENGINES")
            .map_or(true, |wanted| wanted == "all" || wanted == engine.name())
    }

    /// The address of an engine's driver; none if the engine is not there.
    pub fn driver(&self, engine: Engine, dark: bool) -> Option<String> {
        let variable = match (engine, dark) {
            (Engine::Chromium, _) => "PLAYGROUND_CHROMIUM",
            (Engine::Firefox, _) => "PLAYGROUND_FIREFOX",
            (Engine::WebKit, false) => "PLAYGROUND_WEBKIT",
            (Engine::WebKit, true) => "PLAYGROUND_WEBKIT_DARK",
        };
        env::var(variable).ok()
    }

    /// The browser program of an engine, where the driver does not find it by itself.
    pub fn program(&self, engine: Engine) -> Option<String> {
        let variable = match engine {
            Engine::Chromium => "PLAYGROUND_CHROMIUM_PROGRAM",
            Engine::Firefox => "PLAYGROUND_FIREFOX_PROGRAM",
            Engine::WebKit => "PLAYGROUND_WEBKIT_PROGRAM",
        };
        env::var(variable).ok()
    }

    /// An argument of this run's job.
    pub fn argument(&self, name: &str) -> Option<String> {
        env::var(format!("PLAYGROUND_{name}")).ok()
    }
}
