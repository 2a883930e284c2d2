//! What a person does with the page that takes more than one step.

use anyhow::Result;
use serde_json::Value;
use thirtyfour::Key;

use crate::page::Page;

/// Drops files: pairs of a name and a text, or null for the bytes of what was downloaded last.
const DROP: &str = "const transfer = new DataTransfer();
    for (const [name, text] of arguments[0]) transfer.items.add(new File([text ?? window.taken.bytes], name));
    const event = new DragEvent('drop', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: transfer });
    window.dispatchEvent(event);";

/// Keeps the bytes and the text of each download, the last one at hand.
const WATCH_DOWNLOADS: &str = "if (window.watchesDownloads) return;
    window.watchesDownloads = true;
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
        Promise.all([blob.arrayBuffer(), blob.text()]).then(([bytes, text]) => { window.taken = { bytes, text }; });
        return make.call(URL, blob);
    };";

impl Page {
    /// Opens the palette of commands by its keys, which are there at every width.
    pub async fn open_palette(&self) -> Result<()> {
        self.run("document.activeElement?.blur()").await?;
        self.find("body")
            .await?
            .send_keys(Key::Control + "k")
            .await?;
        self.wait_for(
            "the palette",
            "return document.activeElement.matches('.palette-input')",
        )
        .await
    }

    /// Runs the first command that these words find.
    pub async fn run_command(&self, words: &str) -> Result<()> {
        self.open_palette().await?;
        self.press(words).await?;
        self.press(Key::Enter + "").await
    }

    /// Closes the open dialog, and waits until it is.
    pub async fn close_dialog(&self) -> Result<()> {
        self.press(Key::Escape + "").await?;
        self.wait_for(
            "the dialog to close",
            "return document.querySelector('dialog[open]') === null",
        )
        .await
    }

    /// Forgets what was downloaded, and keeps what is next as `window.taken`, with its `bytes` and its `text`.
    pub async fn watch_downloads(&self) -> Result<()> {
        self.run("window.taken = undefined").await?;
        self.run(WATCH_DOWNLOADS).await?;
        Ok(())
    }

    /// Waits until dropping is listened to.
    pub async fn wait_until_files_can_be_dropped(&self) -> Result<()> {
        self.wait_for(
            "the part that takes files",
            "return performance.getEntriesByType('resource').some((one) => one.name.includes('later-files') && one.responseEnd > 0)",
        )
        .await?;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        Ok(())
    }

    /// Drops files on the page, each with its text; one without is what was downloaded last.
    pub async fn drop_files(&self, files: &[(&str, Option<&str>)]) -> Result<()> {
        let list: Value = files
            .iter()
            .map(|(name, text)| {
                Value::from(vec![
                    Value::from(*name),
                    Value::from(text.map(str::to_owned)),
                ])
            })
            .collect();
        self.run_with(DROP, vec![list]).await?;
        Ok(())
    }
}
