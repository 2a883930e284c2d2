//! The drivers of all browsers that can be had, started for one run.

use crate::browsers::{self, Driver, Screen};
use crate::problem::Problem;
use crate::project::Project;

/// The engines, as they stand in test names and options.
pub const ENGINES: [&str; 3] = ["chromium", "firefox", "webkit"];

/// Running drivers, and what the package in `tests/browser/` has to know of them.
pub struct Drivers {
    variables: Vec<(&'static str, String)>,
    _drivers: Vec<Driver>,
    _screen: Option<Screen>,
}

impl Drivers {
    /// Starts the drivers of one engine, or of all that can be had.
    ///
    /// # Errors
    /// Chromium, or the engine that was asked for, is not there and cannot be installed. Another
    /// that is not there is skipped with a notice.
    pub fn start(project: &Project, only: Option<&str>) -> Result<Self, Problem> {
        let mut drivers = Self {
            variables: vec![("PLAYGROUND_ENGINES", only.unwrap_or("all").to_owned())],
            _drivers: Vec::new(),
            _screen: None,
        };
        for engine in ENGINES {
            if only.is_some_and(|only| only != engine) {
                continue;
            }
            match drivers.add(project, engine) {
                Ok(()) => {}
                Err(problem) if only.is_none() && engine != "chromium" => {
                    println!("\nNotice: the tests in {engine} are skipped. {problem}")
                }
                Err(problem) => return Err(problem),
            }
        }
        Ok(drivers)
    }

    /// The environment of `browser-tests`; see its `settings.rs`.
    pub fn variables(&self) -> impl Iterator<Item = (&'static str, &String)> {
        self.variables.iter().map(|(name, value)| (*name, value))
    }

    fn add(&mut self, project: &Project, engine: &str) -> Result<(), Problem> {
        match engine {
            "chromium" => {
                let browser = browsers::chromium(project)?;
                self.keep(
                    "PLAYGROUND_CHROMIUM",
                    browsers::start_driver(project, &browser.driver, "--port=", &[])?,
                );
                self.program("PLAYGROUND_CHROMIUM_PROGRAM", browser.program);
            }
            "firefox" => {
                let browser = browsers::firefox(project)?;
                self.keep(
                    "PLAYGROUND_FIREFOX",
                    browsers::start_driver(project, &browser.driver, "--port=", &[])?,
                );
                self.program("PLAYGROUND_FIREFOX_PROGRAM", browser.program);
            }
            _ => self.add_webkit(project)?,
        }
        Ok(())
    }

    /// The theme is the desktop's, so the dark one needs a driver of its own.
    fn add_webkit(&mut self, project: &Project) -> Result<(), Problem> {
        let browser = browsers::webkit(project)?;
        let screen = browsers::start_screen(project)?;
        for (variable, theme) in [
            ("PLAYGROUND_WEBKIT", "Adwaita"),
            ("PLAYGROUND_WEBKIT_DARK", "Adwaita:dark"),
        ] {
            let environment = [
                ("DISPLAY", screen.name.clone()),
                ("GTK_THEME", theme.to_owned()),
                ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
                // Its sandbox needs rights that containers do not have; only our own pages are opened.
                ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1".to_owned()),
            ];
            self.keep(
                variable,
                browsers::start_driver(project, &browser.driver, "--port=", &environment)?,
            );
        }
        self.program("PLAYGROUND_WEBKIT_PROGRAM", browser.program);
        self._screen = Some(screen);
        Ok(())
    }

    fn keep(&mut self, variable: &'static str, driver: Driver) {
        self.variables.push((variable, driver.url.clone()));
        self._drivers.push(driver);
    }

    fn program(&mut self, variable: &'static str, program: Option<std::path::PathBuf>) {
        if let Some(program) = program {
            self.variables
                .push((variable, program.to_string_lossy().into_owned()));
        }
    }
}
