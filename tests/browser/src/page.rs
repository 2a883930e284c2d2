//! The page as a person sees it: verbs for what they do, questions for what they see.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::TypingData;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

use crate::engines::Engine;
use crate::screen::Screen;
use crate::settings::Settings;

/// How long something may take before a scenario calls it missing; not a measure of speed.
const PATIENCE: Duration = Duration::from_secs(30);

/// The text on show, as a script has it.
pub const EDITED_TEXT: &str =
    "(window.playgroundText?.() ?? document.querySelector('#source').value)";

/// The ways in which the same build is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// As a static host would, below a path.
    Published,
    /// The program of the first view trickles in, as over a slow line.
    Slow,
    /// The wasm is not there.
    WithoutWasm,
    /// What comes after the first paint is not there.
    WithoutLater,
    /// With a script that attacks the policy, as if it had got into the page.
    Attacked,
    /// The same attack on a page that has no policy.
    Unprotected,
}

impl Site {
    /// The path below the server, with slashes on both sides.
    pub const fn path(self, engine: Engine) -> &'static str {
        match (self, engine) {
            (Self::Published, Engine::Chromium) => "/repo/",
            // These drivers have no log, so a script that keeps one is in the page, and is all that differs.
            (Self::Published, _) => "/watched/",
            (Self::Slow, _) => "/slow/",
            (Self::WithoutWasm, _) => "/without-wasm/",
            (Self::WithoutLater, _) => "/without-later/",
            (Self::Attacked, _) => "/attacked/",
            (Self::Unprotected, _) => "/unprotected/",
        }
    }
}

/// A browser window on the page.
#[derive(Clone, Debug)]
pub struct Page {
    pub driver: WebDriver,
    pub engine: Engine,
    pub screen: Screen,
    settings: Settings,
}

/// The keys that type a text: WebKit's driver passes over a line feed, so a line ends with Enter.
pub fn keys_of(text: &str) -> String {
    text.replace('\n', &Key::Enter.value().to_string())
}

impl Page {
    pub fn new(driver: WebDriver, engine: Engine, screen: Screen, settings: Settings) -> Self {
        Self {
            driver,
            engine,
            screen,
            settings,
        }
    }

    /// Where everything is.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// How many device pixels make one CSS pixel.
    pub fn scale(&self) -> u32 {
        self.settings
            .argument("SCALE")
            .and_then(|scale| scale.parse().ok())
            .unwrap_or(1)
    }

    /// Opens the page as published, and waits until it has been mounted.
    pub async fn open(&self) -> Result<()> {
        self.open_site(Site::Published).await?;
        self.wait_until_mounted().await
    }

    /// Opens a site without waiting for its program.
    pub async fn open_site(&self, site: Site) -> Result<()> {
        self.open_path(site.path(self.engine)).await
    }

    /// Opens a path of the server, such as `/repo/nowhere`.
    pub async fn open_path(&self, path: &str) -> Result<()> {
        self.open_address(&format!("{}{path}", self.settings.server))
            .await
    }

    /// Opens an address.
    pub async fn open_address(&self, url: &str) -> Result<()> {
        self.driver
            .goto(url)
            .await
            .with_context(|| format!("opening {url}"))
    }

    /// Waits until the program has filled the shell, the body of the preview last.
    pub async fn wait_until_mounted(&self) -> Result<()> {
        self.wait_for(
            "the page to be filled",
            "return document.querySelector('#panel .prompt') !== null
                && document.querySelector('#overlay .bottom-bar') !== null",
        )
        .await
    }

    /// Waits until the editor has replaced the textarea, if this build has one and the source is in
    /// sight, and nothing is loading.
    pub async fn wait_until_settled(&self) -> Result<()> {
        if self.screen.is_phone() {
            self.wait_until_complete_without_editor().await?;
        } else {
            let editor = "const boot = document.querySelector('script[data-js]');
                return !boot?.dataset.editor || document.querySelector('.cm-content') !== null";
            self.wait_for("the editor", editor).await?;
        }
        self.wait_for(
            "the page to have loaded",
            "return document.readyState === 'complete'",
        )
        .await
    }

