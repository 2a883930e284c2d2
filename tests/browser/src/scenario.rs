//! A scenario: something a person does, and what has to be so afterwards.

use std::fs;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result};
use libtest_mimic::{Failed, Trial};
use tokio::runtime::{Builder, Runtime};

use crate::engines::Engine;
use crate::page::Page;
use crate::place::Place;
use crate::screen::Screen;
use crate::session::{Browsers, EndedByItself};
use crate::settings::Settings;

type Run = Pin<Box<dyn Future<Output = Result<()>>>>;

/// One test, run once in each engine that can do what it needs.
#[derive(Clone, Copy)]
pub struct Scenario {
    name: &'static str,
    screen: Screen,
    only_in: Option<Engine>,
    place: Place,
    run: fn(Page) -> Run,
}

/// Makes a scenario of an `async fn(Page) -> Result<()>`.
#[macro_export]
macro_rules! scenario {
    ($screen:expr, $function:ident) => {
        $crate::scenario::Scenario::new(
            concat!(module_path!(), "::", stringify!($function)),
            $screen,
            |page| Box::pin($function(page)),
        )
    };
}

impl Scenario {
    pub fn new(path: &'static str, screen: Screen, run: fn(Page) -> Run) -> Self {
        let name = path
            .split_once("scenarios::")
            .map_or(path, |(_, name)| name);
        Self {
            name,
            screen,
            only_in: None,
            place: Place::Loopback,
            run,
        }
    }

    /// For what only one engine's driver can do.
    pub fn only_in(self, engine: Engine) -> Self {
        Self {
            only_in: Some(engine),
            ..self
        }
    }

    /// For a page that does not lie on this machine, as its browser sees it; Chromium's alone can be told so.
    pub fn on_the_internet(self) -> Self {
        Self {
            place: Place::Internet,
            ..self.only_in(Engine::Chromium)
        }
    }
}

/// A trial for every scenario and engine; those of an engine that is not there count as ignored.
pub fn trials(scenarios: &[Scenario], settings: &Settings, browsers: &Arc<Browsers>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for engine in Engine::ALL
        .into_iter()
        .filter(|engine| settings.wants(*engine))
    {
        let mut meant: Vec<Scenario> = scenarios
            .iter()
            .filter(|scenario| scenario.only_in.is_none_or(|only| only == engine))
            .copied()
            .collect();
        if engine.serves_many() {
            // A browser has one theme.
            meant.sort_by_key(|scenario| scenario.screen.dark);
        }
        for scenario in meant {
            let missing = settings.driver(engine, scenario.screen.dark).is_none();
            let (settings, browsers) = (settings.clone(), Arc::clone(browsers));
            let name = format!("{}::{}", engine.name(), scenario.name);
            let trial = Trial::test(name, move || {
                attempt(&settings, &browsers, engine, scenario)
            });
            trials.push(trial.with_ignored_flag(missing));
        }
    }
    trials
}

/// Runs a scenario; once more where its browser ended by itself. It says so, and a page that ends the second
/// browser as well has failed.
fn attempt(
    settings: &Settings,
    browsers: &Browsers,
    engine: Engine,
    scenario: Scenario,
) -> Result<(), Failed> {
    let mut outcome = attempt_once(settings, browsers, engine, scenario);
    if let Err(error) = &outcome
        && error.is::<EndedByItself>()
    {
        let (browser, name) = (engine.name(), scenario.name);
        eprintln!("    {browser} in {name}, which is tried once more: {error:#}");
        outcome = attempt_once(settings, browsers, engine, scenario);
    }
    outcome.map_err(|error| Failed::from(format!("{error:#}")))
}

fn attempt_once(
    settings: &Settings,
    browsers: &Browsers,
    engine: Engine,
    scenario: Scenario,
) -> Result<()> {
    block_on(
        browsers.with_page(engine, scenario.screen, scenario.place, async |page| {
            let outcome = (scenario.run)(page.clone()).await;
            if outcome.is_err() {
                keep_evidence(settings, engine, scenario, &page).await;
            }
            outcome
        }),
    )
}

/// Runs one task to its end on this thread. All tasks share a runtime: the connections to a browser that
/// outlives a task live in it.
pub fn block_on<T>(task: impl Future<Output = Result<T>>) -> Result<T> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let runtime = match RUNTIME.get() {
        Some(runtime) => runtime,
        None => {
            let runtime = Builder::new_current_thread()
                .enable_all()
                .build()
                .context("starting the runtime")?;
            RUNTIME.get_or_init(|| runtime)
        }
    };
    runtime.block_on(task)
}

/// Leaves a screenshot and the page's console; what cannot be had is named in the console's file.
async fn keep_evidence(settings: &Settings, engine: Engine, scenario: Scenario, page: &Page) {
    let name = format!("{}-{}", engine.name(), scenario.name.replace("::", "-"));
    let folder = &settings.failures;
    let _ = fs::create_dir_all(folder);
    let mut console = match page.console().await {
        Ok(lines) => lines.join("\n"),
        Err(error) => format!("The console could not be read: {error:#}"),
    };
    match page.driver.screenshot_as_png().await {
        Ok(png) => drop(fs::write(folder.join(format!("{name}.png")), png)),
        Err(error) => console.push_str(&format!("\nThere is no screenshot: {error:#}")),
    }
    let _ = fs::write(folder.join(format!("{name}.console.txt")), console);
    eprintln!(
        "    evidence of {name}: {}",
        folder
            .canonicalize()
            .unwrap_or_else(|_| folder.clone())
            .display()
    );
}
