//! The browser engines, and what each has to be told when a session starts.

use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::Capabilities;

use crate::screen::Screen;
use crate::settings::Settings;

/// An engine that the tests run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    /// WebKitGTK, the nearest there is to Safari outside Apple's systems.
    WebKit,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// As it stands in test names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Whether a browser is used for several scenarios. Chromium's starts in less than a second, and its log
    /// and the settings of its protocol outlive a page.
    pub fn serves_many(self) -> bool {
        self != Self::Chromium
    }

    /// What the driver is asked for, with further arguments for Chromium.
    pub fn capabilities(
        self,
        settings: &Settings,
        screen: Screen,
        further: &[String],
    ) -> Result<Capabilities> {
        let program = settings.program(self);
        let mut capabilities = Capabilities::new();
        match self {
            Self::Chromium => {
                capabilities.set("browserName", "chrome")?;
                capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
                let arguments = [chromium_arguments(screen), further.to_vec()].concat();
                capabilities.set(
                    "goog:chromeOptions",
                    with_program(json!({ "args": arguments }), program),
                )?;
            }
            Self::Firefox => {
                capabilities.set("browserName", "firefox")?;
                let options = json!({
                    "args": ["-headless", format!("--width={}", screen.width), format!("--height={}", screen.height)],
                    // 0 is dark, 1 is light.
                    "prefs": { "layout.css.prefers-color-scheme.content-override": u8::from(!screen.dark) },
                });
                capabilities.set("moz:firefoxOptions", with_program(options, program))?;
            }
            Self::WebKit => {
                capabilities.set("browserName", "MiniBrowser")?;
                capabilities.set(
                    "webkitgtk:browserOptions",
                    with_program(json!({ "args": ["--automation"] }), program),
                )?;
            }
        }
        Ok(capabilities)
    }
}

/// Without a screen, without calls home, and as root too, as in containers.
fn chromium_arguments(screen: Screen) -> Vec<String> {
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--window-size={},{}", screen.width, screen.height));
    arguments
}

fn with_program(mut options: Value, program: Option<String>) -> Value {
    if let Some(program) = program {
        options["binary"] = program.into();
    }
    options
}