    /// Opens the page as published, and waits until the editor has taken over. A phone fetches the
    /// editor when the source is shown; there it waits for everything else.
    pub async fn open_editor(&self) -> Result<()> {
        self.open().await?;
        if self.screen.is_phone() {
            return self.wait_until_complete_without_editor().await;
        }
        self.wait_for_editor().await
    }

    /// Waits until the editor has taken over from the textarea.
    pub async fn wait_for_editor(&self) -> Result<()> {
        self.wait_for(
            "the editor to take over",
            "return document.querySelector('#editor[data-ready]') !== null",
        )
        .await
    }

    /// The shipped definition is offered a repair by the part of the program that comes last; the keys
    /// are listened to when the problems are.
    async fn wait_until_complete_without_editor(&self) -> Result<()> {
        self.wait_for(
            "the rest of the page",
            "return document.querySelector('.offer') !== null
                && document.querySelector('#problems-said') !== null
                && [...document.styleSheets].some((sheet) => sheet.href?.includes('later-'))",
        )
        .await
    }

    /// Opens a text as a person does who pastes it outside the editor, and waits until it is shown.
    pub async fn paste(&self, text: &str) -> Result<()> {
        let script = "document.activeElement?.blur();
            const data = new DataTransfer();
            data.setData('text/plain', arguments[0]);
            // Firefox's constructor does not take the data.
            const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
            Object.defineProperty(event, 'clipboardData', { value: data });
            document.body.dispatchEvent(event);";
        self.run_with(script, vec![Value::from(text)]).await?;
        self.wait_for(
            "the pasted text to be opened",
            "return document.querySelector('.notices').textContent.includes('What you pasted')",
        )
        .await
    }

    /// Waits until so many tabs are open.
    pub async fn wait_for_tabs(&self, count: usize) -> Result<()> {
        retry(PATIENCE, &format!("{count} tabs"), async || {
            let open = self.driver.windows().await?.len();
            ensure!(open == count, "{open} are open");
            Ok(())
        })
        .await
    }

    /// Types into the editor, where its caret stands.
    pub async fn type_keys(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.find(".cm-content")
            .await?
            .send_keys(keys)
            .await
            .context("typing into the editor")
    }

    /// Shows a text that an input method still composes, in whatever has the focus. Chromium only.
    pub async fn compose(&self, text: &str) -> Result<()> {
        let end = text.encode_utf16().count();
        let state = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
        self.driver
            .cdp()
            .send_raw("Input.imeSetComposition", state)
            .await
            .context("composing")?;
        Ok(())
    }

    /// Ends a composition with what was chosen. Chromium only.
    pub async fn commit_composition(&self, text: &str) -> Result<()> {
        self.driver
            .cdp()
            .send_raw("Input.insertText", json!({ "text": text }))
            .await
            .context("ending the composition")?;
        Ok(())
    }

    /// Presses keys on whatever has the focus.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.driver
            .active_element()
            .await?
            .send_keys(keys)
            .await
            .context("pressing keys")
    }

    /// Presses the first element of a selector; a place that is still moving, or that something
    /// covers for a moment, is tried again, as a person would.
    pub async fn click(&self, selector: &str) -> Result<()> {
        retry(PATIENCE, &format!("a press on {selector}"), async || {
            let element = self.driver.find(By::Css(selector)).await?;
            element.scroll_into_view().await?;
            Ok(element.click().await?)
        })
        .await
    }

    /// Waits until the text of a selector's first element contains some words.
    pub async fn wait_for_text(&self, selector: &str, words: &str) -> Result<()> {
        let script = "const text = document.querySelector(arguments[0])?.textContent ?? '';
            return text.includes(arguments[1]) || text.slice(0, 2000)";
        retry(PATIENCE, &format!("{words:?} in {selector}"), async || {
            let seen = self
                .run_with(script, vec![selector.into(), words.into()])
                .await?;
            ensure!(seen == true, "its text begins {seen}");
            Ok(())
        })
        .await
    }

    /// Waits until a selector names so many elements.
    pub async fn wait_for_count(&self, selector: &str, count: usize) -> Result<()> {
        let script = format!(
            "return document.querySelectorAll({}).length === {count}",
            Value::from(selector)
        );
        self.wait_for(&format!("{count} of {selector}"), &script)
            .await
    }

    /// Presses the button in a part of the page whose words begin with these.
    pub async fn press_button(&self, part: &str, words: &str) -> Result<()> {
        let script = format!(
            "const button = [...document.querySelectorAll({})].find((one) => one.textContent.trim().startsWith({}));
            button?.click();
            return button !== undefined",
            Value::from(format!("{part} button")),
            Value::from(words)
        );
        self.wait_for(&format!("the button {words:?} in {part}"), &script)
            .await
    }

    /// Shows the list of all files, unless it is there.
    pub async fn open_files(&self) -> Result<()> {
        if self.has("#work[data-files]").await? {
            return Ok(());
        }
        let bar = if self.screen.is_phone() {
            ".bottom-bar"
        } else {
            "#bar"
        };
        self.press_button(bar, "Files").await
    }

    /// What is selected in the page.
    pub async fn selection(&self) -> Result<String> {
        let selected = self.run("return getSelection().toString()").await?;
        Ok(selected.as_str().unwrap_or_default().to_owned())
    }

    /// A file of the project, or of what lies beside it; `None` where it is absent.
    pub fn file(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.settings.project.join(path)).ok()
    }

    /// Runs a script in the page and returns what it returns.
    pub async fn run(&self, script: &str) -> Result<Value> {
        self.run_with(script, Vec::new()).await
    }

    /// The same with arguments, which the script finds in `arguments`.
    pub async fn run_with(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let answer = self
            .driver
            .execute(script, arguments)
            .await
            .with_context(|| format!("running in the page: {script}"))?;
        Ok(answer.json().clone())
    }

    /// Waits until a script returns something true.
    ///
    /// A script that fails counts as one that is not true yet: after a click on a link, the page it was
    /// written for may still be on its way (WebKit's driver does not wait for it).
    pub async fn wait_for(&self, what: &str, script: &str) -> Result<()> {
        self.wait_up_to(PATIENCE, what, script).await
    }

    /// The same for what may take longer.
    pub async fn wait_up_to(&self, patience: Duration, what: &str, script: &str) -> Result<()> {
        retry(patience, what, async || {
            let answer = self.run(script).await?;
            ensure!(is_true(&answer), "the last answer was {answer}");
            Ok(())
        })
        .await
    }

    /// Whether a CSS selector names anything now.
    pub async fn has(&self, selector: &str) -> Result<bool> {
        let script = "return document.querySelector(arguments[0]) !== null";
        let found = self.run_with(script, vec![selector.into()]).await?;
        Ok(is_true(&found))
    }

    /// The first element that a CSS selector names; waits for it, as a person would.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        retry(PATIENCE, selector, async || {
            Ok(self.driver.find(By::Css(selector)).await?)
        })
        .await
    }

    /// The text that is shown inside the first element of a selector.
    pub async fn text_of(&self, selector: &str) -> Result<String> {
        self.find(selector)
            .await?
            .text()
            .await
            .with_context(|| format!("reading {selector}"))
    }

    /// The text of the first element of a selector, shown or not.
    pub async fn text_content(&self, selector: &str) -> Result<String> {
        let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
        let text = self.run_with(script, vec![selector.into()]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// The text on show, in the full editor or in the textarea.
    pub async fn edited_text(&self) -> Result<String> {
        let text = self.run(&format!("return {EDITED_TEXT}")).await?;
        text.as_str()
            .map(str::to_owned)
            .context("there is no text on show")
    }

    /// Waits until the text on show contains some words.
    pub async fn wait_for_edited_text(&self, words: &str) -> Result<()> {
        let script = format!("return {EDITED_TEXT}.includes({})", Value::from(words));
        self.wait_for(&format!("{words:?} in the text"), &script)
            .await
    }

    /// What the textarea of index.html holds.
    pub async fn source(&self) -> Result<String> {
        let value = self
            .run("return document.querySelector('#source').value")
            .await?;
        value
            .as_str()
            .map(str::to_owned)
            .context("#source has no text")
    }

    /// The file of the project that is shipped as the first definition.
    pub fn shipped_definition(&self) -> Result<String> {
        let path = self
            .settings
            .project
            .join("src/workspace/templates/rust-axum-backend-specialist.md");
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    }

    /// Errors, warnings and policy violations so far, oldest first.
    pub async fn console(&self) -> Result<Vec<String>> {
        if self.engine == Engine::Chromium {
            let entries = self
                .driver
                .browser_log()
                .await
                .context("reading the browser's log")?;
            let lines = entries
                .into_iter()
                .filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
            return Ok(lines
                .map(|entry| format!("{}: {}", entry.level, entry.message))
                .collect());
        }
        let lines = self.run("return window.watchedConsole ?? null").await?;
        let lines = lines.as_array().context("this site keeps no console")?;
        Ok(lines
            .iter()
            .map(|line| line.as_str().unwrap_or_default().to_owned())
            .collect())
    }

    /// Fails if the console holds anything.
    pub async fn expect_quiet_console(&self) -> Result<()> {
        let lines = self.console().await?;
        ensure!(lines.is_empty(), "the console holds:\n{}", lines.join("\n"));
        Ok(())
    }

    /// Runs axe-core on the whole document and fails if it finds anything.
    pub async fn expect_accessible(&self) -> Result<()> {
        let path = self
            .settings
            .project
            .join("node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&path)
            .with_context(|| format!("reading {}", path.display()))?;
        self.run(&axe).await?;
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document).then(
                (found) => done(found.violations.map((one) => `${one.id} (${one.impact}): ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)),
                (error) => done([`axe itself failed: ${error}`]));";
        let answer = self
            .driver
            .execute_async(script, Vec::new())
            .await
            .context("running axe")?;
        let found = answer.json().as_array().cloned().unwrap_or_default();
        ensure!(
            found.is_empty(),
            "axe found:\n{}",
            found
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join("\n")
        );
        Ok(())
    }

    /// Whether the browser has ended, or has lost the process that shows the page: its driver knows the
    /// session no longer. What was asked of it at that moment may have failed for any reason.
    pub async fn is_gone(&self) -> bool {
        let asked = self.driver.windows().await;
        asked.is_err_and(|error| has_no_session(&error))
    }

    /// Ends the browser.
    pub async fn close(self) {
        // A browser that is gone already cannot be closed, and the outcome is known by now.
        let _ = self.driver.quit().await;
    }
}

/// Attempts something again and again until it succeeds.
///
/// # Errors
/// The last attempt's, when so much time has passed or the browser is gone.
pub async fn retry<T>(
    patience: Duration,
    what: &str,
    mut attempt: impl AsyncFnMut() -> Result<T>,
) -> Result<T> {
    let start = Instant::now();
    loop {
        match attempt().await {
            Ok(done) => return Ok(done),
            Err(error) if start.elapsed() > patience || is_in_vain(&error) => {
                let waited = start.elapsed().as_secs();
                return Err(error.context(format!("waited {waited} s for {what}")));
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Whether another attempt fails as well, since there is no browser any more.
fn is_in_vain(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref());
    causes.any(has_no_session)
}

fn has_no_session(error: &WebDriverError) -> bool {
    matches!(error.as_inner(), WebDriverErrorInner::InvalidSessionId(_))
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        _ => true,
    }
}
